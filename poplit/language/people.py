"""Whose body a message speaks of, and that person's age, sex and body mass."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from poplit.language.phrases import Match
from poplit.language.tokens import Token, normalise

_NO_AGE = r"(?!\s*(?:-|to|or)?\s*\d*\s*(?:weeks?|wks?|w|months?|mths?|mo|days?|stone|st|kgs?|kilos?|lbs?|pounds?|cm|m|ft|feet|foot|hours?|hrs?|mins?|minutes?|%|/|'|\.\d)(?![a-z]))"
_OLD = r"(?:years?|yrs?|y)\s*-?\s*(?:old|/?\s*o)"
_CHILDREN = "son|daughter|kid|child|boy|girl|lad|baby|toddler|infant|grandson|granddaughter|niece|nephew|teenager|teen|youngest|eldest|one"
_ADULTS = (
    "mum|mom|mam|mother|dad|father|husband|wife|partner|boyfriend|girlfriend|brother|sister|friend|nan|gran|grandma|grandmother|grandad"
    "|granddad|grandfather|grandpa|uncle|aunt|neighbour|neighbor|cousin|patient|colleague|mate|fiance|hubby"
)
_SEX = r"(?:male|female|man|woman|guy|lady|bloke|gentleman|girl|boy|lad)"
_AGE = re.compile(
    rf"\b(?P<a>\d{{1,3}})\s*-?\s*{_OLD}\b"
    r"|\b(?P<yo>\d{1,3})\s*yo\b"
    r"|\bage[ds]?\s*(?:of|is|:)?\s*:?\s*(?P<b>\d{1,3})\b" + _NO_AGE + r"|\b(?P<who>i|he|she)\s*(?:'m|am|is|'s|s)\s+"
    r"(?:(?:now|about|nearly|almost|only|just|over|turning|going on|a|in (?:my|his|her)|early|mid|late)\s+|- )*(?P<c>\d{1,3})\b"
    + _NO_AGE
    + rf"|\b(?:{_CHILDREN}|{_ADULTS})\s*(?:is|was|'s|who is|who 's|,)\s+(?:now |only |just |about |nearly )?(?P<them>\d{{1,2}})\b"
    + _NO_AGE
    + r"|\b(?:child|boy|girl|baby|toddler|kid|lad|son|daughter|man|woman|lady|male|female) of (?:about )?(?P<of>\d{1,3})\b"
    + _NO_AGE
    + r"|\bturn(?:ed|ing|s)? (?P<t>\d{2})\b"
    rf"|\b(?P<l>\d{{2}})\s*(?:(?:years?|yrs?|y)\s*)?[,/-]?\s*(?P<l_sex>{_SEX})\b"
    r"|(?<![.'\d])\b(?P<e>\d{1,2})\s?/?\s?(?P<e_sex>[mf])\b(?!')"
    r"|(?<!i )(?<!')\b(?P<f_sex>male|female|man|woman|[mf])\s*[,/(-]?\s*(?P<f>\d{2})\b" + _NO_AGE + r"|^(?P<k>\d{2})\s*[,.]\s(?!\d)"
    r"|\(\s*(?P<p>\d{1,2})\s*\)",
    re.I,
)
_MONTHS_OLD = re.compile(
    r"\b(?P<n>\d{1,2})\s*-?\s*(?P<unit>month|mth|week|wk|day)s?\s*-?\s*old\b|\b(?:baby|boy|girl|child) of (?P<n2>\d{1,2}) (?P<unit2>month|mth|week|wk|day)s?\b",
    re.I,
)
_THING = re.compile(
    r"^\s*-?\s*(?:\w+ )?(?:injur\w*|sprain\w*|strain|tears?|surger\w+|replacement|operation|wound|scar|cut|bruise|fracture|break|clots?|dvt|cyst|knees?|hips?|legs?"
    r"|problem|shoes|trainers|car|house|mattress|dog|cat|puppy|kitten|horse|stitches|cast|implant|rash|bite)\b"
)
_THEN = re.compile(
    r"(?:\b(?:when|since|until|till)(?: \w+){0,3} |\b(?:at|by|was|were|from|until)(?: the| age| an| of| about| only| just| around)* )$"
)
_THEIRS = re.compile(rf"\b(?:{_CHILDREN}|{_ADULTS})\b[ ,(]*(?:\w+ ){{0,5}}[(,]?\s*$|\b(?:my|our|have a|have an|got a|his|her)\s+$")
_THEIRS_AFTER = re.compile(rf"^\s*(?:\w+ )?(?:{_CHILDREN.removesuffix('|one')}|{_ADULTS})\b")
_I_AM = re.compile(r"\b(?:i (?:am|'m)|im|i|me|myself)(?: \w+)? ?[,(]? ?$")
_NO_RUN = re.compile(r"\b(?:ran|run|runs|walk|walked|walking|swam|swim|swimming|sprint|sprinted|than|over|every|after|from|about)\s+$")
_RUN = re.compile(r"^\s*(?:sprint|dash|race|away|high|of|run|swim|walk|drop|tall)\b")
_SAID_SEX = re.compile(
    rf"\b(?:sex|gender)\s*[:=-]?\s*(?P<s>male|female|[mf])\b"
    rf"|\b(?:i am|i 'm|im)\s+(?:a|an)\s+(?:[\w'.\"-]+[ ,]+){{0,5}}?(?P<i>{_SEX})\b"
    rf"|\b\d{{1,3}}\s*-?\s*(?:{_OLD}|yo|yrs?|years?)?[ ,/(-]*(?:(?:white|black|asian|hispanic|caucasian|old|healthy|fit|active|british|indian|mixed|cis) ?,? ?){{0,3}}(?P<n>{_SEX})\b"
    rf"|\b\d{{1,3}}\s*-?\s*(?:{_OLD}|yo)[ ,/(]*(?P<mf>[mf])\b"
    rf"|\b(?P<b>male|female)\s*[,/(.-]?\s*(?:aged? )?\d{{2}}\b"
    rf"|\bas an? (?:\w+ )?(?P<as>{_SEX})\b"
    rf"|^(?P<first>male|female|man|woman)\s*[,.]",
    re.I,
)
_HERS = re.compile(
    r"\b(?:i (?:am|'m)|im) (?:\w+ ){0,4}pregnant\b|\bmy (?:period|periods|pregnancy|menopause|prostate)\b|\bi (?:gave birth|am breastfeeding)\b|\bi (?:have )?had (?:a baby|my baby)\b"
)
_HEIGHT = re.compile(
    r"(?P<ft>[4-7])\s*(?:'|ft\.?|feet|foot)\s*(?P<inch>\d{1,2})?(?:\s*(?:\"|''|in\b|ins\b|inch))?|\b(?P<m>[12][.,]\d{1,2})\s*m(?:et(?:er|re)s?)?\b"
    r"|\b(?P<m2>1)\s?m\s?(?P<cm2>\d{2})\b|\b(?P<cm>1\d\d|2[0-2]\d)\s*cms?\b",
    re.I,
)
_WEIGHT = re.compile(
    r"\b(?P<kg>\d{2,3}(?:\.\d)?)\s*(?:kgs?|kilos?|kilograms?)\b|\b(?P<lb>\d{2,3})\s*(?:lbs?|pounds?)\b"
    r"|\b(?P<st>\d{1,2})\s*(?:st|stones?)\b\.?\s*(?:(?P<st_lb>\d{1,2})\s*(?:lbs?|pounds?)?\b)?",
    re.I,
)
_LIFTED = re.compile(
    r"\b(?:lift\w*|carr\w+|squat\w*|bench\w*|deadlift\w*|lost|lose|losing|gain\w*|was|used to (?:be|weigh)|drop\w*|press\w*|pull\w*|of)\b[^.;!?]{0,25}$",
    re.I,
)
_LIFTED_AFTER = re.compile(
    r"^\s*(?:\w+ )?(?:toilet|bag|box|barbell|dumb\w+|squat|deadlift|bench|lift|each|overweight|dog|weights?)\b", re.I
)
_CLINICIANS = frozenset(
    {"doctor", "doc", "gp", "physio", "surgeon", "nurse", "consultant", "therapist", "osteopath", "chiropractor", "pharmacist"}
)
_FIRST, _THIRD = frozenset({"i", "me", "my", "mine"}), frozenset({"he", "she", "his", "her", "him", "hers"})
_SOMEBODY = re.compile(
    r"\b(?:man|woman|lady|gentleman|patient|boy|girl|child|toddler|baby|infant)(?: of \d+)? (?:has|had|is|was|'s|who|with|presented|presents|complains|fell|limps?|limping|won't|will not)\b"
)
_GROWN_UP = re.compile(r"\bgave birth\b|\bgiving birth\b|\b(?:her husband|his wife|her baby|her periods? stopped at)\b")
_ADULT_FROM = 18


_DESCRIBED = re.compile(
    rf"\b(?:my|our)(?: \d{{1,3}}\s*-?\s*(?:years?|yrs?|yr|y|months?|weeks?)?\s*-?\s*(?:old|o|/ ?o)?"
    rf"| elderly| old| older| younger| little| big| poor| dear| lovely| grown up| adult| teenage| diabetic| own| pregnant)+\s+({_CHILDREN.removesuffix('|one')}|{_ADULTS})\b"
)
_SPEAKS = frozenset({"says", "said", "thinks", "thought", "told", "reckons", "insists", "wants", "suggested", "keeps"})


class _Age(NamedTuple):
    years: int
    sex: str | None
    owner: str | None  # self, them, or None when the words do not say whose it is


def plain_numbers(words: str) -> str:
    """ "37w", "16f", "11yrs": numbers cut from what is typed onto them."""
    return re.sub(r"(?<![a-z'])(\d+)([a-z]+)", r"\1 \2", words.lower())


def young_one(plain: str) -> bool:
    """A child named by age where no relative is: "child of 6", "my 4 year old", "a 6 year old boy"."""
    for match in re.finditer(
        rf"\b(?:(?:(\w+) )?(?:a |an |the )?)(\d{{1,2}}|one)\s*-?\s*(year|yr|month|mth|week|wk)s?\s*-?\s*old\b(?P<noun> \w+)?", plain
    ):
        after, before = plain[match.start(4) if match["noun"] else match.end() :], plain[: match.start(2)]
        if _THING.match(after) or re.search(r"\b(?:i am|i 'm|im|i have|i 've|have got|got|with|at|when|since|was)\b(?: \w+)? $", before):
            continue
        few = match[2] == "one" or int(match[2]) < 16 or match[3][0] in "mw"
        noun = re.match(r"(?:boy|girl|child|kid|baby|toddler|son|daughter|lad|student)\b", (match["noun"] or "").strip())
        if few and (noun or re.search(r"\b(?:my|our)\s+$", before) or (match[3][0] in "mw" and not match["noun"])):
            return True
    match = re.search(r"\b(?:child|boy|girl|kid|lad|baby|toddler|infant|schoolboy|schoolgirl)(?: of|,? aged?| \()\s*(\d{1,2})\b", plain)
    return bool(match) and int(match[1]) < 18 and not re.search(r"\b(?:i am|i 'm|im) a? ?$", plain[: match.start()])


def subject(found: list[Match], tokens: list[Token], sites: list[Match], plain: str) -> str | None:
    """Whose body it is: the relative's when one is named and the writer names no part of their own."""
    relatives = [m for m in found if m.key.startswith("people:") and not _only_speaks(m, tokens)]
    quoted = _quoted(tokens)
    own = {m.start for m in found if m.key == "own:self"} - {m.start for m in relatives} - quoted
    body = {number for site in sites for number in range(site.start, site.end)}
    own_body = any(start + step in body for start in own for step in _reach(tokens[start].text))
    first_person = any(token.text in ("i", "i'm", "im", "me") and n not in quoted for n, token in enumerate(tokens))
    if not relatives:
        described = _DESCRIBED.search(plain)
        if described and not own_body and (described.start() < 25 or _THIRD & set(plain[described.end() :].split())):
            return "child" if described[1] in _CHILDREN.split("|") else "other"
        if not own_body and young_one(plain):
            return "child"
        return "self" if own_body or first_person else None
    starts_with_them = relatives[0].start <= 4
    about_them = any(token.text in ("his", "her", "he", "she", "him", "'s") for token in tokens[relatives[0].end :])
    if own_body or not (starts_with_them or about_them):
        return "self"
    if first_person and not about_them and not starts_with_them:
        return "self"
    kinds = [m.key.partition(":")[2] for m in relatives]
    return "child" if "child" in kinds[:2] else "other"


def likely_subject(said: str | None, text: str, age: int | None) -> str | None:
    """Who it most likely is where nobody named them: somebody spoken of as he or she; a grown-up son is no child."""
    words = re.findall(r"[a-z]+", normalise(text)[0].lower())
    if said == "child" and ((age or 0) >= _ADULT_FROM or _GROWN_UP.search(" ".join(words))):
        return "other"
    if said == "child" or said == "other":
        return said
    first, third = sum(w in _FIRST for w in words), sum(w in _THIRD for w in words)
    opening = next((w for w in words if w in _FIRST | _THIRD), None)
    if opening in _THIRD and third > first and not _CLINICIANS & set(words[: words.index(opening)]):
        return "other"
    return "other" if not first and _SOMEBODY.search(" ".join(words)) else said


def person(plain: str, found: list[Match], who: str | None) -> dict[str, Any]:
    """Age and sex of the one it is about, as they are said."""
    told: dict[str, Any] = {}
    ages = _ages(plain)
    order = ("them", None) if who in ("child", "other") else ("self", None) if who == "self" else ("self", None, "them")
    age = next((one for owner in order for one in ages if one.owner == owner), None)
    if age is not None:
        told["age"] = age.years
    told["sex"] = (age and age.sex) or _sex(plain, found, who)
    return told


def ages_cut(plain: str) -> str:
    """The words without ages, so that "aged 70 years" is not read as how long it has lasted."""
    return _AGE.sub(lambda match: " " if re.search("old|aged", match.group()) else match.group(), plain)


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
    if height is None or weight is None or (age is not None and age < _ADULT_FROM):
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


def _ages(plain: str) -> list[_Age]:
    """The ages in the text, in order: not those of long ago ("when I was 12") and not those of things."""
    ages = []
    for match in sorted([*_AGE.finditer(plain), *_MONTHS_OLD.finditer(plain)], key=lambda m: m.start()):
        before, after = plain[: match.start()], plain[match.end() :]
        groups = {name: value for name, value in match.groupdict().items() if value}
        if (
            _THEN.search(before)
            and "who" not in groups
            or ({"a", "yo", "unit"} & groups.keys() and _THING.match(after))
            or re.match(r"\s*(?:when|at the time|then)\b", after)
        ):
            continue
        if "e" in groups and (_NO_RUN.search(before) or _RUN.match(after)):
            continue
        number = int(next(value for value in groups.values() if value.isdigit()))
        unit = groups.get("unit") or groups.get("unit2")
        if "p" in groups and not _THEIRS.search(before) and not _I_AM.search(before):
            continue
        if not unit and number >= 20 and number % 10 == 0 and re.match(r" s\b", after) and "who" in groups:
            number += 5
        sex = next((value[0].lower() for name, value in groups.items() if name.endswith("_sex")), None)
        if number <= 110:
            years = number // 12 if unit and unit[0] == "m" else 0 if unit else number
            ages.append(_Age(years, _SEXES.get(sex or ""), _owner(groups, before, after)))
    return ages


_SEXES = {"m": "male", "f": "female", "w": "female", "g": "male", "b": "male", "l": "female"}


def _owner(groups: dict[str, str], before: str, after: str) -> str | None:
    if groups.get("who", "").lower() == "i" or _I_AM.search(before) or re.search(r"\b(?:i am|i 'm|im) an? (?:\w+ )?$", before):
        return "self"
    if {"who", "them"} & groups.keys() or _THEIRS.search(before[-60:]) or _THEIRS_AFTER.match(after):
        return "them"
    return None


def _sex(plain: str, found: list[Match], who: str | None) -> str | None:
    """Sex as said: words about a relative count only when the relative is the patient."""
    if who not in (None, "self"):
        named = re.search(
            r"\b(?:(son|boy|lad|father|dad|brother|grandson|husband)|(daughter|girl|mother|mum|mom|sister|wife|granddaughter))\b", plain
        )
        said = next((m.key.partition(":")[2] for m in found if m.key.startswith("sex:")), None)
        return said or (None if not named else "male" if named[1] else "female")
    if any(m.key.startswith("people:") for m in found):
        said = re.search(rf"\b(?:i am|i 'm|im)\s+(?:a|an)\s+(?:[\w'-]+[ ,]+){{0,4}}?({_SEX})\b", plain)
        return _named(said.group(1)) if said else None
    said = _SAID_SEX.search(plain)
    if said:
        return _named(next(value for value in said.groups() if value))
    hers = _HERS.search(plain)
    return None if not hers else "male" if "prostate" in hers.group() else "female"


def _named(word: str) -> str:
    return "female" if word.lower() in ("female", "woman", "lady", "girl", "f") else "male"


def _only_speaks(relative: Match, tokens: list[Token]) -> bool:
    """ "my mum says it is nothing": who says so, not who it hurts."""
    after = [token.text for token in tokens[relative.end :]]
    return bool(after) and after[0] in _SPEAKS and not _THIRD & set(after)


def _reach(word: str) -> range:
    """How far after "my" or "I have" a part of the body is still the writer's own."""
    return range(1, 4) if word == "my" else range(2, 6)


def _quoted(tokens: list[Token]) -> set[int]:
    """The words between two quotation marks: what somebody else said."""
    marks = [n for n, token in enumerate(tokens) if token.text == '"' and not tokens[n - 1].text[-1:].isdigit()]
    return {n for start, end in zip(marks[::2], marks[1::2], strict=False) for n in range(start, end)}
