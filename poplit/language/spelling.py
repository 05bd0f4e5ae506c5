"""Mends typing mistakes in words of the knowledge base, and never touches a word that is English already."""

from __future__ import annotations

from collections.abc import Mapping
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
    """Corrects towards the words that kb/ uses: one change in 5 to 7 letters, two in longer words, first letter kept.

    Of several words that are as near, two letters that changed places and a letter left out are likelier than a wrong one; then comes
    the word that kb/ uses most often: "swellng" is swelling, not a misspelling that kb/ lists."""

    def __init__(self, vocabulary: Mapping[str, int]):
        self._known = vocabulary
        self._speller = SymSpell(max_dictionary_edit_distance=2, prefix_length=7)
        for word in sorted(vocabulary):
            if len(word) >= _SHORTEST and word.isalpha():
                self._speller.create_dictionary_entry(word, vocabulary[word])
        self.correct = lru_cache(maxsize=4096)(self._correct)

    def _correct(self, word: str) -> str:
        if len(word) < _SHORTEST or not word.isalpha() or word in self._known or word in english_words():
            return word
        allowed = 1 if len(word) < 8 else 2
        found = self._speller.lookup(word, Verbosity.CLOSEST, max_edit_distance=allowed)
        near = [suggestion for suggestion in found if suggestion.term[0] == word[0]]
        return min(near, key=lambda one: (_slip(word, one.term), -one.count, one.term)).term if near else word


def _slip(typed: str, meant: str) -> int:
    """How unlikely a slip is: 0 for letters that changed places, 1 for a letter left out, 2 for a wrong one or one too many."""
    if sorted(typed) == sorted(meant):
        return 0
    return 1 if len(meant) > len(typed) else 2
