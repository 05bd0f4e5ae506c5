"""What the web chat reads from a conversation's tracker, and how it deletes one."""

from __future__ import annotations

import time
from typing import Any

import sqlalchemy as sa
from rasa.core.tracker_store import InMemoryTrackerStore, RedisTrackerStore, SQLTrackerStore, TrackerStore
from rasa.shared.core.constants import IS_EXTERNAL
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, Restarted, SessionStarted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from poplit.rasa.replies import said

NO_STATE = {"asks": [], "done": False, "level": None}


def _replies(event: BotUttered) -> list[dict[str, Any]]:
    """The bot message as the page gets it, if it holds something to show."""
    shown = said(event.message())
    return [shown] if shown["text"] or shown["buttons"] else []


def state(tracker: DialogueStateTracker | None) -> dict[str, Any]:
    """Where the conversation stands: what is asked, whether it is done, the triage level so far."""
    try:
        from poplit.rasa.runner import outcome
    except ImportError:
        return dict(NO_STATE)
    if tracker is None:
        return dict(NO_STATE)
    found = outcome(tracker)
    return {"asks": found["asks"], "done": found["done"], "level": (found.get("assessment") or {}).get("triage")}


def _current(tracker: DialogueStateTracker | None) -> list[Event]:
    """The events since the conversation last began. What the bot says by itself, perhaps a day later, begins none."""
    events = list(tracker.events) if tracker else []
    starts = [at for at, event in enumerate(events) if isinstance(event, Restarted | SessionStarted)]
    while starts and isinstance(events[starts[-1]], SessionStarted) and _begun_unasked(events[starts[-1] :]):
        starts.pop()
    return events[starts[-1] + 1 :] if starts else events


def _begun_unasked(session: list[Event]) -> bool:
    first = next((event for event in session if isinstance(event, UserUttered)), None)
    return first is not None and _unasked(first)


def history(tracker: DialogueStateTracker | None) -> list[dict[str, Any]]:
    """The conversation as both sides saw it."""
    messages: list[dict[str, Any]] = []
    unasked = False
    for event in _current(tracker):
        if isinstance(event, UserUttered):
            unasked = _unasked(event)
            if words := _words(event):
                messages.append({"from": "person", "text": words})
        elif isinstance(event, BotUttered):
            for shown in _replies(event):
                if unasked and shown["buttons"]:
                    # A question the bot asks by itself takes the place of the one before.
                    messages = [{**message, "buttons": []} if message["from"] == "bot" else message for message in messages]
                    unasked = False
                messages.append({"from": "bot", **shown})
    return messages


def _unasked(event: UserUttered) -> bool:
    """True for what Rasa notes when a reminder, and no person, begins a turn."""
    return bool((event.metadata or {}).get(IS_EXTERNAL))


def _words(event: UserUttered) -> str:
    """What the person saw themselves say: a button's title, or the text; nothing for what no person typed."""
    shown = (event.metadata or {}).get("shown")
    text = event.text or ""
    return shown or ("" if text.startswith("/") or _unasked(event) else text)


def offered(tracker: DialogueStateTracker | None, payload: str) -> str | None:
    """The title of the button with this payload, if the bot's last turn offered it."""
    for message in reversed(history(tracker)):
        if message["from"] == "person":
            return None
        for button in message["buttons"]:
            if button["payload"] == payload:
                return button["title"]
    return None


def answered(tracker: DialogueStateTracker | None, message_id: str) -> list[dict[str, Any]]:
    """The answer this message already got, from the tracker: outlasts a restart and is seen by every replica."""
    found: list[dict[str, Any]] = []
    mine = False
    for event in _current(tracker):
        if isinstance(event, UserUttered):
            mine = event.message_id == message_id
        elif mine and isinstance(event, BotUttered):
            found += _replies(event)
    return found


def rested(tracker: DialogueStateTracker | None, minutes: float) -> bool:
    """True when the next message will begin a new session (0 minutes: sessions never end)."""
    last = tracker.get_last_event_for(UserUttered) if tracker else None
    return bool(last and minutes > 0 and time.time() - last.timestamp > minutes * 60)


def began_since(tracker: DialogueStateTracker | None, moment: float) -> bool:
    """True when a new session began after this moment, so that the bot no longer knows what was said before."""
    starts = [event for event in (tracker.events if tracker else []) if isinstance(event, SessionStarted)]
    return bool(starts and starts[-1].timestamp >= moment)


async def forget(store: TrackerStore, conversation: str) -> bool:
    """Deletes a conversation. Where the store cannot, the bot at least forgets it, and the answer is False."""
    # Agent.load wraps the store; the fallback inside holds what could not be written to the first.
    inner = [part for name in ("_tracker_store", "_fallback_tracker_store") if (part := getattr(store, name, None))]
    if inner:
        return all([await forget(part, conversation) for part in inner])
    if isinstance(store, SQLTrackerStore):
        _delete_rows(store, conversation)
    elif isinstance(store, InMemoryTrackerStore):
        store.store.pop(conversation, None)
    elif isinstance(store, RedisTrackerStore):
        store.red.delete(store.key_prefix + conversation)
    else:
        return await _restart(store, conversation)
    return True


def _delete_rows(store: SQLTrackerStore, conversation: str) -> None:
    with store.session_scope() as session:
        if store.engine.dialect.name == "sqlite":
            # Otherwise SQLite only marks the pages free, and the words stay in the file.
            session.execute(sa.text("PRAGMA secure_delete = ON"))
        session.query(store.SQLEvent).filter(store.SQLEvent.sender_id == conversation).delete(synchronize_session=False)
        session.commit()


async def _restart(store: TrackerStore, conversation: str) -> bool:
    tracker = await store.retrieve(conversation)
    if tracker is not None:
        tracker.update(Restarted())
        tracker.update(ActionExecuted("action_listen"))
        await store.save(tracker)
    return tracker is None
