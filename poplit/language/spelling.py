"""Mends typing mistakes in words of the knowledge base, and never touches a word that is English already."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from symspellpy import SymSpell, Verbosity

_SHORTEST = 5


@lru_cache(maxsize=1)
def english_words() -> frozenset[str]:
    """About 82,000 English words (the frequency dictionary that symspellpy ships)."""
    text = (files("symspellpy") / "frequency_dictionary_en_82_765.txt").read_text(encoding="utf-8-sig")
    return frozenset(line.split(" ", 1)[0] for line in text.splitlines())


class Spelling:
    """Corrects towards the words that kb/ uses: one change in 5 to 7 letters, two in longer words, first letter kept."""

    def __init__(self, vocabulary: frozenset[str]):
        self._known = vocabulary
        self._speller = SymSpell(max_dictionary_edit_distance=2, prefix_length=7)
        for word in sorted(vocabulary):
            if len(word) >= _SHORTEST and word.isalpha():
                self._speller.create_dictionary_entry(word, 1)
        self.correct = lru_cache(maxsize=4096)(self._correct)

    def _correct(self, word: str) -> str:
        if len(word) < _SHORTEST or not word.isalpha() or word in self._known or word in english_words():
            return word
        allowed = 1 if len(word) < 8 else 2
        found = self._speller.lookup(word, Verbosity.CLOSEST, max_edit_distance=allowed)
        return next((suggestion.term for suggestion in found if suggestion.term[0] == word[0]), word)
