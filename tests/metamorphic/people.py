"""Generated people, what they say, and the case that comes of it: held by the core, without Rasa."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from poplit.case import Case
from poplit.dialogue import Message, greet, respond
from poplit.reasoning import assess
from poplit.understanding import alarm, intent_of

DATA = yaml.safe_load((Path(__file__).parent / "people.yml").read_text(encoding="utf-8"))
FIRST = ("loc_behind_knee", "loc_calf_mid", "knee_effusion", "lump_behind_knee")  # what brings somebody here
OPPOSITE = {"yes": "no", "no": "yes"}


@dataclass(frozen=True)
class Person:
    """Somebody with a complaint: what is there and what is not, in the order told, the age, and the side if any."""

    there: tuple[str, ...]
    not_there: tuple[str, ...]
    age: int
    side: str | None

    def sentences(self, way: int = 0) -> list[str]:
        """One sentence each: in the first wording, or in another."""
        told = [DATA["says"][name] for name in self.there] + [DATA["denies"][name] for name in self.not_there]
        texts = [wordings[way % len(wordings)] for wordings in told]
        return [*texts, f"I am {self.age} years old.", *([f"Only the {self.side} side is affected."] if self.side else [])]


def people(number: int, seed: int) -> Iterator[Person]:
    """So many people, the same ones for the same seed; nobody contradicts themselves."""
    chance = random.Random(seed)
    for _ in range(number):
        first = chance.choice(FIRST)
        there = (first, *chance.sample([name for name in DATA["says"] if name != first], chance.randint(1, 4)))
        not_there = tuple(name for name in chance.sample(list(DATA["denies"]), chance.randint(0, 3)) if name not in there)
        yield Person(there, not_there, chance.randint(19, 90), chance.choice(("left", "right", None)))


class Talker:
    """Holds conversations with one reader. What a message means alone is read once."""

    def __init__(self, kb, reader):
        self.kb, self.read = kb, cache(reader.read)

    def say(self, case: Case, text: str, intent: str | None = None) -> list:
        """One message in, the replies out; the case goes on."""
        reading = self.read(text)
        return respond(self.kb, case, Message(reading, intent_of(reading, intent, alarm(self.kb, reading)), reading.topic))

    def tell(self, messages: Iterable[str]) -> Case:
        """The case after these messages."""
        case = Case()
        greet(self.kb, case)
        for text in messages:
            self.say(case, text)
        return case

    def answer(self, case: Case, answers: Sequence[str], most: int = 40) -> list[tuple[str, str]]:
        """Answer every question until the assessment, in turn with these answers; what was asked, and what was answered."""
        asked = []
        while not case.done and case.asking and len(asked) < most:
            question, text = case.asking["id"], answers[len(asked) % len(answers)]
            text = text if case.asking["kind"] in ("yes_no", "several") else "not sure"
            asked.append((question, text))
            self.say(case, text)
        return asked


def known(case: Case) -> dict:
    """What a case knows: the status of each finding, and the details."""
    return {"findings": {name: said["status"] for name, said in case.findings.items()}, "details": case.details}


def outcome(kb, case: Case) -> dict:
    """What comes of a case: what is known, and the whole assessment of it."""
    return {**known(case), "assessment": assess(kb, case)}
