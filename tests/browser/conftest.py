"""One server and one browser for all tests here; every visitor has a browser profile of their own."""

from __future__ import annotations

import pytest

# Nothing here may import Playwright at the top: where it is missing, the modules are skipped with a sentence (need_browser.py).


@pytest.fixture(scope="package")
def partner():
    """Somebody else's site, which may show the chat."""
    from tests.browser.site import Site

    with Site() as site:
        yield site


@pytest.fixture(scope="package")
def server(tmp_path_factory, partner):
    from tests.browser.server import Server

    # A country with one emergency number, so that the page can offer to call it.
    with Server(tmp_path_factory.mktemp("server"), {"embed_on": [partner.origin]}, POPLIT_COUNTRY="gb") as running:
        yield running


@pytest.fixture(scope="package")
def playwright():
    from playwright.sync_api import sync_playwright

    # For this package only: while it is open, asyncio in this thread belongs to Playwright.
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="package")
def browser(playwright):
    from tests.browser.chromium import launch

    running = launch(playwright)
    yield running
    running.close()


@pytest.fixture
def visitor(server, browser):
    """A function that opens the page as a new visitor; afterwards nobody's page may have had a fault."""
    from tests.browser.chat import Chat

    chats: list[Chat] = []

    def come(**context) -> Chat:
        context.setdefault("reduced_motion", "reduce")
        chats.append(Chat(browser.new_context(**context), server.address))
        return chats[-1].open()

    yield come
    faults = [fault for chat in chats for fault in chat.faults]
    for chat in chats:
        chat.context.close()
    assert faults == []
