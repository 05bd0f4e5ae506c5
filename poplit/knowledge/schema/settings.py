"""The figures of the reasoning that are not about one cause or finding."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from poplit.knowledge.schema.base import Item

Share = Field(..., ge=0, le=1)


class Clamp(Item):
    """The limits between which the likelihood ratio of a single finding is kept in ranking."""

    lowest: float = Field(gt=0, lt=1)
    highest: float = Field(gt=1)
    source: str


class Listed(Item):
    """How many causes and lines of care are shown, and from which probability or odds on."""

    most: int = Field(ge=1, le=5)
    flagged: int = Field(ge=0, le=4)
    from_probability: float = Share
    serious_odds: float = Field(gt=0)
    care: int = Field(ge=1)


class NotExcluded(Item):
    """When a serious cause stays "not excluded", and how many are named at most."""

    odds: float = Field(gt=0)
    look_alike_of: float = Share
    changed: float = Field(gt=0, lt=1)
    most: int = Field(ge=1)


class Together(Item):
    """When two conditions at once are told: how much better they explain than one, what each adds, how likely, how many at most."""

    factor: float = Field(gt=1)
    adds: float = Field(ge=1)
    odds: float = Field(gt=0)
    most: int = Field(ge=0)


class Urgency(Item):
    """From which share of the probability on the level that causes usually need is asked for, though no one of them leads."""

    share: float = Share


class LikelihoodWord(Item):
    """The word for a probability from this one on, and another for a serious cause where it must not sound settled."""

    from_: float = Field(..., ge=0, le=1, alias="from")
    word: str
    serious: str | None = None


class Asking(Item):
    """When and in which order questions come. Worth is in bits."""

    order: tuple[Literal["start", "place", "worse_better", "else"], ...]
    least_worth: float = Field(ge=0)
    least_option: float = Field(ge=0)
    most_follow_ups: int = Field(ge=0)
    most_after_warning: int = Field(ge=0)
    least_expected: float = Field(ge=0)
    urgency_worth: float = Field(ge=0)
    single_penalty: float = Field(ge=0)
    rare: float = Field(gt=0, lt=1)


class Settings(Item):
    """settings.yml."""

    clamp: Clamp
    cluster_exponent: float = Share
    clusters: tuple[tuple[str, ...], ...]
    other_weight: float = Field(gt=0)
    listed: Listed
    not_excluded: NotExcluded
    together: Together
    urgency: Urgency
    telling: float = Field(gt=0)
    likelihood_words: tuple[LikelihoodWord, ...]
    asking: Asking
    gradual_from: float = Field(gt=0)
    groups: dict[Literal["age", "bmi"], tuple[str, ...]]


class Reading(Item):
    """reading.yml: the grade that no text may pass, words that everybody must meet, and named exceptions with their reason."""

    grade: float = Field(gt=0)
    source: str
    known: tuple[str, ...]
    exceptions: dict[str, str]
