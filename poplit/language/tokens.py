"""Cuts a message into tokens whose stems can be compared with those of the knowledge base, keeping where each stood."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

import snowballstemmer
import spacy

MAX_CHARACTERS = 2000
_INVISIBLE = {"Cf", "Cc", "Cs"}
_PLAIN = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‐": "-", "‑": "-", "…": "."}
)
_JOINED = re.compile(r"(?<=[A-Za-z])[-/&](?=[A-Za-z])|[_<>]")
_WRITTEN = {"\n": " ; ", "\u2026": " . ", "\r": " ", "\t": " "}  # a new line and an ellipsis end a sentence
_STRETCHED = re.compile(r"([a-z])\1{2,}")
_CHUNK = re.compile(r"\S+?(?<=[A-Za-z][.;!?])(?=[A-Z])|\S+")  # between spaces, and after a stop without one: "swollen.I smoke"
_YEAR = re.compile(r"(19|20)\d\d$")
_ARTICLES = frozenset({"a", "an", "the", "my", "his", "her", "your", "their", "our", "this", "that"})
_SENTENCE_ENDS = frozenset(".!?;")
_stemmer = snowballstemmer.stemmer("english")
_NO_STEM = frozenset({"hardly"})  # the stemmer makes it "hard": a hard vein would read as one that hardly is
_nlp = spacy.blank("en")


@dataclass(frozen=True)
class Token:
    """One word: lower-case text, stem, place in the message, its sentence, and whether phrases skip it.

    `filler` words are skipped by most phrases; `article` (articles and possessives) by those that need their small words."""

    text: str
    stem: str
    start: int
    end: int
    sentence: int
    filler: bool
    article: bool
    punctuation: bool


def normalise(text: str) -> tuple[str, list[int]]:
    """The message with one plain form for what looks alike (NFKC, straight quotes, no invisible characters), and for each
    character where it stood in the original. At most MAX_CHARACTERS are read."""
    characters, places = [], []
    for place in _places(len(text)):
        character = text[place]
        for plain in unicodedata.normalize("NFKC", character.translate(_PLAIN)):
            for written in _WRITTEN.get(character, _WRITTEN.get(plain, plain)):
                if unicodedata.category(written) not in _INVISIBLE:
                    characters.append(written.translate(_PLAIN))
                    places.append(place)
    places.append(len(text))
    return _JOINED.sub(" ", "".join(characters)), places


def _places(length: int) -> Iterable[int]:
    """Which characters are read: all, or of a very long text its beginning and its end, where the worst often stands."""
    half = MAX_CHARACTERS // 2
    return range(length) if length <= MAX_CHARACTERS else itertools.chain(range(half), range(length - half, length))


@lru_cache(maxsize=20000)
def stem(word: str) -> str:
    """The stem of a lower-case word; a year becomes `yyyy`."""
    if word in _NO_STEM:
        return word
    return "yyyy" if word == "yyyy" or _YEAR.match(word) else _stemmer.stemWord(_STRETCHED.sub(r"\1", word))


@lru_cache(maxsize=20000)
def _split(chunk: str) -> tuple[tuple[str, int, int], ...]:
    """spaCy's tokens of what stands between two spaces, contractions undone ("n't" → "not"); spaCy never joins across spaces."""
    lower = chunk.lower()  # spaCy knows "can't" but not "CAN'T"
    doc = _nlp.make_doc(lower if "'" in chunk and len(lower) == len(chunk) else chunk)
    return tuple((_plain_form(token), token.idx, token.idx + len(token)) for token in doc if not token.is_space)


def _plain_form(token) -> str:
    contracted = "'" in token.lower_ or token.lower_ in ("nt", "ca", "wo", "sha", "w/o")
    return token.norm_ if contracted else token.lower_


class Tokeniser:
    """Splits text into Tokens; the same for messages and for the phrases of kb/, so that they meet."""

    def __init__(self, fillers: tuple[str, ...] = (), same: Mapping[str, str] | None = None, correct=lambda word: word):
        self._fillers = frozenset(fillers)
        self._correct = correct
        self.phrase = cache(self._phrase)  # the same words stand in many phrases; kept with the tokeniser
        self._same = sorted(((tuple(key.split()), value.split()) for key, value in (same or {}).items()), key=lambda pair: -len(pair[0]))
        self._starts = {key[0] for key, _ in self._same}

    def __call__(self, text: str) -> list[Token]:
        plain, places = normalise(text)
        words = [
            (self._correct(norm), chunk.start() + start, chunk.start() + end)
            for chunk in _CHUNK.finditer(plain)
            for norm, start, end in _split(chunk.group())
        ]
        if words and words[-1][0] not in _SENTENCE_ENDS:  # a message ends like a sentence, whether or not it is typed so
            words.append((".", len(plain), len(plain)))
        return self._number(self._rewrite(words), places)

    def _phrase(self, phrase: str) -> tuple[tuple[str, bool, bool], ...]:
        """A phrase of kb/ as (stem, is filler, is article): the quick way for text that is plain already."""
        words = self._rewrite([(norm, 0, 0) for chunk in _JOINED.sub(" ", phrase).split() for norm, _, _ in _split(chunk)])
        return tuple((stem(word), word in self._fillers, word in _ARTICLES) for word, _, _ in words)

    def _rewrite(self, words):
        """Replace wordings that mean another word ("unable to" → "can not"), each keeping the place of the whole."""
        done, at = [], 0
        while at < len(words):
            found = self._same_at(words, at) if words[at][0] in self._starts else None
            if found is None:
                done.append(words[at])
                at += 1
            else:
                length, new = found
                done += [(word, words[at][1], words[at + length - 1][2]) for word in new]
                at += length
        return done

    def _same_at(self, words, at):
        for key, new in self._same:
            if tuple(word for word, _, _ in words[at : at + len(key)]) == key:
                return len(key), new
        return None

    def _number(self, words, places) -> list[Token]:
        tokens, sentence = [], 0
        for word, start, end in words:
            punctuation = not any(character.isalnum() for character in word) and word not in self._fillers
            tokens.append(
                Token(word, stem(word), places[start], places[end - 1] + 1, sentence, word in self._fillers, word in _ARTICLES, punctuation)
            )
            sentence += word[-1:] in _SENTENCE_ENDS and punctuation
        return tokens
