"""Red flags and decision rules on a case → the triage level that nothing later lowers."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from poplit import rules
from poplit.case import Case
from poplit.conditions import findings_of, reasons
from poplit.knowledge import KnowledgeBase
from poplit.knowledge.schema import LEVELS, RedFlag


@dataclass(frozen=True)
class Raised:
    """A red flag that holds, and the findings that make it hold."""

    flag: RedFlag
    why: tuple[str, ...]


@dataclass(frozen=True)
class Safety:
    """What safety says of a case: the red flags, most urgent first, the rules' scores, and the level they ask for (None: none)."""

    level: str | None
    raised: tuple[Raised, ...]
    scores: tuple[rules.Score, ...]

    def urgent(self, besides: Collection[str] = ()) -> bool:
        """True when the person should be in a hospital, or call an ambulance; some red flags may be left out of account."""
        levels = [raised.flag.level for raised in self.raised if raised.flag.id not in besides] + [score.level for score in self.scores]
        return rank(most_urgent(levels)) >= rank("emergency")


def rank(level: str | None) -> int:
    """How urgent a level is: 0 for self_care up to 4 for emergency_ambulance; -1 for None."""
    return -1 if level is None else LEVELS.index(level)


def most_urgent(levels) -> str | None:
    """The most urgent of some levels, None among them ignored; None when there is none."""
    return max(levels, key=rank, default=None)


def check(kb: KnowledgeBase, case: Case) -> Safety:
    """Every red flag and rule on the whole case. Adding a finding can only raise the level (there is no "not" in conditions)."""
    present = set(case.having("present"))
    held = [
        Raised(flag, why)
        for flag, concerned in _flags(kb)
        if not concerned.isdisjoint(present) and (why := reasons(flag.when, case, kb)) is not None
    ]
    held.sort(key=lambda raised: -rank(raised.flag.level))
    scores = tuple(rules.score(kb, case))
    level = most_urgent([raised.flag.level for raised in held] + [score.level for score in scores])
    return Safety(level, tuple(held), scores)


def level_supposing(kb: KnowledgeBase, case: Case, finding: str, above: int) -> int:
    """How urgent (rank) red flags would make the case with one more finding; only flags above a rank are looked at."""
    if not _may_raise(kb, finding, above):
        return above
    supposed = case.supposing(kb, finding)
    new = [name for name in supposed.findings if supposed.status(name) == "present" and case.status(name) != "present"]
    concerned = {flag.id: flag for name in new for flag in _flags_about(kb).get(name, ()) if rank(flag.level) > above}
    ranks = [rank(flag.level) for flag in concerned.values() if reasons(flag.when, supposed, kb) is not None]
    return max(ranks, default=above)


@lru_cache(maxsize=4)
def _flags(kb: KnowledgeBase) -> tuple[tuple[RedFlag, frozenset[str]], ...]:
    """Each red flag with every finding that could help it to hold: without one of them present it need not be looked at."""
    return tuple((flag, frozenset(findings_of(flag.when, kb))) for flag in kb.red_flags.values())


@lru_cache(maxsize=4)
def _flags_about(kb: KnowledgeBase) -> dict[str, list[RedFlag]]:
    """By finding, the red flags that it could help to hold."""
    about: dict[str, list[RedFlag]] = {}
    for flag, concerned in _flags(kb):
        for name in concerned:
            about.setdefault(name, []).append(flag)
    return about


@lru_cache(maxsize=4096)
def _may_raise(kb: KnowledgeBase, finding: str, above: int) -> bool:
    """False when no red flag above a rank speaks of the finding or of what follows from it: then no case need be looked at."""
    names, todo = set(), [finding]
    while todo:
        name = todo.pop()
        if name not in names:
            names.add(name)
            todo += kb.findings[name].implies
    return any(rank(flag.level) > above for name in names for flag in _flags_about(kb).get(name, ()))


def guarded(kb: KnowledgeBase, case: Case) -> set[str]:
    """The findings that red flags stand on in this case: no later denial in passing may remove them."""
    return {name for raised in check(kb, case).raised for name in raised.why}
