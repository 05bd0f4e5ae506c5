"""What one item of each kind in kb/ may hold: the shapes that the YAML files are read into.

Every model refuses keys it does not know, so that a typing mistake in kb/ is an error and never a silent loss.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, Extra, Field, root_validator, validator

LEVELS = ("self_care", "consultation", "consultation_24", "emergency", "emergency_ambulance")
Level = Literal["self_care", "consultation", "consultation_24", "emergency", "emergency_ambulance"]
Quality = Literal["measured", "estimated"]
Detail = Literal["age", "sex", "side", "site", "onset", "duration", "severity", "medicines", "conditions"]
Aspect = Literal["dangerous", "walking", "sport", "flying", "driving", "stretching", "massage", "ice_heat", "painkillers", "scan"]
Condition = Any  # a finding id, a group name, or one of the mappings that poplit.conditions evaluates


class Item(BaseModel):
    """A piece of knowledge: unchangeable, and strict about its keys."""

    class Config:
        extra = Extra.forbid
        frozen = True


class Reviewed(Item):
    """A clinician's signature: who, and on which day."""

    by: str
    on: date


class Figure(Item):
    """A number with where it comes from. `p` is a probability in [0, 1]; `lr` and `lr_absent` are likelihood ratios (> 0)."""

    p: float | None = Field(None, ge=0, le=1)
    lr: float | None = Field(None, gt=0)
    lr_absent: float | None = Field(None, gt=0)
    source: str
    quality: Quality
    note: str | None = None

    @root_validator(skip_on_failure=True)
    def holds_a_number(cls, values: dict) -> dict:
        if values["p"] is None and values["lr"] is None and values["lr_absent"] is None:
            raise ValueError("a figure needs p, lr or lr_absent")
        return values


class Parts(Item):
    """How a finding is put together from word classes of parts.yml: a quality at one of some sites."""

    quality: str
    site: tuple[str, ...]
    unless_side: Literal["both", "one"] | None = None


class FromDetail(Item):
    """A finding that follows from a detail of the case: age in years within [min, max), or sex."""

    detail: Literal["age", "sex", "side", "onset", "duration_days"]
    min: float | None = None
    max: float | None = None
    is_: str | None = Field(None, alias="is")


class Finding(Item):
    """Something a person can have, say, deny or be asked: a symptom, a place, a story, a risk.

    `when`: it is only asked about while this condition holds. `ability`: the finding is that something cannot be done, so
    "I can" denies it. `lasting`: once true it stays true, so "I had ..." still counts. `within_days`: counts only when it
    happened within so many days.
    """

    id: str
    label: str
    question: str | None = None
    why: str | None = None
    when: Condition | None = None
    kind: Literal["place", "start", "pain", "swelling", "skin", "joint", "nerve", "body", "risk", "person"]
    phrases: tuple[str, ...] = ()
    denials: tuple[str, ...] = ()
    parts: tuple[Parts, ...] = ()
    implies: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    from_: tuple[FromDetail, ...] = Field((), alias="from")
    ability: bool = False
    lasting: bool = False
    within_days: int | None = Field(None, gt=0)
    background: Figure | None = None
    reviewed: Reviewed | None = None


class Prior(Item):
    """How common a cause is: weight per 1000 adults with a knee, back-of-knee or calf complaint."""

    weight: float = Field(gt=0)
    source: str
    quality: Quality


class Sourced(Item):
    """A sentence for the person, with its sources."""

    text: str
    sources: tuple[str, ...]


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
    that turn it into an emergency or stand for it. `answers`: what people ask about it, each answered for this cause.
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
    answers: dict[Aspect, Sourced] = {}
    sources: tuple[str, ...]
    reviewed: Reviewed | None = None


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


class RedFlag(Item):
    """A pattern that must not wait: when it holds, the level it asks for, and the words said first and alone."""

    id: str
    name: str
    level: Level
    when: Condition
    say: str
    do: tuple[str, ...] = ()
    ask: tuple[str, ...] = ()
    sources: tuple[str, ...]
    reviewed: Reviewed | None = None

    @validator("say")
    def is_short(cls, value: str) -> str:
        if len(value.split()) > 25:
            raise ValueError(f"a warning has at most 25 words, this one has {len(value.split())}")
        return value


class RuleItem(Item):
    """One line of a decision rule."""

    id: str
    text: str
    when: Condition
    points: float


class RuleBand(Item):
    """What a score from `at_least` points on means, and the triage level it asks for (null: none)."""

    at_least: float
    name: str
    level: Level | None = None
    means: str


class Rule(Item):
    """A published decision rule, scored item by item from what is known.

    `population` and `accuracy` are for the reviewer; `for_whom`, `worth` and `lacks` say the same to the person in plain words.
    """

    id: str
    name: str
    population: str
    for_whom: str
    worth: str
    lacks: str | None = None
    applies: Condition
    items: tuple[RuleItem, ...]
    not_scored: tuple[str, ...] = ()
    bands: tuple[RuleBand, ...]
    accuracy: str
    sources: tuple[str, ...]
    reviewed: Reviewed | None = None


class Option(Item):
    """One answer that can be picked: its title and what it says about findings or a detail."""

    title: str
    present: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    value: str | None = None


class Question(Item):
    """A question asked as one: about a detail, or about several findings at once."""

    id: str
    group: Literal["start", "place", "worse_better", "else", "safety", "risk", "person"]
    text: str
    why: str
    meaning: str | None = None
    kind: Literal["several", "choice", "text", "number"]
    detail: Detail | None = None
    options: tuple[Option, ...] = ()
    none: str | None = None
    when: Condition | None = None


class Care(Item):
    """One piece of self-care: for whom, not for whom, and its source."""

    id: str
    text: str
    when: Condition | None = None
    unless: Condition | None = None
    instead: str | None = None
    ask_first: tuple[str, ...] = ()
    sources: tuple[str, ...]
    reviewed: Reviewed | None = None


class Faq(Item):
    """A question people ask that is answered at any turn."""

    id: str
    asks: tuple[str, ...]
    answer: str
    sources: tuple[str, ...] = ()
    reviewed: Reviewed | None = None


class Source(Item):
    """Where a fact comes from."""

    id: str
    title: str
    url: str | None = None
    kind: Literal["primary", "guideline", "review", "patient_page", "reference", "secondary"] | None = None
    read: Literal["full", "abstract", "page", "no"] | None = None
    note: str | None = None


class Word(Item):
    """What a place-holder such as $crisis_line becomes in one country; a number has a source."""

    text: str
    source: str | None = None


class Locale(Item):
    """What differs from country to country. `id`: the ISO 3166 code in lower case, or `neutral`; what it leaves out is as there."""

    id: str
    name: str
    words: dict[
        Literal[
            "emergency_number",  # after "call": "999"
            "emergency_line",  # a line of its own: "Your emergency number: 999."
            "doctor",  # after "a": "GP"
            "emergency_department",  # after "go to": "A&E"
            "advice_line",  # after "ask": "NHS 111"
            "poison_line",  # after "call"
            "crisis_line",  # after "call"
            "abuse_line",  # after "call"
            "child_line",  # after "call"
        ],
        Word,
    ]
    reviewed: Reviewed | None = None


class WordClass(Item):
    """Words that mean the same site or quality; `within` names the wider site, `stands_for` what it means beside another site."""

    id: str
    words: tuple[str, ...]
    within: str | None = None
    stands_for: dict[str, str] = {}
    label: str | None = None


class ContextRule(Item):
    """Cue words that change what the findings around them mean."""

    id: str
    status: Literal["absent", "unsure", "past", "other", "worry", "instruction", "stop", "keep"]
    direction: Literal["forward", "backward"]
    cues: tuple[str, ...]
    reach: int = 8
    over_commas: bool = False
