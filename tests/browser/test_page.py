"""What comes over the network: little, from one place, under strict rules."""

from __future__ import annotations

from tests.browser.chat import PAGE
from tests.browser.need_browser import Chat

MOST_BYTES = 150_000


def test_the_page_is_light(server, browser, capsys):
    chat = Chat(browser.new_context(), server.address)
    sizes: dict[str, int] = {}
    chat.page.on(
        "requestfinished", lambda request: sizes.update({request.url.removeprefix(server.address): len(request.response().body())})
    )
    chat.open()
    chat.page.wait_for_load_state("networkidle")
    chat.context.close()
    files = {name: size for name, size in sizes.items() if size and not name.endswith(("history", "conversation"))}
    with capsys.disabled():
        print(f"\nThe chat page weighs {sum(files.values()):,} bytes before compression, in {len(files)} files.")
    assert 1000 < sum(files.values()) < MOST_BYTES


def test_the_first_sight_says_what_is_kept_and_how_to_delete_it(visitor):
    chat = visitor(viewport={"width": 390, "height": 844})
    about = chat.page.get_by_text(PAGE["privacy"])
    assert about.is_visible()


def test_no_address_but_its_own_is_asked_and_nothing_is_stored_in_the_browser(visitor):
    chat = visitor()
    chat.say("The back of my knee is sore")
    assert chat.faults == []
    assert chat.page.evaluate(
        "async () => [localStorage.length, sessionStorage.length, (await indexedDB.databases()).length, (await caches.keys()).length]"
    ) == [0, 0, 0, 0]
