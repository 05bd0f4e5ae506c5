"""Speaks of the person it is about: texts of kb/ are written to that person ("do you have …"); somebody else is he, she or they.

Only questions and warnings are turned. Advice about care stays as written, after a sentence that says who "you" is: its orders ("lie
down and lift your hips") have no subject that could be turned."""

from __future__ import annotations

import re
from dataclasses import dataclass

from poplit.case import Case
from poplit.knowledge import KnowledgeBase

_YOU = re.compile(r"\b(you|your|yours|yourself)\b", re.I)
_WORD = re.compile(r"[A-Za-z'’]+")
_CLAUSE_END = re.compile(r"[,.;:?!]|\byou\b", re.I)


@dataclass(frozen=True)
class Person:
    """Who the talk is about: self, he, she or they; `called`: how to name them ("your son"), where the person said it."""

    pronoun: str
    called: str | None = None

    @property
    def is_self(self) -> bool:
        """True when the one who writes is the one whose body it is."""
        return self.pronoun == "self"


def person(kb: KnowledgeBase, case: Case) -> Person:
    """Who the case is about, by what was said of them."""
    subject = case.details.get("subject")
    if subject not in ("child", "other"):
        return Person("self")
    called = case.details.get("called") or (kb.wording["persons"]["child"] if subject == "child" else None)
    return Person({"male": "he", "female": "she"}.get(case.details.get("sex"), "they"), called)


def about(kb: KnowledgeBase, case: Case, text: str, name: bool = False) -> str:
    """A text of kb/ that is written to the person, turned to whom it is about; `name`: they are named once."""
    return turn(kb, person(kb, case), text, name)


def turn(kb: KnowledgeBase, who: Person, text: str, name: bool = False) -> str:
    """The text about somebody. A verb that is in no list of kb/wording.yml (persons) stays as it is."""
    return text if who.is_self else _Turning(kb, who, text, name).done()


def unknown_verbs(kb: KnowledgeBase, text: str) -> list[str]:
    """Words after "you" that are in no list of kb/wording.yml (persons), so that nobody can say how they are turned."""
    turning = _Turning(kb, Person("he"), text, False)
    turning.done()
    return turning.unknown


def means(kb: KnowledgeBase, case: Case) -> str:
    """A sentence that says who "you" is in what follows; empty when it is the one who writes."""
    who = person(kb, case)
    if who.is_self:
        return ""
    return kb.wording["persons"]["means"].format(person=who.called or kb.wording["persons"]["somebody"])


class _Turning:
    """One text on its way from "you" to somebody else, from left to right."""

    def __init__(self, kb: KnowledgeBase, who: Person, text: str, name: bool):
        self._words, self._who, self._text = kb.wording["persons"], who, text
        self._named = who.called if name else None
        self.unknown: list[str] = []

    def done(self) -> str:
        at, keep = 0, re.compile(rf"\b(?:{'|'.join(map(re.escape, self._words['to_the_reader']))})\b", re.I)
        kept = [(m.start(), m.end()) for m in keep.finditer(self._text)]
        while found := _YOU.search(self._text, at):
            if any(start <= found.start() < end for start, end in kept):
                at = found.end()
                continue
            before = len(self._text)
            at = self._replace(found)
            kept = [(s + len(self._text) - before, e + len(self._text) - before) for s, e in kept]
        return self._text

    def _replace(self, found: re.Match[str]) -> int:
        """Replace one word, with the verb that goes with it; return where to go on."""
        word, forms = found[1].lower(), self._words["pronouns"][self._who.pronoun]
        if word != "you":
            return self._put(found.start(), found.end(), forms[{"your": "own", "yours": "owns", "yourself": "self"}[word]])
        before, after = self._word_before(found.start()), self._word_after(found.end())
        follows = before is None or before[0].lower() in self._words["subject_after"]
        if before is not None and before[0].lower() in self._words["asked_with"]:
            return self._asked(found, before)
        if not follows and (before[0].lower() in self._words["object_after"] or not self._may_be_verb(after)):
            named, self._named = self._named, None
            return self._put(found.start(), found.end(), named or forms["object"])
        named, self._named = self._named, None
        singular = bool(named) or self._who.pronoun != "they"
        if after is not None:
            self._inflect(after, singular)
        return self._put(found.start(), found.end(), named or forms["subject"])

    def _asked(self, found: re.Match[str], before: re.Match[str]) -> int:
        """ "Do you" → "does he": the helping verb stands before."""
        named, self._named = self._named, None
        end = self._put(found.start(), found.end(), named or self._words["pronouns"][self._who.pronoun]["subject"])
        if not named and self._who.pronoun == "they":
            return end
        grown = self._put(before.start(), before.end(), self._words["irregular"].get(before[0].lower(), before[0]))
        return end + grown - before.end()

    def _may_be_verb(self, word: re.Match[str] | None) -> bool:
        return word is not None and any(word[0].lower() in self._words[kind] for kind in ("verbs", "unchanged", "adverbs"))

    def _inflect(self, verb: re.Match[str], singular: bool) -> None:
        """The verb after "you", past adverbs, and a second one joined to it by and/or."""
        while verb[0].lower() in self._words["adverbs"]:
            following = self._word_after(verb.end())
            if following is None:
                return
            verb = following
        said = verb[0].lower()
        if said in self._words["unchanged"]:
            return
        if said not in self._words["verbs"]:
            self.unknown.append(verb[0])
            return
        if singular:
            grown = self._put(verb.start(), verb.end(), self._third(said)) - verb.end()
            self._joined(verb.end() + grown)

    def _joined(self, start: int) -> None:
        """ "When you squat or crouch": the second verb has the same subject."""
        stop = _CLAUSE_END.search(self._text, start)
        for joined in re.finditer(r"\b(?:or|and) (\w+)", self._text[start : stop.start() if stop else None]):
            if joined[1].lower() in self._words["verbs"]:
                self._put(start + joined.start(1), start + joined.end(1), self._third(joined[1].lower()))
                return

    def _third(self, verb: str) -> str:
        if verb in self._words["irregular"]:
            return self._words["irregular"][verb]
        if re.search(r"(?:s|x|z|ch|sh|o)$", verb):
            return f"{verb}es"
        return f"{verb[:-1]}ies" if re.search(r"[^aeiou]y$", verb) else f"{verb}s"

    def _put(self, start: int, end: int, word: str) -> int:
        """Put a word in the place of another, with its capital; return where it ends."""
        if self._text[start].isupper():
            word = word[:1].upper() + word[1:]
        self._text = self._text[:start] + word + self._text[end:]
        return start + len(word)

    def _word_before(self, start: int) -> re.Match[str] | None:
        found = list(_WORD.finditer(self._text, 0, start))
        return found[-1] if found and self._text[found[-1].end() : start] == " " else None

    def _word_after(self, end: int) -> re.Match[str] | None:
        found = _WORD.search(self._text, end)
        return found if found and self._text[end : found.start()] == " " else None
