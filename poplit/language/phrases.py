"""Finds the phrases of kb/ in a message, whatever fillers stand between their words."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

from poplit.language.tokens import Token, Tokeniser, Tokens, Word

Skip = Literal["fillers", "articles", "none"]

_ALTERNATIVES = re.compile(r"\(([^()]*)\)")
_PART = "part:"
_GAP = 3  # words that "..." may stand for
_MOST_READINGS = 24  # a piece of a phrase with more readings than this is cut where two alternatives meet
_vocab = Vocab()  # one for all finders, so that a message becomes a Doc once for all of them; it holds words of kb/ only


class _Hashes(dict[str, int]):
    """The number by which spaCy knows a word, for each word that some phrase compares."""

    def __missing__(self, word: str) -> int:
        self[word] = _vocab.strings.add(word)
        return self[word]


_hashes = _Hashes()


@dataclass(frozen=True)
class Match:
    """A phrase found: its key and the tokens [start, end) of the message."""

    key: str
    start: int
    end: int


def expand(phrase: str) -> list[str]:
    """`hot (to|on) touch` → both readings."""
    if "(" not in phrase:
        return [" ".join(phrase.split())]
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
    if "(" not in part:
        return [part]
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


class _View(NamedTuple):
    """A message as a finder sees it: the numbers of the tokens it compares, their Doc, and which of them nothing may be joined across."""

    kept: list[int]
    doc: Doc
    breaks: list[bool]


class PhraseFinder:
    """All phrases of one kind, compiled. `skip` says which small words the comparison leaves out: fillers, articles, or none.

    A phrase in several pieces is found piece by piece, and the pieces are then joined where no more words than allowed stand between.
    """

    def __init__(self, tokenise: Tokeniser, skip: Skip = "fillers"):
        self._tokenise, self._skip = tokenise, skip
        self._matcher = PhraseMatcher(_vocab, attr="ORTH")
        self._part_keys: dict[frozenset[tuple[int, ...]], int] = {}
        self._parts: set[int] = set()
        self._rows: dict[int, list[tuple[str, tuple[tuple[int, int], ...]]]] = {}

    def add(self, key: str, phrases: Iterable[str], bare: PhraseFinder | None = None) -> None:
        """Let any of `phrases` stand for `key`. A reading that says less without its fillers ("woke her" is not "woke") goes to the
        finder `bare` instead, where one is given."""
        whole, too_bare = [], []
        for phrase in phrases:
            cut = pieces(phrase, self.solid)
            if bare is not None and len(cut) == 1:
                for form in expand(phrase):
                    words = self._tokenise.phrase(form)
                    if _is_bare(form, words):
                        too_bare.append(bare._numbers(words))
                    else:
                        whole.append(self._numbers(words))
                continue
            parts = [(forms, gap) for piece, gap in cut if (forms := self._forms(piece))]
            if len(parts) == 1:
                whole += parts[0][0]
            elif parts:
                (first, _), *rest = ((self._part(forms), gap) for forms, gap in parts)
                self._rows.setdefault(first, []).append((key, tuple(rest)))
        self._matcher.add(key, whole)
        if bare is not None:
            bare._matcher.add(key, too_bare)

    def find(self, tokens: list[Token]) -> list[Match]:
        """Every match, overlapping ones too, in the order of their first word."""
        message = tokens if isinstance(tokens, Tokens) else Tokens(tokens)
        kept, doc, breaks = message.once((self._skip, len(_hashes)), lambda: self._view(message))
        whole, parts = set(), {}
        for key, start, end in self._matcher(doc):
            if key in self._parts:
                parts.setdefault(key, []).append((start, end))
            else:
                whole.add((_vocab.strings[key], start, end))
        for first in self._rows.keys() & parts.keys():
            for key, rest in self._rows[first]:
                if all(part in parts for part, _ in rest):
                    whole.update((key, start, end) for place in parts[first] for start, end in _joined(place, rest, parts, breaks))
        matches = [Match(key, kept[start], kept[end - 1] + 1) for key, start, end in whole]
        return sorted(matches, key=lambda match: (match.start, -match.end, match.key))

    def solid(self, phrase: str) -> bool:
        """True when every reading of the phrase holds a word that is compared."""
        segments = _ALTERNATIVES.split(phrase)
        return any(all(self._compared(text) for text in (part.split("|") if n % 2 else [part])) for n, part in enumerate(segments))

    def _compared(self, text: str) -> bool:
        return not all(map(self._leaves_out, self._tokenise.phrase(text)))

    def _forms(self, phrase: str) -> list[tuple[int, ...]]:
        """What is compared of each reading of a phrase, where anything is."""
        return [numbers for form in expand(phrase) if (numbers := self._numbers(self._tokenise.phrase(form)))]

    def _leaves_out(self, word: Word | Token) -> bool:
        return word.filler if self._skip == "fillers" else word.article if self._skip == "articles" else False

    def _view(self, tokens: Tokens) -> _View:
        """The message without what is left out; a word that no phrase holds is a blank, so that the vocabulary does not grow."""
        kept = [number for number, token in enumerate(tokens) if not self._leaves_out(token)]
        doc = Doc(_vocab, words=[stem if (stem := tokens[number].stem) in _hashes else " " for number in kept])
        never = self._tokenise.small.never_skipped
        return _View(kept, doc, [tokens[number].punctuation or tokens[number].text in never for number in kept])

    def _numbers(self, words: list[Word]) -> tuple[int, ...]:
        """What the matcher compares, as it stores and copies it itself. Tens of thousands of Docs would say the same, but take
        most of the time that loading may take."""
        return tuple([_hashes[word.stem] for word in words if not self._leaves_out(word)])

    def _part(self, forms: list[tuple[int, ...]]) -> int:
        """The number under which a part of a gapped phrase is matched; equal parts share one."""
        ident = frozenset(forms)
        if ident not in self._part_keys:
            name = f"{_PART}{len(self._part_keys)}"
            self._matcher.add(name, forms)
            self._part_keys[ident] = _vocab.strings[name]
            self._parts.add(_vocab.strings[name])
        return self._part_keys[ident]


def _is_bare(form: str, words: list[Word]) -> bool:
    """True where several words become one or none when fillers are left out."""
    return " " in form and sum(not word.filler for word in words) <= 1


def _joined(
    place: tuple[int, int], rest: tuple[tuple[int, int], ...], parts: dict[int, list[tuple[int, int]]], breaks: list[bool]
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
