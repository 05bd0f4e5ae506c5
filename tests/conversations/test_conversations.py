"""Whole conversations through Rasa and the actions, in this process; the folders are named by what the person does.

Each turn of a YAML conversation may state:
  says            what is typed; until_done: true types it again and again until nothing more is asked, and checks what came last
  has / lacks     pieces of text that some bubble must hold / none may hold (case-blind)
  first           pieces that the first bubble must hold
  asks            finding ids or details that must be asked about now; asks_nothing: true
  level, at_least, at_most   the triage level of the assessment
  red_flags       ids that must be raised; no_red_flags: true
  causes          {cause id: worst rank allowed}
  present / absent / not_present   findings in the case after the turn
  done            whether nothing more is asked
"""

from __future__ import annotations

import uuid
from pathlib import Path

import pytest
import yaml

from poplit.case import Case
from poplit.safety import rank

HERE = Path(__file__).parent
_MOST_TURNS = 30


def conversations():
    for file in sorted(HERE.glob("*/*.yml")):
        for talk in yaml.safe_load(file.read_text(encoding="utf-8")):
            yield pytest.param(talk["turns"], id=f"{file.parent.name}/{file.stem}: {talk['name']}")


@pytest.mark.parametrize("turns", conversations())
def test_conversation(assistant, turns):
    sender = uuid.uuid4().hex
    for turn in turns:
        got = assistant.say(turn["says"], sender)
        for _ in range(_MOST_TURNS if turn.get("until_done") else 0):
            got = got if got["done"] else assistant.say(turn["says"], sender)
        assert got["replies"], "silence"
        _check_words(turn, [reply["text"].lower() for reply in got["replies"]])
        _check_outcome(turn, got)
        _check_case(turn, assistant.case(sender))


def _check_words(turn: dict, bubbles: list[str]) -> None:
    everything = "\n".join(bubbles)
    for piece in turn.get("has", ()):
        assert piece.lower() in everything, everything
    for piece in turn.get("lacks", ()):
        assert piece.lower() not in everything, everything
    for piece in turn.get("first", ()):
        assert piece.lower() in bubbles[0], bubbles


def _check_outcome(turn: dict, got: dict) -> None:
    assessment = got["assessment"] or {}
    level, flags = assessment.get("triage"), {flag["id"] for flag in assessment.get("red_flags", ())}
    assert set(turn.get("asks", ())) <= set(got["asks"]), got["asks"]
    if turn.get("asks_nothing"):
        assert got["asks"] == []
    if "done" in turn:
        assert got["done"] is turn["done"]
    if "level" in turn:
        assert level == turn["level"], assessment
    if "at_least" in turn:
        assert rank(level) >= rank(turn["at_least"]), assessment
    if "at_most" in turn:
        assert level is not None and rank(level) <= rank(turn["at_most"]), assessment
    assert set(turn.get("red_flags", ())) <= flags, flags
    if turn.get("no_red_flags"):
        assert not flags
    names = [cause["id"] for cause in assessment.get("causes", ())]
    for cause, worst in turn.get("causes", {}).items():
        assert cause in names[:worst], names


def _check_case(turn: dict, case: Case) -> None:
    for finding in turn.get("present", ()):
        assert case.status(finding) == "present", (finding, case.findings)
    for finding in turn.get("absent", ()):
        assert case.status(finding) == "absent", (finding, case.findings)
    for finding in turn.get("not_present", ()):
        assert case.status(finding) != "present", (finding, case.findings)
