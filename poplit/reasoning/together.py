"""Two conditions at once: pairs that often come together and explain clearly more than the better of the two alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp, log

from poplit.case import Case
from poplit.knowledge import KnowledgeBase
from poplit.reasoning.ranking import Ranked, damped, known_findings, logs

_BEFORE = ("person", "risk")  # kinds of findings that no cause brings about


@dataclass(frozen=True)
class Pair:
    """Two causes that may both be there.

    `factor`: how many times better the pair explains what is known than the better of the two alone (a Bayes factor).
    `odds`: how likely the pair is, against the likeliest single cause. `explains`: by each cause, what is there and speaks for it
    more than for the other; `adds`: how much more in all, as a factor."""

    id: str
    causes: tuple[Ranked, Ranked]
    factor: float
    odds: float
    explains: tuple[tuple[str, ...], tuple[str, ...]]
    adds: tuple[float, float]


def together(kb: KnowledgeBase, case: Case, ranked: list[Ranked]) -> list[Pair]:
    """The pairs worth telling, the likeliest first, up to as many as kb/settings.yml allows."""
    limit = kb.settings["together"]
    worth = [p for p in pairs(kb, case, ranked) if p.factor >= limit["factor"] and p.odds >= limit["odds"] and min(p.adds) >= limit["adds"]]
    return sorted(worth, key=lambda p: (-p.odds, p.id))[: limit["most"]]


def pairs(kb: KnowledgeBase, case: Case, ranked: list[Ranked]) -> list[Pair]:
    """Every pair of kb/goes_with.yml, weighed on what is known."""
    known, by_id = known_findings(case), {r.cause.id: r for r in ranked}
    return [_pair(kb, known, goes.id, (by_id[goes.of], by_id[goes.with_]), goes.p, ranked[0]) for goes in kb.goes_with.values()]


def _pair(kb: KnowledgeBase, known: Mapping[str, bool], name: str, both: tuple[Ranked, Ranked], share: float, leading: Ranked) -> Pair:
    fit = sum(damped(kb, _joint(kb, known, both)).values())
    alone = [log(r.changed()) for r in both]
    odds = both[0].probability * share * exp(fit - alone[0]) / leading.probability
    own = (_own(kb, *both), _own(kb, *reversed(both)))
    return Pair(name, both, exp(fit - max(alone)), odds, tuple(map(tuple, own)), tuple(exp(sum(o.values())) for o in own))


def _own(kb: KnowledgeBase, one: Ranked, other: Ranked) -> dict[str, float]:
    """What is there and clearly speaks more for the one than for the other, and by how much (natural logarithm)."""
    elsewhere, telling = {w.finding: max(w.log_lr, 0.0) for w in other.weights}, kb.settings["telling"]
    there = [w for w in one.speaking_for(telling) if w.status == "present" and kb.findings[w.finding].kind not in _BEFORE]
    more = {w.finding: w.log_lr - elsewhere.get(w.finding, 0.0) for w in there}
    return {name: value for name, value in more.items() if value > telling}


def _joint(kb: KnowledgeBase, known: Mapping[str, bool], both: tuple[Ranked, Ranked]) -> dict[str, float]:
    """The logarithm of the pair's likelihood ratio for each known finding that either cause has a figure for.

    A complaint has one beginning to tell: it is taken to be that of the cause which it fits better. What comes before any illness
    (age, sex, risks) is shared, and counts once where both have it. All else follows what is left of a noisy-or without its sum:
    a finding is there as often as with the cause that brings it more often, and missing only when both failed to bring it."""
    alone = [
        {name: log_lr for name, lrs in logs(kb)[r.cause.id].items() if name in known and (log_lr := lrs[not known[name]])} for r in both
    ]
    begun = max(({n: v for n, v in lrs.items() if kb.findings[n].kind == "start"} for lrs in alone), key=lambda lrs: sum(lrs.values()))
    told = {}
    for name in sorted({*alone[0], *alone[1]}):
        kind, (a, b) = kb.findings[name].kind, (lrs.get(name, 0.0) for lrs in alone)
        if kind == "start":
            told[name] = begun.get(name, 0.0)
        elif kind in _BEFORE:
            told[name] = a + b if a * b < 0 else max(a, b, key=abs)
        else:
            told[name] = max(a, b) if known[name] else _missing(a, b)
    return told


def _missing(a: float, b: float) -> float:
    """The logarithm of the ratio of a finding that is missing: what either cause usually brings speaks against the pair."""
    return min(a, 0.0) + min(b, 0.0) if min(a, b) < 0 else min(a, b)
