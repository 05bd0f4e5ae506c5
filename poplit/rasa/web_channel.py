"""The web chat: the page and its conversation on one origin, as a Rasa channel.

In credentials.yml, with nothing after it:  poplit.rasa.web_channel.WebChannel:
"""

from __future__ import annotations

import uuid
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, redirect

from poplit.rasa import web_tracker
from poplit.rasa.web_guard import Ids, Visitors, read_secret, typed
from poplit.rasa.web_http import COOKIE, Refused, answer, check_site, read_body, safely, set_cookie
from poplit.rasa.web_page import HEADERS, Page, texts
from poplit.rasa.web_summary import SummaryFiles
from poplit.rasa.web_talk import CHANNEL, Talk

MOST_CHARACTERS = 2000
GREETING = "/greet"


def mount_at_root(app: Sanic) -> None:
    """Makes "/" lead to the chat page. A middleware, because Rasa's own app already has a route there."""

    @app.middleware("request")
    async def to_the_page(request: Request) -> HTTPResponse | None:
        return redirect("webhooks/web/") if request.path == "/" and request.method in ("GET", "HEAD") else None


class WebChannel(InputChannel):
    """Serves the chat page and holds its conversations."""

    def __init__(self, secret: bytes | None = None) -> None:
        self._ids = Ids(secret or read_secret())
        self._visitors = Visitors()
        self._page = Page()
        self._files = SummaryFiles()
        self._say = texts()["server"]

    @classmethod
    def name(cls) -> str:
        """The name in the path, /webhooks/web/, and in the tracker."""
        return CHANNEL

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The routes of the page and of the conversation."""
        self._talk = Talk(on_new_message, self._say["trouble"])
        web = Blueprint("poplit_web")
        for path, method, handler in (
            ("/", "GET", self._index),
            ("/<name:[a-z]+[.][a-z]+>", "GET", self._file),
            ("/conversation", "POST", self._start),
            ("/conversation", "DELETE", self._forget),
            ("/message", "POST", self._message),
            ("/history", "GET", self._history),
            ("/summary/<form:[a-z]+>", "GET", self._summary),
        ):
            handler = safely(handler, self._say, self._talk.trouble)
            # stream: the body waits for read_body, which has its own limit.
            web.add_route(handler, path, methods=[method], stream=method == "POST")

        @web.middleware("response")
        async def strict(_request: Request, response: HTTPResponse) -> None:
            response.headers.update(HEADERS)

        return web

    async def _index(self, request: Request) -> HTTPResponse:
        # Without the last slash the page would look for its files one folder up.
        return self._page.index() if request.path.endswith("/") else redirect("web/")

    async def _file(self, request: Request, name: str) -> HTTPResponse:
        return self._page.file(name, request)

    async def _start(self, request: Request) -> HTTPResponse:
        await read_body(request)
        agent = request.app.ctx.agent
        if old := self._ids.read(request.cookies.get(COOKIE)):
            # Its cookie is about to be replaced: nobody could reach it, or delete it, any more.
            await self._delete(agent, old)
        conversation, message_id = self._ids.mint(), uuid.uuid4().hex
        turn = self._visitors.get(conversation).turn(message_id, lambda: self._talk.turn(agent, conversation, GREETING, message_id))
        greeted = await self._talk.patiently(turn)
        response = answer({**greeted, "began_anew": False})  # nothing went before that could be missed
        if not greeted.get("failed"):
            set_cookie(request, response, self._ids.sign(conversation))
        return response

    async def _message(self, request: Request) -> HTTPResponse:
        body = await read_body(request)
        agent, conversation = request.app.ctx.agent, await self._conversation(request)
        visitor = self._visitors.get(conversation)
        if visitor.too_fast():
            raise Refused(429, "too_fast")
        text, message_id = _text(body), str(body.get("message_id") or uuid.uuid4().hex)[:64]
        turn = visitor.turn(message_id, lambda: self._talk.message(agent, conversation, text, message_id, body))
        return answer(await self._talk.patiently(turn))

    async def _history(self, request: Request) -> HTTPResponse:
        conversation = self._ids.read(request.cookies.get(COOKIE))  # none, on the first visit: nothing was said yet
        return answer(await self._talk.history(request.app.ctx.agent, conversation))

    async def _summary(self, request: Request, form: str) -> HTTPResponse:
        check_site(request)
        conversation = await self._conversation(request)
        if self._visitors.get(conversation).too_fast():
            raise Refused(429, "too_fast")
        return await self._files.make(await request.app.ctx.agent.tracker_store.retrieve(conversation), form)

    async def _forget(self, request: Request) -> HTTPResponse:
        check_site(request)
        deleted = await self._delete(request.app.ctx.agent, await self._conversation(request))
        response = answer({"deleted": deleted})
        del response.cookies[COOKIE]
        return response

    async def _delete(self, agent: Any, conversation: str) -> bool:
        # In the lock, or a turn under way would write the conversation back.
        async with agent.lock_store.lock(conversation):
            self._visitors.forget(conversation)
            return await web_tracker.forget(agent.tracker_store, conversation)

    async def _conversation(self, request: Request) -> str:
        """The conversation that the cookie names, if this server minted it and still has it."""
        conversation = self._ids.read(request.cookies.get(COOKIE))
        if conversation is None:
            raise Refused(401, "unknown")
        if conversation not in self._visitors and await request.app.ctx.agent.tracker_store.retrieve(conversation) is None:
            # Deleted, or lost with the memory of a restarted server: going on as if nothing was would be unsafe.
            raise Refused(401, "unknown")
        return conversation


def _text(body: dict[str, Any]) -> str:
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
