"""Socket.IO for the web chat: the same conversation over an open connection, so that the bot can also speak first.

In: "message" with the body of POST message, answered in its acknowledgement with {"status", ...the same answer}; "unseen", answered
with {"replies"} that came while the page was away. Out: "typing" {"message_id"} when a turn begins, "pushed" {"replies"}, "gone".
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.agent import Agent
from sanic.request import Request
from sanic.response import HTTPResponse
from socketio import AsyncServer
from socketio.exceptions import ConnectionRefusedError as Unwelcome

from poplit.rasa.web_conversations import Conversations, name_of
from poplit.rasa.web_guard import Ids
from poplit.rasa.web_http import MOST_BYTES, Refused, agent_of, check_site, in_words, receive, signed_id
from poplit.rasa.web_talk import Answer

# A person's words pass through the library's own log lines, and its errors may quote them.
SILENT = logging.getLogger(f"{__name__}.socketio")
SILENT.setLevel(logging.CRITICAL)
SILENT.addHandler(logging.NullHandler())
NAMESPACE = "/"
# Over long-polling several packets come in one request.
MOST_BYTES_AT_ONCE = 2 * MOST_BYTES
MOST_REFUSALS = 20  # then a page is let go


class SocketPages:
    """The connected pages, each in the room of its conversation."""

    def __init__(self, conversations: Conversations, ids: Ids, say: dict[str, str], most_connections: int) -> None:
        self._conversations, self._ids, self._say, self._most = conversations, ids, say, most_connections
        self._server = AsyncServer(
            async_mode="sanic",
            # Off, with its headers for other sites: every request passes check_site, which also holds behind a proxy.
            cors_allowed_origins=[],
            max_http_buffer_size=MOST_BYTES_AT_ONCE,
            logger=SILENT,
            engineio_logger=SILENT,
        )
        self._tasks: set[asyncio.Future] = set()
        self._server.eio.start_background_task = self._in_background
        for name, handler in (("connect", self._connect), ("message", self._message), ("unseen", self._unseen)):
            self._server.on(name, handler)

    async def handle(self, request: Request) -> HTTPResponse | None:
        """One request of the transport: long-polling, or a whole websocket, to which there is no answer when it ends."""
        if request.method == "POST":
            await receive(request, MOST_BYTES_AT_ONCE)
        check_site(request)
        if "j" in request.args:
            raise Refused(400, "not_understood")  # answers as a script, which another site's page could load
        response = await self._server.handle_request(request)
        socket = self._server.eio.sockets.get(request.args.get("sid"))
        if request.method == "POST" and socket and socket.closed:
            socket.queue.put_nowait(None)  # the page said goodbye; its open poll would wait for nothing
        if getattr(request.transport.get_protocol(), "websocket", None):
            return None
        response.headers["Cache-Control"] = "no-store"
        return response

    async def close(self) -> None:
        """Lets every page go before the server stops, which would wait for them."""
        for sid in self._sids(None):
            await self._server.disconnect(sid)
        await self._server.shutdown()
        for task in self._tasks:
            task.cancel()

    def _in_background(self, work: Callable[..., Awaitable[Any]], *args: Any, **kwargs: Any) -> asyncio.Future:
        """As the library's own, whose tasks nobody ends: each would complain when the server stops."""
        task = asyncio.ensure_future(work(*args, **kwargs))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def push(self, conversation: str, reply: Answer) -> bool:
        """Sends a reply to the conversation's pages; False when none is connected."""
        if not self._sids(conversation):
            return False
        await self._server.emit("pushed", {"replies": [reply]}, room=conversation)
        return True

    async def let_go(self, conversation: str) -> None:
        """Tells the conversation's pages that it is gone, and closes their connections."""
        await self._server.emit("gone", room=conversation)
        for sid in self._sids(conversation):
            await self._server.disconnect(sid)

    def _sids(self, room: str | None) -> list[str]:
        """The connections in a room; None is the room of all."""
        return [sid for sid, _ in self._server.manager.get_participants(NAMESPACE, room)]

    async def _connect(self, sid: str, environ: dict[str, Any], auth: Any = None) -> None:
        """Lets a page in that brings the cookie or the token of a conversation; the reason of a refusal is the name of its sentence."""
        request = environ.get("sanic.request") if isinstance(environ, dict) else None
        if not isinstance(request, Request):
            raise Unwelcome("not_now")  # a page may send an event of this name
        token = auth.get("token") if isinstance(auth, dict) else None
        signed = token if isinstance(token, str) else signed_id(request)
        try:
            conversation = await self._conversations.known(agent_of(request.app), self._ids.read(signed))
        except Exception as error:
            status, _ = in_words(error, self._say)
            raise Unwelcome("unknown" if status == 401 else "not_now") from None
        if len(self._sids(conversation)) >= self._most:
            raise Unwelcome("too_many")
        await self._server.save_session(sid, {"conversation": conversation, "app": request.app, "refusals": 0})
        await self._server.enter_room(sid, conversation)

    async def _message(self, sid: str, *sent: Any) -> Answer:
        return await self._answered(sid, self._take, sent[0] if sent else None)

    async def _unseen(self, sid: str, *_sent: Any) -> Answer:
        return await self._answered(sid, self._catch_up, None)

    async def _answered(self, sid: str, take: Callable[..., Awaitable[Answer]], body: Any) -> Answer:
        """What `take` answers, or the sentence that says why not; whoever is refused again and again is let go."""
        session = await self._server.get_session(sid)
        try:
            agent = agent_of(session["app"])
            conversation = await self._conversations.known(agent, session["conversation"])
            return {"status": 200, **await take(sid, agent, conversation, body)}
        except Exception as error:
            status, content = in_words(error, self._say)
        session["refusals"] += status >= 400
        if session["refusals"] > MOST_REFUSALS:
            await self._server.disconnect(sid)
        return {"status": status, **content}

    async def _take(self, sid: str, agent: Agent, conversation: str, body: Any) -> Answer:
        if not isinstance(body, dict):
            raise Refused(400, "not_understood")
        body = {**body, "message_id": name_of(body)}
        # The page takes it as a receipt too: without one, the connection is dead.
        await self._server.emit("typing", {"message_id": body["message_id"]}, to=sid)
        return await self._conversations.take(agent, conversation, body)

    async def _catch_up(self, sid: str, agent: Agent, conversation: str, body: Any) -> Answer:
        self._conversations.hold_back(conversation)
        return {"replies": self._conversations.unseen(conversation)}
