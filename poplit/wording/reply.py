"""One bubble of what Poplit says."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Reply:
    """A text (a small markdown subset), the options that can be picked (titles), and facts for channels that can show more.

    `custom` may hold: urgent (the level of a warning), question (the id of what is asked), several (more than one option may be
    picked), remaining (about how many questions are still to come, this one included), part (which part of the assessment this
    is) with its content in pieces (level, title, items; of a cause also name, likelihood, one_line, for, against, sources).
    Whatever `custom` says of the content, `text` says too.
    """

    text: str
    options: tuple[str, ...] = ()
    custom: dict[str, Any] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """text, buttons with title and payload (what is sent when picked: the title's own words), custom."""
        buttons = [{"title": title, "payload": title} for title in self.options]
        return {"text": self.text, "buttons": buttons, "custom": dict(self.custom)}


def listing(words: list[str] | tuple[str, ...], joiner: str = "and") -> str:
    """["a", "b", "c"] → "a, b and c"."""
    words = list(words)
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {joiner} {words[-1]}" if words else ""
