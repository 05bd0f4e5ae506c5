"""One answer to one open question, through the trained assistant: everything in it is taken, and nothing that is not."""

from pathlib import Path

import pytest
import yaml

from poplit.case import build
from poplit.dialogue import flow, respond
from poplit.wording.questions import open_finding, open_question

CASES = yaml.safe_load((Path(__file__).parent / "answers_in_context.yml").read_text(encoding="utf-8"))
STATUSES = ("present", "absent", "unsure")


def asked_of_somebody(kb, name: str):
    """A case in which this question is open, and those that come before it have been asked."""
    case = build(kb, {"pain_any": "present"}, {"side": "left"} | ({} if name == "age" else {"age": 50}))
    first = [question.id for question in kb.questions.values() if question.group in flow.MINIMUM]
    grouped = name in kb.questions
    case.asking = open_question(kb, kb.questions[name], set()) if grouped else open_finding(name)
    case.asked = ["complaint", *(first[: first.index(name)] if name in first else first), case.asking["id"]]
    case.phase = "safety" if name in first else "follow_up"
    return case


@pytest.mark.parametrize("said", CASES, ids=lambda said: f"{said['asked']}: {said['says']}")
def test_an_answer_is_taken_whole(kb, assistant, said):
    case = asked_of_somebody(kb, said["asked"])
    respond(kb, case, assistant.message(said["says"]))
    for status in STATUSES:
        assert [name for name in said.get(status, ()) if case.status(name) != status] == [], case.findings
    assert [name for name in said.get("not_present", ()) if case.status(name) == "present"] == [], case.findings
    assert [name for name in said.get("not_absent", ()) if case.status(name) == "absent"] == [], case.findings
    if "any_present" in said:
        assert any(case.status(name) == "present" for name in said["any_present"])
    if "still_asked" in said:
        assert _open(case, said["asked"]) is said["still_asked"], case.asking
    if "age" in said:
        assert case.details["age"] == said["age"]
    if "days" in said:
        assert case.details["duration_days"] == pytest.approx(said["days"], rel=0.1, abs=1)
    if "more_days_than" in said:
        assert case.details["duration_days"] > said["more_days_than"]


def _open(case, name: str) -> bool:
    return case.asking is not None and (case.asking["id"] == name or case.asking["findings"] == [name])
