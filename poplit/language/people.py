"""Whose body a message speaks of."""

from __future__ import annotations

import re

from poplit.language.ages import ADULT_FROM, ADULTS, CHILDREN, THING
from poplit.language.phrases import Match
from poplit.language.tokens import Token, normalise

_CLINICIANS = frozenset(
    {"doctor", "doc", "gp", "physio", "surgeon", "nurse", "consultant", "therapist", "osteopath", "chiropractor", "pharmacist"}
)
_FIRST, _THIRD = frozenset({"i", "me", "my", "mine"}), frozenset({"he", "she", "his", "her", "him", "hers"})
_SOMEBODY = re.compile(
    r"\b(?:man|woman|lady|gentleman|patient|boy|girl|child|toddler|baby|infant)(?: of \d+)? (?:has|had|is|was|'s"
    r"|who|with|presented|presents|complains|fell|limps?|limping|won't|will not)\b"
)
_GROWN_UP = re.compile(r"\bgave birth\b|\bgiving birth\b|\b(?:her husband|his wife|her baby|her periods? stopped at)\b")
_DESCRIBED = re.compile(
    rf"\b(?:my|our)(?: \d{{1,3}}\s*-?\s*(?:years?|yrs?|yr|y|months?|weeks?)?\s*-?\s*(?:old|o|/ ?o)?"
    rf"| elderly| old| older| younger| little| big| poor| dear| lovely| grown up| adult| teenage| diabetic| own"
    rf"| pregnant)+\s+({CHILDREN.removesuffix('|one')}|{ADULTS})\b"
)
_ASKED_FOR = re.compile(r"\b(?:on behalf of|(?:asking|advice|help|question|posting|writing|here) (?:for|about)|worried about|it is|it 's)$")
_NOT_I = re.compile(r"(?:[,;.]|\bbut|\band) i (?:am|do|have|did) (?:not|never) [.,;!]|(?:[,;.]|\bbut|\band) i never (?:have|did) [.,;!]")
_BELONGS = frozenset(
    {"is", "are", "was", "has", "'s", "hurts", "feels", "does", "did", "just", "only", "seems", "looks", "started", "keeps"}
)
_OPENS = re.compile(
    r"^(?:(?:hi|hello|help|please|hey|so|um|ok|okay|well|omg|urgent)\b[ ,.!]*)*(?:(?:our|me|the|poor) )?"
    r"(?:(?P<child>son|daughter|toddler|baby|little one|kiddo|lad|lass|lassie|bairn)"
    r"|mum|mom|mam|mummy|mother|dad|da|daddy|father|husband|hubby|wife|missus|nan|nana|gran|granny|grandma|grandad|grandpa|boyfriend"
    r"|girlfriend|flatmate|housemate|neighbour|neighbor)\b(?! (?:says?|said|thinks?|thought|told|reckons|insists|wants|suggested|died|passed)\b)"
)
_SPEAKS = frozenset({"says", "said", "thinks", "thought", "told", "reckons", "insists", "wants", "suggested", "keeps"})


def young_one(plain: str) -> bool:
    """A child named by age where no relative is: "child of 6", "my 4 year old", "a 6 year old boy"."""
    for match in re.finditer(
        r"\b(?:(?:(\w+) )?(?:a |an |the )?)(\d{1,2}|one)\s*-?\s*(year|yr|month|mth|week|wk)s?\s*-?\s*old\b(?P<noun> \w+)?", plain
    ):
        after, before = plain[match.start(4) if match["noun"] else match.end() :], plain[: match.start(2)]
        if THING.match(after) or re.search(r"\b(?:i am|i 'm|im|i have|i 've|have got|got|with|at|when|since|was)\b(?: \w+)? $", before):
            continue
        few = match[2] == "one" or int(match[2]) < 16 or match[3][0] in "mw"
        noun = re.match(r"(?:boy|girl|child|kid|baby|toddler|son|daughter|lad|student)\b", (match["noun"] or "").strip())
        if few and (noun or re.search(r"\b(?:my|our)\s+$", before) or (match[3][0] in "mw" and not match["noun"])):
            return True
    match = re.search(r"\b(?:child|boy|girl|kid|lad|baby|toddler|infant|schoolboy|schoolgirl)(?: of|,? aged?| \()\s*(\d{1,2})\b", plain)
    return bool(match) and int(match[1]) < 18 and not re.search(r"\b(?:i am|i 'm|im) a? ?$", plain[: match.start()])


_DONE_TO_ME = re.compile(
    r"\b(?:hit|beat|kick|push|punch|slap|attack|threaten|chok|strangl|hurt|shov|grab|thr[eo]w|hitt|abus|rap|forc|scar)\w* me\b"
    r"|\bi (?:am|'m|feel) (?:\w+ )?(?:scared|afraid|frightened|terrified) of\b"
)  # "my partner hits me": who does it is named, and it is the writer's body


def subject(found: list[Match], tokens: list[Token], sites: list[Match], plain: str) -> str | None:
    """Whose body it is: the relative's when one is named and the writer names no part of their own."""
    relatives = [m for m in found if m.key.startswith("people:") and not _only_speaks(m, tokens)]
    quoted = _quoted(tokens)
    own = {m.start for m in found if m.key == "own:self"} - {m.start for m in relatives} - quoted
    body = {number for site in sites for number in range(site.start, site.end)}
    own_body = any(start + step in body for start in own for step in _reach(tokens[start].text)) or _mine(tokens)
    first_person = any(token.text in ("i", "i'm", "im", "me") and n not in quoted for n, token in enumerate(tokens))
    if not relatives and not own_body and (opens := _OPENS.match(plain)) and (_THIRD & set(plain.split()) or not first_person):
        return "child" if opens["child"] else "other"
    if not relatives:
        described = _DESCRIBED.search(plain)
        if described and not own_body and (described.start() < 25 or _THIRD & set(plain[described.end() :].split())):
            return "child" if described[1] in CHILDREN.split("|") else "other"
        if not own_body and young_one(plain):
            return "child"
        return "self" if own_body or first_person else None
    if _DONE_TO_ME.search(plain):
        return "self"
    starts_with_them = relatives[0].start <= 4 or bool(_ASKED_FOR.search(" ".join(token.text for token in tokens[: relatives[0].start])))
    about_them = any(token.text in ("his", "her", "he", "she", "him", "'s") for token in tokens[relatives[0].end :])
    if own_body or not (starts_with_them or about_them):
        return "self"
    if first_person and not about_them and not starts_with_them:
        return "self"
    kinds = [m.key.partition(":")[2] for m in relatives]
    return "child" if "child" in kinds[:2] else "other"


def speaks_of(cue: Match, tokens: list[Token]) -> bool:
    """True where the person whom `cue` names opens the message and is spoken of on: "my son has sickle cell and he has a fever"."""
    after = {token.text for token in tokens[cue.end :]}
    return cue.start <= 1 and bool(_THIRD & after) and not _FIRST & after


def likely_subject(said: str | None, text: str, age: int | None) -> str | None:
    """Who it most likely is where nobody named them: somebody spoken of as he or she; a grown-up son is no child."""
    words = re.findall(r"[a-z]+", normalise(text)[0].lower())
    if said == "child" and ((age or 0) >= ADULT_FROM or _GROWN_UP.search(" ".join(words))):
        return "other"
    if said == "child" or said == "other":
        return said
    first, third = sum(w in _FIRST for w in words), sum(w in _THIRD for w in words)
    opening = next((w for w in words if w in _FIRST | _THIRD), None)
    if opening in _THIRD and third > first and not _CLINICIANS & set(words[: words.index(opening)]):
        return "other"
    return "other" if not first and _SOMEBODY.search(" ".join(words)) else said


def called(plain: str, nouns: tuple[str, ...]) -> str | None:
    """How to name the person whose body it is: "your son" for "my ten year old son"; None where no such word was said."""
    found = re.search(
        rf"\b(?:my|our|an?|the)\b(?:[ ,]+(?!(?:knee|leg|calf)\b)[\w/-]+){{0,5}}? ({'|'.join(map(re.escape, nouns))})\b", plain
    )
    return f"your {found[1]}" if found else None


def _only_speaks(relative: Match, tokens: list[Token]) -> bool:
    """ "my mum says it is nothing": who says so, not who it hurts."""
    after = [token.text for token in tokens[relative.end :]]
    return bool(after) and after[0] in _SPEAKS and not _THIRD & set(after)


def _mine(tokens: list[Token]) -> bool:
    """True where the writer sets their own against somebody else's: "she had a clot, mine is only sore"; "I am not"."""
    if _NOT_I.search(" ".join(token.text for token in tokens)):
        return True
    own = [n for n, token in enumerate(tokens) if token.text == "mine" and (n == 0 or tokens[n - 1].text not in ("of", "to", "as"))]
    return any(tokens[n + 1].text in _BELONGS for n in own)


def _reach(word: str) -> range:
    """How far after "my" or "I have" a part of the body is still the writer's own."""
    return range(1, 4) if word == "my" else range(2, 6)


def _quoted(tokens: list[Token]) -> set[int]:
    """The words between two quotation marks: what somebody else said."""
    marks = [n for n, token in enumerate(tokens) if token.text == '"' and not tokens[n - 1].text[-1:].isdigit()]
    return {n for start, end in zip(marks[::2], marks[1::2], strict=False) for n in range(start, end)}
