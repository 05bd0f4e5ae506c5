"""The conversations of the web chat: begun, carried on and deleted here, whichever way a request came."""

from __future__ import annotations

import uuid
from collections.abc import Awaitable, Callable
from typing import Any, Protocol

from rasa.core import jobs
from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.shared.core.events import ReminderCancelled

from poplit.rasa import web_tracker
from poplit.rasa.web_guard import Ids, Visitor, Visitors, typed
from poplit.rasa.web_http import Refused
from poplit.rasa.web_talk import Answer, Talk, WebOutput

MOST_CHARACTERS = 2000
GREETING = "/greet"


class Pages(Protocol):
    """The pages that are connected to this server, as far as a conversation needs them."""

    async def push(self, conversation: str, reply: Answer) -> bool:
        """Sends a reply to the conversation's pages; False when none is connected."""

    async def let_go(self, conversation: str) -> None:
        """Tells the conversation's pages that it is gone, and closes their connections."""


class Conversations:
    """Knows which conversations there are, and takes their turns one after the other."""

    def __init__(self, ids: Ids, hand_over: Callable[[UserMessage], Awaitable[Any]], trouble: str) -> None:
        self._ids = ids
        self._visitors = Visitors()
        self._talk = Talk(hand_over, trouble, self._push)
        self._pages: Pages | None = None

    def connect_to(self, pages: Pages) -> None:
        """Lets replies that nobody asked for reach the pages that are connected."""
        self._pages = pages

    def unasked(self) -> WebOutput:
        """A channel for what the bot says while nobody waits for an answer."""
        return self._talk.unasked()

    async def known(self, agent: Agent, conversation: str | None) -> str:
        """The conversation, if there is one of this id; an id counts only as far as `ids` has read it."""
        if conversation is None:
            raise Refused(401, "unknown")
        if conversation not in self._visitors and await agent.tracker_store.retrieve(conversation) is None:
            # Deleted, or lost with the memory of a restarted server: going on as if nothing was would be unsafe.
            raise Refused(401, "unknown")
        return conversation

    async def begin(self, agent: Agent) -> tuple[str, Answer]:
        """A new conversation, and what the bot says first."""
        conversation, message_id = self._ids.mint(), uuid.uuid4().hex
        turn = self._visitors.get(conversation).turn(message_id, lambda: self._talk.turn(agent, conversation, GREETING, message_id))
        greeted = await self._talk.patiently(turn)
        return conversation, {**greeted, "began_anew": False}  # nothing went before that could be missed

    async def take(self, agent: Agent, conversation: str, body: dict[str, Any]) -> Answer:
        """The answer to one message, in the words of a request's body. The same message twice is one turn."""
        visitor = self._visitors.get(conversation)
        if visitor.too_fast():
            raise Refused(429, "too_fast")
        text, message_id = text_of(body), name_of(body)
        turn = visitor.turn(message_id, lambda: self._turn(agent, conversation, visitor, text, message_id, body))
        answer = await self._talk.patiently(turn)
        pushed = visitor.take_unseen()
        return {**answer, "pushed": pushed} if pushed else answer

    async def history(self, agent: Agent, conversation: str | None) -> Answer:
        """The conversation so far; what the bot said by itself is in it, and counts as seen."""
        told = await self._talk.history(agent, conversation)
        if conversation:
            self.unseen(conversation)
        return told

    def unseen(self, conversation: str) -> list[Answer]:
        """What the bot said by itself while no page was connected."""
        return self._visitors.get(conversation).take_unseen() if conversation in self._visitors else []

    def hold_back(self, conversation: str) -> None:
        """Counts a request as one message; refuses it when there were too many in a short time."""
        if self._visitors.get(conversation).too_fast():
            raise Refused(429, "too_fast")

    async def delete(self, agent: Agent, conversation: str) -> bool:
        """Deletes a conversation and lets its pages go. False where the store cannot delete."""
        deleted = await self._erase(agent, conversation)
        if self._pages:
            await self._pages.let_go(conversation)
        await _cancel_reminders(conversation)
        return deleted

    async def _erase(self, agent: Agent, conversation: str) -> bool:
        # In the lock, or a turn under way would write the conversation back.
        async with agent.lock_store.lock(conversation):
            self._visitors.forget(conversation)
            return await web_tracker.forget(agent.tracker_store, conversation)

    async def _turn(self, agent: Agent, conversation: str, visitor: Visitor, text: str, message_id: str, body: dict[str, Any]) -> Answer:
        answer = await self._talk.message(agent, conversation, text, message_id, body)
        if visitor.gone:
            # Deleted while this turn waited for its place: what it wrote goes too.
            await self._erase(agent, conversation)
            raise Refused(401, "unknown")
        return answer

    async def _push(self, conversation: str, reply: Answer) -> None:
        if not (self._pages and await self._pages.push(conversation, reply)):
            self._visitors.get(conversation).missed(reply)


async def _cancel_reminders(conversation: str) -> None:
    scheduler = await jobs.scheduler()
    for job in scheduler.get_jobs():
        if ReminderCancelled().cancels_job_with_name(job.name, conversation):
            job.remove()


def name_of(body: dict[str, Any]) -> str:
    """The page's name for a message, by which a repetition is known."""
    return str(body.get("message_id") or uuid.uuid4().hex)[:64]


def text_of(body: dict[str, Any]) -> str:
    """The words in a request, harmless and not too many; empty only when a button was pressed."""
    text, payload = body.get("text", ""), body.get("payload", "")
    if not isinstance(text, str) or not isinstance(payload, str):
        raise Refused(400, "not_understood")
    if len(text) > MOST_CHARACTERS:
        raise Refused(413, "too_long")
    text = typed(text)
    if not text and not payload:
        raise Refused(400, "blank")
    return text
