"""Runs the assistant in this process: Rasa's agent with the actions called directly, no server and no port."""

from __future__ import annotations

import asyncio
import json
import logging
from pathlib import Path
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.core.lock_store import InMemoryLockStore
from rasa.core.tracker_store import InMemoryTrackerStore, TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import ClientResponseError, EndpointConfig
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection

from poplit import reasoning
from poplit.case import Case
from poplit.dialogue import Message
from poplit.failures import log_failure
from poplit.knowledge import load
from poplit.language import Reading
from poplit.rasa import patches, reminders
from poplit.rasa.replies import Collector

logger = logging.getLogger(__name__)
_ACTIONS = "actions"


class InProcessActions(EndpointConfig):
    """Stands in for the action server: Rasa's request goes to the same executor, without the network between.

    Request and answer pass through JSON, as they would on the wire, so that an action cannot reach into Rasa's own objects.
    """

    def __init__(self) -> None:
        super().__init__(url="in-process")
        self._executor = ActionExecutor()
        self._executor.register_package(_ACTIONS)

    async def request(
        self, method: str = "post", subpath: str | None = None, content_type: str | None = None, compress: bool = False, **kwargs: Any
    ) -> Any:
        try:
            result = await self._executor.run(json.loads(json.dumps(kwargs["json"])))
        except ActionExecutionRejection as rejected:
            body = {"error": str(rejected), "action_name": rejected.action_name}
            raise ClientResponseError(400, str(rejected), json.dumps(body)) from rejected
        return json.loads(json.dumps(result))


def load_agent(model: str | Path, tracker_store: TrackerStore | None = None) -> Agent:
    """The trained assistant, ready to talk. Conversations are kept in memory unless a tracker store is given."""
    patches.apply()
    reminders.apply()
    agent = Agent.load(
        model_path=str(model),
        action_endpoint=InProcessActions(),
        tracker_store=tracker_store or InMemoryTrackerStore(domain=Domain.empty()),
        lock_store=InMemoryLockStore(),
    )
    agent.handle_message = reminders.announcing(agent.handle_message)
    return agent


def outcome(tracker: DialogueStateTracker) -> dict[str, Any]:
    """Where a conversation stands: {"asks": finding ids or details asked about, "done", "assessment": object or None}."""
    case = Case.from_json(tracker.get_slot("case"))
    assessment = reasoning.assess(load(), case) if case.assessed else None
    return {"asks": asks(case), "done": case.done, "assessment": assessment}


def asks(case: Case) -> list[str]:
    """What the open question asks about: finding ids where each answer to choose from is one, else the name of a detail."""
    if case.asking is None:
        return []
    if case.asking["kind"] == "text":
        return ["site", "onset"]
    if case.asking["detail"] and not all(option["present"] for option in case.asking["options"] or [{"present": ()}]):
        return [case.asking["detail"]]
    return list(case.asking["findings"])


class Talk:
    """Conversations with one agent, one line at a time."""

    def __init__(self, agent: Agent) -> None:
        self._agent = agent
        self._loop = asyncio.new_event_loop()

    def say(self, text: str, sender: str) -> dict[str, Any]:
        """Send one message; return {"replies", "asks", "done", "assessment"}. Never without a reply, whatever fails."""
        return self._loop.run_until_complete(self.turn(text, sender))

    def greeting(self, sender: str) -> dict[str, Any]:
        """What the bot says first."""
        return self._loop.run_until_complete(self._turn("/greet", sender))

    def message(self, text: str) -> Message:
        """A message as it would reach the conversation: what was read in it, and what kind it is."""
        parsed = self._loop.run_until_complete(self._agent.parse_message(text))
        reading = Reading.from_json(parsed["reading"])
        return Message(reading, parsed["intent"]["name"], reading.topic)

    def case(self, sender: str) -> Case:
        """All that is known about a person now."""
        tracker = self._loop.run_until_complete(self._agent.tracker_store.get_or_create_tracker(sender))
        return Case.from_json(tracker.get_slot("case"))

    async def turn(self, text: str, sender: str) -> dict[str, Any]:
        """One turn with what a person typed: nothing in it is taken as a command."""
        words = text.strip().lstrip("/").strip()
        if not words:
            return await self._without_rasa(load().wording["blank"], sender)
        return await self._turn(words, sender)

    async def _turn(self, text: str, sender: str) -> dict[str, Any]:
        output = Collector()
        try:
            await self._agent.handle_message(UserMessage(text, output, sender, input_channel="collector"))
        except Exception as error:
            log_failure(logger, "A turn", error)
        if not output.messages:
            return await self._without_rasa(load().wording["failure"], sender)
        return {"replies": output.messages, **await self._outcome(sender)}

    async def _without_rasa(self, text: str, sender: str) -> dict[str, Any]:
        return {"replies": [{"text": text, "buttons": [], "custom": {}}], **await self._outcome(sender)}

    async def _outcome(self, sender: str) -> dict[str, Any]:
        try:
            return outcome(await self._agent.tracker_store.get_or_create_tracker(sender))
        except Exception as error:  # what was said, perhaps a warning, must go out all the same
            log_failure(logger, "Reading where the conversation stands", error)
            return {"asks": [], "done": False, "assessment": None}
