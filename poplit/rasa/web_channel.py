"""The web chat: the page and its conversation on one origin, as a Rasa channel.

In credentials.yml, with the settings of web_settings.py or none:  poplit.rasa.web_channel.WebChannel: {}
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import InputChannel, OutputChannel, UserMessage
from sanic import Blueprint, Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, redirect

from poplit.rasa.patches import mend_websockets
from poplit.rasa.web_conversations import Conversations
from poplit.rasa.web_guard import Ids, read_secret
from poplit.rasa.web_http import COOKIE, Refused, agent_of, answer, check_site, read_body, safely, set_cookie, signed_id
from poplit.rasa.web_limits import Arrivals, address
from poplit.rasa.web_page import Page, strict_headers, texts
from poplit.rasa.web_settings import Settings, read_settings
from poplit.rasa.web_socket import SocketPages
from poplit.rasa.web_summary import SummaryFiles
from poplit.rasa.web_talk import CHANNEL


def mount_at_root(app: Sanic) -> None:
    """Makes "/" lead to the chat page. A middleware, because Rasa's own app already has a route there."""

    @app.middleware("request")
    async def to_the_page(request: Request) -> HTTPResponse | None:
        return redirect("webhooks/web/") if request.path == "/" and request.method in ("GET", "HEAD") else None


class WithSockets(Blueprint):
    """A blueprint whose app takes websockets."""

    def register(self, app: Sanic, options: dict[str, Any]) -> None:
        """Registers the routes, and lets the app speak websocket."""
        mend_websockets()
        app.enable_websocket()
        super().register(app, options)


class WebChannel(InputChannel):
    """Serves the chat page and holds its conversations."""

    def __init__(self, secret: bytes | None = None, settings: Settings | None = None) -> None:
        self._ids = Ids(secret or read_secret())
        self._settings = settings or Settings()
        self._arrivals = Arrivals(self._settings.new_conversations_per_minute)
        self._page = Page()
        self._files = SummaryFiles()
        self._say = texts()["server"]

    @classmethod
    def name(cls) -> str:
        """The name in the path, /webhooks/web/, and in the tracker."""
        return CHANNEL

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> InputChannel:
        """The channel with an operator's settings. Raises ValueError in a plain sentence for one that cannot be."""
        return cls(settings=read_settings(credentials))

    def get_output_channel(self) -> OutputChannel:
        """What Rasa speaks through when nobody waits for an answer: to the connected pages, else into the history."""
        return self._conversations.unasked()

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The routes of the page and of the conversation."""
        self._conversations = Conversations(self._ids, on_new_message, self._say["trouble"])
        pages = SocketPages(self._conversations, self._ids, self._say, self._settings.connections_per_conversation)
        self._conversations.connect_to(pages)
        web = WithSockets("poplit_web")
        for name, path, method, handler in (
            ("index", "/", "GET", self._index),
            ("file", "/<name:[a-z][a-z0-9._-]*>", "GET", self._file),
            ("vendored", "/vendor/<name:[a-z][a-z0-9._-]*>", "GET", self._vendored),
            ("start", "/conversation", "POST", self._start),
            ("forget", "/conversation", "DELETE", self._forget),
            ("message", "/message", "POST", self._message),
            ("history", "/history", "GET", self._history),
            ("summary", "/summary/<form:[a-z]+>", "GET", self._summary),
            ("socket", "/socket.io/", "GET", pages.handle),
            ("socket_post", "/socket.io/", "POST", pages.handle),
        ):
            handler = safely(handler, self._say)
            if name == "socket":
                handler.is_websocket = True  # so that Sanic writes no answer after the last word of a websocket
            # stream: the body waits for the handler, which has its own limit.
            web.add_route(handler, path, methods=[method], stream=method == "POST", name=name)
        headers = strict_headers(self._settings.embed_on)

        @web.middleware("response")
        async def strict(_request: Request, response: HTTPResponse | None) -> None:
            for name in [name for name in response.headers if name.lower().startswith("access-control-")]:
                del response.headers[name]  # Rasa's own, whatever --cors says: no other site may read an answer
            for name, value in headers.items():
                response.headers.setdefault(name, value)

        @web.listener("before_server_stop")
        async def let_pages_go(*_: Any) -> None:
            await pages.close()

        return web

    async def _index(self, request: Request) -> HTTPResponse:
        # Without the last slash the page would look for its files one folder up.
        return self._page.index() if request.path.endswith("/") else redirect("web/")

    async def _file(self, request: Request, name: str) -> HTTPResponse:
        return self._page.file(name, request)

    async def _vendored(self, request: Request, name: str) -> HTTPResponse:
        return self._page.file(f"vendor/{name}", request)

    async def _start(self, request: Request) -> HTTPResponse:
        body = await read_body(request)
        agent = agent_of(request.app)
        if self._arrivals.too_many(address(request, self._settings.proxies)):
            raise Refused(429, "too_many")
        embedded = body.get("embedded") is True
        if old := self._ids.read(signed_id(request, embedded)):
            # Its id is about to be replaced: nobody could reach it, or delete it, any more.
            await self._conversations.delete(agent, old)
        conversation, greeted = await self._conversations.begin(agent)
        if greeted.get("failed"):
            return answer(greeted)
        if embedded:
            # Inside another site's page a browser keeps our cookie back.
            return answer({**greeted, "token": self._ids.sign(conversation)})
        response = answer(greeted)
        set_cookie(request, response, self._ids.sign(conversation))
        return response

    async def _message(self, request: Request) -> HTTPResponse:
        body = await read_body(request)
        agent, conversation = await self._conversation(request)
        return answer(await self._conversations.take(agent, conversation, body))

    async def _history(self, request: Request) -> HTTPResponse:
        check_site(request)
        agent, conversation = agent_of(request.app), self._ids.read(signed_id(request))
        if conversation is None and "authorization" in request.headers:
            raise Refused(401, "unknown")
        # None on the first visit: nothing was said yet.
        return answer(await self._conversations.history(agent, conversation))

    async def _summary(self, request: Request, form: str) -> HTTPResponse:
        check_site(request)
        agent, conversation = await self._conversation(request)
        self._conversations.hold_back(conversation)
        return await self._files.make(await agent.tracker_store.retrieve(conversation), form)

    async def _forget(self, request: Request) -> HTTPResponse:
        check_site(request)
        agent, conversation = await self._conversation(request)
        response = answer({"deleted": await self._conversations.delete(agent, conversation)})
        if "authorization" not in request.headers:
            del response.cookies[COOKIE]
        return response

    async def _conversation(self, request: Request) -> tuple[Any, str]:
        """The assistant, and the conversation that the request's cookie or token names."""
        agent = agent_of(request.app)
        return agent, await self._conversations.known(agent, self._ids.read(signed_id(request)))
