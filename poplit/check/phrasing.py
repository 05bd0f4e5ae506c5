"""Whether phrases can be found as they are written: brackets that close, readings that say something."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, NamedTuple

from poplit.check.names import Names
from poplit.knowledge import KnowledgeBase, Problem
from poplit.language.phrases import Skip, expand, pieces
from poplit.language.tokens import Tokeniser, Word

_ALTERNATIVES = re.compile(r"\([^()]*\)")
_LISTS = ("onset", "onset_hints", "people", "own", "yes", "no", "unsure", "qualified", "can", "cannot", "all", "correction", "sides", "sex")
_LISTS += ("animals", "animal_did", "aspects", "no_places", "idioms")  # the lists of words.yml that are compared word by word
_SHOWN, _LOOKED_FOR = 60, 40  # characters of a phrase that are quoted, and by which it is found again in its file


class _Phrase(NamedTuple):
    """One phrase: the kind and id of its item, the words, and which small words are left out when it is compared."""

    kind: str
    item: str
    words: str
    skip: Skip


def check(kb: KnowledgeBase) -> Iterator[Problem]:
    """Phrases with brackets that cannot be read, and phrases of which nothing, or nothing but small words, would be compared."""
    tokenise, look = Tokeniser.of(kb), Names(kb)
    for phrase in dict.fromkeys(_phrases(kb)):
        says = _brackets(phrase.words) or _says_nothing(phrase, tokenise)
        if says:
            quoted = phrase.words if len(phrase.words) <= _SHOWN else phrase.words[:_SHOWN] + "…"
            yield look.problem(phrase.kind, phrase.item, f"{phrase.item}: the phrase '{quoted}' {says}", _start(phrase.words))


def _phrases(kb: KnowledgeBase) -> Iterator[_Phrase]:
    for finding in kb.findings.values():
        for words in (*finding.phrases, *finding.denials):
            yield _Phrase("findings", finding.id, words, "fillers")
        for words in finding.exact:
            yield _Phrase("findings", finding.id, words, "articles")
    for kind in ("sites", "qualities"):
        for word_class in getattr(kb, kind).values():
            yield from (_Phrase(kind, word_class.id, words, "fillers") for words in word_class.words)
    for rule in kb.context:
        yield from (_Phrase("context", rule.id, words, "none") for words in rule.cues)
    for name in _LISTS:
        yield from (_Phrase("words", name, words, "none") for words in _texts(kb.words[name]))


def _start(phrase: str) -> str:
    """The first words of a phrase, by which its line is found."""
    return phrase if len(phrase) <= _LOOKED_FOR else phrase[:_LOOKED_FOR].rpartition(" ")[0]


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    else:
        for part in value.values() if isinstance(value, dict) else value:
            yield from _texts(part)


def _brackets(phrase: str) -> str | None:
    """What is wrong with the brackets; None when they can be read."""
    outside = _ALTERNATIVES.sub(" ", phrase)
    if "(" in outside and ")" in outside:
        return "has brackets inside brackets; write out one of them"
    if "(" in outside or ")" in outside:
        return "has a bracket that is not closed, or not opened"
    return "has a '|' outside brackets" if "|" in outside else None


def _says_nothing(phrase: _Phrase, tokenise: Tokeniser) -> str | None:
    """What is wrong with the reading of which least is compared; None when every reading says something."""
    says = partial(_compared, tokenise, phrase.skip)
    for piece, _ in pieces(phrase.words, lambda part: all(map(says, expand(part)))):
        for reading in expand(piece):
            if not reading:
                return "has a reading, or a part beside '...', without any word"
            if not says(reading):
                return f"has a reading of small words only ('{reading}'), which would be found everywhere or nowhere"
    return None


def _compared(tokenise: Tokeniser, skip: Skip, reading: str) -> bool:
    """True when a word of the reading is compared."""
    left_out: dict[str, Callable[[Word], bool]] = {
        "fillers": lambda word: word.filler,
        "articles": lambda word: word.article,
        "none": lambda _: False,
    }
    words = tokenise.phrase(reading)
    return any(not left_out[skip](word) for word in words)
