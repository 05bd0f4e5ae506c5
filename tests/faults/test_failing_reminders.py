"""A reminder that fails: the answer and the conversation are kept, and no false promise stands."""

import logging
import uuid

import pytest
from rasa.core import jobs
from rasa.core.channels.channel import UserMessage

from poplit.knowledge import load
from poplit.rasa.replies import Collector


@pytest.fixture
def messenger():
    class Messenger(Collector):
        @classmethod
        def name(cls) -> str:
            return "telegram"

    yield Messenger()
    jobs.kill_scheduler()


@pytest.fixture
def write(assistant, messenger):
    person = uuid.uuid4().hex

    def send(text: str) -> list[str]:
        messenger.messages.clear()
        message = UserMessage(text, messenger, person, input_channel="telegram")
        assistant._loop.run_until_complete(assistant._agent.handle_message(message))
        return [one["text"] for one in messenger.messages]

    send.person = person
    said = send("I'm a man of 29 and the front of my left knee hurts on stairs, for a month now, it came slowly")
    for _ in range(15):
        if "Shall I write" in said[-1]:
            return send
        said = send("none of these")
    raise AssertionError("nothing was offered")


def test_one_that_cannot_be_set_is_taken_back_in_words(assistant, write, monkeypatch, caplog):
    async def broken():
        raise RuntimeError("no scheduler")

    monkeypatch.setattr("rasa.core.jobs.scheduler", broken)
    with caplog.at_level(logging.ERROR):
        said = write("yes")
    assert said[-1] == load().wording["recheck"]["failed"]
    assert write("what is a baker's cyst?")
    said = [entry["typed"] for entry in assistant.case(write.person).said]
    assert said[-2:] == ["yes", "what is a baker's cyst?"]
    assert write.person not in caplog.text


def test_one_that_cannot_be_cancelled_loses_no_answer(assistant, write, monkeypatch):
    write("yes")

    async def broken():
        raise RuntimeError("no scheduler")

    monkeypatch.setattr("rasa.core.jobs.scheduler", broken)
    said = write("start again")
    assert load().wording["restart"] in said and assistant.case(write.person).findings == {}


def test_one_that_fails_when_it_is_due_still_asks(assistant, write, messenger, monkeypatch):
    write("yes")
    job = next(job for job in assistant._loop.run_until_complete(jobs.scheduler()).get_jobs() if write.person in job.name)

    def broken(*_, **__):
        raise RuntimeError("secret")

    monkeypatch.setattr("poplit.dialogue.rechecking.come_due", broken)
    messenger.messages.clear()
    assistant._loop.run_until_complete(job.func(*job.args))
    assert [one["text"] for one in messenger.messages] == [load().wording["recheck"]["ask"]]


def test_a_channel_that_is_gone_when_it_is_due_is_logged_without_the_person(assistant, write, messenger, monkeypatch, caplog):
    write("yes")
    job = next(job for job in assistant._loop.run_until_complete(jobs.scheduler()).get_jobs() if write.person in job.name)

    async def gone(*_, **__):
        raise ConnectionError("gone")

    monkeypatch.setattr(messenger, "send_response", gone)
    with caplog.at_level(logging.ERROR):
        assistant._loop.run_until_complete(job.func(*job.args))
    assert "A reminder failed" in caplog.text and write.person not in caplog.text
