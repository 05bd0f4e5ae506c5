"""Somebody comes back after the session ran out: they are welcomed, dangers are asked again, and nobody else's talk is resumed."""

from __future__ import annotations

import asyncio
import uuid

import pytest

REST = 3 * 60 * 60  # seconds; longer than a session of domain.yml lasts


@pytest.fixture
def rest(assistant):
    """A function that lets three hours go by in a conversation."""

    def later(sender: str) -> None:
        async def shift() -> None:
            store = assistant._agent.tracker_store
            tracker = await store.retrieve(sender)
            for event in tracker.events:
                event.timestamp -= REST
            await store.save(tracker)

        asyncio.run(shift())

    return later


def held(assistant, *messages: str) -> str:
    sender = uuid.uuid4().hex
    for text in messages:
        assistant.say(text, sender)
    return sender


def words(answer) -> list[str]:
    return [reply["text"].lower() for reply in answer["replies"]]


def test_a_greeting_the_next_day_is_a_welcome_back_and_the_first_question(assistant, rest):
    sender = held(assistant, "I am 52 and have a dull ache behind my left knee", "none of these")
    rest(sender)
    said = words(assistant.say("hello again", sender))
    assert "welcome back" in said[0] and "pain at the back of the knee" in said[0]
    assert "where does it hurt" in said[1] and len(said) == 2


def test_dangers_are_asked_again_and_who_they_are_is_not(assistant, rest):
    sender = held(assistant, "I am 52 and have a dull ache behind my left knee", "none of these")
    rest(sender)
    answer = assistant.say("the ache behind the knee is still there", sender)
    assert "welcome back" in words(answer)[0] and "breathless_new" in answer["asks"]
    case = assistant.case(sender)
    assert case.details["age"] == 52 and case.status("fever") is None


def test_an_old_danger_is_not_assumed(assistant, rest):
    sender = held(assistant, "my calf is swollen and I am short of breath")
    rest(sender)
    answer = assistant.say("hello again", sender)
    assert answer["assessment"] is None and assistant.case(sender).status("breathless_new") is None


def test_a_new_danger_comes_before_any_welcome(assistant, rest):
    sender = held(assistant, "a dull ache behind my left knee")
    rest(sender)
    said = words(assistant.say("I can't get my breath and my calf is swollen", sender))
    assert "emergency number" in said[0] and "welcome" not in " ".join(said)


def test_what_happened_at_home_is_never_said_again(assistant, rest):
    sender = held(assistant, "my husband kicked my knee and it hurts behind it")
    rest(sender)
    said = " ".join(words(assistant.say("hello", sender)))
    assert "welcome back" in said and "another person" not in said and "afraid" not in said


def test_a_child_asked_for_later_does_not_get_the_writers_age(assistant, rest):
    sender = held(assistant, "I am 52 and have a dull ache behind my left knee")
    rest(sender)
    said = words(assistant.say("now my son has a sore calf", sender))
    assert "welcome back" not in said[0] and assistant.case(sender).details.get("age") is None


def test_starting_again_leaves_nothing_to_come_back_to(assistant, rest):
    sender = held(assistant, "I am 52 and have a dull ache behind my left knee", "start again")
    rest(sender)
    assert "welcome back" not in words(assistant.say("hello", sender))[0]
