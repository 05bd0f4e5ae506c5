"""What comes from outside, made fit to be shown: texts without control characters, numbers that are numbers."""

from __future__ import annotations

import math
from typing import Any


def readable(text: str) -> str:
    """The text without characters that cannot be shown (control characters, halves of pairs), and without blanks around it."""
    return "".join(character for character in text if character.isprintable() or character in "\n\t\u200d").strip()


def number(value: Any) -> float | int | None:
    """The value when it is a finite number, else None."""
    real = isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)
    return value if real else None
