"""The benchmark with simulated patients: its scoring, on made-up patients whose figures can be worked out by hand; its own patients."""

import json
import sys
from collections import Counter
from pathlib import Path

import pytest

from benchmarks.patients import OWN, table
from benchmarks.patients_read import OwnPatient, read_patients, unknown_ids
from benchmarks.patients_score import brier, figures, judge, reliability
from benchmarks.patients_talk import Assistant, Silent, Talk, answer, converse

PATIENT = {
    "id": "made-up",
    "age": 60,
    "sex": "female",
    "opener": "My calf is big.",
    "facts": {"calf_swollen_one_side": "yes", "fever": "no", "cannot_bend_90": "yes", "cannot_tiptoe": "no", "redness": "yes"},
    "details": {"duration": "3 days", "severity_0_10": 5},
    "lay_answers": {"calf_swollen_one_side": "like a ham", "fever": "cool as anything"},
    "diagnosis": "dvt",
    "also_acceptable": ["svt"],
    "must_not_miss": ["dvt"],
    "triage": "emergency",
    "triage_acceptable": ["emergency", "consultation_24"],
}


def told(triage, *causes, serious=(), **talk):
    listed = [{"id": name, "probability": chance, "for": [{"id": finding} for finding in reasons]} for name, chance, reasons in causes]
    return Talk(assessment={"triage": triage, "causes": listed, "serious_not_excluded": list(serious)}, **talk)


def test_the_right_cause_and_urgency():
    talk = told("emergency", ("dvt", 0.7, ["calf_swollen_one_side"]), asked=["fever"], questions=[0, 1], warned_at=1)
    verdict = judge(PATIENT, talk)
    assert (verdict.rank, verdict.exact, verdict.acceptable, verdict.under, verdict.over) == (1, True, True, False, False)
    assert (verdict.questions, verdict.after_warning, verdict.missed, verdict.emergency_missed) == (2, 1, (), False)
    assert verdict.asked_of_there == pytest.approx(1 / 3)


def test_a_cause_as_right_counts_and_an_acceptable_urgency_is_not_too_low():
    verdict = judge(PATIENT, told("consultation_24", ("gout", 0.5, []), ("svt", 0.2, []), serious=["dvt"]))
    assert (verdict.rank, verdict.exact, verdict.acceptable, verdict.under, verdict.missed) == (2, False, True, False, ())


def test_too_low_and_the_serious_cause_not_named():
    verdict = judge(PATIENT, told("self_care", ("gout", 0.9, [])))
    assert (verdict.rank, verdict.acceptable, verdict.under, verdict.over, verdict.missed) == (None, False, True, False, ("dvt",))
    assert verdict.emergency and not verdict.emergency_missed, "a day was acceptable for this patient"
    strict = judge(PATIENT | {"triage_acceptable": ["emergency"]}, told("consultation_24", ("dvt", 0.9, [])))
    assert strict.emergency_missed


def test_higher_than_wanted_is_too_high_only_where_it_is_not_accepted():
    patient = PATIENT | {"triage": "self_care", "triage_acceptable": ["self_care", "consultation"]}
    assert judge(patient, told("consultation_24")).over
    assert not judge(patient, told("consultation")).over


def test_figures_of_three_verdicts():
    verdicts = [
        judge(PATIENT, told("emergency", ("dvt", 0.8, []), questions=[0, 1, 2])),
        judge(PATIENT, told("self_care", ("gout", 0.6, []), ("dvt", 0.3, []), questions=[0])),
        judge(PATIENT, Talk()),
    ]
    found = figures(verdicts)
    assert found["finished"] == "2 of 3"
    assert (found["cause among the first 1"], found["cause among the first 3"]) == ("0.500", "1.000")
    assert (found["urgency exact"], found["urgency too low"], found["emergencies missed"]) == ("0.500", "0.500", "0 of 2")
    assert found["questions, median and most"] == "2, 3"
    assert brier(verdicts[:2]) == f"{(0.2**2 + 0.6**2) / 2:.3f}"
    assert [(count, right) for _, count, _, right in reliability(verdicts)] == [(1, 1), (1, 0), (1, 1)]


def test_a_cause_that_poplit_does_not_rank_counts_for_the_urgency_alone():
    other = judge(PATIENT | {"diagnosis_mapping": "nearest: something else"}, told("emergency", ("gout", 0.9, [])))
    right = judge(PATIENT, told("emergency", ("dvt", 0.9, [])))
    assert figures([other, right])["cause among the first 1"] == "1.000"
    assert figures([other, right])["urgency exact"] == "1.000"


@pytest.mark.parametrize(
    ("asks", "says"),
    [
        (["fever"], "cool as anything"),
        (["cannot_bend_90"], "I can't"),
        (["cannot_tiptoe"], "I can"),
        (["duration"], "3 days"),
        (["severity"], "5"),
        (["age"], "60"),
        (["calf_swollen_one_side", "fever", "redness"], "yes, like a ham and redness"),
        (["fever", "rigors"], "none of these"),
    ],
)
def test_a_patient_answers_from_what_is_known(asks, says):
    assert answer(PATIENT, asks) == says


def test_a_conversation_ends_when_the_assistant_is_done_and_notes_what_was_asked():
    turns = [{"replies": [{}], "asks": ["fever"], "done": False}, {"replies": [{}], "done": True, "assessment": {"triage": "emergency"}}]
    program = f"import sys\nfor line in {[json.dumps(turn) for turn in turns]!r}: sys.stdin.readline(); print(line, flush=True)"
    assistant = Assistant([sys.executable, "-c", program])
    talk = converse(assistant, PATIENT)
    assert (talk.asked, talk.questions, talk.warned_at, talk.assessment) == (["fever"], [0], 1, {"triage": "emergency"})
    with pytest.raises(Silent):
        assistant.say("hello?")
    assistant.stop()


def test_the_table_has_a_column_for_each_set_of_patients():
    verdict = judge(PATIENT, told("emergency", ("dvt", 0.8, [])))
    lines = table({"ours": ([verdict], [Talk(seconds=[1, 0.02])], [True]), "theirs": ([verdict], [], [])})
    assert "| | ours | theirs |" in lines
    assert "| the same twice, byte for byte | 1 of 1 | – |" in lines
    assert "| ms a turn, median and p95 | 20, 20 | – |" in lines


def test_own_patients_know_only_what_the_knowledge_base_knows(kb):
    assert {patient["id"]: unknown for patient in read_patients(OWN) if (unknown := unknown_ids(kb, patient))} == {}


def test_own_patients_stand_for_every_cause_and_the_serious_ones_three_times(kb):
    patients = read_patients(OWN)
    numbers = Counter(patient["diagnosis"] for patient in patients)
    assert len(patients) >= 120
    assert len({patient["id"] for patient in patients}) == len(patients)
    assert [name for name, cause in kb.causes.items() if numbers[name] < (3 if cause.serious else 1)] == []


@pytest.mark.parametrize(
    "wrong", [{"triage": "soon"}, {"ok": ["self_care"]}, {"denies": ["fever"], "has": {"fever": ""}}, {"weight": 80}], ids=str
)
def test_a_malformed_patient_is_refused(wrong):
    right = {"id": "x", "age": 40, "sex": "f", "opens": "Ow.", "has": {}, "cause": "dvt", "triage": "emergency", "ok": ["emergency"]}
    OwnPatient(**right)
    with pytest.raises(ValueError):
        OwnPatient(**right | wrong)


def test_own_patients_are_in_files_of_their_own():
    assert all(file.suffix == ".yml" for file in Path(OWN).iterdir())
