"""Where facts come from, and what differs from country to country."""

from __future__ import annotations

from typing import Literal

from poplit.knowledge.schema.base import Item, Reviewed


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
            "emergency_full",  # the same where there is room to list what it may be
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
