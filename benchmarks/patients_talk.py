"""A conversation of a simulated patient with the assistant, through the lines of `poplit talk --json`."""

from __future__ import annotations

import hashlib
import json
import select
import subprocess
import time
from dataclasses import dataclass, field
from typing import Any

from benchmarks.patients_read import Patient
from poplit.safety import rank

MOST_TURNS = 40
_MOST_STALLS = 2  # turns in a row that ask nothing and end nothing
_YES_IN_FRONT = 0.7  # how often a yes is said before the words for it
_FLAT_NO = 0.8  # how often what a patient knows nothing of is denied, rather than left open
_SECONDS = 60.0


class Silent(Exception):
    """The assistant gave no answer, or ended."""


@dataclass
class Talk:
    """What was said in one conversation and what came of it; `lines` are the answers as they were printed."""

    asked: list[str] = field(default_factory=list)
    questions: list[int] = field(default_factory=list)  # numbers of the turns that asked something
    assessment: dict[str, Any] | None = None
    warned_at: int | None = None  # the first turn with an urgency of hospital or more
    seconds: list[float] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)


class Assistant:
    """One process that answers a line with a line."""

    def __init__(self, command: list[str]):
        self._command = command
        self._start()

    def _start(self) -> None:
        self._process = subprocess.Popen(
            self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, bufsize=1
        )

    def say(self, text: str) -> str:
        """The line that answers a message. Raises Silent."""
        try:
            self._process.stdin.write(" ".join(text.split("\n")) + "\n")
            self._process.stdin.flush()
        except BrokenPipeError as error:
            raise Silent(f"ended before: {text[:60]}") from error
        if not select.select([self._process.stdout], [], [], _SECONDS)[0]:
            raise Silent(f"no answer in {_SECONDS:.0f} seconds to: {text[:60]}")
        line = self._process.stdout.readline()
        if not line:
            raise Silent(f"ended after: {text[:60]}")
        return line

    def next_person(self) -> None:
        self._process.stdin.write("\n")
        self._process.stdin.flush()

    def restart(self) -> None:
        self.stop()
        self._start()

    def stop(self) -> None:
        self._process.kill()
        self._process.wait()


def converse(assistant: Assistant, patient: Patient) -> Talk:
    """Hold one conversation until nothing more is asked. Raises Silent."""
    talk, said, stalls = Talk(), patient["opener"], 0
    for number in range(MOST_TURNS):
        begun = time.perf_counter()
        line = assistant.say(said)
        talk.seconds.append(time.perf_counter() - begun)
        talk.lines.append(line)
        turn = json.loads(line)
        if not turn.get("replies"):
            raise Silent(f"no reply to: {said[:60]}")
        assessment = turn.get("assessment")
        talk.assessment = assessment or talk.assessment
        if assessment and talk.warned_at is None and rank(assessment["triage"]) >= rank("emergency"):
            talk.warned_at = number
        asks = turn.get("asks") or []
        if asks:
            talk.questions.append(number)
        stalls = 0 if asks else stalls + 1
        if turn.get("done") or stalls > _MOST_STALLS:
            break
        talk.asked += asks
        said = answer(patient, asks) if asks else "ok"
    return talk


def answer(patient: Patient, asks: list[str]) -> str:
    """What the patient says to a question about these findings or details; the same every time."""
    if len(asks) == 1:
        return _to_one(patient, asks[0])
    words = patient.get("lay_answers") or {}
    has = [words.get(name, name.replace("_", " ")) for name in asks if patient["facts"].get(name) == "yes"]
    if has:
        return "yes, " + " and ".join(has)
    return ", ".join(known for known in (_detail(patient, name) for name in asks) if known) or "none of these"


def _to_one(patient: Patient, asked: str) -> str:
    fact, words = patient["facts"].get(asked), (patient.get("lay_answers") or {}).get(asked)
    if fact and asked.startswith("cannot"):  # an ability is said whole, whichever way the question was put
        return words or ("I can't" if fact == "yes" else "I can")
    if fact == "yes":
        return f"yes, {words or ''}".rstrip(", ") if _chance(patient["id"], asked, "form") < _YES_IN_FRONT else words or "yes"
    if fact:
        return words or "no"
    known = _detail(patient, asked)
    return known if known is not None else "no" if _chance(patient["id"], asked) < _FLAT_NO else "not sure"


def _detail(patient: Patient, asked: str) -> str | None:
    known = {**(patient.get("details") or {}), "age": patient.get("age"), "sex": patient.get("sex")}
    for name, value in known.items():
        if value not in (None, "", []) and (name == asked or name.split("_")[0] == asked.split("_")[0]):
            return str(value)
    return None


def _chance(*parts: str) -> float:
    """A number from 0 to 1 that depends on the parts alone, so that every run is the same."""
    return int(hashlib.sha256("|".join(parts).encode()).hexdigest()[:8], 16) / 2**32
