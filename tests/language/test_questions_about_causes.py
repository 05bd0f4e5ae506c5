"""What people ask about a condition by its name is answered from that condition's own file."""

import pytest

from poplit.case import Case
from poplit.wording import answers

QUESTIONS = {
    "dangerous": ("is {} dangerous?", "how serious is {}?"),
    "walking": ("can I walk with {}?", "should I stay off my feet with {}?"),
    "sport": ("can I run with {}?", "can I keep going to the gym with {}?"),
    "flying": ("can I fly with {}?", "is it OK to get on a plane with {}?"),
    "driving": ("can I drive with {}?", "am I safe to drive with {}?"),
    "stretching": ("should I stretch {}?",),
    "massage": ("can I massage {}?", "does a foam roller help with {}?"),
    "ice_heat": ("ice pack for {}?", "does heat help {}?"),
    "painkillers": ("which painkiller for {}?", "can I take ibuprofen for {}?"),
    "scan": ("do I need a scan for {}?", "do I need an MRI with {}?"),
    "course": ("how long does {} take to heal?",),
    "clinician": ("what will the doctor do about {}?",),
}


@pytest.mark.parametrize("aspect", QUESTIONS)
def test_every_condition_is_asked_about(kb, reader, aspect):
    missed = []
    for cause in kb.causes.values():
        for question in QUESTIONS[aspect]:
            asked = question.format(cause.name.split(" (")[0].lower())
            topic = reader.read(asked).topic or {}
            if (topic.get("causes"), topic.get("aspect")) != ([cause.id], aspect):
                missed.append((asked, topic))
    assert missed == []


def test_the_answer_is_the_conditions_own(kb, reader):
    for cause in kb.causes.values():
        for aspect, text in cause.answers.items():
            asked = QUESTIONS[aspect][0].format(cause.name.split(" (")[0].lower())
            (reply,) = answers.answer(kb, Case(), reader.read(asked).topic)
            assert text.text in reply.text, asked


@pytest.mark.parametrize("one, other", [("a pulled calf muscle", "a muscle cramp"), ("sciatica", "narrowed leg arteries")])
def test_two_conditions_are_told_apart(kb, reader, one, other):
    topic = reader.read(f"what is the difference between {one} and {other}?").topic
    assert topic["aspect"] == "tell_apart" and len(topic["causes"]) == 2
    (reply,) = answers.answer(kb, Case(), topic)
    assert " or " in reply.text


def test_a_condition_that_is_not_ranked_is_explained_too(kb, reader):
    (reply,) = answers.answer(kb, Case(), reader.read("what is polymyalgia rheumatica?").topic)
    assert kb.not_ranked["polymyalgia_rheumatica"].one_line in reply.text


def test_a_rule_is_explained_by_its_name(kb, reader):
    (reply,) = answers.answer(kb, Case(), reader.read("what is the Wells score?").topic)
    assert kb.rules["wells_dvt"].for_whom in reply.text and "Source" in reply.text
