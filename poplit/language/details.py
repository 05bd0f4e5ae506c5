"""Reads the details of a message: side, onset, how long, how bad, age, sex, and whose body it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from poplit.language.phrases import Match, PhraseFinder
from poplit.language.tokens import Token, Tokeniser

_NO_AGE = r"(?!\s*(?:weeks?|wks?|months?|days?|stone|kg|lbs?|pounds?|cm|hours?|%|/|\.\d|st\b))"
_AGE = re.compile(
    r"\b(?:(?P<a>\d{1,3})\s*(?:years?|yrs?|y)\s*[- ]?\s*(?:old|o\b|/o\b)|(?P<b>\d{1,2})\s*y\.?\s?/?o\b"
    r"|aged?\s*(?:of\s*)?:?\s*(?P<c>\d{1,3})\b|\bi\s?'?a?m\s+(?:a\s+)?(?P<d>\d{1,3})" + _NO_AGE + r"\b"
    r"|\b(?:he|she|son|daughter|kid|child|boy|girl|baby|mum|mom|mother|dad|father|husband|wife|gran|nan)\s*(?:is|was|'s)\s+(?P<j>\d{1,2})"
    + _NO_AGE
    + r"\b"
    r"|\b(?P<l>\d{2})\s*(?:years?|yrs?|y)?\s*(?:old|o)?\s+(?P<l_sex>male|female|man|woman)\b"
    r"|^(?P<k>\d{2})\s*[,.]\s(?!\d)"
    r"|\b(?P<e>\d{1,2})\s?(?P<e_sex>[mf])\b|\b(?P<f_sex>[mf])\s?(?P<f>\d{2})\b"
    r"|\((?P<g>\d{1,2})\s*,?\s*(?P<g_sex>male|female|man|woman|[mf])\)"
    r"|\b(?P<h>\d{2})\s*,?\s*(?P<h_sex>male|female|man|woman)\b"
    r"|\b(?P<i_sex>male|female|man|woman)\s*,?\s*(?:aged?\s*)?(?P<i>\d{2})\b)",
    re.I,
)
_MONTHS_OLD = re.compile(r"\b(?P<n>\d{1,2})\s*(?P<unit>month|mth|week|wk|day)s?\s*old\b", re.I)
_NUMBER = re.compile(r"\b\d+(?:\.\d+)?\b")
_TENS = frozenset({"20", "30", "40", "50", "60", "70", "80", "90"})
_VAGUE = frozenset({"a", "an", "couple", "few", "several", "fortnight", "one"})
_SEVERITY = re.compile(r"\b(\d{1,2})(?:\.\d)?\s*(?:/|out of)\s*(?:10|ten)\b", re.I)
_UNIT = r"(?P<unit>minute|min|hour|hr|day|night|week|wk|weekend|fortnight|month|mth|year|yr|decade)s?\b"
_SINCE_AGO = re.compile(
    r"\b(?:(?:for|over|since|past|last|about|around|nearly|almost|the|some|like|maybe|only|within|after)\s+)*"
    r"(?P<n>\d+(?:\.\d+)?|[a-z]+(?: of| a)?)(?:\s+and a half)?\s*-?\s*"
    + _UNIT
    + r"(?P<tail>\s+(?:old|pregnant|post|gestation|from now|later))?",
    re.I,
)


class DetailReader:
    """The small grammars for details, with their words from kb/words.yml."""

    def __init__(self, words: Mapping[str, Any], tokenise: Tokeniser):
        self._words = words
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

    def read(self, text: str, tokens: list[Token], sites: list[Match]) -> dict[str, Any]:
        """The details that are said, and only those."""
        plain, found = self._digits([token.text for token in tokens]), self._lists.find(tokens)
        subject = _subject(found, tokens, sites)
        details = {
            "subject": subject,
            "side": _side(found, tokens, self._words["side_words"], self._words["plurals"]),
            "onset": next((m.key.partition(":")[2] for m in found if m.key.startswith("onset:")), None),
            "duration_days": self.duration(plain),
            "severity": _severity(plain),
            **self._person(plain, found, subject),
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
        done: list[str] = []
        for word in words:
            units, tens = self._words["numbers"].get(word), self._words["tens"].get(word)
            if isinstance(units, int) and units < 10 and done and done[-1] in _TENS and word not in ("a", "an"):
                done[-1] = str(int(done[-1]) + units)
            elif tens or (isinstance(units, int) and word not in _VAGUE):
                done.append(str(tens or units))
            else:
                done.append(word)
        return " ".join(done)

    def number(self, tokens: list[Token]) -> float | None:
        """The first number said, in digits or words."""
        found = _NUMBER.search(self._digits([token.text for token in tokens]))
        return float(found.group()) if found else None

    def duration(self, plain: str) -> float | None:
        """Days since it began, by the first time expression; None when none is said."""
        lower = plain.lower()
        spans = []
        for match in _SINCE_AGO.finditer(lower):
            days = self._days(match)
            if days is not None:
                spans.append((match.start(), days))
        for phrase, days in self._words["durations"].items():
            at = re.search(r"\b" + re.escape(phrase.replace("'", " '")) + r"\b|\b" + re.escape(phrase) + r"\b", lower)
            if at:
                spans.append((at.start(), float(days)))
        for day, days in self._words["weekdays"].items():
            at = re.search(rf"\b(?:since|on|last|from|this)\s+(?:last\s+)?{day}\b", lower)
            if at:
                spans.append((at.start(), float(days)))
        return min(spans)[1] if spans else None

    def _days(self, match: re.Match) -> float | None:
        if match["tail"]:
            return None
        said, numbers = match["n"].strip(), self._words["numbers"]
        number = float(said) if said[0].isdigit() else numbers.get(said, 1 if said in ("last", "past", "the", "this") else None)
        if number is None or number > 5000 or (said in ("the", "this") and match["unit"] not in ("weekend", "week")):
            return None
        return round(number * self._words["units"][match["unit"]], 3)

    @staticmethod
    def _person(plain: str, found: list[Match], subject: str | None) -> dict[str, Any]:
        match = _AGE.search(plain)
        person: dict[str, Any] = {}
        if match:
            groups = {name: value for name, value in match.groupdict().items() if value and (name != "j" or subject in ("child", "other"))}
            age = next((int(value) for name, value in groups.items() if not name.endswith("_sex")), None)
            if age is not None and age <= 110:
                person["age"] = age
            sex = next((value[0].lower() for name, value in groups.items() if name.endswith("_sex")), None)
            person["sex"] = {"m": "male", "w": "female", "f": "female"}.get(sex or "")
        young = _MONTHS_OLD.search(plain)
        if young:
            person["age"] = int(young["n"]) // 12 if young["unit"][0] == "m" else 0
        if not person.get("sex"):
            person["sex"] = _sex(found, subject)
        return person


def _reach(word: str) -> range:
    """How far after "my" or "I have" a part of the body is still the writer's own."""
    return range(1, 4) if word == "my" else range(2, 6)


def _subject(found: list[Match], tokens: list[Token], sites: list[Match]) -> str | None:
    """Whose body it is: the relative's when one is named and the writer names no part of their own."""
    relatives = [m for m in found if m.key.startswith("people:")]
    own = {m.start for m in found if m.key == "own:self"} - {m.start for m in relatives}
    body = {number for site in sites for number in range(site.start, site.end)}
    own_body = any(start + step in body for start in own for step in _reach(tokens[start].text))
    first_person = any(token.text in ("i", "i'm", "me") for token in tokens)
    if not relatives:
        return "self" if own_body or first_person else None
    starts_with_them = relatives[0].start <= 4
    about_them = any(token.text in ("his", "her", "he", "she", "him", "'s") for token in tokens[relatives[0].end :])
    if own_body or not (starts_with_them or about_them):
        return "self"
    if first_person and not about_them and not starts_with_them:
        return "self"
    kinds = [m.key.partition(":")[2] for m in relatives]
    return "child" if "child" in kinds[:2] else "other"


def _sex(found: list[Match], subject: str | None) -> str | None:
    """Sex as said: words about a relative count only when the relative is the patient."""
    if subject in (None, "self"):
        return None
    return next((m.key.partition(":")[2] for m in found if m.key.startswith("sex:")), None)


def _side(found: list[Match], tokens: list[Token], side_words: list[str], plurals: list[str]) -> str | None:
    sides = {"both"} if any(t.text in plurals and not _of_one(tokens, n) for n, t in enumerate(tokens)) else set()
    for match in (m for m in found if m.key.startswith("sides:")):
        side, words = match.key.partition(":")[2], [token.text for token in tokens[match.start : match.end]]
        near = [token.text for token in tokens[match.end : match.end + 3]]
        before = [token.text for token in tokens[max(0, match.start - 4) : match.start]]
        if len(words) > 1 or side == "both" or _names_side(near, before, side_words):
            sides.add("both" if side == "both" else side)
    if {"left", "right"} <= sides:
        return "both"
    return next((side for side in ("left", "right", "both") if side in sides), None)


def _of_one(tokens: list[Token], at: int) -> bool:
    """ "one of my knees", "compared to my legs before", "between my knees": a plural that does not speak of both sides."""
    before = {token.text for token in tokens[max(0, at - 4) : at]}
    return bool(before & {"one", "between", "each", "other", "than"})


def _names_side(near: list[str], before: list[str], side_words: list[str]) -> bool:
    """ "right knee", "the knee on the right": but not "right below", "left with", "right now"."""
    stems = set(side_words)
    singular = {word.rstrip("s") for word in near[:2]}
    if stems & (singular | set(near[:2])):
        return True
    alone = not near or near[0] in (".", ",", "!", "?", ";", "side", "and")
    return alone and (not before or before[-1] in ("my", "the", "on", "his", "her", "in", ","))


def _severity(plain: str) -> int | None:
    match = _SEVERITY.search(plain)
    return min(10, int(match.group(1))) if match else None
