"""Conditions: the ranked ones with all that is said about them, and the serious ones that are only named."""

from __future__ import annotations

from pydantic import Field

from poplit.knowledge.schema.base import Aspect, Condition, Figure, Item, Level, Quality, Reviewed, Sourced


class Prior(Item):
    """How common a cause is: weight per 1000 adults with a knee, back-of-knee or calf complaint."""

    weight: float = Field(gt=0)
    source: str
    quality: Quality


class TellApart(Item):
    """Another cause that looks alike, and what tells the two apart."""

    cause: str
    tells: str


class Code(Item):
    """A code of a terminology (SNOMED CT, HPO) with the source that gives it."""

    code: str
    source: str


class Alarm(Item):
    """From this probability on, this cause asks for at least this level, whatever leads the list."""

    probability: float = Field(gt=0, lt=1)
    level: Level


class Cause(Item):
    """A condition that may explain the complaint, with everything Poplit says about it.

    `typical` and `untypical`: the findings that make one think of it, and those that speak against it. `red_flags`: the patterns
    that turn it into an emergency or stand for it. `open_while`: a serious one is not excluded by anything denied while this holds.
    `answers`: what people ask about it, each answered for this cause.
    """

    id: str
    name: str
    also: tuple[str, ...] = ()
    icd10: str
    snomed: Code | None = None
    hpo: Code | None = None
    one_line: str
    who: str
    story: str
    prior: Prior
    serious: bool = False
    triage: Level
    alarm: Alarm | None = None
    open_while: Condition | None = None
    likelihoods: dict[str, Figure]
    typical: tuple[str, ...] = ()
    untypical: tuple[str, ...] = ()
    red_flags: tuple[str, ...] = ()
    confused_with: tuple[TellApart, ...] = ()
    care: tuple[str, ...] = ()
    do_not: tuple[Sourced, ...] = ()
    clinician: tuple[Sourced, ...]
    course: Sourced
    come_back: Sourced
    answers: dict[Aspect, Sourced] = Field(default_factory=dict)
    sources: tuple[str, ...]
    reviewed: Reviewed | None = None


class GoesWith(Item):
    """Two causes that often come together: `p` is the share of people with `of` who have `with` as well."""

    id: str
    of: str
    with_: str = Field(..., alias="with")
    p: float = Field(gt=0, le=1)
    source: str
    quality: Quality
    note: str | None = None


class NotRanked(Item):
    """A serious condition that Poplit does not rank, named among those not excluded while `when` holds and nothing settled it.

    `level`: how soon it needs to be looked for. `tells`: what would tell.
    """

    id: str
    name: str
    also: tuple[str, ...] = ()
    icd10: str
    one_line: str
    when: Condition
    tells: str
    level: Level
    red_flags: tuple[str, ...] = ()
    sources: tuple[str, ...]
    reviewed: Reviewed | None = None
