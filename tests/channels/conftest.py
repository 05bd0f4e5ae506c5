"""Fixtures of the channels: a told bot, and visits to its server."""

from __future__ import annotations

import contextlib

import pytest
from sanic.touchup import TouchUp

from tests.channels.web_server import StubAgent, serving


@pytest.fixture(autouse=True)
def many_servers_in_one_process(monkeypatch):
    # At its start a Sanic app rewrites methods of Sanic's classes from their source: possible, and needed, once in a process.
    rewrite = TouchUp.run

    def once(app):
        with contextlib.suppress(KeyError):
            rewrite(app)

    monkeypatch.setattr(TouchUp, "run", once)


@pytest.fixture
def agent() -> StubAgent:
    return StubAgent()


@pytest.fixture
async def visit(agent):
    async with serving(agent) as visits:
        yield visits
