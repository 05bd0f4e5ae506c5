"""Body mass index, where height and weight are both said."""

from __future__ import annotations

import re

from poplit.language.ages import ADULT_FROM
from poplit.language.tokens import normalise

_HEIGHT = re.compile(
    r"(?P<ft>[4-7])\s*(?:'|ft\.?|feet|foot)\s*(?P<inch>\d{1,2})?(?:\s*(?:\"|''|in\b|ins\b|inch))?"
    r"|\b(?P<m>[12][.,]\d{1,2})\s*m(?:et(?:er|re)s?)?\b"
    r"|\b(?P<m2>1)\s?m\s?(?P<cm2>\d{2})\b|\b(?P<cm>1\d\d|2[0-2]\d)\s*cms?\b",
    re.I,
)
_WEIGHT = re.compile(
    r"\b(?P<kg>\d{2,3}(?:\.\d)?)\s*(?:kgs?|kilos?|kilograms?)\b|\b(?P<lb>\d{2,3})\s*(?:lbs?|pounds?)\b"
    r"|\b(?P<st>\d{1,2})\s*(?:st|stones?)\b\.?\s*(?:(?P<st_lb>\d{1,2})\s*(?:lbs?|pounds?)?\b)?",
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


def body_mass(text: str, age: int | None) -> float | None:
    """Body mass index of an adult, when height and weight are both said."""
    plain = normalise(text)[0].replace("’", "'")
    height = next((tall for match in _HEIGHT.finditer(plain) if 1.2 <= (tall := _metres(match)) <= 2.3), None)
    heavy = (
        _kilograms(m)
        for m in _WEIGHT.finditer(plain)
        if not _LIFTED.search(plain[: m.start()]) and not _LIFTED_AFTER.match(plain[m.end() :])
    )
    weight = next((kg for kg in heavy if 30 <= kg <= 350), None)
    if height is None or weight is None or (age is not None and age < ADULT_FROM):
        return None
    mass = weight / height**2
    return round(mass, 1) if 12 <= mass <= 90 else None


def _metres(match: re.Match) -> float:
    if match["ft"]:
        return int(match["ft"]) * 0.3048 + int(match["inch"] or 0) * 0.0254
    if match["m2"]:
        return 1 + int(match["cm2"]) / 100
    return float(match["m"].replace(",", ".")) if match["m"] else int(match["cm"]) / 100


def _kilograms(match: re.Match) -> float:
    if match["kg"]:
        return float(match["kg"])
    return int(match["lb"]) * 0.4536 if match["lb"] else int(match["st"]) * 6.35 + int(match["st_lb"] or 0) * 0.4536
