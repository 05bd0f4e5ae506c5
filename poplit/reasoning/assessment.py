"""The assessment of a case: the object that `poplit assess` prints, from which all words are made."""

from __future__ import annotations

from typing import Any

from poplit import safety
from poplit.case import Case
from poplit.knowledge import KnowledgeBase
from poplit.knowledge.schema import LEVELS
from poplit.reasoning.asking import next_question
from poplit.reasoning.ranking import Ranked, Weight, listed, rank_causes, word
from poplit.reasoning.serious import flagged, not_excluded, not_ranked
from poplit.reasoning.together import Pair, together


def assess(kb: KnowledgeBase, case: Case) -> dict[str, Any]:
    """What can be said of the case now, as plain JSON-able data (the contract of `poplit assess`)."""
    checked, ranked = safety.check(kb, case), rank_causes(kb, case)
    shown = listed(kb, ranked, flagged(kb, checked, ranked)) if _says_anything(case) else []
    both = together(kb, case, ranked) if shown else []
    following = next_question(kb, case)
    return {
        "triage": triage(kb, case, checked, ranked, shown, both),
        "red_flags": [{"id": r.flag.id, "why": [kb.findings[f].label for f in r.why]} for r in checked.raised],
        "rules": [
            {"id": s.id, "score": s.score, "level": s.level, "items": list(s.items), "unknown": list(s.unknown), "quiet": s.quiet}
            for s in checked.scores
        ],
        "causes": [_cause(kb, r) for r in shown],
        "together": [_pair(kb, pair) for pair in both],
        "serious_not_excluded": [named.id for named in not_ranked(kb, case)] + [r.cause.id for r in not_excluded(kb, case, ranked, shown)],
        "next": list(following.findings) if following else [],
        "kb": kb.hash,
    }


def triage(kb: KnowledgeBase, case: Case, checked: safety.Safety, ranked: list[Ranked], shown: list[Ranked], both: list[Pair]) -> str:
    """The most urgent of: what safety asks for, what the leading cause (or both of a pair) or many causes together usually need,
    alarms of likely enough causes, and what conditions that are not ranked need while they are not excluded.

    Where the safety question was never answered nobody is told that self-care is enough."""
    levels = [checked.level or "self_care", "consultation" if case.open_safety else "self_care"]
    levels += [named.level for named in not_ranked(kb, case)]
    if shown:
        levels += [shown[0].cause.triage, *_shared(kb, ranked)]
    levels += [r.cause.triage for pair in both for r in pair.causes]
    levels += [r.cause.alarm.level for r in ranked if r.cause.alarm and r.probability >= r.cause.alarm.probability and shown]
    return safety.most_urgent(levels)


def _shared(kb: KnowledgeBase, ranked: list[Ranked]) -> list[str]:
    """The levels that causes with a large enough share of the probability, taken together, usually need."""
    share = kb.settings["urgency"]["share"]
    asking = {level: sum(r.probability for r in ranked if safety.rank(r.cause.triage) >= safety.rank(level)) for level in LEVELS}
    return [level for level, chance in asking.items() if chance >= share]


def explained(kb: KnowledgeBase, case: Case, cause: str) -> dict[str, Any]:
    """One cause as in the list, whether it is listed or not: how well it fits, what speaks for and against it. Raises KeyError."""
    return next(_cause(kb, ranked) for ranked in rank_causes(kb, case) if ranked.cause.id == kb.causes[cause].id)


def _says_anything(case: Case) -> bool:
    """True when something is known to be present."""
    return bool(case.having("present"))


def _cause(kb: KnowledgeBase, ranked: Ranked) -> dict[str, Any]:
    return {
        "id": ranked.cause.id,
        "name": ranked.cause.name,
        "likelihood": word(kb, ranked),
        "probability": round(ranked.probability, 3),
        "for": [_why(kb, ranked, w) for w in ranked.speaking_for(kb.settings["telling"])],
        "against": [_why(kb, ranked, w) for w in ranked.speaking_against(kb.settings["telling"])],
    }


def _pair(kb: KnowledgeBase, pair: Pair) -> dict[str, Any]:
    """Two causes that may both be there: what each explains, how much better both explain than one, where their share comes from."""
    goes, told = kb.goes_with[pair.id], zip(pair.causes, pair.explains, strict=True)
    return {
        "id": pair.id,
        "causes": [{"id": r.cause.id, "name": r.cause.name, "explains": [_label(kb, f) for f in own]} for r, own in told],
        "factor": round(pair.factor, 1),
        "source": goes.source,
        "quality": goes.quality,
    }


def _label(kb: KnowledgeBase, finding: str) -> dict[str, str]:
    return {"id": finding, "why": kb.findings[finding].label}


def _why(kb: KnowledgeBase, ranked: Ranked, weight: Weight) -> dict[str, Any]:
    label, figure = kb.findings[weight.finding].label, ranked.cause.likelihoods[weight.finding]
    said = label if weight.status == "present" else kb.wording["assessment"]["without"].format(label=label)
    return {"id": weight.finding, "why": said, "source": figure.source, "quality": figure.quality}
