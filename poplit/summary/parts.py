"""What a summary is made of: plain values, the same for every form it is set in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Stated:
    """A finding as it was stated. `status`: present, absent, unsure, past, other, or open (asked about and not spoken of);
    `words` are the person's own, empty when none are kept; `message` is the number of the message, None without a conversation;
    `risk` is true of medicines, conditions and risks."""

    id: str
    label: str
    status: str
    words: str = ""
    message: int | None = None
    risk: bool = False


@dataclass(frozen=True)
class Change:
    """A statement that was changed, by its name and its old and new value."""

    name: str
    old: str
    new: str
    message: int | None


@dataclass(frozen=True)
class Answer:
    """One message, and the question it answered: id and text, both empty when none was open or it answered something else."""

    message: int
    asked: str
    question: str
    words: str


@dataclass(frozen=True)
class Flag:
    """A red flag that holds. `message`: after which message its warning was given, None when it never was."""

    id: str
    name: str
    level: str
    reasons: tuple[str, ...]
    message: int | None


@dataclass(frozen=True)
class Score:
    """A decision rule as far as it can be scored. `says`: it got beyond nothing at all."""

    id: str
    name: str
    score: float
    most: float
    means: str
    counted: tuple[str, ...]
    unknown: tuple[str, ...]
    source: str
    says: bool


@dataclass(frozen=True)
class Reason:
    """What speaks for or against a cause, with the source of its figure; the source is None for an estimate."""

    finding: str
    said: str
    source: str | None


@dataclass(frozen=True)
class Pair:
    """Two conditions that may both be there: names, what each would explain, and the source of how often they come together; the
    source is None for an estimate."""

    names: tuple[str, str]
    explained: tuple[tuple[str, ...], tuple[str, ...]]
    source: str | None


@dataclass(frozen=True)
class Condition:
    """A possible cause with its codes. `likelihood` and `probability` are None for what is only not excluded; `tells`: what would
    tell it."""

    id: str
    name: str
    icd10: str
    snomed: str | None
    hpo: str | None
    likelihood: str | None = None
    probability: float | None = None
    speaks_for: tuple[Reason, ...] = ()
    speaks_against: tuple[Reason, ...] = ()
    tells: str = ""


@dataclass(frozen=True)
class Summary:
    """All of it. `made`: when, as the caller says, None when it does not matter; `signed` of `total` items of knowledge are signed
    by a clinician; `assessed`: an assessment was reached; `talked`: it comes from a conversation; `triage` None: nothing says
    how urgent it is; `sources`: id → title of what the figures and rules name."""

    made: datetime | None
    version: str
    kb: str
    signed: int
    total: int
    assessed: bool
    talked: bool
    details: dict[str, Any]
    complaint: tuple[str, ...]
    stated: tuple[Stated, ...]
    changes: tuple[Change, ...]
    triage: str | None
    reasons: tuple[str, ...]
    open_safety: bool
    flags: tuple[Flag, ...]
    scores: tuple[Score, ...]
    causes: tuple[Condition, ...]
    together: tuple[Pair, ...]
    serious: tuple[Condition, ...]
    advice: tuple[str, ...]
    answers: tuple[Answer, ...]
    sources: dict[str, str]

    def having(self, *statuses: str) -> tuple[Stated, ...]:
        """The statements with one of these statuses, in the order they were made."""
        return tuple(one for one in self.stated if one.status in statuses)
