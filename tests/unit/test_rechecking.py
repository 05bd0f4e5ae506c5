"""The re-check: when it is offered, what a yes or a no does, and what is asked when it comes due."""

from __future__ import annotations

import pytest

from poplit.case import Case
from poplit.dialogue import Message, rechecking, respond
from poplit.knowledge import load
from poplit.understanding import alarm, intent_of

KB = load()
WORDS = KB.wording["recheck"]
MILD = (
    "I'm a woman of 34 and the front of my right knee hurts on stairs, for two months now, it came slowly",
    "none of these",
    "none of these",
)


def say(reader, case: Case, text: str, can_write: bool = True, intent: str | None = None) -> list[str]:
    reading = reader.read(text)
    message = Message(reading, intent or intent_of(reading, None, alarm(KB, reading)), reading.topic, can_write=can_write)
    return [reply.text for reply in respond(KB, case, message)]


def assessed(reader, *messages: str, can_write: bool = True) -> tuple[Case, list[str]]:
    """A case taken to its assessment, and what was said with it."""
    case = Case()
    for text in messages or MILD:
        said = say(reader, case, text, can_write)
    for _ in range(15):
        if case.done:
            return case, said
        said = say(reader, case, "none of these", can_write)
    raise AssertionError("no assessment")


@pytest.fixture
def agreed(reader) -> Case:
    """A case with an assessment, and a yes to the offer."""
    case, _ = assessed(reader)
    say(reader, case, "yes please")
    return case


@pytest.fixture
def due(agreed) -> Case:
    """The same case when the reminder came due."""
    return rechecking.come_due(KB, agreed, talking=True)


def test_where_the_bot_can_write_it_offers_to(reader):
    case, said = assessed(reader)
    when = KB.recheck["after"][case.assessed]["when"]
    assert said[-1] == WORDS["offer"].format(when=when) and case.recheck["state"] == "offered"


def test_where_it_cannot_it_says_so_and_when_to_come_back(reader):
    case, said = assessed(reader, can_write=False)
    when = KB.recheck["after"][case.assessed]["when"]
    assert said[-1] == WORDS["cannot"].format(when=when)
    assert "cannot write" in said[-1] and case.done
    say(reader, case, "yes", can_write=False)
    assert case.recheck["state"] == "told"


def test_after_an_emergency_nothing_is_offered(reader):
    case = Case()
    said = say(reader, case, "I cannot get my breath and my calf is swollen")
    assert not case.recheck and not any(WORDS["offer"][:12] in text for text in said)


def test_nothing_is_offered_where_others_may_read_along(reader):
    case = Case()
    for text in ("my husband kicked my knee and it hurts behind it", "no", "go on with the leg", *["none of these"] * 12):
        said = say(reader, case, text)
    assert case.done and not case.recheck and "write to you" not in " ".join(said)


@pytest.mark.parametrize("text", ["yes", "Yes, write to me", "1", "yes please do that"])
def test_a_yes_sets_it(reader, text):
    case, _ = assessed(reader)
    said = say(reader, case, text)
    assert case.recheck["state"] == "set" and "do not wait for me" in said[0]


@pytest.mark.parametrize("text", ["no", "No, thank you", "2", "nope"])
def test_a_no_leaves_it(reader, text):
    case, _ = assessed(reader)
    say(reader, case, text)
    assert case.recheck["state"] == "declined"


def test_a_question_in_between_loses_nothing(reader):
    case, _ = assessed(reader)
    say(reader, case, "what is a baker's cyst?")
    say(reader, case, "yes")
    assert case.recheck["state"] == "set"


def test_a_danger_told_instead_of_a_yes_comes_first_and_ends_the_offer(reader):
    case, _ = assessed(reader)
    said = say(reader, case, "yes, and now my calf is swollen and I can't breathe")
    assert "ambulance" in said[0].lower()
    assert case.recheck.get("state") != "set"


def test_a_danger_after_a_yes_cancels_it(reader, agreed):
    say(reader, agreed, "now one calf is swollen and warm, and I flew for ten hours")
    assert agreed.recheck["state"] == "cancelled"


@pytest.mark.parametrize(("text", "intent"), [("cancel the reminder", None), ("please don't remind me", None), ("stop", "stop")])
def test_it_is_taken_back(reader, agreed, text, intent):
    say(reader, agreed, text, intent=intent)
    assert agreed.recheck["state"] == "cancelled"


def test_starting_again_forgets_it(reader, agreed):
    say(reader, agreed, "start again", intent="start_again")
    assert not agreed.recheck


def test_a_more_urgent_assessment_writes_sooner(reader, agreed):
    said = say(reader, agreed, "my calf is swollen on that side now, 4 cm bigger")
    for _ in range(12):
        if agreed.done:
            break
        said = say(reader, agreed, "none of these")
    assert agreed.assessed == "consultation_24" and agreed.recheck["state"] == "set"
    assert agreed.recheck["hours"] == KB.recheck["after"]["consultation_24"]["hours"], said


def test_when_due_it_asks_how_it_is_and_assumes_nothing(agreed, due):
    assert due.asking["text"] == WORDS["ask"] and due.details["age"] == 34
    felt = {name for name in due.having("present") if KB.findings[name].kind not in ("person", "risk", "place")}
    assert not felt
    assert due.status("fever") is None and due.status("chest_pain") is None


def test_when_nothing_was_agreed_nothing_comes_due(reader):
    case, _ = assessed(reader)
    assert rechecking.come_due(KB, case, talking=True) is None


def test_nobody_is_interrupted_in_the_middle_of_an_answer(reader, agreed):
    agreed.asking = {"id": "age", "kind": "number"}
    assert rechecking.come_due(KB, agreed, talking=True) is None


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Better", "better"),
        ("1", "better"),
        ("it's a lot better thanks", "better"),
        ("nearly gone", "better"),
        ("not worse, a bit better even", "better"),
        ("The same", "same"),
        ("no better", "same"),
        ("it hasn't changed", "same"),
        ("not really better", "same"),
        ("still the same I think", "same"),
        ("Worse", "worse"),
        ("3", "worse"),
        ("it got worse overnight", "worse"),
        ("the pain is better but the stiffness is worse", "worse"),
        ("no better, in fact worse", "worse"),
    ],
)
def test_the_answer_is_heard_and_the_dangers_are_asked_again(reader, due, text, answer):
    said = say(reader, due, text)
    assert due.recheck["answer"] == answer
    assert WORDS["dangers"] in said and "chest_pain" in due.asking["findings"]


@pytest.mark.parametrize("answer", ["better", "same", "worse"])
def test_without_a_danger_it_closes_with_what_must_not_wait(reader, due, answer):
    say(reader, due, WORDS[answer])
    said = say(reader, due, "none of these")
    assert said[0] == WORDS[f"if_{answer}"][due.recheck["level"]]
    assert "Call" in said[-1] and due.done and due.asking is None


def test_a_danger_that_is_there_now_is_a_warning(reader, due):
    say(reader, due, "the same")
    said = say(reader, due, "yes, chest pain")
    assert "ambulance" in said[0].lower()


def test_a_danger_in_the_answer_itself_comes_first(reader, due):
    said = say(reader, due, "worse, I have coughed up blood")
    assert "ambulance" in said[0].lower()


def test_words_that_say_nothing_are_asked_once_more_and_then_the_dangers(reader, due):
    say(reader, due, "purple monkeys")
    assert due.asking["kind"] == "recheck"
    say(reader, due, "purple monkeys")
    assert "chest_pain" in due.asking["findings"]


def test_something_new_leads_to_a_new_assessment(reader, due):
    say(reader, due, "worse, and now it locks")
    say(reader, due, "none of these")
    assert not due.done and due.asking is not None


def test_unanswered_dangers_are_said_to_be_open(reader, due):
    say(reader, due, "better")
    said = say(reader, due, "not sure")
    while not due.done:
        said = say(reader, due, "not sure")
    assert any(KB.wording["assessment"]["open_safety"] in text for text in said)


@pytest.mark.parametrize("text", ["it's worse", "much better now, thank you", "the pain is still the same"])
def test_who_comes_back_and_says_how_it_is_gets_the_recheck(reader, text):
    case, _ = assessed(reader, can_write=False)
    later = rechecking.comes_back(KB, case, reader.read(text))
    said = say(reader, later, text, can_write=False)
    assert WORDS["dangers"] in said and "chest_pain" in later.asking["findings"]


@pytest.mark.parametrize(
    "text",
    ["hello", "my other knee locks now and that is worse", "my son's knee got worse", "is it better to rest?", "when will it be better?"],
)
def test_who_comes_back_with_something_else_is_heard_as_ever(reader, text):
    case, _ = assessed(reader, can_write=False)
    assert rechecking.comes_back(KB, case, reader.read(text)) is None


def test_who_comes_back_before_is_not_asked_to_agree_again(reader, agreed):
    from poplit.dialogue import returning
    from poplit.language.reading import Reading

    later = returning.resumed(KB, agreed, Reading("hello"))
    assert later.recheck["state"] == "set"
