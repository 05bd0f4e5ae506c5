"""The template environment: whatever a template inserts is plain text, never Markdown or HTML by accident."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

_SPACE = re.compile(r"\s+")
_SPECIAL = re.compile(r"[&<>\"'`*_\[\]{}|~$#\\@^]|^[-+=:]|^\d+(?=[.)])")


def plain(value: Any) -> Any:
    """Text in which every character that Markdown or HTML would act on is a character reference; other values as they are.

    References work in Markdown, in its tables and link titles, and in HTML alike."""
    if isinstance(value, Markup):
        return value
    if isinstance(value, str):
        return Markup(_SPECIAL.sub(_references, _SPACE.sub(" ", value)))
    return "" if value is None else value


def _references(match: re.Match[str]) -> str:
    return "".join(f"&#{ord(character)};" for character in match[0])


def joined(values: Iterable[Any], separator: str = ", ") -> Markup:
    """The values one after another, each as plain text unless it is markup already."""
    return Markup(separator).join(plain(value) for value in values)


def percent(value: float | None) -> str:
    """A probability as a percentage with two figures that count."""
    return "" if value is None else f"{_figures(value * 100)}%"


def number(value: float | None) -> str:
    """A ratio with two figures that count."""
    return "" if value is None else _figures(value)


def sentence(text: str) -> str:
    """The text with a capital first letter; the others stay as they are."""
    return text[:1].upper() + text[1:]


def numbers_after(text: str, mark: str) -> list[str]:
    """The numbers that stand right after a mark such as "PMID " in a text."""
    return re.findall(rf"(?<!\w){re.escape(mark)}(\d+)", text)


def _figures(value: float) -> str:
    return f"{value:.0f}" if value >= 10 else f"{value:.2g}"


def environment(folder: Path, **globals_: Any) -> Environment:
    """The templates of a folder, with these filters and the given globals."""
    made = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        finalize=plain,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters.update(joined=joined, percent=percent, number=number, numbers_after=numbers_after, sentence=sentence)
    made.globals.update(globals_)
    return made
