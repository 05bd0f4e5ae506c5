""" "Why not X?", for every cause and every name it goes by: what speaks for and against it, and where the figures come from."""

import pytest

from poplit import understanding
from poplit.case import build
from poplit.dialogue import Message, respond
from poplit.knowledge import load
from poplit.reasoning.assessment import explained

NAMED = [(cause.id, name) for cause in load().causes.values() for name in (cause.name, *cause.also)]


def assessed(kb):
    """Somebody of 52 with a sore, swollen knee for months, after the assessment."""
    told = dict.fromkeys(("loc_behind_knee", "knee_effusion", "duration_gt_6w", "pain_stairs"), "present")
    denied = dict.fromkeys(("fever", "calf_swollen_one_side", "chest_pain", "breathless_new", "onset_sudden_injury"), "absent")
    case = build(kb, told | denied, {"age": 52, "sex": "female"})
    case.asked, case.assessed, case.done, case.phase = [question for question in kb.questions], "consultation", True, "afterwards"
    return case


def answer(kb, reader, case, text):
    reading = reader.read(text)
    intent = understanding.intent_of(reading, None, understanding.alarm(kb, reading))
    return respond(kb, case, Message(reading, intent, reading.topic))


@pytest.mark.parametrize(("cause", "name"), NAMED, ids=[f"{cause}: {name}" for cause, name in NAMED])
def test_why_not_names_findings_and_source(kb, reader, cause, name):
    case = assessed(kb)
    [said] = [reply for reply in answer(kb, reader, case, f"why not {name}?") if reply.custom.get("cause")]
    meant = kb.causes[said.custom["cause"]]
    assert name.lower() in [other.lower() for other in (meant.name, *meant.also)], f"{name} was taken for {meant.name}"
    weighed = explained(kb, case, meant.id)
    for entry in (*weighed["for"][:2], *weighed["against"][:2]):
        assert entry["why"] in said.text
    assert "Source" in said.text or "estimate" in said.text.lower()
    assert set(case.findings) == set(assessed(kb).findings), "a question states nothing"
