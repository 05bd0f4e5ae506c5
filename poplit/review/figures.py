"""The figures of the knowledge base as rows of a table: one cause, one finding, and what the one says about the other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import exp, log10

from poplit.knowledge import KnowledgeBase
from poplit.knowledge.schema import Cause, Figure
from poplit.reasoning.ranking import log_ratio, ratio

STEPS = ((5.0, "for3"), (2.0, "for2"), (1.2, "for1"), (0.83, "even"), (0.5, "against1"), (0.2, "against2"), (0.0, "against3"))


@dataclass(frozen=True)
class Ratio:
    """A likelihood ratio as the figures give it (`raw`) and as the ranking uses it, held within limits (`used`)."""

    raw: float
    used: float

    @property
    def held(self) -> bool:
        """True when the ranking does not use the figure in full."""
        return abs(self.raw - self.used) > 1e-9

    @property
    def step(self) -> str:
        """How strongly it speaks, as the name of a colour: for3 (strongly for) down to against3."""
        return next(name for least, name in STEPS if self.used > least - 1e-9)

    @property
    def log10(self) -> float:
        """The decimal logarithm of what is used: 0 says nothing either way."""
        return log10(self.used)


@dataclass(frozen=True)
class Row:
    """One figure: how often the finding is there in this cause, how often in everybody, and the ratios that follow."""

    cause: str
    finding: str
    figure: Figure
    background: Figure | None
    present: Ratio | None
    absent: Ratio | None

    @property
    def strength(self) -> float:
        """How strongly its presence speaks for the cause; 0 where that is not known."""
        return self.present.log10 if self.present else 0.0


def row(kb: KnowledgeBase, cause: Cause, finding: str) -> Row:
    """The figure that a cause holds about a finding."""
    figure, known = cause.likelihoods[finding], kb.findings.get(finding)
    background = known.background if known else None
    present, absent = (_ratio(kb, cause, finding, is_present) for is_present in (True, False))
    return Row(cause.id, finding, figure, background, present, absent)


def of_cause(kb: KnowledgeBase, cause: Cause) -> list[Row]:
    """All figures of a cause, what speaks most for it first."""
    return strongest_first(row(kb, cause, finding) for finding in cause.likelihoods)


def of_finding(kb: KnowledgeBase, finding: str) -> list[Row]:
    """All figures about a finding, the cause it speaks most for first."""
    return strongest_first(row(kb, cause, finding) for cause in kb.causes.values() if finding in cause.likelihoods)


def strongest_first(rows: Iterable[Row]) -> list[Row]:
    """Rows from strongly for to strongly against."""
    return sorted(rows, key=lambda one: (-one.strength, one.cause, one.finding))


def _ratio(kb: KnowledgeBase, cause: Cause, finding: str, present: bool) -> Ratio | None:
    raw = ratio(kb, cause, finding, present) if finding in kb.findings else None
    return None if raw is None else Ratio(raw, exp(log_ratio(kb, cause, finding, present)))
