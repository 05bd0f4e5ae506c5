"""Finds the phrases of kb/ in a message, whatever fillers stand between their words."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass

from spacy.matcher import Matcher, PhraseMatcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

from poplit.language.tokens import Token, Tokeniser

_ALTERNATIVES = re.compile(r"\(([^()]*)\)")
_PIECES = re.compile(r"\([^()]*\)|[^\s()]+")
_GAP = 3  # words that "..." may stand for


@dataclass(frozen=True)
class Match:
    """A phrase found: its key and the tokens [start, end) of the message."""

    key: str
    start: int
    end: int


def expand(phrase: str, only_long: bool = False) -> list[str]:
    """`hot (to|on) touch` → both readings. `only_long` keeps choices of single words together for a pattern."""
    pieces = []
    for number, piece in enumerate(_ALTERNATIVES.split(phrase)):
        choice = piece.split("|") if number % 2 else [piece]
        together = only_long and number % 2 and all(word and " " not in word and "'" not in word for word in choice)
        pieces.append([f"({piece})"] if together else choice)
    return [" ".join("".join(choice).split()) for choice in itertools.product(*pieces)]


class PhraseFinder:
    """All phrases of one kind, compiled. `skip_fillers` compares without the filler words of kb/words.yml."""

    def __init__(self, tokenise: Tokeniser, skip_fillers: bool = True):
        self._tokenise, self._skip = tokenise, skip_fillers
        self._vocab = Vocab()
        self._plain, self._gapped = PhraseMatcher(self._vocab, attr="ORTH"), Matcher(self._vocab, validate=False)
        self._has_gaps = False

    def add(self, key: str, phrases: Iterable[str]) -> None:
        """Let any of `phrases` stand for `key`."""
        whole = [form for phrase in phrases if "..." not in phrase for form in expand(phrase)]
        gapped = [form for phrase in phrases if "..." in phrase for form in expand(phrase, only_long=True)]
        docs = [Doc(self._vocab, words=stems) for form in whole if (stems := self._stems(form))]
        patterns = [pattern for form in gapped if (pattern := self._pattern(form))]
        if docs:
            self._plain.add(key, docs)
        if patterns:
            self._has_gaps = True
            self._gapped.add(key, patterns)

    def find(self, tokens: list[Token]) -> list[Match]:
        """Every match, overlapping ones too, in the order of their first word."""
        kept = [number for number, token in enumerate(tokens) if not (self._skip and token.filler)]
        doc = Doc(self._vocab, words=[tokens[number].stem or " " for number in kept])
        found = self._plain(doc) + (self._gapped(doc) if self._has_gaps else [])
        matches = {Match(self._vocab.strings[key], kept[start], kept[end - 1] + 1) for key, start, end in found}
        return sorted(matches, key=lambda match: (match.start, -match.end, match.key))

    def _stems(self, phrase: str) -> list[str]:
        tokens = self._tokenise(phrase)
        return [token.stem for token in tokens if not (self._skip and token.filler)]

    def _pattern(self, phrase: str) -> list[dict]:
        """A Matcher pattern: the parts in order, up to _GAP words (no punctuation) where "..." stands."""
        pattern: list[dict] = []
        for part in phrase.split("..."):
            words = [spec for piece in _PIECES.findall(part) for spec in self._specs(piece)]
            pattern += [{"IS_PUNCT": False, "OP": "?"}] * _GAP if pattern and words else []
            pattern += words
        return pattern

    def _specs(self, piece: str) -> list[dict]:
        """One word, or a choice of single words."""
        if not piece.startswith("("):
            return [{"ORTH": stem} for stem in self._stems(piece)]
        choices = {stem for word in piece.strip("()").split("|") for stem in self._stems(word)}
        return [{"ORTH": {"IN": sorted(choices)}}] if choices else []


def longest(matches: Iterable[Match]) -> list[Match]:
    """The longest matches that do not overlap, in order."""
    taken: set[int] = set()
    kept = []
    for match in sorted(matches, key=lambda match: (match.start - match.end, match.start)):
        if taken.isdisjoint(range(match.start, match.end)):
            kept.append(match)
            taken.update(range(match.start, match.end))
    return sorted(kept, key=lambda match: match.start)
