"""How long it has lasted, in days, by the first time expression that speaks of the complaint."""

from __future__ import annotations

import re

from poplit.knowledge import KnowledgeBase
from poplit.language.ages import AgeReader, plain_numbers

# The format of a time expression; its units and numbers are counted with kb/words.yml, other small words stand in kb/grammar.yml.
_UNIT = r"(?P<unit>minute|min|hour|hr|day|night|week|wk|weekend|fortnight|month|mth|mo|year|yr|decade)s?"
_SINCE_AGO = re.compile(
    r"\b(?P<lead>(?:(?:for|over|since|past|last|about|around|nearly|almost|approx|approximately|roughly|the|some"
    r"|like|maybe|only|within|after"
    r"|up to|more than|just under|under|at least|good)\s+){0,9})"
    r"(?P<n>\d+(?:\.\d+)?|[a-z]+(?: of| a| more)?)(?P<half>\s+and a half)?(?:(?<=\d)|\b[\s-])\s*-?\s*(?:(?:or so"
    r"|or more|or two|long|solid|full|whole)\s+)?"
    rf"(?:{_UNIT}|(?P<short>[dwhy]))\b(?P<more>\s+and a half)?"
    r"(?P<tail>\s*-?\s*(?:old|pregnant|post|gestation|from now|later|apart|before|time|at a time|a (?:day|week|night)|per|each|every|drive"
    r"|walks?|runs?|flights?|shifts?|journey|hike|sessions?|into|of (?:\w+ )?(?:walk|stand|sit|runn|driv|rest"
    r"|stretch|exerc|cycl|jogg|physio)\w*)\b)?",
    re.I,
)
_YEAR, _NEAR = 365, 150


class TimeReader:
    """Reads durations with the number words, units and fixed wordings of kb/words.yml."""

    def __init__(self, kb: KnowledgeBase):
        words, self._small = kb.words, kb.grammar.times
        self._words, self._ages = words, AgeReader(kb.grammar.people)
        self._fixed = [(phrase, _spaced(phrase), days) for phrase, days in words["durations"].items()]
        self._weekdays = [
            (day, re.compile(rf"\b(?:since|on|last|from|this)\s+(?:the\s+)?(?:last\s+)?{day}\b"), days)
            for day, days in words["weekdays"].items()
        ]

    def duration(self, plain: str) -> float | None:
        """Days since it began, by the first time expression; None when none is said."""
        lower = self._ages.ages_cut(plain_numbers(plain))
        spans = []
        for match in _SINCE_AGO.finditer(lower):
            days = self._days(match, lower[: match.start()].split()[-2:])
            if days is not None:
                ago = lower[match.end() :].split()[:1] in (["ago"], ["back"])
                spans.append((match.start(), days, ago))
        for phrase, wording, days in self._fixed:
            first = phrase.partition("'")[0]  # to look for plain text first is many times quicker
            if first in lower and (at := wording.search(lower)):
                spans.append((at.start(), float(days), False))
        for day, wording, days in self._weekdays:
            if day in lower and (at := wording.search(lower)):
                spans.append((at.start(), float(days), False))
        return _first(sorted(spans))

    def _days(self, match: re.Match, before: list[str]) -> float | None:
        if match["tail"]:
            return None
        said, numbers = match["n"].strip(), self._words["numbers"]
        unit = match["unit"] or self._small.short.get(match["short"] or "")
        lead, last = match["lead"].split(), before[-1:] or [""]
        if not unit or last[0] in self._small.each or (set(before) & self._small.each and said in ("a", "an") and "for" not in lead):
            return None
        if match["short"] and not (lead or re.match(r"\s*(?:(?:ago|now)\b|[.,;]|$)", match.string[match.end() :])):
            return None
        if unit in self._small.spans and last[0] in self._small.spent:
            return None
        if last[0] in ("in", "within") and not {"last", "past"} & set(lead):
            return None
        if not {"last", "past"} & set(lead) and ("within" in lead or ("after" in lead and unit in self._small.spans)):
            return None
        if last[0] == "am" and unit in ("week", "wk"):  # "I am 23 weeks": of a pregnancy
            return None
        number = (
            float(said)
            if said[0].isdigit()
            else numbers.get(said.removesuffix(" more"), 1 if said in ("last", "past", "the", "this") else None)
        )
        if number is None or number > 5000 or (said in ("the", "this") and unit not in ("weekend", "week")):
            return None
        return round((number + 0.5 * bool(match["half"] or match["more"])) * self._words["units"][unit], 3)


def _spaced(phrase: str) -> re.Pattern:
    """A fixed wording, its apostrophe with or without a space before it, as tokens may leave it, and no year after it."""
    apart = re.escape(phrase.replace("'", " '"))
    return re.compile(rf"\b(?:{apart}|{re.escape(phrase)})\b(?! (?:19|20)\d\d\b)")


def _first(spans: list[tuple[int, float, bool]]) -> float | None:
    """The first time that is said; of years ago only when nothing later says how long it has been now."""
    lately = [days for start, days, ago in spans if not ago and days < _YEAR and start < spans[0][0] + _NEAR]
    if spans and spans[0][2] and spans[0][1] >= _YEAR and lately:
        return lately[0]
    return spans[0][1] if spans else None
