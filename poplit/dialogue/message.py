"""A message as it reaches the conversation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from poplit.language.reading import Reading


@dataclass(frozen=True)
class Message:
    """A message as it reaches the conversation: what it says, what kind it is, and the red flag already answered (if one was).

    `intent` is one of: inform, affirm, deny, unsure, greet, goodbye, thanks, ask, ask_why, ask_meaning, ask_summary, go_back, correct,
    start_again, stop, out_of_scope, other_language, red_flag, nlu_fallback. `topic` names the FAQ entry or cause asked about.
    `can_write`: the way they talk can bring them a message that they did not ask for (decided in poplit/rasa/reminders.py).
    """

    reading: Reading
    intent: str = "inform"
    topic: dict[str, Any] | None = None
    warned: str | None = None
    can_write: bool = False
