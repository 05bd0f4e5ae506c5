"""How easy every text shown to people is to read: the Flesch-Kincaid grade, with named exceptions in kb/reading.yml."""

from __future__ import annotations

import re
from collections.abc import Iterator

from poplit.check.names import Names
from poplit.check.texts import texts
from poplit.knowledge import KnowledgeBase, Problem

_SENTENCE = re.compile(r"[.!?:;]+(?:\s|$)|\n+")
_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)?")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(r"(?:(?:[^aeiouyl]|[aeiouy]l)e|[^aeiouytd]ed|[^aeiouylrscgzxh]es)$")
_APART = re.compile(r"ia(?!l$|n$)|io(?!n)|ua|eo(?!p)|uou|[aeiouy]ing|iu|ie[rs]t?$|uid")
_BRACES = re.compile(r"\{\w+\}")
_SYLLABLES_OF_KNOWN = 2
_NOT_ENGLISH = frozenset({"in_their_language"})  # the formula counts English syllables
_SHORTEST = 5  # words; below that a grade says nothing


def grade(text: str, known: frozenset[str] = frozenset()) -> float:
    """The Flesch-Kincaid grade of a text (Kincaid 1975): US school years needed to read it. 0 for a text without words.

    Known words, such as the names of medicines, count as words of two syllables."""
    words = _WORD.findall(text)
    if not words:
        return 0.0
    sentences = max(1, sum(1 for part in _SENTENCE.split(text) if _WORD.search(part)))
    count = sum(min(syllables(word), _SYLLABLES_OF_KNOWN) if word.lower() in known else syllables(word) for word in words)
    return 0.39 * len(words) / sentences + 11.8 * count / len(words) - 15.59


def syllables(word: str) -> int:
    """How many syllables an English word has, by its groups of vowels: an estimate."""
    word = re.sub(r"['’].*", "", word.lower())
    groups = len(_VOWELS.findall(word)) + len(_APART.findall(word)) - (1 if _SILENT.search(word) and len(word) > 2 else 0)
    return max(1, groups)


def check(kb: KnowledgeBase) -> Iterator[Problem]:
    """Texts that are harder to read than kb/reading.yml allows, and exceptions that nothing needs."""
    limit, known = kb.reading["grade"], frozenset(kb.reading["known"])
    hard = set()
    for text in texts(kb):
        if text.item in _NOT_ENGLISH:
            continue
        found = grade(_BRACES.sub("word", text.words), known)
        if len(_WORD.findall(text.words)) < _SHORTEST or found <= limit:
            continue
        hard.add(text.name)
        if text.name not in kb.reading["exceptions"]:
            says = f"{text.item}: {text.field} reads at grade {found:.1f}, allowed {limit:g}; shorten '{text.words[:50]}…'"
            yield Names(kb).problem(text.kind, text.item, says, text.words[:20])
    for name in kb.reading["exceptions"]:
        if name not in hard:
            yield Problem("reading.yml", 1, f"the exception '{name}' is not needed; take it out")
