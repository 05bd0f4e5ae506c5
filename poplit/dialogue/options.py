"""Which options of a question a free answer names: by the words that tell the options apart."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import snowballstemmer

_WORD = re.compile(r"[a-z]+")
_SMALL = frozenset(
    {
        "a",
        "an",
        "the",
        "of",
        "or",
        "and",
        "on",
        "in",
        "at",
        "to",
        "it",
        "is",
        "my",
        "when",
        "with",
        "for",
        "over",
        "no",
        "not",
        "more",
        "than",
        "worse",
        "better",
        "new",
        "ever",
        "usual",
        "there",
        "i",
    }
)
_stemmer = snowballstemmer.stemmer("english")


def named(text: str, options: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The options with a word in the answer that no other option has; none when the answer fits several alike."""
    said = _stems(text)
    titles = [_stems(option["title"]) for option in options]
    counted = Counter(stem for title in titles for stem in title)
    return [option for option, title in zip(options, titles, strict=True) if any(stem in said and counted[stem] == 1 for stem in title)]


def _stems(text: str) -> set[str]:
    return {_stemmer.stemWord(word) for word in _WORD.findall(text.lower()) if word not in _SMALL}
