"""What people can find out themselves when they are not sure of a finding."""

from __future__ import annotations

import re

from pydantic import root_validator, validator

from poplit.knowledge.schema.base import Condition, Item, Reviewed
from poplit.knowledge.schema.findings import Measured

MOST_SENTENCES = 4
_SENTENCE = re.compile(r"[.!?](?:\s|$)")


class Outcome(Item):
    """What an answer to a self-check says: findings that are there, findings that are not, and what it means in words."""

    present: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    means: str


class SelfCheck(Item):
    """One self-check; the keys are explained in kb/self_checks/leg.yml."""

    id: str
    settles: tuple[str, ...]
    how: str
    for_another: str | None = None
    question: str
    yes: Outcome
    no: Outcome
    measured: Measured | None = None
    not_if: str
    unless: Condition | None = None
    sources: tuple[str, ...]
    reviewed: Reviewed | None = None

    @validator("how", "for_another")
    def is_short(cls, told: str | None) -> str | None:
        if told is not None and len(_SENTENCE.findall(told)) > MOST_SENTENCES:
            raise ValueError(f"has more than {MOST_SENTENCES} sentences")
        return told

    @root_validator(skip_on_failure=True)
    def settles_what_it_says(cls, values: dict) -> dict:
        said = {name for answer in ("yes", "no") for name in (*values[answer].present, *values[answer].absent)}
        strange = said - set(values["settles"])
        if strange:
            raise ValueError(f"an answer states '{min(strange)}', which 'settles' does not name")
        if not said:
            raise ValueError("neither answer settles anything")
        return values

    def outcome(self, answer: str) -> Outcome:
        """What a "yes" or a "no" says. Raises KeyError for any other answer."""
        return {"yes": self.yes, "no": self.no}[answer]
