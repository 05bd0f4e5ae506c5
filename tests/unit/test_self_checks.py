"""Not sure? Every self-check of kb/: offered once, for anybody, what each answer does, and never before a danger."""

from __future__ import annotations

import itertools
import re

import pytest

from poplit.case import Case
from poplit.dialogue import Message, respond
from poplit.knowledge import load
from poplit.understanding import alarm, intent_of
from poplit.wording.questions import open_finding

KB = load()
CHECKS = list(KB.self_checks.values())
PEOPLE = {
    "the writer": {"subject": "self", "sex": "male"},
    "a son": {"subject": "child", "sex": "male", "called": "your son"},
    "a mother": {"subject": "other", "sex": "female", "called": "your mother"},
    "somebody": {"subject": "other"},
}
SAYS_UNSURE = ("Not sure", "I don't know", "no idea, sorry", "can't tell")


def case_of(finding: str, **details) -> Case:
    """A case in the follow-up, with the yes/no question about a finding open."""
    case = Case(turn=3, phase="follow_up", asked=["complaint", *(q.id for q in KB.questions.values())])
    case.tell(KB, {"age": 45, **details})
    case.state(KB, "pain_any", "present")
    case.asked.append(finding)
    case.asking = open_finding(finding)
    return case


def say(reader, case: Case, text: str) -> list[str]:
    reading = reader.read(text)
    replies = respond(KB, case, Message(reading, intent_of(reading, None, alarm(KB, reading)), reading.topic))
    return [reply.text for reply in replies]


def pairs():
    for check in CHECKS:
        yield from (pytest.param(check, finding, id=f"{check.id}: {finding}") for finding in check.settles if KB.findings[finding].question)


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize(("check", "finding"), pairs())
def test_who_is_not_sure_is_offered_the_check(reader, check, finding, who):
    case = case_of(finding, **PEOPLE[who])
    said = " ".join(say(reader, case, "not sure"))
    first = next(one for one in CHECKS if finding in one.settles)
    assert case.asking["check"] == first.id and case.asking["findings"] == [finding]
    assert "?" in said
    if who != "the writer":
        assert not re.search(r"\byou\b|\byour\b", said.replace("You can find out.", ""), re.I), said


@pytest.mark.parametrize("answer", ["yes", "no"])
@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_each_answer_says_what_the_knowledge_base_says(reader, check, answer):
    case = case_of(check.settles[0])
    say(reader, case, "not sure")
    said = say(reader, case, answer)
    outcome = check.outcome(answer)
    assert {name: case.status(name) for name in (*outcome.present, *outcome.absent)} == (
        dict.fromkeys(outcome.present, "present") | dict.fromkeys(outcome.absent, "absent")
    )
    urgent = any(finding in case.having("present") for finding in outcome.present) and "now" in said[0]
    assert urgent or outcome.means in said


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_still_not_sure_goes_on_and_is_not_asked_again(reader, check):
    case = case_of(check.settles[0])
    say(reader, case, "not sure")
    say(reader, case, "Still not sure")
    assert not (case.asking or {}).get("check") and case.status(check.settles[0]) == "unsure"
    case.asking = open_finding(check.settles[0])
    say(reader, case, "not sure")
    assert (case.asking or {}).get("check") != check.id


@pytest.mark.parametrize("said", SAYS_UNSURE)
def test_not_sure_is_heard_in_many_words(reader, said):
    case = case_of("pitting_one_leg")
    say(reader, case, said)
    assert case.asking["check"] == "dent"


@pytest.mark.parametrize("said", ["how do I check that?", "How can I tell?", "is there a way to check", "how do i check for a dent"])
def test_how_to_check_a_single_question_is_answered_with_the_check(reader, said):
    case = case_of("pitting_one_leg")
    told = say(reader, case, said)
    assert "ten seconds" in told[0] and case.asking["check"] == "dent"


def test_how_to_check_something_else_explains_it_and_keeps_the_question(reader):
    case = case_of("giving_way")
    told = say(reader, case, "how do I check for a fever?")
    assert "temperature" in told[0] and case.asking["id"] == "giving_way" and case.status("fever") is None


def test_how_to_tell_an_illness_is_no_self_check(reader):
    case = case_of("pitting_one_leg")
    say(reader, case, "how can I tell if it's a blood clot?")
    assert not case.asking.get("check")


@pytest.mark.parametrize("said", ["no thermometer here", "haven't got one", "I can't measure it"])
def test_without_the_means_to_check_nothing_is_denied(reader, said):
    case = case_of("fever")
    say(reader, case, "not sure")
    say(reader, case, said)
    assert case.status("fever") == "unsure"


@pytest.mark.parametrize(
    ("finding", "said", "status"),
    [
        ("fever", "38.6", "present"),
        ("fever", "it says 36.9", "absent"),
        ("heart_rate_gt_100", "about 118", "present"),
        ("heart_rate_gt_100", "72 beats", "absent"),
        ("cannot_lift_straight_leg", "I couldn't", "present"),
        ("cannot_lift_straight_leg", "I can", "absent"),
        ("cannot_bear_weight_4_steps", "can't do it", "present"),
        ("pitting_one_leg", "there's a dent that stays", "present"),
        ("pitting_one_leg", "no dent", "absent"),
        ("calf_diff_3cm", "it is 4 cm bigger", "present"),
    ],
)
def test_what_was_found_may_be_told_in_words(reader, finding, said, status):
    case = case_of(finding)
    say(reader, case, "not sure")
    say(reader, case, said)
    assert case.status(finding) == status


def test_a_check_that_could_hurt_is_not_offered(reader):
    case = case_of("cannot_lift_straight_leg")
    case.state(KB, "knee_stuck", "present")
    say(reader, case, "not sure")
    assert not (case.asking or {}).get("check")


def test_only_a_few_checks_are_offered_in_one_conversation(reader):
    case, offered = case_of("fever"), 0
    for check in CHECKS:
        case.asking, case.done = open_finding(check.settles[0]), False
        say(reader, case, "not sure")
        offered += bool((case.asking or {}).get("check"))
    assert offered == 3


def test_an_option_somebody_is_not_sure_of_waits_for_the_other_dangers(reader):
    case = Case()
    say(reader, case, "I'm a woman of 51 and the hollow of my knee is sore")
    say(reader, case, "not sure about the fever")
    assert case.asking["id"] == "safety_now" and "fever" not in case.asking["findings"] and "chest_pain" in case.asking["findings"]
    say(reader, case, "none of these")
    assert case.asking["check"] == "temperature"


def test_a_danger_comes_before_a_check(reader):
    case = Case()
    say(reader, case, "I'm a woman of 51 and the hollow of my knee is sore")
    told = say(reader, case, "not sure about the fever, but I can't get my breath")
    assert "ambulance" in told[0] and not (case.asking or {}).get("check")


def test_a_danger_said_while_checking_comes_first(reader):
    case = case_of("pitting_one_leg")
    say(reader, case, "not sure")
    told = say(reader, case, "hang on, my chest hurts when I breathe in")
    assert "ambulance" in told[0].lower() or "emergency" in told[0].lower()


def test_not_sure_of_everything_offers_nothing(reader):
    case = Case()
    say(reader, case, "I'm a woman of 51 and the hollow of my knee is sore")
    say(reader, case, "not sure")
    assert not case.to_check and not case.asking.get("check")


def test_no_check_is_told_twice(reader):
    told = [check.how for check in CHECKS]
    assert all(one not in other for one, other in itertools.permutations(told, 2))
