"""What is asked, advised and answered: questions, care, frequent questions."""

from __future__ import annotations

from typing import Literal

from poplit.knowledge.schema.base import Condition, Detail, Item, Reviewed


class Option(Item):
    """One answer that can be picked: its title, what else people type for it, and what it says about findings or a detail."""

    title: str
    also: tuple[str, ...] = ()
    present: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    value: str | None = None


class Question(Item):
    """A question asked as one: about a detail, or about several findings at once."""

    id: str
    group: Literal["start", "place", "worse_better", "else", "safety", "risk", "person", "closer"]
    text: str
    why: str
    meaning: str | None = None
    kind: Literal["several", "choice", "text", "number"]
    detail: Detail | None = None
    options: tuple[Option, ...] = ()
    none: str | None = None
    when: Condition | None = None


class Spot(Item):
    """A spot of the body map: the finding it states, its name, and what choosing it says about either leg."""

    id: str
    name: str
    left: str
    right: str


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
    """A question people ask that is answered at any turn.

    `urgent` is said instead while help is needed now; `for_child` names the entry that answers it for a child."""

    id: str
    asks: tuple[str, ...]
    answer: str
    urgent: str | None = None
    for_child: str | None = None
    sources: tuple[str, ...] = ()
    reviewed: Reviewed | None = None
