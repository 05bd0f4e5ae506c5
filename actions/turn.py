"""What all actions share: the case out of its slot, one call into the core, replies and slots back."""

from __future__ import annotations

import logging
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import reminders
from poplit.case import Case
from poplit.dialogue import Message, rechecking, respond, returning
from poplit.failures import log_failure
from poplit.knowledge import load
from poplit.language.reading import Reading
from poplit.wording import Reply

logger = logging.getLogger(__name__)


class Turn(Action):
    """An action that answers one message. Subclasses state their name, and the intent where it is not the message's own."""

    action_name: str = ""
    intent: str | None = None

    def name(self) -> str:
        return self.action_name or type(self).__name__

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        kb, message = load(), self._message(tracker)
        case = self._case(kb, tracker, message)
        recheck = dict(case.recheck)
        try:
            replies = self.replies(kb, case, message)
        except Exception as error:
            # a fault in one turn must never be silence
            log_failure(logger, self.name(), error)
            case, replies = Case.from_json(tracker.get_slot("case")), [Reply(kb.wording["failure"], custom={"failed": True})]
            recheck = case.recheck
        self.say(dispatcher, replies)
        return [*self.kept(case), *reminders.events(recheck, case.recheck, tracker.sender_id)]

    def say(self, dispatcher: CollectingDispatcher, replies: list[Reply]) -> None:
        """Hand the replies to Rasa."""
        for reply in replies:
            said = reply.to_json()
            dispatcher.utter_message(text=said["text"], buttons=said["buttons"], poplit=said["custom"])

    def kept(self, case: Case) -> list[dict[str, Any]]:
        """The events that keep a case."""
        return [SlotSet("case", case.to_json()), SlotSet("phase", case.phase)]

    def _case(self, kb: Any, tracker: Tracker, message: Message) -> Case:
        """The person's case; of one who comes back after the session ran out, what stays true of them."""
        kept = tracker.get_slot("case")
        earlier = returning.earlier_case(tracker.events) if kept is None else None
        if earlier is None:
            return Case.from_json(kept)
        return rechecking.comes_back(kb, earlier, message.reading) or returning.resumed(kb, earlier, message.reading)

    def replies(self, kb: Any, case: Case, message: Message) -> list[Reply]:
        """What to say; overridden where it is not an ordinary turn."""
        return respond(kb, case, message)

    def _message(self, tracker: Tracker) -> Message:
        latest = tracker.latest_message or {}
        reading = Reading.from_json(latest.get("reading") or {"text": ""})
        intent = self.intent or (latest.get("intent") or {}).get("name") or "inform"
        warned = tracker.get_slot("red_flag") if intent == "red_flag" else None
        return Message(reading, intent, reading.topic, warned, bool(_metadata(tracker).get("can_write")))


def _metadata(tracker: Tracker) -> dict[str, Any]:
    """What the channel sent along with the latest message."""
    said = next((event for event in reversed(tracker.events) if event.get("event") == "user"), {})
    return said.get("metadata") or {}
