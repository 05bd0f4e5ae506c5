"""Every question and every warning, about everybody: no word to the wrong person is left, and the verbs fit."""

from __future__ import annotations

import re

import pytest

from poplit.case import build
from poplit.wording.persons import Person, turn, unknown_verbs

TELLERS = [Person("he", "your son"), Person("she", "your mum"), Person("they"), Person("they", "your friend")]
_YOU = re.compile(r"\byou(?:r|rs|rself)?\b", re.I)
_WRONG = re.compile(
    r"(?<!does )(?<!did )(?<!can )(?<!could )(?<!would )\b(?:he|she) (?:have|do|are|were|feel|get|take|need|walk|press|sit)\b"
    r"|\bthey (?:has|does|is|was|feels|gets|takes|needs)\b"
    r"|\b(?:do|have|are|were) (?:he|she|your \w+)\b|\b(?:does|has|is|was) they\b|\b(?:to|for|with|tell|carry|hurt) (?:he|she|they)\b",
    re.I,
)


def _spoken(kb):
    """The texts that are turned: (name, text)."""
    for finding in kb.findings.values():
        yield from ((finding.id, text) for text in (finding.question, finding.why) if text)
    for question in kb.questions.values():
        yield from ((question.id, text) for text in (question.text, question.why, question.meaning) if text)
    for flag in kb.red_flags.values():
        form = flag.for_another
        yield from ((flag.id, line) for line in (*(() if form else (flag.say,)), *(() if form and form.do else flag.do)))


def _to_the_reader(kb) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, kb.wording["persons"]["to_the_reader"])), re.I)


def test_every_verb_after_you_is_known(kb):
    assert {name: words for name, text in _spoken(kb) if (words := unknown_verbs(kb, text))} == {}


@pytest.mark.parametrize("who", TELLERS, ids=lambda who: f"{who.pronoun} {who.called}")
def test_no_text_speaks_to_the_wrong_person(kb, who):
    reader = _to_the_reader(kb)
    left = {name: text for name, text in _spoken(kb) if _YOU.search(reader.sub("", turn(kb, who, text)))}
    assert left == {}


@pytest.mark.parametrize("who", TELLERS, ids=lambda who: f"{who.pronoun} {who.called}")
def test_no_verb_disagrees_with_its_person(kb, who):
    wrong = {name: turn(kb, who, text) for name, text in _spoken(kb) if _WRONG.search(turn(kb, who, text))}
    assert wrong == {}


def test_one_who_writes_for_themselves_reads_the_text_as_it_stands(kb):
    assert all(turn(kb, Person("self"), text, name=True) == text for _, text in _spoken(kb))


@pytest.mark.parametrize(
    ("who", "text", "said"),
    [
        (Person("he"), "Do you have a fever?", "Does he have a fever?"),
        (Person("she"), "Have you had shaking that you could not stop?", "Has she had shaking that she could not stop?"),
        (Person("they"), "Are you unable to walk, though you need to?", "Are they unable to walk, though they need to?"),
        (Person("he"), "Does it hurt when you squat or crouch?", "Does it hurt when he squats or crouches?"),
        (Person("she"), "Does the leg hurt when you walk uphill or hurry?", "Does the leg hurt when she walks uphill or hurries?"),
        (Person("she"), "Has somebody hurt you, or are you afraid?", "Has somebody hurt her, or is she afraid?"),
        (Person("he"), "Has a doctor told you that you have gout?", "Has a doctor told him that he has gout?"),
        (Person("they"), "Do you feel ill in yourself?", "Do they feel ill in themselves?"),
    ],
)
def test_sentences(kb, who, text, said):
    assert turn(kb, who, text) == said


def test_a_grouped_question_names_the_person_once(kb):
    text = kb.questions["clot_risks"].text
    assert turn(kb, Person("he", "your son"), text, name=True).endswith("apply to your son?")
    assert turn(kb, Person("they", "your friend"), "Do you have any of these?", name=True) == "Does your friend have any of these?"


@pytest.mark.parametrize(
    ("person", "offered"),
    [({"sex": "male", "age": 10}, False), ({"sex": "male", "age": 40}, False), ({"age": 30, "sex": "female"}, True), ({}, True)],
)
def test_pregnancy_is_offered_only_to_whom_it_can_concern(kb, person, offered):
    from poplit.dialogue.flow import next_asking

    case = build(kb, {"loc_behind_knee": "present"}, person)
    case.asked += ["complaint", "safety_now", "age", "sex"]
    asked = next_asking(kb, case)
    assert asked["id"] == "clot_risks"
    assert ("pregnant_postpartum" in asked["findings"]) is offered
    assert ("oestrogen" in asked["findings"]) is offered


def test_what_cannot_be_true_counts_when_it_is_said_all_the_same(kb):
    from poplit.dialogue import Message, respond
    from poplit.language import Reader

    case = build(kb, {}, {})
    respond(kb, case, Message(Reader(kb).read("I am a man and I take oestrogen, my calf hurts"), "inform"))
    assert case.status("male") == "present" and case.status("oestrogen") == "present"
