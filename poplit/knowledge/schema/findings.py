"""What people have, say and deny: findings, the word classes they are composed of, and the cue words around them."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from poplit.knowledge.schema.base import Condition, Figure, Item, Reviewed


class Parts(Item):
    """How a finding is put together from word classes of parts.yml: a quality at one of some sites.

    `unless_side`, `only_side`: not, or only, when both sides or a single one are meant."""

    quality: str
    site: tuple[str, ...]
    unless_side: Literal["both", "one"] | None = None
    only_side: Literal["both", "one"] | None = None


class FromDetail(Item):
    """A finding that follows from a detail of the case: age in years within [min, max), or sex."""

    detail: Literal["age", "sex", "side", "onset", "duration_days", "bmi"]
    min: float | None = None
    max: float | None = None
    is_: str | None = Field(None, alias="is")


class Span(Item):
    """Numbers from `least` to `most`, both counted in."""

    least: float
    most: float

    def holds(self, number: float) -> bool:
        """True when the number lies in the span."""
        return self.least <= number <= self.most


class Measured(Item):
    """A finding that people answer with a number: `there` are the numbers that mean it, `normal` those that deny it, in any unit.

    `words`: what may stand around such a number; beside other words it is a number of something else."""

    there: tuple[Span, ...]
    normal: tuple[Span, ...] = ()
    words: tuple[str, ...]
    source: str


class Finding(Item):
    """Something a person can have, say, deny or be asked: a symptom, a place, a story, a risk.

    `exact`: phrases in which the small words count ("is bent the wrong way" is now, "bent the wrong way" was then).
    `when`: it is only asked about while this condition holds, and never while `not_for` holds. `ability`: the finding is that
    something cannot be done, so "I can" denies it. `lasting`: once true it stays true, so "I had ..." still counts.
    `within_days`: counts only when it happened within so many days. `by_others`: somebody else does it, so that naming a person does
    not make it theirs ("my dad hits me").
    """

    id: str
    label: str
    question: str | None = None
    why: str | None = None
    when: Condition | None = None
    not_for: Condition | None = None
    kind: Literal["place", "start", "pain", "swelling", "skin", "joint", "nerve", "body", "risk", "person"]
    phrases: tuple[str, ...] = ()
    exact: tuple[str, ...] = ()
    denials: tuple[str, ...] = ()
    parts: tuple[Parts, ...] = ()
    implies: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    from_: tuple[FromDetail, ...] = Field((), alias="from")
    ability: bool = False
    by_others: bool = False
    lasting: bool = False
    within_days: int | None = Field(None, gt=0)
    measured: Measured | None = None
    background: Figure | None = None
    reviewed: Reviewed | None = None


class WordClass(Item):
    """Words that mean the same site or quality; `within` names the wider site, `stands_for` what it means beside another site.

    `owned`: the site that it is when it is somebody's ("in my back" is no place on the knee).
    `not_of`: words for a thing that may be called so without meaning it: an excruciating cramp is a cramp."""

    id: str
    words: tuple[str, ...]
    within: str | None = None
    stands_for: dict[str, str] = Field(default_factory=dict)
    owned: str | None = None
    not_of: tuple[str, ...] = ()
    label: str | None = None


class ContextRule(Item):
    """Cue words that change what the findings around them mean."""

    id: str
    status: Literal[
        "absent", "unsure", "past", "gone", "again", "turned", "other", "worry", "instruction", "stop", "some", "keep", "long_ago", "now"
    ]
    direction: Literal["forward", "backward"]
    cues: tuple[str, ...]
    reach: int = 8
    over_commas: bool = False
    only: tuple[str, ...] = ()
