"""The pictures as numbers: bars of likelihood ratios for one cause, and the map of causes and findings. Templates draw them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log10

from poplit.knowledge import KnowledgeBase
from poplit.knowledge.schema import LEVELS, Cause
from poplit.review.figures import Ratio, Row, row

TICKS = (0.1, 0.2, 0.5, 1, 2, 5, 10)
MOST_TELLING = 60


@dataclass(frozen=True)
class Bar:
    """A bar on a logarithmic scale from 0 to 100: where it starts, how long it is."""

    x: float
    width: float


class Scale:
    """Places likelihood ratios between the lowest and the highest that the ranking lets count."""

    def __init__(self, kb: KnowledgeBase):
        clamp = kb.settings["clamp"]
        self.lowest, self.highest = log10(clamp["lowest"]), log10(clamp["highest"])

    def at(self, ratio: float) -> float:
        """Where a ratio stands, 0 to 100."""
        return round(100 * (log10(ratio) - self.lowest) / (self.highest - self.lowest), 2)

    def bar(self, ratio: Ratio | None) -> Bar | None:
        """The bar from 1 (says nothing) to the ratio."""
        if ratio is None:
            return None
        start, end = sorted((self.at(1), self.at(ratio.used)))
        return Bar(start, round(max(end - start, 0.4), 2))

    def ticks(self) -> list[tuple[float, float]]:
        """The ratios written below the bars, each with its place."""
        return [(tick, self.at(tick)) for tick in TICKS]


@dataclass(frozen=True)
class Map:
    """Causes down, findings across; `cells` by cause and finding where there is a figure."""

    causes: tuple[Cause, ...]
    findings: tuple[str, ...]
    cells: dict[tuple[str, str], Row]


def most_telling(kb: KnowledgeBase) -> Map:
    """The map of the findings that move the causes most."""
    cells = _cells(kb)
    weight: dict[str, float] = {}
    for (_, finding), cell in cells.items():
        weight[finding] = weight.get(finding, 0.0) + abs(cell.strength)
    chosen = sorted(weight, key=lambda finding: (-weight[finding], finding))[:MOST_TELLING]
    return _map(kb, [finding for finding in kb.findings if finding in set(chosen)], cells)


def of_kind(kb: KnowledgeBase, kind: str) -> Map:
    """The map of every finding of one kind that some cause has a figure for."""
    cells = _cells(kb)
    used = {finding for _, finding in cells}
    return _map(kb, [f.id for f in kb.findings.values() if f.kind == kind and f.id in used], cells)


def urgent_first(causes: Iterable[Cause]) -> list[Cause]:
    """Causes by level, the most urgent first, then by name."""
    return sorted(causes, key=lambda cause: (-LEVELS.index(cause.triage), cause.name.lower()))


def _map(kb: KnowledgeBase, findings: Sequence[str], cells: dict[tuple[str, str], Row]) -> Map:
    shown = {key: cell for key, cell in cells.items() if key[1] in set(findings)}
    concerned = {cause for cause, _ in shown}
    causes = urgent_first(cause for cause in kb.causes.values() if cause.id in concerned)
    return Map(tuple(causes), tuple(findings), shown)


def _cells(kb: KnowledgeBase) -> dict[tuple[str, str], Row]:
    rows = (row(kb, cause, finding) for cause in kb.causes.values() for finding in cause.likelihoods if finding in kb.findings)
    return {(one.cause, one.finding): one for one in rows if one.present or one.absent}
