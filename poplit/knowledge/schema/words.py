"""The small words of the language room: what is dropped, what means the same, numbers, times, sides, people, yes and no."""

from __future__ import annotations

from pydantic import StrictFloat, StrictInt

from poplit.knowledge.schema.base import Item

Several = tuple[str, ...]


class Words(Item):
    """words.yml; what each list is for stands beside it there."""

    fillers: Several
    same: dict[str, str]
    numbers: dict[str, StrictInt | StrictFloat]
    tens: dict[str, int]
    units: dict[str, float]
    durations: dict[str, float]
    weekdays: dict[str, int]
    onset: dict[str, Several]
    life_words: dict[str, Several]
    onset_hints: dict[str, Several]
    onset_findings: dict[str, str]
    people: dict[str, Several]
    called: tuple[str, ...]
    own: Several
    yes: Several
    all: Several
    ordinals: dict[str, int]
    no: Several
    unsure: Several
    qualified: Several
    can: Several
    cannot: Several
    correction: Several
    sides: dict[str, Several]
    plurals: Several
    side_words: Several
    sex: dict[str, Several]
    other_languages: dict[str, Several]
    animals: Several
    animal_did: Several
    aspects: dict[str, Several]
    no_places: Several
    idioms: Several
