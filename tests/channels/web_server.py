"""A web channel on a loopback port for the tests: real HTTP, real tracker and lock stores, and a bot that is told what to say."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import socket

import aiohttp
from rasa.core import jobs
from rasa.core.channels.channel import UserMessage, register
from rasa.core.lock_store import InMemoryLockStore
from rasa.core.tracker_store import FailSafeTrackerStore, InMemoryTrackerStore, TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, SessionStarted, UserUttered
from sanic import Sanic
from sanic.response import text as text_response

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
        self.answer = lambda text: [BotUttered(f"You said {text}.", {"buttons": [dict(b) for b in BUTTONS]})]

    def is_ready(self) -> bool:
        return True

    async def handle_message(self, message: UserMessage) -> None:
        async with self.lock_store.lock(message.sender_id):
            tracker = await self.tracker_store.get_or_create_tracker(message.sender_id, append_action_listen=False)
            self.heard.append(message.text)
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


class Visit:
    """One browser: its own cookies, and short words for what the page does."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.http = aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True))

    async def ask(self, method: str, path: str, **kwargs) -> tuple[int, dict]:
        async with self.http.request(method, f"{self.address}{BASE}{path}", **kwargs) as response:
            return response.status, await response.json()

    async def start(self) -> dict:
        status, answer = await self.ask("POST", "/conversation", json={})
        assert status == 200
        return answer

    async def say(self, text: str, **more) -> tuple[int, dict]:
        return await self.ask("POST", "/message", json={"text": text, **more})

    async def history(self) -> list[tuple[str, str]]:
        _, answer = await self.ask("GET", "/history")
        return [(message["from"], message["text"]) for message in answer["messages"]]

    def cookie(self) -> str | None:
        return next((cookie.value for cookie in self.http.cookie_jar if cookie.key == COOKIE), None)


@contextlib.asynccontextmanager
async def serving(agent: StubAgent | None, **stated):
    """A running server with these settings; yields a function that opens visits. Without an agent it is one that is still loading."""
    app = Sanic(f"web-test-{next(_numbers)}", configure_logging=False)
    app.add_route(lambda request: text_response("Hello from Rasa"), "/", name="hello")
    register([WebChannel(SECRET, read_settings(stated))], app, route="/webhooks/")
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

    visit.app = app

    try:
        yield visit
    finally:
        for opened in visits:
            await opened.http.close()
        await server.before_stop()
        server.close()
        jobs.kill_scheduler()
        await asyncio.sleep(0)
