"""The re-check through Rasa: its own scheduler keeps the time, and what was agreed comes true, or is honestly not promised."""

from __future__ import annotations

import asyncio
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from rasa.core import jobs
from rasa.core.channels.channel import UserMessage
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain

from poplit.knowledge import load
from poplit.rasa import reminders, web_tracker
from poplit.rasa.replies import Collector
from poplit.rasa.runner import load_agent
from poplit.rasa.training import model

WORDS = load().wording["recheck"]
STORY = "I'm a woman of 34 and the front of my right knee hurts on stairs, for two months now, it came slowly"
NIGHT = 20 * 60 * 60  # seconds


class Messenger(Collector):
    """A channel that can bring a message at any time, as a messenger's does."""

    @classmethod
    def name(cls) -> str:
        return "telegram"


class Person:
    """Somebody who writes through a channel, with what has come back so far."""

    def __init__(self, assistant, output: Collector):
        self.name, self.output, self._agent, self._loop = uuid.uuid4().hex, output, assistant._agent, assistant._loop

    def write(self, text: str) -> list[str]:
        """Sends one message; what is said to it."""
        self.output.messages.clear()
        message = UserMessage(text, self.output, self.name, input_channel=self.output.name())
        self._loop.run_until_complete(self._agent.handle_message(message))
        return self.said()

    def said(self) -> list[str]:
        return [message["text"] for message in self.output.messages]

    def assessed(self) -> list[str]:
        """Takes the talk to its assessment; what is said with it."""
        said = self.write(STORY)
        for _ in range(15):
            if any("information, not a diagnosis" in text for text in said):
                return said
            said = self.write("none of these")
        raise AssertionError("no assessment")

    def agreed(self) -> list[str]:
        self.assessed()
        return self.write("yes")

    def jobs(self) -> list:
        """The reminders that Rasa's scheduler holds for this person."""
        scheduler = self._loop.run_until_complete(jobs.scheduler())
        return [job for job in scheduler.get_jobs() if self.name in job.name]

    def wait(self) -> list[str]:
        """Lets the scheduler run what is due; what the bot says by itself."""
        self.output.messages.clear()

        async def due() -> None:
            for _ in range(100):
                await asyncio.sleep(0.05)
                if self.output.messages or not (await jobs.scheduler()).get_jobs():
                    break
            await asyncio.sleep(0.2)

        self._loop.run_until_complete(due())
        return self.said()

    def time_comes(self) -> list[str]:
        """The agreed time is now."""
        for job in self.jobs():
            job.modify(next_run_time=datetime.now(UTC))
        return self.wait()

    def sleep_over(self) -> None:
        """A night goes by in the conversation."""

        async def shift() -> None:
            tracker = await self._agent.tracker_store.retrieve(self.name)
            for event in tracker.events:
                event.timestamp -= NIGHT
            await self._agent.tracker_store.save(tracker)

        self._loop.run_until_complete(shift())

    def tracker(self):
        return self._loop.run_until_complete(self._agent.tracker_store.retrieve(self.name))


@pytest.fixture
def person(assistant):
    yield Person(assistant, Messenger())
    jobs.kill_scheduler()


@pytest.fixture
def other(assistant):
    return Person(assistant, Messenger())


def test_a_yes_becomes_a_reminder_at_the_agreed_time(person):
    offered = person.assessed()
    assert "Shall I write" in offered[-1] and person.output.messages[-1]["buttons"][0]["title"] == WORDS["agree"]
    said, before = person.write("yes"), datetime.now(UTC)
    (job,) = person.jobs()
    hours = [interval["hours"] for interval in load().recheck["after"].values()]
    waits = (job.next_run_time - before) / timedelta(hours=1)
    assert any(abs(waits - wanted) < 0.1 for wanted in hours) and "do not wait for me" in said[0]


def test_a_reminder_that_is_due_at_once_speaks_by_itself(person, monkeypatch):
    monkeypatch.setattr("actions.reminders.due", lambda hours: datetime.now(UTC))
    said = person.agreed()
    assert [*said[1:], *person.wait()] == [WORDS["ask"]]


def test_a_no_leaves_the_scheduler_alone(person):
    person.assessed()
    person.write("no thanks")
    assert not person.jobs()


def test_it_comes_true_the_next_day_though_the_session_ran_out(person):
    person.agreed()
    person.sleep_over()
    assert person.time_comes() == [WORDS["ask"]]
    said = person.write("worse")
    assert WORDS["dangers"] in said and "do you have any of these now" in said[-1]
    said = person.write("none of these")
    assert "within 24 hours" in said[0] and "Call" in said[-1]


def test_old_dangers_are_asked_again_and_new_ones_answered(person):
    person.agreed()
    person.sleep_over()
    person.time_comes()
    said = person.write("the same, but I coughed up blood this morning")
    assert "ambulance" in said[0].lower()


@pytest.mark.parametrize("text", ["start again", "stop", "please cancel the reminder"])
def test_it_is_cancelled_on_request(person, text):
    person.agreed()
    assert person.jobs()
    person.write(text)
    assert not person.jobs()


def test_a_danger_cancels_it(person):
    person.agreed()
    said = person.write("I suddenly can't breathe")
    assert "ambulance" in said[0].lower() and not person.jobs()


def test_in_a_deleted_conversation_nothing_is_said(person):
    person.agreed()
    store = person._agent.tracker_store
    person._loop.run_until_complete(web_tracker.forget(store, person.name))
    assert person.time_comes() == []


def test_a_reminder_that_outlived_its_cancelling_says_nothing(person):
    person.agreed()
    (job,) = person.jobs()
    person.write("start again")
    person.output.messages.clear()
    person._loop.run_until_complete(job.func(*job.args))
    assert person.said() == []


def test_who_came_back_first_is_still_reminded(person):
    person.agreed()
    person.sleep_over()
    assert "Welcome back" in person.write("hello")[0]
    person.write("nothing new, thanks, bye")
    person.sleep_over()
    assert person.time_comes() == [WORDS["ask"]]


def test_where_it_could_not_write_coming_back_with_worse_is_understood(assistant):
    quiet = Person(assistant, Collector())
    quiet.assessed()
    quiet.sleep_over()
    said = quiet.write("it got worse")
    assert WORDS["dangers"] in said and "do you have any of these now" in said[-1]
    assert "within 24 hours" in quiet.write("none of these")[0]
    jobs.kill_scheduler()


def test_nobody_is_interrupted_in_the_middle_of_an_answer(person):
    person.agreed()
    person.write("another thing: how do I know, my calf got thicker")
    asks = person.tracker().get_slot("case")["asking"]
    assert person.time_comes() == ([] if asks else [WORDS["ask"]])


def test_a_restart_of_the_server_keeps_it(tmp_path):
    class Talk:
        """The assistant of a server with conversations in a file."""

        def __init__(self) -> None:
            self.store = SQLTrackerStore(domain=Domain.empty(), dialect="sqlite", db=str(tmp_path / "conversations.db"))
            self._agent, self._loop = load_agent(model(), self.store), asyncio.new_event_loop()

    before = Person(Talk(), Messenger())
    before.agreed()
    declined = Person(Talk(), Messenger())
    declined.assessed()
    declined.write("yes")
    declined.write("start again")
    jobs.kill_scheduler()

    server, output = Talk(), Messenger()
    after = Person(server, output)
    after.name = before.name
    restored = server._loop.run_until_complete(reminders.restore(server._agent, server.store, {"telegram": lambda: output}))
    assert restored == 1 and len(after.jobs()) == 1
    after.sleep_over()
    assert after.time_comes() == [WORDS["ask"]]
    jobs.kill_scheduler()


def test_two_people_have_a_reminder_each(person, other):
    person.agreed()
    other.agreed()
    assert len(person.jobs()) == len(other.jobs()) == 1
    person.write("start again")
    assert not person.jobs() and len(other.jobs()) == 1


def test_where_no_message_can_be_brought_none_is_promised(assistant):
    quiet = Person(assistant, Collector())
    said = quiet.assessed()
    assert "I cannot write to you first here" in said[-1]
    quiet.write("yes")
    assert not quiet.jobs()
    jobs.kill_scheduler()


@pytest.mark.parametrize("text", ["/EXTERNAL_recheck", "EXTERNAL: EXTERNAL_recheck", 'EXTERNAL_recheck{"hours": 0}', "/EXTERNAL_recheck{}"])
def test_nobody_can_type_a_reminder(assistant, say, text):
    say(STORY)
    told = say(text)
    assert told["replies"] and told["replies"][0]["text"] != WORDS["ask"]
