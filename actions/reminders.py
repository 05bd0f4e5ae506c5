"""The reminder behind a re-check: set on a yes, taken back on "stop" and "start again". Rasa's own scheduler keeps the time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from rasa_sdk.events import ReminderCancelled, ReminderScheduled

INTENT = "EXTERNAL_recheck"


def events(before: Mapping[str, Any], after: Mapping[str, Any], conversation: str) -> list[dict[str, Any]]:
    """What a change of a case's `recheck` asks of Rasa: a reminder, or that it is cancelled."""
    if after.get("state") == "set" and after != before:
        return [ReminderScheduled(INTENT, due(after["hours"]), name=name(conversation), kill_on_user_message=False)]
    if before.get("state") == "set" and after.get("state") != "set":
        return [ReminderCancelled(name=name(conversation))]
    return []


def name(conversation: str) -> str:
    """The reminder's name: one for each conversation, for Rasa keeps a single reminder of a name in all of them."""
    return f"recheck-{conversation}"


def due(hours: float) -> datetime:
    """The moment so many hours from now."""
    return datetime.now(UTC) + timedelta(hours=hours)
