"""Reminders that come true: by Rasa's scheduler, in our own processes, for channels that can speak first.

Rasa 3.6.21 has reminders, with five gaps that are closed here: one that is due after the session ran out (an hour) is thrown away; one
whose second passed while the server was busy is dropped; a scheduler that fails loses the whole turn, the answer with it; one that fails
when it is due is logged with the person's id; and a server that is started anew forgets them all.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from rasa.core import jobs
from rasa.core.agent import Agent
from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.core.processor import MessageProcessor
from rasa.core.tracker_store import SQLTrackerStore, TrackerStore
from rasa.shared.core.events import BotUttered, Event, ReminderCancelled, ReminderScheduled, Restarted, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from poplit.failures import log_failure
from poplit.knowledge import load

logger = logging.getLogger(__name__)

# Channels whose output can send without a request, by name. Not Twilio: WhatsApp takes no free text after a day of silence.
SPEAK_FIRST = frozenset({"web", "telegram", "slack", "socketio"})
CAN_WRITE = "can_write"  # in the metadata of a message: the actions read it there


def apply() -> None:
    """Closes the gaps in Rasa's message processor, once."""
    if not hasattr(MessageProcessor, "_poplit_reminders"):
        MessageProcessor._poplit_reminders = True
        MessageProcessor._schedule_reminders = _schedule
        MessageProcessor._cancel_reminders = staticmethod(_cancel)
        MessageProcessor._is_reminder_still_valid = staticmethod(_stands)


def announcing(handle: Callable[[UserMessage], Awaitable[Any]]) -> Callable[[UserMessage], Awaitable[Any]]:
    """A message handler that first notes in each message whether its channel can speak first."""

    async def handle_message(message: UserMessage) -> Any:
        if can_write(message.output_channel):
            message.metadata = {**(message.metadata or {}), CAN_WRITE: True}
        return await handle(message)

    return handle_message


def can_write(output: OutputChannel | None) -> bool:
    """True when the channel can bring a message that nobody waits for."""
    return output is not None and output.name() in SPEAK_FIRST


async def restore(agent: Agent, store: TrackerStore, outputs: Mapping[str, Callable[[], OutputChannel | None]]) -> int:
    """Sets the reminders again that conversations in an SQL store still wait for, and says how many; what is overdue comes at once.

    `outputs`: by the name of a channel, what makes its output. Reminders of other channels are left."""
    restored = 0
    for sender in _reminded(store):
        try:
            tracker = await store.retrieve_full_tracker(sender)
            reminders = [event for event in tracker.events if isinstance(event, ReminderScheduled)]
            make = outputs.get(tracker.get_latest_input_channel() or "")
            output = make() if make and reminders and _stands(tracker, reminders[-1]) else None
            if output is not None:
                await _schedule(agent.processor, reminders[-1:], tracker, output)
                restored += 1
        except Exception as error:  # one conversation must not keep the server from starting
            log_failure(logger, "Restoring a reminder", error)
    return restored


def _reminded(store: TrackerStore) -> list[str]:
    """The conversations of an SQL store in which a reminder was ever set."""
    if not isinstance(store, SQLTrackerStore):
        return []
    with store.session_scope() as session:
        found = session.query(store.SQLEvent.sender_id).filter(store.SQLEvent.type_name == ReminderScheduled.type_name).distinct()
        return [sender for (sender,) in found]


async def _schedule(processor: MessageProcessor, events: list[Event], tracker: DialogueStateTracker, output: OutputChannel) -> None:
    """Sets the reminders among the events. One that cannot be set is taken back in words; the turn goes on."""
    for event in events:
        if not isinstance(event, ReminderScheduled):
            continue
        try:
            (await jobs.scheduler()).add_job(
                _remind,
                "date",
                run_date=event.trigger_date_time,
                args=[processor, event, tracker.sender_id, output],
                id=event.name,
                replace_existing=True,
                name=event.scheduled_job_name(tracker.sender_id),
                misfire_grace_time=None,  # late is better than never
            )
        except Exception as error:
            log_failure(logger, "Setting a reminder", error)
            await _take_back(tracker, output)


async def _take_back(tracker: DialogueStateTracker, output: OutputChannel) -> None:
    """Says that no reminder was set, and keeps that in the conversation."""
    said = BotUttered(load().wording["recheck"]["failed"])
    tracker.update(said)
    try:
        await output.send_response(tracker.sender_id, said.message())
    except Exception as error:
        log_failure(logger, "Saying that no reminder was set", error)


async def _cancel(events: list[Event], tracker: DialogueStateTracker) -> None:
    """Takes back the reminders that the events cancel; one that stays runs into a case that wants none, and says nothing."""
    for event in events:
        if isinstance(event, ReminderCancelled):
            try:
                scheduler = await jobs.scheduler()
                for job in scheduler.get_jobs():
                    if event.cancels_job_with_name(job.name, tracker.sender_id):
                        job.remove()
            except Exception as error:
                log_failure(logger, "Cancelling a reminder", error)


async def _remind(processor: MessageProcessor, event: ReminderScheduled, sender: str, output: OutputChannel) -> None:
    try:
        await processor.handle_reminder(event, sender, output)
    except Exception as error:
        log_failure(logger, "A reminder", error)


def _stands(tracker: DialogueStateTracker, _reminder: ReminderScheduled) -> bool:
    """True while the latest case of the conversation waits for the reminder; a session that ran out takes nothing back."""
    for event in reversed(tracker.events):
        if isinstance(event, SlotSet) and event.key == "case" and event.value:
            return event.value.get("recheck", {}).get("state") == "set"
        if isinstance(event, Restarted):
            return False
    return False
