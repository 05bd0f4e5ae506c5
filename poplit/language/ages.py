"""The age and sex of the person a message is about: not those of relatives, of long ago, or of things."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from poplit.knowledge.schema.grammar import PeopleWords
from poplit.language.phrases import Match

_NO_AGE = (
    r"(?!\s*(?:-|to|or)?\s*\d*\s*(?:weeks?|wks?|w|months?|mths?|mo|days?|hours?|hrs?|mins?|minutes?|stone|st|kgs?|kilos?|lbs?|pounds?"
    r"|cm|m|ft|feet|foot|%|/|'|\"|\.\d)(?![a-z]))"
)
_OLD = r"(?:years?|yrs?|y)\s*-?\s*(?:old|[/.]?\s*o\b)"
_THEN = re.compile(
    r"(?:\b(?:when|since|until|till)(?: \w+){0,3} |\b(?:at|by|was|were|from|until)(?: the| age| an| of| about| only| just| around)* )$"
)
_I_AM = re.compile(r"\b(?:i (?:am|'m)|im|i|me|myself)(?: \w+)? ?[,(]? ?$")
_SAYS_AGE = re.compile(r"\b(?:old|aged?)\b")
_HERS = re.compile(
    r"\b(?:i (?:am|'m)|im) (?:\w+ ){0,4}pregnant\b|\bmy (?:period|periods|pregnancy|menopause|prostate)\b"
    r"|\bi (?:gave birth|am breastfeeding)\b|\bi (?:have )?had (?:a baby|my baby)\b"
)
ADULT_FROM = 18
_WRITES_FROM = 7  # years; who is younger writes no messages, and "I'm 5" is a height


class _Age(NamedTuple):
    years: int
    sex: str | None
    owner: str | None  # self, them, or None when the words do not say whose it is
    span: tuple[int, int]  # the characters that say so


def plain_numbers(words: str) -> str:
    """ "37w", "16f", "11yrs": numbers cut from what is typed onto them."""
    return re.sub(r"(?<![a-z'])(\d+)([a-z]+)", r"\1 \2", words.lower())


_SEXES = {"m": "male", "f": "female", "w": "female", "g": "male", "b": "male", "l": "female"}


class AgeReader:
    """The shapes in which people write ages, with the words of kb/grammar.yml for persons, sexes and things."""

    def __init__(self, words: PeopleWords):
        self._words = words
        children, adults, sex = "|".join(words.children), "|".join(words.adults), f"(?:{'|'.join(words.sexes)})"
        things = "|".join(word.replace("*", r"\w*") for word in words.things)
        self._age = re.compile(
            rf"\b(?P<a>\d{{1,3}})\s*-?\s*{_OLD}\b"
            r"|\b(?P<yo>\d{1,3})\s*yo\b"
            r"|\bage[ds]?\s*(?:of|is|:)?\s*:?\s*(?P<b>\d{1,3})\b"
            + _NO_AGE
            + r"|\b(?P<who>i(?=\s*(?:'m|am|m)\b)|(?:he|she)(?=\s*(?:'s|is|s)\b))"
            r"\s*(?:'m|am|m|is|'s|s)\s+"
            r"(?:(?:now|about|nearly|almost|only|just|over|turning|going on|a|in (?:my|his|her)|early|mid|late)\s+|- )*(?P<c>\d{1,3})\b"
            + _NO_AGE
            + rf"|\b(?:{children}|one|{adults})(?: in law)?\s*(?:is|was|'s|who is|who 's|,)\s+"
            r"(?:now |only |just |about |nearly )?(?P<them>\d{1,2})\b(?:\s*(?:years|yrs)\b(?! ago))?"
            + _NO_AGE
            + r"|\b(?:child|boy|girl|baby|toddler|kid|lad|son|daughter|man|woman|lady|male|female) of (?:about )?(?P<of>\d{1,3})\b"
            + _NO_AGE
            + r"|\bturn(?:ed|ing|s)? (?P<t>\d{2})\b"
            rf"|\b(?P<l>\d{{2}})\s*(?:(?:years?|yrs?|y)\s*)?[,/-]?\s*(?P<l_sex>{sex})\b"
            r"|(?<![.'\d])\b(?P<e>\d{1,2})\s?/?\s?(?P<e_sex>[mf])\b(?!')"
            r"|(?<!i )(?<!')\b(?P<f_sex>male|female|man|woman|[mf])\s*[,/(-]?\s*(?P<f>\d{2})\b" + _NO_AGE + r"|^(?P<k>\d{2})\s*[,.]\s(?!\d)"
            r"|\(\s*(?P<p>\d{1,2})\s*\)",
            re.I,
        )
        self._months_old = re.compile(
            r"\b(?P<n>\d{1,2})\s*-?\s*(?P<unit>month|mth|week|wk|day)s?\s*-?\s*old\b|\b(?:baby|boy|girl"
            r"|child) of (?P<n2>\d{1,2}) (?P<unit2>month|mth|week|wk|day)s?\b"
            rf"|\b(?:{children}|one)(?: is| 's| ,)? (?P<n3>\d{{1,2}}) (?P<unit3>month|mth|week|wk)s?\b"
            r"(?! (?:ago|later|pregnant|gone|along|post|after|since|now))",
            re.I,
        )
        self._theirs = re.compile(
            rf"\b(?:{children}|one|{adults})\b[ ,(]*(?:\w+ ){{0,5}}[(,]?\s*$|\b(?:my|our|have a|have an|got a|his|her)\s+$"
        )
        self._theirs_after = re.compile(rf"^\s*(?:\w+ )?(?:{children}|{adults})\b")
        self._said_sex = re.compile(
            rf"\b(?:sex|gender)\s*[:=-]?\s*(?P<s>male|female|[mf])\b"
            rf"|\b(?:i am|i 'm|im)\s+(?:a|an)\s+(?:[\w'.\"-]+[ ,]+){{0,5}}?(?P<i>{sex})\b"
            rf"|\b\d{{1,3}}\s*-?\s*(?:{_OLD}|yo|yrs?|years?)?[ ,/(-]*(?:an? )?(?:(?:white|black|asian|hispanic|caucasian|old|healthy"
            rf"|fit|active|british|indian|mixed|cis) ?,? ?){{0,3}}(?P<n>{sex})\b"
            rf"|\b\d{{1,3}}\s*-?\s*(?:{_OLD}|yo)[ ,/(]*(?P<mf>[mf])\b"
            rf"|\b(?P<b>male|female)\s*[,/(.-]?\s*(?:aged? )?\d{{2}}\b"
            rf"|\bas an? (?:\w+ )?(?P<as>{sex})\b"
            rf"|^(?P<first>male|female|man|woman)\s*[,.]",
            re.I,
        )
        self._small = re.compile(rf"\b({'|'.join(words.years_of)})\b(?! (?:boy )?(?:{'|'.join(words.no_child)}))")
        self._no_run = re.compile(rf"\b(?:{'|'.join(words.before_distance)})\s+$")
        self._run = re.compile(rf"^\s*(?:{'|'.join(words.after_distance)})\b")
        self.thing = re.compile(rf"^\s*-?\s*(?:\w+ )?(?:{things})\b")

    def person(self, plain: str, found: list[Match], who: str | None) -> dict[str, Any]:
        """Age and sex of the one it is about, as they are said; `age_at`: the characters of `plain` that tell the age."""
        told: dict[str, Any] = {}
        ages = self._ages(plain)
        order = ("them", None) if who in ("child", "other") else ("self", None) if who == "self" else ("self", None, "them")
        age = next((one for owner in order for one in ages if one.owner == owner), None)
        if age is not None:
            told["age"], told["age_at"] = age.years, age.span
        elif who == "child" and (small := self._small.search(plain)):
            told["age"], told["age_at"] = self._words.years_of[small[1]], small.span(1)
        told["sex"] = (age and age.sex) or self._sex(plain, found, who)
        return told

    def ages_cut(self, plain: str) -> str:
        """The words without ages, so that "aged 70 years" is not read as how long it has lasted."""
        return self._age.sub(
            lambda match: " " if match["a"] or match["yo"] or match["them"] or _SAYS_AGE.search(match.group()) else match.group(), plain
        )

    def _ages(self, plain: str) -> list[_Age]:
        """The ages in the text, in order: not those of long ago ("when I was 12") and not those of things."""
        ages = []
        for match in sorted([*self._age.finditer(plain), *self._months_old.finditer(plain)], key=lambda m: m.start()):
            before, after = plain[: match.start()], plain[match.end() :]
            groups = {name: value for name, value in match.groupdict().items() if value}
            if (
                (_THEN.search(before) and "who" not in groups)
                or ({"a", "yo", "unit"} & groups.keys() and self.thing.match(after))
                or re.match(r"\s*(?:when|at the time|then)\b", after)
            ):
                continue
            if "e" in groups and (self._no_run.search(before) or self._run.match(after)):
                continue
            number = int(next(value for value in groups.values() if value.isdigit()))
            unit = groups.get("unit") or groups.get("unit2") or groups.get("unit3")
            if "p" in groups and not self._theirs.search(before) and not _I_AM.search(before):
                continue
            if not unit and number >= 20 and number % 10 == 0 and re.match(r" s\b", after) and "who" in groups:
                number += 5
            sex = next((value[0].lower() for name, value in groups.items() if name.endswith("_sex")), None)
            years, owner = number // 12 if unit and unit[0] == "m" else 0 if unit else number, self._owner(groups, before, after)
            if number <= 110 and not (owner == "self" and years < _WRITES_FROM):
                ages.append(_Age(years, _SEXES.get(sex or ""), owner, match.span()))
        return ages

    def _owner(self, groups: dict[str, str], before: str, after: str) -> str | None:
        if groups.get("who", "").lower() == "i" or _I_AM.search(before) or re.search(r"\b(?:i am|i 'm|im) an? (?:\w+ )?$", before):
            return "self"
        if {"who", "them"} & groups.keys() or self._theirs.search(before[-60:]) or self._theirs_after.match(after):
            return "them"
        return None

    def _sex(self, plain: str, found: list[Match], who: str | None) -> str | None:
        """Sex as said: words about a relative count only when the relative is the patient."""
        if who not in (None, "self"):
            named = re.search(
                r"\b(?:(son|boy|lad|father|dad|brother|grandson|husband)|(daughter|girl|mother|mum|mom|sister|wife|granddaughter))\b", plain
            )
            said = next((m.key.partition(":")[2] for m in found if m.key.startswith("sex:")), None)
            return said or (None if not named else "male" if named[1] else "female")
        if any(m.key.startswith("people:") for m in found):
            said = re.search(rf"\b(?:i am|i 'm|im)\s+(?:a|an)\s+(?:[\w'-]+[ ,]+){{0,4}}?({'|'.join(self._words.sexes)})\b", plain)
            return self._named(said.group(1)) if said else None
        said = self._said_sex.search(plain)
        if said:
            return self._named(next(value for value in said.groups() if value))
        hers = _HERS.search(plain)
        return None if not hers else "male" if "prostate" in hers.group() else "female"

    def _named(self, word: str) -> str:
        return "female" if word.lower() in self._words.female else "male"
