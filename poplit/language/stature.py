"""Body mass index, where height and weight are both said."""

from __future__ import annotations

import re
from collections.abc import Iterator

from poplit.language.ages import ADULT_FROM
from poplit.language.tokens import normalise

# The formats of heights and weights and of what a number is beside: grammar of measures, no words that a clinician would add to.
_INCH_MARK = r"(?:\"|''|in(?:s|ch|ches)?\b)"
_HEIGHT = re.compile(
    rf"(?<![\d.,])(?P<ft>[4-7])\s*(?:(?:'(?!')|ft\b\.?|feet|foot)\s*(?P<inch>\d{{1,2}})?(?:\s*{_INCH_MARK})?"
    rf"|\s(?P<inch2>\d{{1,2}})\s?{_INCH_MARK}"  # 5 8''
    r"|(?:\"|'')\s?(?P<inch3>\d{1,2})\b(?!\s*(?:\"|''|lbs?|kgs?))"  # 5"6, the marks the wrong way round
    r"|,\s?(?P<inch4>1[01]|\d)\b(?!\s*(?:stones?|st|kgs?|lbs?|\d|/|[.,]\d)))"  # 5,8
    r"|\b(?P<m>[12][.,]\d{1,2})\s*m(?:et(?:er|re)s?)?\b"
    r"|\b(?P<m2>1)\s?m\s?(?P<cm2>\d{2})\b|\b(?P<cm>1\d\d|2[0-2]\d)\s*cms?\b|\bheight\s*[:=-]?\s*(?:is |of )?(?P<cm3>1[3-9]\d|20\d)\b",
    re.I,
)
_WEIGHT = re.compile(
    r"\b(?P<kg>\d{2,3}(?:\.\d)?)\s*(?:kgs?|kilos?|kilograms?)\b|\b(?P<lb>\d{2,3})\s*(?:lbs?|pounds?)\b"
    r"|\b(?P<st>\d{1,2})\s*(?:st|stones?)\b\.?\s*(?:(?P<st_lb>\d{1,2})\s*(?:lbs?|pounds?)?\b)?"
    r"|\bweigh(?:t|s|ing|ed)?\s*(?:is|of|about|around|approx\w*|at|[:=-]|\s)*(?P<bare>\d{2,3})\b(?!\s*(?:years?|yrs?|yo\b|%|in\b|stones?|st\b))",
    re.I,
)
_BARE = re.compile(
    r"\s*(?:,|/|and|&|at|\s)\s*(?:about |around |approx )?(\d{2,3})\b(?!\s*(?:[%'\"/:]|[.,]\d"
    r"|(?:years?|yrs?|yo|y|days?|weeks?|months?|mins?|minutes?|hours?|hrs?|mg|ml|mm|cm|k|km|m|miles?|steps|reps|times|st|stones?)\b))",
    re.I,
)
_LIFTED = re.compile(
    r"\b(?:lift\w*|carr\w+|squat\w*|bench\w*|deadlift\w*|lost|lose|losing|gain\w*|was|used to (?:be|weigh)|drop\w*"
    r"|press\w*|pull\w*|of)\b[^.;!?]{0,25}$",
    re.I,
)
_LIFTED_AFTER = re.compile(
    r"^\s*(?:\w+ )?(?:toilet|bag|box|barbell|dumb\w+|squat|deadlift|bench|lift|each|overweight|dog|weights?)\b", re.I
)
_POUND = 0.4536


def body_mass(text: str, age: int | None) -> tuple[float, tuple[int, int]] | None:
    """Body mass index of an adult, when height and weight are both said, and where in the text the weight stands."""
    plain, places = normalise(text)
    height = next((match for match in _HEIGHT.finditer(plain) if 1.2 <= _metres(match) <= 2.3), None)
    if height is None or (age is not None and age < ADULT_FROM):
        return None
    for (start, end), kilograms in _weights(plain, height):
        mass = kilograms / _metres(height) ** 2
        if 30 <= kilograms <= 350 and 12 <= mass <= 90:
            return round(mass, 1), (places[start], places[end])
    return None


def _weights(plain: str, height: re.Match) -> Iterator[tuple[tuple[int, int], float]]:
    """Every weight of a body: with its unit; after the word weight; last, a bare number after a height in feet."""
    for match in _WEIGHT.finditer(plain):
        if not _LIFTED.search(plain[: match.start()]) and not _LIFTED_AFTER.match(plain[match.end() :]):
            yield match.span(), _kilograms(match, bool(height["ft"]))
    after = _BARE.match(plain, height.end()) if height["ft"] else None
    if after:
        yield after.span(1), int(after[1]) * _POUND


def _metres(match: re.Match) -> float:
    if match["ft"]:
        inches = match["inch"] or match["inch2"] or match["inch3"] or match["inch4"] or 0
        return int(match["ft"]) * 0.3048 + int(inches) * 0.0254
    if match["m2"]:
        return 1 + int(match["cm2"]) / 100
    return float(match["m"].replace(",", ".")) if match["m"] else int(match["cm"] or match["cm3"]) / 100


def _kilograms(match: re.Match, in_feet: bool) -> float:
    if match["bare"]:
        return int(match["bare"]) * (_POUND if in_feet else 1)
    if match["kg"]:
        return float(match["kg"])
    return int(match["lb"]) * _POUND if match["lb"] else int(match["st"]) * 6.35 + int(match["st_lb"] or 0) * _POUND
