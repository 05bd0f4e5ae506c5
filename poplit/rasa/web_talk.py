"""One visitor's message to the bot, and always an answer back."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.shared.core.trackers import DialogueStateTracker

from poplit.failures import log_failure
from poplit.rasa import web_tracker
from poplit.rasa.replies import Collector
from poplit.rasa.web_http import Refused, unanswered

logger = logging.getLogger(__name__)

CHANNEL = "web"
# Shorter than the page's 30 seconds, so that the server's own sentence comes first.
PATIENCE = 25.0

Answer = dict[str, Any]
Push = Callable[[str, Answer], Awaitable[None]]  # takes a conversation and one reply


class WebOutput(Collector):
    """What the bot says in one turn, and afterwards by itself: a reminder speaks through the channel of the turn that set it."""

    def __init__(self, push: Push) -> None:
        super().__init__()
        self._push, self._over = push, False

    @classmethod
    def name(cls) -> str:
        """The channel name that response variants in the domain may name."""
        return CHANNEL

    def end_turn(self) -> list[Answer]:
        """What was said in the turn. What is said from now on goes to the page unasked."""
        self._over = True
        collected, self.messages = self.messages, []
        return collected

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Collects a message of the turn, or pushes a later one."""
        await super().send_response(recipient_id, message)
        if self._over:
            for pushed in self.end_turn():
                await self._push(recipient_id, pushed)


class Talk:
    """Hands messages to Rasa and turns whatever comes back, or fails to, into an answer for the page."""

    def __init__(self, hand_over: Callable[[UserMessage], Awaitable[Any]], trouble: str, push: Push) -> None:
        self._hand_over, self._trouble, self._push = hand_over, trouble, push

    def unasked(self) -> WebOutput:
        """A channel for what the bot says while nobody waits for an answer."""
        output = WebOutput(self._push)
        output.end_turn()
        return output

    async def patiently(self, turn: asyncio.Task) -> Answer:
        """The turn's answer, or the safe sentence when it takes too long. The turn itself goes on: asked for again, it is there."""
        # asyncio.wait cancels nothing, neither at the time limit nor when the visitor's connection breaks.
        done, _ = await asyncio.wait({turn}, timeout=PATIENCE)
        if not done:
            logger.error("The web chat waited %s seconds for the bot; the visitor got the safe sentence.", PATIENCE)
        return turn.result() if done else unanswered(self._trouble)

    async def message(self, agent: Agent, conversation: str, text: str, message_id: str, body: dict[str, Any]) -> Answer:
        """Takes the turn that a request asks for: a typed text, a button that was offered, or one that went unanswered before."""
        payload, shown = body.get("payload"), None
        if payload or body.get("retry"):
            tracker = await agent.tracker_store.retrieve(conversation)
            if body.get("retry") and (earlier := web_tracker.answered(tracker, message_id)):
                return await self._with_state(agent, conversation, earlier)
            if payload and (shown := web_tracker.offered(tracker, payload)) is None:
                raise Refused(409, "old_button")
        return await self.turn(agent, conversation, payload or text, message_id, shown)

    async def turn(self, agent: Agent, conversation: str, text: str, message_id: str, shown: str | None = None) -> Answer:
        """One turn with the bot; `shown` is the title of the button that sent the text."""
        output, began = WebOutput(self._push), time.time()
        metadata = {"shown": shown} if shown else None
        try:
            await self._hand_over(UserMessage(text, output, conversation, input_channel=CHANNEL, message_id=message_id, metadata=metadata))
        except Exception as error:
            log_failure(logger, "A turn of the web chat", error)
            return unanswered(self._trouble, output.end_turn())
        replies = output.end_turn()
        if not replies:
            logger.error("The web chat got no answer from the bot; the visitor got the safe sentence.")
            return unanswered(self._trouble)
        return await self._with_state(agent, conversation, replies, began)

    async def _with_state(self, agent: Agent, conversation: str, replies: list[Answer], began: float = float("inf")) -> Answer:
        try:
            tracker = await agent.tracker_store.retrieve(conversation)
        except Exception as error:
            log_failure(logger, "Reading the tracker", error)  # the reply itself is there and must go out
            tracker = None
        return {"replies": replies, "state": self._state(tracker), "began_anew": web_tracker.began_since(tracker, began)}

    def _state(self, tracker: DialogueStateTracker | None) -> Answer:
        try:
            return web_tracker.state(tracker)
        except Exception as error:
            log_failure(logger, "Reading the state", error)
            return dict(web_tracker.NO_STATE)

    async def history(self, agent: Agent, conversation: str | None) -> Answer:
        """The conversation so far, where it stands, and whether the bot still has it in mind."""
        # The full one: a reminder that comes after the session's end begins a session, and what went before still belongs to the page.
        tracker = await agent.tracker_store.retrieve_full_tracker(conversation) if conversation else None
        minutes = agent.domain.session_config.session_expiration_time if agent.domain else 0
        return {"messages": web_tracker.history(tracker), "rested": web_tracker.rested(tracker, minutes), "state": self._state(tracker)}
