"""The small words of the language room: what is dropped, what means the same, numbers, times, sides, people, yes and no."""

from __future__ import annotations

from typing import Literal

from pydantic import StrictFloat, StrictInt, StrictStr

from poplit.knowledge.schema.base import Aspect, Item

Several = tuple[StrictStr, ...]
Onset = Literal["sudden", "gradual", "after_injury"]
Asked = Literal[Aspect, "course", "clinician", "care", "come_back", "tell_apart", "one_line"]


class ByOnset(Item):
    """Words for each way in which it may have begun."""

    sudden: Several
    gradual: Several
    after_injury: Several


class BySubject(Item):
    """Words for somebody else who is ill, a child or not."""

    child: Several
    other: Several


class BySide(Item):
    left: Several
    right: Several
    both: Several


class BySex(Item):
    female: Several
    male: Several


class Words(Item):
    """words.yml; what each list is for stands beside it there."""

    fillers: Several
    same: dict[str, StrictStr]
    numbers: dict[str, StrictInt | StrictFloat]
    tens: dict[str, StrictInt]
    units: dict[str, float]
    durations: dict[str, float]
    weekdays: dict[str, StrictInt]
    onset: ByOnset
    life_words: dict[str, Several]
    onset_hints: ByOnset
    onset_findings: dict[str, Onset]
    people: BySubject
    called: Several
    own: Several
    yes: Several
    all: Several
    ordinals: dict[str, StrictInt]
    no: Several
    unsure: Several
    qualified: Several
    can: Several
    cannot: Several
    correction: Several
    sides: BySide
    plurals: Several
    side_words: Several
    sex: BySex
    other_languages: dict[str, Several]
    animals: Several
    animal_did: Several
    aspects: dict[Asked, Several]
    feelings: dict[Literal["afraid", "angry"], Several]
    medicines: Several
    asked_back: dict[Literal["everything", "worse", "why_not", "why", "more"], Several]
    how_to_check: dict[Literal["cues", "pointing"], Several]
    no_places: Several
    idioms: Several
