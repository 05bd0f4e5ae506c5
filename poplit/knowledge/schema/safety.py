"""Red flags and published decision rules."""

from __future__ import annotations

from pydantic import validator

from poplit.knowledge.schema.base import Condition, Item, Level, Reviewed


def _is_short(value: str) -> str:
    if len(value.split()) > 25:
        raise ValueError(f"a warning has at most 25 words, this one has {len(value.split())}")
    return value


class ForAnother(Item):
    """What is said to somebody who tells of another person, where the words for oneself would not fit; no `do`: the same."""

    say: str
    do: tuple[str, ...] = ()

    _short = validator("say", allow_reuse=True)(_is_short)


class RedFlag(Item):
    """A pattern that must not wait: when it holds, the level it asks for, and the words said first and alone."""

    id: str
    name: str
    level: Level
    when: Condition
    say: str
    do: tuple[str, ...] = ()
    for_another: ForAnother | None = None
    ask: tuple[str, ...] = ()
    sources: tuple[str, ...]
    reviewed: Reviewed | None = None

    _short = validator("say", allow_reuse=True)(_is_short)


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

    `quiet_when`: a condition under which it still counts but is not told to the person, because it was not made for them.
    `population` and `accuracy` are for the reviewer; `for_whom`, `worth` and `lacks` say the same to the person in plain words.
    """

    id: str
    name: str
    also: tuple[str, ...] = ()
    population: str
    for_whom: str
    worth: str
    lacks: str | None = None
    applies: Condition
    quiet_when: Condition | None = None
    items: tuple[RuleItem, ...]
    not_scored: tuple[str, ...] = ()
    bands: tuple[RuleBand, ...]
    accuracy: str
    sources: tuple[str, ...]
    reviewed: Reviewed | None = None
