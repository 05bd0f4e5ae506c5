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
_GAP = 3  # words that "..." may stand for


@dataclass(frozen=True)
class Match:
    """A phrase found: its key and the tokens [start, end) of the message."""

    key: str
    start: int
    end: int


def expand(phrase: str) -> list[str]:
    """`hot (to|on) touch` → both readings."""
    pieces = [piece.split("|") if number % 2 else [piece] for number, piece in enumerate(_ALTERNATIVES.split(phrase))]
    return [" ".join("".join(choice).split()) for choice in itertools.product(*pieces)]


class PhraseFinder:
    """All phrases of one kind, compiled. `skip_fillers` compares without the filler words of kb/words.yml."""

    def __init__(self, tokenise: Tokeniser, skip_fillers: bool = True):
        self._tokenise, self._skip = tokenise, skip_fillers
        self._vocab = Vocab()
        self._plain, self._gapped = PhraseMatcher(self._vocab, attr="ORTH"), Matcher(self._vocab)
        self._has_gaps = False

    def add(self, key: str, phrases: Iterable[str]) -> None:
        """Let any of `phrases` stand for `key`."""
        for phrase in itertools.chain.from_iterable(map(expand, phrases)):
            parts = [self._stems(part) for part in phrase.split("...")]
            parts = [part for part in parts if part]
            if len(parts) == 1:
                self._plain.add(key, [Doc(self._vocab, words=parts[0])])
            elif parts:
                self._has_gaps = True
                self._gapped.add(key, [_with_gaps(parts)])

    def find(self, tokens: list[Token]) -> list[Match]:
        """Every match, overlapping ones too, in the order of their first word."""
        kept = [number for number, token in enumerate(tokens) if not (self._skip and token.filler)]
        doc = Doc(self._vocab, words=[tokens[number].stem or " " for number in kept])
        found = self._plain(doc) + (self._gapped(doc) if self._has_gaps else [])
        matches = {Match(self._vocab.strings[key], kept[start], kept[end - 1] + 1) for key, start, end in found}
        return sorted(matches, key=lambda match: (match.start, -match.end, match.key))

    def _stems(self, phrase: str) -> list[str]:
        tokens = self._tokenise(phrase)
        return [token.stem for token in tokens if not (self._skip and token.filler)] or [token.stem for token in tokens if not self._skip]


def longest(matches: Iterable[Match]) -> list[Match]:
    """The longest matches that do not overlap, in order."""
    taken: set[int] = set()
    kept = []
    for match in sorted(matches, key=lambda match: (match.start - match.end, match.start)):
        if taken.isdisjoint(range(match.start, match.end)):
            kept.append(match)
            taken.update(range(match.start, match.end))
    return sorted(kept, key=lambda match: match.start)


def _with_gaps(parts: list[list[str]]) -> list[dict]:
    """A Matcher pattern: the parts in order, up to _GAP words (no punctuation) between them."""
    pattern: list[dict] = []
    for number, part in enumerate(parts):
        pattern += [{"IS_PUNCT": False, "OP": "?"}] * _GAP if number else []
        pattern += [{"ORTH": word} for word in part]
    return pattern
