"""A reminder of Rasa's own, set in a conversation of the web chat, with the trained assistant."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from rasa.core import jobs
from rasa.shared.core.events import ReminderScheduled, SlotSet

from actions.reminders import INTENT, name
from poplit.case import Case
from poplit.rasa.runner import load_agent
from poplit.rasa.training import model
from tests.channels.web_server import serving


@pytest.fixture(scope="module")
def trained():
    return load_agent(model())


async def set_reminder(agent, visits, conversation: str) -> None:
    """As a yes to the offer does, but due in half a second."""
    tracker = await agent.tracker_store.retrieve(conversation)
    case = Case.from_json(tracker.get_slot("case"))
    case.recheck = {"state": "set", "level": "self_care", "hours": 24}
    case.asking = None
    reminder = ReminderScheduled(INTENT, datetime.now() + timedelta(seconds=0.5), name=name(conversation), kill_on_user_message=False)
    tracker.update_with_events([SlotSet("case", case.to_json()), reminder], agent.domain)
    await agent.tracker_store.save(tracker)
    await agent.processor._schedule_reminders([reminder], tracker, visits.channel.get_output_channel())


async def test_a_reminder_speaks_to_the_page_and_stays_in_the_history(trained):
    async with serving(trained) as visits:
        browser, other = visits(), visits()
        await browser.start()
        await other.start()
        page, elsewhere = await browser.connect(), await other.connect()
        await page.say("the back of my knee aches")
        before = await browser.history()
        await set_reminder(trained, visits, browser.conversation())
        pushed = [(await page.hears("pushed"))["replies"][0]["text"]]
        after = await browser.history()
        assert after[: len(before)] == before
        assert after[len(before)] == ("bot", pushed[0])
        assert all(who == "bot" for who, _ in after[len(before) :])
        assert elsewhere.told == []


async def test_a_deleted_conversation_is_not_reminded_of(trained):
    async with serving(trained) as visits:
        browser = visits()
        await browser.start()
        await browser.say("the back of my knee aches")
        await set_reminder(trained, visits, browser.conversation())
        conversation = browser.conversation()
        await browser.ask("DELETE", "/conversation")
        assert (await jobs.scheduler()).get_jobs() == []
        assert await trained.tracker_store.retrieve(conversation) is None
