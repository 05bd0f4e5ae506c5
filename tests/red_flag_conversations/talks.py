"""Conversations in which a danger is stated: every position, every distractor, and what must be true in that very turn."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path

import yaml

from poplit import understanding
from poplit.case import Case
from poplit.dialogue import Message, respond
from poplit.safety import check, rank

from .statements import WAYS, Said, about, pronoun, relative, sentences, third_person, ways_to_hold

SCENERY = yaml.safe_load((Path(__file__).parent / "scenery.yml").read_text(encoding="utf-8"))
SETS = {"emergency_ambulance": 4, "emergency": 3, "consultation_24": 3}  # ways to hold, of each red flag
DISTRACTORS = (*SCENERY["distractors"], "denial", "relative", "lower_case", "typo", "turned_round")
INTENTS = ("inform", "ask", "nlu_fallback", "thanks", "deny", "out_of_scope", "ask_why", "unsure", "stop")  # what a model may take it for
_STEPS = {"opening": 0, "last_line": 0, "safety_question": 1, "question_back": 1, "follow_up": 4}
_TYPO = 8  # letters of a word in which two may change places


@dataclass(frozen=True)
class Talk:
    """One conversation: about whom, when, and the message that states the danger."""

    flag: str
    level: str
    position: str
    distractor: str
    whom: str
    text: str
    intent: str


def talks(kb, flag) -> Iterator[Talk]:
    """Every conversation in which this red flag is stated; the distractors take turns, from a start of the flag's own."""
    turns = count(sum(map(ord, flag.id)))
    for said in ways_to_hold(kb, flag, SETS[flag.level]):
        for way in range(WAYS):
            for position in SCENERY["positions"]:
                number = next(turns)
                yield _talk(flag, said, way, position, DISTRACTORS[number % len(DISTRACTORS)], INTENTS[number % len(INTENTS)])


def _talk(flag, said: Said, way: int, position: str, distractor: str, intent: str) -> Talk:
    whom = about(said, way)
    if distractor == "relative" and whom == "self":
        whom = relative(said)
    told = sentences(said, way, whom)
    told = told[::-1] if distractor == "turned_round" and whom == "self" else told
    beside = _beside(said, distractor)
    text = " ".join([*told, *(beside if whom == "self" else [third_person(text, pronoun(whom)) for text in beside])])
    if position in ("opening", "last_line") and whom in ("he", "she"):
        text = f"I am asking for my {'wife' if whom == 'she' else 'father'}. {text}"
    if position == "last_line" and whom in ("son", "daughter"):
        text = f"I am asking for my child. {text}"  # after a story of the writer's own nobody could know else
    text = {"last_line": f"{SCENERY['story']}\n{text}", "question_back": f"{SCENERY['back']} {text}"}.get(position, text)
    return Talk(flag.id, flag.level, position, distractor, whom, _spelt(text, told, distractor), intent)


def _beside(said: Said, distractor: str) -> list[str]:
    if distractor == "denial":
        names = {name for name, _ in said}
        return [next(denial["says"] for denial in SCENERY["denials"] if names.isdisjoint(denial["of"]))]
    beside = SCENERY["distractors"].get(distractor)
    return [beside] if beside else []


def _spelt(text: str, told: list[str], distractor: str) -> str:
    if distractor == "lower_case":
        return text.lower().replace("'", "")
    if distractor == "typo":
        long = max((word for sentence in told for word in re.findall("[a-z]+", sentence)), key=len, default="")
        if len(long) >= _TYPO:
            return text.replace(long, long[:4] + long[5] + long[4] + long[6:])
    return text


class Holder:
    """Holds conversations with one reader; what comes before the danger is held once for each person and position."""

    def __init__(self, kb, reader):
        self.kb, self.read = kb, cache(reader.read)
        self._before = cache(self._held_before)

    def fault(self, talk: Talk, go_on: bool) -> str | None:
        """What is wrong with the answer to the danger, or (with `go_on`) to what is said after it; None where nothing is."""
        case = Case.from_json(_copied(self._before(talk.whom, talk.position)))
        soon, replies = bool(case.soon), self._say(case, talk.text, talk.intent)
        wanted = rank(talk.level)
        reached = rank(check(self.kb, case).level)
        if reached < wanted:
            return "missed" if reached < 0 else f"softened: level {reached}, not {wanted}"
        if wanted >= rank("emergency") and rank(replies[0].custom.get("urgent")) < wanted:
            return f"late: first bubble is {replies[0].text[:60]!r}"
        if wanted < rank("emergency") and not soon and not any({"urgent", "level"} & set(reply.custom) for reply in replies):
            return "not said in that turn"
        for text in SCENERY["afterwards"] if go_on else ():
            self._say(case, text, "thanks")
            if rank(check(self.kb, case).level) < reached:
                return f"lowered by {text!r}"
        return None

    def _held_before(self, whom: str, position: str) -> dict:
        case = Case()
        if _STEPS.get(position) == 0:
            return case.to_json()
        self._say(case, SCENERY["complaint"][whom], "inform")
        steps = _STEPS.get(position, 40)
        while not case.done and case.turn < steps:
            self._say(case, "not sure" if case.asking and case.asking["kind"] != "yes_no" else "no", "inform")
        return case.to_json()

    def _say(self, case: Case, text: str, intent: str):
        reading = self.read(text)
        intent = understanding.intent_of(reading, intent, understanding.alarm(self.kb, reading))
        return respond(self.kb, case, Message(reading, intent, reading.topic))


def _copied(case):
    """A copy, down to the last list: the case is changed by what is said."""
    if isinstance(case, dict):
        return {name: _copied(value) for name, value in case.items()}
    return [_copied(value) for value in case] if isinstance(case, list) else case
