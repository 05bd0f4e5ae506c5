"""A web channel on a loopback port for the tests: real HTTP, real tracker and lock stores, and a bot that is told what to say."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import socket
import time

import aiohttp
from rasa.core import jobs
from rasa.core.channels.channel import OutputChannel, UserMessage, register
from rasa.core.lock_store import InMemoryLockStore
from rasa.core.tracker_store import FailSafeTrackerStore, InMemoryTrackerStore, TrackerStore
from rasa.server import configure_cors
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, SessionStarted, UserUttered
from sanic import Sanic
from sanic.response import text as text_response
from socketio import AsyncClient

from poplit.rasa.web_channel import WebChannel, mount_at_root
from poplit.rasa.web_http import COOKIE
from poplit.rasa.web_page import texts
from poplit.rasa.web_settings import read_settings

SECRET = b"a secret of the tests, long enough"
SAY = texts()["server"]
BUTTONS = [{"title": "Yes", "payload": "/affirm"}, {"title": "No", "payload": "/deny"}]
BASE = "/webhooks/web"
_numbers = itertools.count()


class StubAgent:
    """Answers as its `answer` says, and keeps trackers as Rasa's agent does."""

    def __init__(self, store: TrackerStore | None = None) -> None:
        self.domain = Domain.empty()
        self.tracker_store = store or FailSafeTrackerStore(InMemoryTrackerStore(self.domain))
        self.lock_store = InMemoryLockStore()
        self.heard: list[str] = []
        self.outputs: dict[str, OutputChannel] = {}
        self.answer = lambda text: [BotUttered(f"You said {text}.", {"buttons": [dict(b) for b in BUTTONS]})]

    def is_ready(self) -> bool:
        return True

    async def handle_message(self, message: UserMessage) -> None:
        async with self.lock_store.lock(message.sender_id):
            tracker = await self.tracker_store.get_or_create_tracker(message.sender_id, append_action_listen=False)
            self.heard.append(message.text)
            self.outputs[message.sender_id] = message.output_channel
            if not tracker.events:
                tracker.update(SessionStarted())
            heard = {"intent": {"name": "inform"}, "text": message.text, "entities": []}
            tracker.update(UserUttered(message.text, parse_data=heard, metadata=message.metadata, message_id=message.message_id))
            answer = self.answer(message.text)
            for said in await answer if asyncio.iscoroutine(answer) else answer:
                if isinstance(said, Exception):
                    raise said
                tracker.update(said)
                await message.output_channel.send_response(message.sender_id, said.message())
            await self.tracker_store.save(tracker)

    async def remind(self, conversation: str, said: BotUttered, next_day: bool = False) -> None:
        """Says something unasked, as a reminder does: noted as no person's message, through the channel of the turn that set it.

        On the next day Rasa begins a new session for it."""
        async with self.lock_store.lock(conversation):
            tracker = await self.tracker_store.retrieve(conversation)
            if next_day:
                tracker.update(ActionExecuted("action_session_start"))
                tracker.update(SessionStarted())
            tracker.update(UserUttered.create_external("remind", []))
            said.timestamp = time.time()
            tracker.update(said)
            await self.outputs[conversation].send_response(conversation, said.message())
            await self.tracker_store.save(tracker)


class Socket(AsyncClient):
    """One connected page; `told` holds what the server told it unasked."""

    def __init__(self) -> None:
        super().__init__(reconnection=False)
        self.told: list[tuple[str, dict | None]] = []
        self.on("*", self._hear)

    def _hear(self, event: str, content: dict | None = None) -> None:
        self.told.append((event, content))

    async def say(self, text: str, **more) -> dict:
        return await self.call("message", {"text": text, **more})

    async def hears(self, event: str) -> dict | None:
        """The next of this event; waits for it a little."""
        for _ in range(100):
            if found := next((told for told in self.told if told[0] == event), None):
                self.told.remove(found)
                return found[1]
            await asyncio.sleep(0.02)
        raise AssertionError(f"nothing came as {event}; there was {self.told}")


class Visit:
    """One browser: its own cookies, and short words for what the page does."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.http = aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True))
        self.sockets: list[Socket] = []

    async def ask(self, method: str, path: str, **kwargs) -> tuple[int, dict]:
        async with self.http.request(method, f"{self.address}{BASE}{path}", **kwargs) as response:
            return response.status, await response.json()

    async def start(self) -> dict:
        status, answer = await self.ask("POST", "/conversation", json={})
        assert status == 200
        return answer

    async def start_embedded(self) -> str:
        """Begins a conversation as the page in a frame does; returns its token and sends it along from now on."""
        _, answer = await self.ask("POST", "/conversation", json={"embedded": True})
        self.http.headers["Authorization"] = f"Bearer {answer['token']}"
        return answer["token"]

    async def say(self, text: str, **more) -> tuple[int, dict]:
        return await self.ask("POST", "/message", json={"text": text, **more})

    async def history(self) -> list[tuple[str, str]]:
        _, answer = await self.ask("GET", "/history")
        return [(message["from"], message["text"]) for message in answer["messages"]]

    async def connect(self, transport: str = "websocket", **how) -> Socket:
        """Opens a socket with this browser's cookie. Raises socketio's ConnectionError when it is refused."""
        cookie = {"Cookie": f"{COOKIE}={self.cookie()}"} if self.cookie() else {}
        headers = {**cookie, **how.pop("headers", {})}
        self.sockets.append(Socket())
        await self.sockets[-1].connect(self.address, socketio_path=f"{BASE}/socket.io", transports=[transport], headers=headers, **how)
        return self.sockets[-1]

    async def leave(self) -> None:
        for opened in self.sockets:
            await opened.disconnect()
        await self.http.close()

    def conversation(self) -> str:
        return self.cookie().split(".")[0]

    def cookie(self) -> str | None:
        return next((cookie.value for cookie in self.http.cookie_jar if cookie.key == COOKIE), None)


@contextlib.asynccontextmanager
async def serving(agent: StubAgent | None, cors: str | None = None, **stated):
    """A running server with these settings; yields a function that opens visits. Without an agent it is one that is still loading."""
    app = Sanic(f"web-test-{next(_numbers)}", configure_logging=False)
    configure_cors(app, cors)  # as Rasa does, with its --cors
    app.add_route(lambda request: text_response("Hello from Rasa"), "/", name="hello")
    channel = WebChannel(SECRET, read_settings(stated))
    register([channel], app, route="/webhooks/")
    mount_at_root(app)
    app.ctx.agent = agent
    listening = socket.create_server(("127.0.0.1", 0))  # a free port: Sanic would take port 0 for its own default
    server = await app.create_server(sock=listening, return_asyncio_server=True, access_log=False)
    await server.startup()
    await server.start_serving()
    address = f"http://127.0.0.1:{listening.getsockname()[1]}"
    visits: list[Visit] = []

    def visit() -> Visit:
        visits.append(Visit(address))
        return visits[-1]

    visit.app, visit.channel = app, channel

    try:
        yield visit
    finally:
        for opened in visits:
            await opened.leave()
        await server.before_stop()
        server.close()
        jobs.kill_scheduler()
        await asyncio.sleep(0)
