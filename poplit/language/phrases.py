"""Finds the phrases of kb/ in a message, whatever fillers stand between their words."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

from poplit.language.tokens import Token, Tokeniser

_ALTERNATIVES = re.compile(r"\(([^()]*)\)")
_PART = "part:"
_DENIALS = frozenset({"no", "not", "never", "without", "nor"})
_GAP = 3  # words that "..." may stand for
_MOST_READINGS = 24  # a piece of a phrase with more readings than this is cut where two alternatives meet


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


def pieces(phrase: str, solid: Callable[[str], bool]) -> list[tuple[str, int]]:
    """A phrase as pieces that follow on each other, each with the number of words that may stand before it.

    It is cut at "...", and where writing out all readings would be too many; a piece is always `solid`: no reading of it is empty."""
    found = []
    for number, part in enumerate(phrase.split("...")):
        first = _GAP if number else 0
        for piece in _cut(part, solid):
            found.append((piece, first))
            first = 0
    return found


def _cut(part: str, solid: Callable[[str], bool]) -> list[str]:
    """One part of a phrase in pieces of few readings."""
    segments = [f"({text})" if number % 2 else text for number, text in enumerate(_ALTERNATIVES.split(part))]
    done, current, readings = [], "", 1
    for number, segment in enumerate(segments):
        more = segment.count("|") + 1
        at_a_space = current.endswith(" ") or segment.startswith(" ")
        if readings * more > _MOST_READINGS and at_a_space and solid(current) and solid("".join(segments[number:])):
            done.append(current)
            current, readings = "", 1
        current, readings = current + segment, readings * more
    return [*done, current]


class PhraseFinder:
    """All phrases of one kind, compiled. `skip` says which small words the comparison leaves out: fillers, articles, or none.

    A phrase in several pieces is found piece by piece, and the pieces are then joined where no more words than allowed stand between.
    """

    def __init__(self, tokenise: Tokeniser, skip: Literal["fillers", "articles", "none"] = "fillers"):
        self._tokenise, self._skip = tokenise, skip
        self._vocab = Vocab()
        self._matcher = PhraseMatcher(self._vocab, attr="ORTH")
        self._part_keys: dict[tuple[tuple[str, ...], ...], str] = {}
        self._rows: dict[str, list[tuple[str, tuple[tuple[str, int], ...]]]] = {}

    def add(self, key: str, phrases: Iterable[str]) -> None:
        """Let any of `phrases` stand for `key`."""
        whole = []
        for phrase in phrases:
            parts = [(forms, gap) for piece, gap in pieces(phrase, self.solid) if (forms := self._forms(piece))]
            if len(parts) == 1:
                whole += parts[0][0]
            elif parts:
                (first, _), *rest = ((self._part(forms), gap) for forms, gap in parts)
                self._rows.setdefault(first, []).append((key, tuple(rest)))
        if whole:
            self._matcher.add(key, [Doc(self._vocab, words=stems) for stems in whole])

    def find(self, tokens: list[Token]) -> list[Match]:
        """Every match, overlapping ones too, in the order of their first word."""
        kept = [number for number, token in enumerate(tokens) if not self._leaves_out(token.filler, token.article)]
        doc = Doc(self._vocab, words=[tokens[number].stem or " " for number in kept])
        whole, parts = set(), {}
        for key, start, end in self._matcher(doc):
            name = self._vocab.strings[key]
            if name.startswith(_PART):
                parts.setdefault(name, []).append((start, end))
            else:
                whole.add((name, start, end))
        breaks = [tokens[number].punctuation or tokens[number].text in _DENIALS for number in kept]
        for first in sorted(self._rows.keys() & parts.keys()):
            for key, rest in self._rows[first]:
                whole.update((key, start, end) for place in parts[first] for start, end in _joined(place, rest, parts, breaks))
        matches = [Match(key, kept[start], kept[end - 1] + 1) for key, start, end in whole]
        return sorted(matches, key=lambda match: (match.start, -match.end, match.key))

    def solid(self, phrase: str) -> bool:
        """True when every reading of the phrase holds a word that is compared."""
        segments = _ALTERNATIVES.split(phrase)
        return any(all(self._compared(text) for text in (part.split("|") if n % 2 else [part])) for n, part in enumerate(segments))

    def _compared(self, text: str) -> bool:
        return any(not self._leaves_out(filler, article) for _, filler, article in self._tokenise.phrase(text))

    def _forms(self, phrase: str) -> list[list[str]]:
        """The stems of each reading of a phrase."""
        forms = []
        for form in expand(phrase):
            stems = [word for word, filler, article in self._tokenise.phrase(form) if not self._leaves_out(filler, article)]
            forms += [stems] if stems else []
        return forms

    def _leaves_out(self, filler: bool, article: bool) -> bool:
        return filler if self._skip == "fillers" else article if self._skip == "articles" else False

    def _part(self, forms: list[list[str]]) -> str:
        """The name under which a part of a gapped phrase is matched; equal parts share one."""
        ident = tuple(sorted(map(tuple, forms)))
        if ident not in self._part_keys:
            self._part_keys[ident] = f"{_PART}{len(self._part_keys)}"
            self._matcher.add(self._part_keys[ident], [Doc(self._vocab, words=list(stems)) for stems in ident])
        return self._part_keys[ident]


def _joined(
    place: tuple[int, int], rest: tuple[tuple[str, int], ...], parts: dict[str, list[tuple[int, int]]], breaks: list[bool]
) -> list[tuple[int, int]]:
    """Every way the remaining parts follow on `place`, with at most so many words, no punctuation and no denial between."""
    ways = [place]
    for part, gap in rest:
        ways = [
            (start, next_end)
            for start, end in ways
            for next_start, next_end in parts.get(part, ())
            if 0 <= next_start - end <= gap and not any(breaks[end:next_start])
        ]
    return ways


def longest(matches: Iterable[Match]) -> list[Match]:
    """The longest matches that do not overlap, in order."""
    taken: set[int] = set()
    kept = []
    for match in sorted(matches, key=lambda match: (match.start - match.end, match.start)):
        if taken.isdisjoint(range(match.start, match.end)):
            kept.append(match)
            taken.update(range(match.start, match.end))
    return sorted(kept, key=lambda match: match.start)
