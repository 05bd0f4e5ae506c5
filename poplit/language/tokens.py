"""Cuts a message into tokens whose stems can be compared with those of the knowledge base, keeping where each stood."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Callable, Hashable, Iterable, Mapping
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import spacy
from Stemmer import Stemmer

if TYPE_CHECKING:
    from poplit.knowledge import KnowledgeBase
    from poplit.knowledge.schema.grammar import TokenWords

MAX_CHARACTERS = 2000
_INVISIBLE = {"Cf", "Cc", "Cs"}
_PLAIN = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‐": "-", "‑": "-", "…": "."}
)
_JOINED = re.compile(r"(?<=[A-Za-z])[-/&](?=[A-Za-z])|[_<>]")
_WRITTEN = {"\n": " ; ", "\u2026": " . ", "\r": " ", "\t": " "}  # a new line and an ellipsis end a sentence
_STRETCHED = re.compile(r"([a-z])\1{2,}")
# between spaces, and after a stop without one: "swollen.I smoke"; never longer than any word, for spaCy's time grows with the square
_CHUNK = re.compile(r"\S{1,100}?(?<=[A-Za-z][.;!?])(?=[A-Z])|\S{1,100}")
_LETTER_AND_STOP = re.compile(r"[a-z]\.$")
_YEAR = re.compile(r"(19|20)\d\d$")
_SENTENCE_ENDS = frozenset(".!?;")
_stemmer = Stemmer("english")
# the stemmer makes them "hard" and "leg": a hard vein would read as one that hardly is, a red leg as red leggings
_NO_STEM = frozenset({"hardly", "legging", "leggings"})
_nlp = spacy.blank("en")
# without the smileys that are a number in brackets: "(factor 8)"
_nlp.tokenizer.rules = {word: known for word, known in _nlp.tokenizer.rules.items() if not re.match(r"\d\W+$", word)}


class Token(NamedTuple):
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


class Tokens(list[Token]):
    """The tokens of one message, and what has been worked out from them already."""

    def __init__(self, tokens: Iterable[Token] = ()):
        super().__init__(tokens)
        self._done: dict[Hashable, Any] = {}

    def once(self, name: Hashable, work: Callable[[], Any]) -> Any:
        """What `work` returns, worked out the first time that it is asked for under this name."""
        if name not in self._done:
            self._done[name] = work()
        return self._done[name]


class Word(NamedTuple):
    """What is known of a word wherever it stands: its stem, and whether it is a filler, an article, punctuation."""

    stem: str
    filler: bool
    article: bool
    punctuation: bool


def normalise(text: str) -> tuple[str, list[int]]:
    """The message with one plain form for what looks alike (NFKC, straight quotes, no invisible characters), and for each
    character where it stood in the original. At most MAX_CHARACTERS are read."""
    read = [(place, _form(text[place])) for place in _places(len(text))]
    places = [place for place, form in read for _ in form]
    places.append(len(text))
    return _JOINED.sub(" ", "".join([form for _, form in read])), places


@lru_cache(maxsize=4096)
def _form(character: str) -> str:
    """How a character is read: as itself, as its plain form (which may be longer), or not at all where nobody sees it."""
    plain = unicodedata.normalize("NFKC", character.translate(_PLAIN))
    written = "".join(_WRITTEN.get(character, _WRITTEN.get(one, one)) for one in plain)
    return "".join(one for one in written if unicodedata.category(one) not in _INVISIBLE).translate(_PLAIN)


def _places(length: int) -> Iterable[int]:
    """Which characters are read: all, or of a very long text its beginning and its end, where the worst often stands."""
    half = MAX_CHARACTERS // 2
    return range(length) if length <= MAX_CHARACTERS else itertools.chain(range(half), range(length - half, length))


@lru_cache(maxsize=20000)
def stem(word: str) -> str:
    """The stem of a lower-case word; a year becomes `yyyy`."""
    if word in _NO_STEM or len(set(word)) == 1:  # "ddd" is an abbreviation, not a stretched "d"
        return word
    return "yyyy" if word == "yyyy" or _YEAR.match(word) else _stemmer.stemWord(_STRETCHED.sub(r"\1", word))


@lru_cache(maxsize=20000)
def _split(chunk: str) -> tuple[tuple[str, int, int], ...]:
    """spaCy's tokens of what stands between two spaces, contractions undone ("n't" → "not"); spaCy never joins across spaces."""
    lower = chunk.lower()  # spaCy knows "can't", "gonna" and "2am" but not "CAN'T", "GONNA" and "2AM"
    if lower.isascii() and lower.isalpha() and lower not in _nlp.tokenizer.rules:
        return ((lower, 0, len(chunk)),)  # letters alone are one word, unless spaCy knows them as two: "cannot"
    if _LETTER_AND_STOP.match(lower):  # "factor V.": spaCy takes it for an abbreviation
        return ((lower[:-1], 0, len(lower) - 1), (".", len(lower) - 1, len(lower)))
    doc = _nlp.make_doc(lower if len(lower) == len(chunk) else chunk)
    return tuple((_plain_form(token), token.idx, token.idx + len(token)) for token in doc if not token.is_space)


def _plain_form(token) -> str:
    contracted = "'" in token.lower_ or token.lower_ in ("nt", "ca", "wo", "sha", "w/o")
    return token.norm_ if contracted else token.lower_


def _undecorated(words: list[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """The words without the signs around a whole message that say nothing: bullets, quotation marks, pictures, stops upon stops.

    A question mark at the end stays; any other end is a full stop."""
    said = [n for n, (word, _, _) in enumerate(words) if any(character.isalnum() for character in word)]
    if not said:
        return words
    after = words[said[-1] + 1 :]
    end = next((word for word in after if word[0] == "?"), None) or next((word for word in after if word[0] in _SENTENCE_ENDS), None)
    return words[said[0] : said[-1] + 1] + ([end if end[0] == "?" else (".", *end[1:])] if end else [])


class Tokeniser:
    """Splits text into Tokens; the same for messages and for the phrases of kb/, so that they meet."""

    def __init__(self, small: TokenWords, fillers: Iterable[str] = (), same: Mapping[str, str] | None = None, correct=lambda word: word):
        self.small, self._fillers = small, frozenset(fillers)
        self._correct = correct
        self._words, self._word = cache(self._words_of), lru_cache(maxsize=20000)(self._known)  # the same few stand in many phrases
        self._same: dict[str, list[tuple[list[str], list[str]]]] = {}  # by their first word, the longest first
        for key, value in sorted((same or {}).items(), key=lambda pair: -len(pair[0].split())):
            self._same.setdefault(key.split()[0], []).append((key.split(), value.split()))

    def __call__(self, text: str) -> Tokens:
        plain, places = normalise(text)
        words = [
            (self._correct(norm), chunk.start() + start, chunk.start() + end)
            for chunk in _CHUNK.finditer(plain)
            for norm, start, end in _split(chunk.group())
        ]
        if self._answered([word for word, _, _ in words[:3]]):
            words.insert(1, (",", words[0][2], words[0][2]))
        words = _undecorated(words)
        if words and words[-1][0] not in _SENTENCE_ENDS:  # a message ends like a sentence, whether or not it is typed so
            words.append((".", len(plain), len(plain)))
        return self._number(self._rewrite(words), places)

    @classmethod
    def of(cls, kb: KnowledgeBase, correct=lambda word: word) -> Tokeniser:
        """One that drops and rewrites the words that kb/ says."""
        return cls(kb.grammar.tokens, kb.words["fillers"], kb.words["same"], correct)

    def _answered(self, words: list[str]) -> bool:
        """True for "no it locks": an answer, then a statement; not for "no I can't"."""
        small = self.small
        return len(words) > 2 and words[0] in small.answered and words[1] in small.begins_a_statement and words[2] not in small.ability

    def phrase(self, phrase: str) -> list[Word]:
        """The words of a phrase of kb/: the quick way for text that is plain already."""
        words = [word for chunk in phrase.split() for word in self._words(chunk)]
        if not self._same.keys().isdisjoint(words):
            words = [word for word, _, _ in self._rewrite([(word, 0, 0) for word in words])]
        return [self._word(word) for word in words]

    @staticmethod
    def _words_of(chunk: str) -> tuple[str, ...]:
        """The words of what stands between two spaces of a phrase."""
        return tuple(norm for part in _JOINED.sub(" ", chunk).split() for norm, _, _ in _split(part))

    def _known(self, word: str) -> Word:
        filler = word in self._fillers
        return Word(stem(word), filler, word in self.small.articles, not filler and not any(character.isalnum() for character in word))

    def _rewrite(self, words):
        """Replace wordings that mean another word ("unable to" → "can not"), each keeping the place of the whole."""
        done, at = [], 0
        while at < len(words):
            found = self._same_at(words, at) if words[at][0] in self._same else None
            if found is None:
                done.append(words[at])
                at += 1
            else:
                length, new = found
                done += [(word, words[at][1], words[at + length - 1][2]) for word in new]
                at += length
        return done

    def _same_at(self, words, at):
        for key, new in self._same[words[at][0]]:
            if [word for word, _, _ in words[at : at + len(key)]] == key:
                return len(key), new
        return None

    def _number(self, words, places) -> Tokens:
        tokens, sentence = Tokens(), 0
        for word, start, end in words:
            known = self._word(word)
            tokens.append(
                Token(word, known.stem, places[start], places[end - 1] + 1, sentence, known.filler, known.article, known.punctuation)
            )
            sentence += known.punctuation and word[-1:] in _SENTENCE_ENDS
        return tokens
