"""The serious conditions that what is known does not exclude, so that no harmless cause hides one that looks the same."""

from __future__ import annotations

from poplit import safety
from poplit.case import Case
from poplit.conditions import reasons
from poplit.knowledge import KnowledgeBase
from poplit.knowledge.schema import NotRanked
from poplit.reasoning.ranking import Ranked


def not_excluded(kb: KnowledgeBase, case: Case, ranked: list[Ranked], shown: list[Ranked]) -> list[Ranked]:
    """The serious causes that stay possible: beside the causes shown anyway, so many as kb/settings.yml allows.

    Those that look like what leads come first, then the likeliest.
    One stays possible when something speaks for it and its own odds are high enough; when it is a look-alike of a cause that leads
    or may well be it, until what is known makes it far less likely than it was; and while its own `open_while` holds, whatever is
    denied."""
    alike = look_alikes(kb, ranked)
    open_ = [r for r in ranked if r.cause.serious and _stays_possible(kb, case, r, r.cause.id in alike)]
    open_.sort(key=lambda r: (r.cause.id not in alike, -r.standing_alone(), r.cause.id))
    told = {r.cause.id for r in shown}
    told |= {r.cause.id for r in [r for r in open_ if r.cause.id not in told][: kb.settings["not_excluded"]["most"]]}
    return [r for r in open_ if r.cause.id in told]


def look_alikes(kb: KnowledgeBase, ranked: list[Ranked]) -> set[str]:
    """The causes that can be taken for the leading one, or for another that may well be it: likely, or half as likely as what leads."""
    from_ = min(kb.settings["not_excluded"]["look_alike_of"], ranked[0].probability / 2)
    leading = [r.cause for r in ranked if r.probability >= from_]
    return {apart.cause for cause in leading for apart in cause.confused_with}


def flagged(kb: KnowledgeBase, checked: safety.Safety, ranked: list[Ranked]) -> list[Ranked]:
    """The serious causes that a raised red flag stands for, and one of its findings speaks for; the likeliest by itself first.
    The ranking may not hide them: a rare cause stays unlikely even with its own danger sign."""
    meant = [r for r in ranked if r.cause.serious and any(_stands_for(kb, raised, r) for raised in checked.raised)]
    return sorted(meant, key=lambda r: (-r.standing_alone(), r.cause.id))


def _stands_for(kb: KnowledgeBase, raised: safety.Raised, ranked: Ranked) -> bool:
    told = {weight.finding for weight in ranked.speaking_for(kb.settings["telling"])}
    return raised.flag.id in ranked.cause.red_flags and not told.isdisjoint(raised.why)


def not_ranked(kb: KnowledgeBase, case: Case) -> list[NotRanked]:
    """The serious conditions without a place in the ranking that what is known makes one think of, the most urgent first."""
    held = [named for named in kb.not_ranked.values() if reasons(named.when, case, kb) is not None]
    return sorted(held, key=lambda named: -safety.rank(named.level))


def _stays_possible(kb: KnowledgeBase, case: Case, ranked: Ranked, alike: bool) -> bool:
    figures, keeps = kb.settings["not_excluded"], ranked.cause.open_while
    if keeps is not None and reasons(keeps, case, kb) is not None:
        return True
    if alike and ranked.cautious(kb.settings["cluster_exponent"]) >= figures["changed"]:
        return True
    return ranked.standing_alone() >= figures["odds"] and _something_speaks_for(kb, ranked)


def _something_speaks_for(kb: KnowledgeBase, ranked: Ranked) -> bool:
    """True when a finding that is there, and is not just who the person is, makes the cause likelier."""
    told = (w for w in ranked.speaking_for(kb.settings["telling"]) if w.status == "present")
    return any(kb.findings[weight.finding].kind not in ("person", "risk") for weight in told)
