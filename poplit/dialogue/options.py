"""Which options of a question a free answer names: by the words that tell the options apart."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from Stemmer import Stemmer

_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")  # "don't" shares no word with "can't"
_CLAUSE = re.compile(r"[,;.]|\b(?:but|and|just|only|though|although|except)\b")
_NOT = re.compile(r"\b(?:no|not|never|isn't|doesn't|don't|without|neither|nor|fine|normal)\b")
_AFTER_YES = re.compile(r"^\W*(?:yes|yeah|yep|yup)\b(.*)$", re.S)
_ALIKE = 6  # letters
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
_stemmer = Stemmer("english")


def named(text: str, options: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The options with a word in the answer that no other option has, else the one that shares most words with it; none when the
    answer fits several alike."""
    said = _stems(text)
    titles = [_stems(option["title"]) for option in options]
    counted = Counter(stem for title in titles for stem in title)
    own = [option for option, title in zip(options, titles, strict=True) if any(_in(stem, said) and counted[stem] == 1 for stem in title)]
    shared = [len(said & title) for title in titles]
    best = max(shared, default=0)
    return own or ([options[shared.index(best)]] if best > 1 and shared.count(best) == 1 else [])


def by_clause(text: str, options: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The options that an answer names, and those that it denies: "not the stairs, but twisting"."""
    meant: list[dict[str, Any]] = []
    denied: list[dict[str, Any]] = []
    for clause in _CLAUSE.split(text.lower()):
        (denied if _NOT.search(clause) else meant).extend(named(clause, options))
    return [option for option in meant if option not in denied], denied


def after_yes(text: str, options: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The options named after a yes: "yes, the pill"."""
    found = _AFTER_YES.search(text.lower())
    return by_clause(found[1], options)[0] if found else []


def _in(stem: str, said: set[str]) -> bool:
    """True when a word was said, or one that begins alike: shivery, shivering."""
    return stem in said or (len(stem) >= _ALIKE and any(word[:_ALIKE] == stem[:_ALIKE] for word in said))


def _stems(text: str) -> set[str]:
    return {_stemmer.stemWord(word) for word in _WORD.findall(text.lower()) if word not in _SMALL}
