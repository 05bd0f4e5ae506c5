"""Whose body a message speaks of."""

from __future__ import annotations

import re
from functools import lru_cache

from poplit.knowledge import KnowledgeBase
from poplit.language.ages import ADULT_FROM, AgeReader
from poplit.language.phrases import Match
from poplit.language.tokens import Token, normalise

_GROWN_UP = re.compile(r"\bgave birth\b|\bgiving birth\b|\b(?:her husband|his wife|her baby|her periods? stopped at)\b")
_ASKED_FOR = re.compile(r"\b(?:on behalf of|(?:asking|advice|help|question|posting|writing|here) (?:for|about)|worried about|it is|it 's)$")
_FOR = r"\b(?:on behalf of|(?:asking|posting|writing|here) for)"  # who follows is the patient, whatever the writer tells of themselves
_FOR_THEM = re.compile(_FOR + "$")
_NOT_I = re.compile(r"(?:[,;.]|\bbut|\band) i (?:am|do|have|did) (?:not|never) [.,;!]|(?:[,;.]|\bbut|\band) i never (?:have|did) [.,;!]")

_EARLY = 25  # characters; who is described that early is the one it is about


def _reach(word: str) -> range:
    """How far after "my" or "I have" a part of the body is still the writer's own."""
    return range(1, 4) if word == "my" else range(2, 6)


def _quoted(tokens: list[Token]) -> set[int]:
    """The words between two quotation marks: what somebody else said."""
    marks = [n for n, token in enumerate(tokens) if token.text == '"' and not tokens[n - 1].text[-1:].isdigit()]
    return {n for start, end in zip(marks[::2], marks[1::2], strict=False) for n in range(start, end)}


class SubjectReader:
    """The words of kb/grammar.yml for the writer, for others, and for what shows which of them is ill."""

    def __init__(self, kb: KnowledgeBase):
        words = self._words = kb.grammar.people
        self._thing = AgeReader(words).thing
        children, adults = "|".join(words.children), "|".join(words.adults)
        self._somebody = re.compile(rf"\b(?:{'|'.join(words.somebody)})(?: of \d+)? (?:{'|'.join(words.somebody_does)})\b")
        described = "".join(f"| {word}" for word in words.described)
        self._described = re.compile(
            rf"\b(?:my|our)(?: \d{{1,3}}\s*-?\s*(?:years?|yrs?|yr|y|months?|weeks?)?\s*-?\s*(?:old|o|/ ?o)?"
            rf"{described})+\s+({children}|{adults})\b"
        )
        self._opens = re.compile(
            rf"^(?:(?:{'|'.join(words.greets)})\b[ ,.!]*)*(?:(?:our|me|the|poor) )?(?:(?P<child>{'|'.join(words.opens_child)})"
            rf"|{'|'.join(words.opens_adult)})\b(?! (?:{'|'.join(words.does_not_ail)})\b)"
        )
        self._done_to_me = re.compile(
            rf"\b(?:{'|'.join(words.done_to_me)})\w* me\b|\bi (?:am|'m|feel) (?:\w+ )?(?:{'|'.join(words.afraid)}) of\b"
        )
        self._young = re.compile(rf"(?:{'|'.join(words.young)})\b")
        self._child_of = re.compile(rf"\b(?:{'|'.join(words.child_of)})(?: of|,? aged?| \()\s*(\d{{1,2}})\b")
        self._called = re.compile(
            rf"\b(?:my|our|an?|the)\b(?:[ ,]+(?!(?:knee|leg|calf)\b)[\w/-]+){{0,5}}? ({'|'.join(map(re.escape, kb.words['called']))})\b"
        )

    def young_one(self, plain: str) -> bool:
        """A child named by age where no relative is: "child of 6", "my 4 year old", "a 6 year old boy"."""
        for match in re.finditer(
            r"\b(?:(?:(\w+) )?(?:a |an |the )?)(\d{1,2}|one)\s*-?\s*(year|yr|month|mth|week|wk)s?\s*-?\s*old\b(?P<noun> \w+)?", plain
        ):
            after, before = plain[match.start(4) if match["noun"] else match.end() :], plain[: match.start(2)]
            if self._thing.match(after) or re.search(
                r"\b(?:i am|i 'm|im|i have|i 've|have got|got|with|at|when|since|was)\b(?: \w+)? $", before
            ):
                continue
            few = match[2] == "one" or int(match[2]) < 16 or match[3][0] in "mw"
            noun = self._young.match((match["noun"] or "").strip())
            if few and (noun or re.search(r"\b(?:my|our)\s+$", before) or (match[3][0] in "mw" and not match["noun"])):
                return True
        match = self._child_of.search(plain)
        return bool(match) and int(match[1]) < 18 and not re.search(r"\b(?:i am|i 'm|im) a? ?$", plain[: match.start()])

    def subject(self, found: list[Match], tokens: list[Token], sites: list[Match], plain: str) -> str | None:
        """Whose body it is: the relative's when one is named and the writer names no part of their own."""
        relatives = [m for m in found if m.key.startswith("people:") and not self._only_speaks(m, tokens)]
        asked_for = next((one for one in relatives if _FOR_THEM.search(" ".join(t.text for t in tokens[: one.start]))), None)
        if asked_for is not None:
            return "child" if asked_for.key == "people:child" else "other"
        quoted = _quoted(tokens)
        own = {m.start for m in found if m.key == "own:self"} - {m.start for m in relatives} - quoted
        body = {number for site in sites for number in range(site.start, site.end)}
        own_body = any(start + step in body for start in own for step in _reach(tokens[start].text)) or self._mine(tokens)
        first_person = any(token.text in self._words.writer and n not in quoted for n, token in enumerate(tokens))
        if not relatives:
            somebody = None if own_body else self._described_only(plain, first_person)
            return somebody or ("self" if own_body or first_person else None)
        if self._done_to_me.search(plain):
            return "self"
        starts_with_them = relatives[0].start <= 4 or bool(
            _ASKED_FOR.search(" ".join(token.text for token in tokens[: relatives[0].start]))
        )
        about_them = any(token.text in self._words.spoken_of for token in tokens[relatives[0].end :])
        about_them = about_them or any(self._introduced(one, tokens) for one in relatives)
        if own_body or not (starts_with_them or about_them):
            return "self"
        if first_person and not about_them and not starts_with_them:
            return "self"
        kinds = [m.key.partition(":")[2] for m in relatives]
        return "child" if "child" in kinds[:2] else "other"

    def _introduced(self, relative: Match, tokens: list[Token]) -> bool:
        """True where a sentence opens with a relative and the age in years, and the writer does not come back: "My daughter is 14. The
        bone is tender"."""
        opening = next(n for n, token in enumerate(tokens) if token.sentence == tokens[relative.start].sentence)
        after = [token.text for token in tokens[relative.end :]]
        told = re.match(r"(?:is|'s|aged|,) (?:\w+ )?\d{1,3}\b(?! (?:month|mth|week|wk|day)s?\b)", " ".join(after[:4]))
        return bool(told) and relative.start <= opening + 1 and not self._words.writer & set(after)

    def _described_only(self, plain: str, first_person: bool) -> str | None:
        """Somebody who is ill and is no relative by the lists: named first, told of with a word like "elderly", or a child by age."""
        opens = self._opens.match(plain)
        if opens and (self._words.third & set(plain.split()) or not first_person):
            return "child" if opens["child"] else "other"
        described = self._described.search(plain)
        if described and (described.start() < _EARLY or self._words.third & set(plain[described.end() :].split())):
            return "child" if described[1] in (*self._words.children, "one") else "other"
        return "child" if self.young_one(plain) else None

    def speaks_of(self, cue: Match, tokens: list[Token]) -> bool:
        """True where the person whom `cue` names opens the message and is spoken of on: "my son has sickle cell and he has a fever"."""
        after = {token.text for token in tokens[cue.end :]}
        return cue.start <= 1 and bool(self._words.third & after) and not self._words.first & after

    def likely_subject(self, said: str | None, text: str, age: int | None) -> str | None:
        """Who it most likely is where nobody named them: somebody spoken of as he or she; a grown-up son is no child."""
        words = re.findall(r"[a-z]+", normalise(text)[0].lower())
        if said == "child" and ((age or 0) >= ADULT_FROM or _GROWN_UP.search(" ".join(words))):
            return "other"
        if said == "child" or said == "other":
            return said
        first, third = sum(w in self._words.first for w in words), sum(w in self._words.third for w in words)
        opening = next((w for w in words if w in self._words.first | self._words.third), None)
        if opening in self._words.third and third > first and not self._words.clinicians & set(words[: words.index(opening)]):
            return "other"
        return "other" if not first and self._somebody.search(" ".join(words)) else said

    def called(self, plain: str) -> str | None:
        """How to name the person whose body it is: "your son" for "my ten year old son"; None where no such word was said."""
        asked = re.search(_FOR + r"\b", plain)
        found = (asked and self._called.search(plain, asked.end())) or self._called.search(plain)
        return f"your {found[1]}" if found else None

    def _only_speaks(self, relative: Match, tokens: list[Token]) -> bool:
        """ "my mum says it is nothing": who says so, not who it hurts."""
        after = [token.text for token in tokens[relative.end :]]
        return bool(after) and after[0] in self._words.speaks and not self._words.third & set(after)

    def _mine(self, tokens: list[Token]) -> bool:
        """True where the writer sets their own against somebody else's: "she had a clot, mine is only sore"; "I am not"."""
        if _NOT_I.search(" ".join(token.text for token in tokens)):
            return True
        own = [n for n, token in enumerate(tokens) if token.text == "mine" and (n == 0 or tokens[n - 1].text not in ("of", "to", "as"))]
        return any(tokens[n + 1].text in self._words.belongs for n in own)


@lru_cache(maxsize=4)
def subjects(kb: KnowledgeBase) -> SubjectReader:
    """The reader for a knowledge base, made when it is first asked for."""
    return SubjectReader(kb)
