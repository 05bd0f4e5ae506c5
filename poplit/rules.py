"""Scores the published decision rules of kb/rules/ on a case, item by item."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from poplit.case import Case
from poplit.conditions import findings_of, points, reasons
from poplit.knowledge import KnowledgeBase


@dataclass(frozen=True)
class Score:
    """One rule on one case: points so far, the band they reach, the items that count and those still unknown.

    `quiet`: it counts, but was not made for this person and is not told."""

    id: str
    score: float
    level: str | None
    band: str
    items: tuple[str, ...]
    unknown: tuple[str, ...]
    quiet: bool = False

    def to_json(self) -> dict[str, Any]:
        """A plain dict of this score."""
        return asdict(self)


def score(kb: KnowledgeBase, case: Case) -> list[Score]:
    """Every rule that applies to the case, scored so far: unknown items give no points and are named."""
    return [_score(rule, kb, case) for rule in kb.rules.values() if rule.applies is None or reasons(rule.applies, case, kb) is not None]


def _score(rule, kb: KnowledgeBase, case: Case) -> Score:
    held = points(rule, case, kb)
    total = sum(item.points for item, _ in held)
    band = max((band for band in rule.bands if total >= band.at_least), key=lambda band: band.at_least)
    counted = {item.id for item, _ in held}
    unknown = tuple(item.id for item in rule.items if item.id not in counted and _open(item, kb, case))
    quiet = rule.quiet_when is not None and reasons(rule.quiet_when, case, kb) is not None
    return Score(rule.id, total, band.level, band.name, tuple(item.id for item, _ in held), unknown, quiet)


def _open(item, kb: KnowledgeBase, case: Case) -> bool:
    return any(case.status(name) in (None, "unsure") for name in findings_of(item.when, kb))
