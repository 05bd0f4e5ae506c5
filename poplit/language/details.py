"""Reads the details of a message: side, onset, how long, how bad, age, sex, and whose body it is."""

from __future__ import annotations

import re
from typing import Any

from poplit.knowledge import KnowledgeBase
from poplit.language import stature
from poplit.language.ages import AgeReader, plain_numbers
from poplit.language.people import subjects
from poplit.language.phrases import Match, PhraseFinder
from poplit.language.sides import SideReader
from poplit.language.times import TimeReader
from poplit.language.tokens import Token, Tokeniser

_NUMBER = re.compile(r"\b\d+(?:\.\d+)?\b")
_TENS = frozenset({"20", "30", "40", "50", "60", "70", "80", "90"})
# the format of a score out of ten
_SEVERITY = re.compile(
    r"\b(\d{1,2})(?:\.\d)?\s*(?:-\s*\d{1,2}\s*|(?:or|to) (?:a |an )?\d{1,2}\s*)?(?:/|out of(?: a)?)\s*(?:10|ten)\b"
    r"|\b(?:pain|level|score|scale|severity|about|it is|it 's) ?(?:level|score|scale)? ?(?:is|was|at|of"
    r"|:)? ?(?:about |around |an? )*(\d{1,2}) of (?:10|ten)\b"
    r"|\bpain (?:level|score|scale) ?(?:is|was|at|of|:)? ?(?:about |around |an? )*(\d{1,2})\b(?!\s*(?:days?|weeks?|months?|hours?|years?))"
    r"|\bon a scale (?:of|from) (?:0|1|zero|one) to (?:10|ten)\b\D{0,25}\b(\d{1,2})\b",
    re.I,
)


class DetailReader:
    """The small grammars for details, with their words from kb/words.yml."""

    def __init__(self, kb: KnowledgeBase, tokenise: Tokeniser):
        words = kb.words
        self._words, self._times, self._sides = words, TimeReader(kb), SideReader(kb)
        self._vague = kb.grammar.times.vague
        self._ages, self._subjects = AgeReader(kb.grammar.people), subjects(kb)
        self._lists = PhraseFinder(tokenise, skip="none")
        for kind in ("people", "onset", "sides"):
            for value, phrases in words[kind].items():
                self._lists.add(f"{kind}:{value}", phrases)
        for value, phrases in words["sex"].items():
            self._lists.add(f"sex:{value}", phrases)
        self._lists.add("own:self", words["own"])
        self._hints = PhraseFinder(tokenise, skip="none")
        for value, phrases in words["onset_hints"].items():
            self._hints.add(value, phrases)

    def read(self, text: str, tokens: list[Token], places: list[Match]) -> dict[str, Any]:
        """The details that are said, and only those; `age_at` and `bmi_at` are the characters of the message that tell them."""
        numbered, found = self._numbered([token.text for token in tokens]), self._lists.find(tokens)
        plain = " ".join(word for word, _, _ in numbered)
        words = plain_numbers(plain)
        subject = self._subjects.subject(found, tokens, places, words)
        person = self._ages.person(words, found, subject)
        if "age_at" in person:
            person["age_at"] = _place(numbered, tokens, person["age_at"])
        bmi, bmi_at = stature.body_mass(text, person.get("age")) or (None, None)
        details = {
            "subject": subject,
            "called": self._subjects.called(words) if subject in ("child", "other") else None,
            "side": self._sides.side(found, tokens),
            "onset": next((m.key.partition(":")[2] for m in found if m.key.startswith("onset:")), None),
            "duration_days": self.duration(plain),
            "severity": _severity(plain),
            **person,
            "bmi": bmi,
            "bmi_at": bmi_at,
        }
        return {name: value for name, value in details.items() if value is not None}

    def lasted(self, tokens: list[Token]) -> float | None:
        """Days since it began, as these words say it."""
        return self.duration(self._digits([token.text for token in tokens]))

    def onset_hint(self, tokens: list[Token]) -> str | None:
        """sudden or gradual, by the first words that hint at it; None when none do."""
        return next((match.key for match in self._hints.find(tokens)), None)

    def _digits(self, words: list[str]) -> str:
        """The words as one text, with ages and counts in words as digits: "forty five" → "45"."""
        return " ".join(word for word, _, _ in self._numbered(words))

    def _numbered(self, words: list[str]) -> list[tuple[str, int, int]]:
        """The words, ages and counts as digits, each with the first and the last of the words it was written with."""
        done: list[tuple[str, int, int]] = []
        for n, word in enumerate(words):
            units, tens = self._words["numbers"].get(word), self._words["tens"].get(word)
            if isinstance(units, int) and units < 10 and done and done[-1][0] in _TENS and word not in ("a", "an"):
                done[-1] = (str(int(done[-1][0]) + units), done[-1][1], n)
            elif tens or (isinstance(units, int) and word not in self._vague):
                done.append((str(tens or units), n, n))
            else:
                done.append((word, n, n))
        return done

    def number(self, tokens: list[Token]) -> float | None:
        """The first number said, in digits or words."""
        found = _NUMBER.search(self._digits([token.text for token in tokens]))
        return float(found.group()) if found else None

    def duration(self, plain: str) -> float | None:
        """Days since it began, by the first time expression; None when none is said."""
        return self._times.duration(plain)


def _place(numbered: list[tuple[str, int, int]], tokens: list[Token], span: tuple[int, int]) -> tuple[int, int]:
    """Where in the message the words stand that `span` covers in the plain text of `numbered`."""
    at, told = 0, []
    for word, first, last in numbered:
        length = len(plain_numbers(word))
        if at < span[1] and span[0] < at + length:
            told += [first, last]
        at += length + 1
    return tokens[told[0]].start, tokens[told[-1]].end


def _severity(plain: str) -> int | None:
    match = _SEVERITY.search(plain)
    return min(10, int(next(group for group in match.groups() if group))) if match else None
