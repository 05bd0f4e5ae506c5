"""The chat on somebody else's page: one script tag, a conversation in a frame, and a wall between the two."""

from __future__ import annotations

import re

import pytest

from poplit.rasa.web_page import WEB
from tests.browser.chat import PAGE, TALK
from tests.browser.chromium import launch_with_storage
from tests.browser.need_browser import Chat, expect
from tests.browser.site import Site
from tests.browser.test_accessible import barriers

DEMO = (WEB / "demo.html").read_text(encoding="utf-8")
[SCRIPT] = re.findall(r"<script [^>]*embed\.js[^>]*>", DEMO)
NAME, LABEL = (re.search(rf'data-{what}="([^"]+)"', SCRIPT)[1] for what in ("name", "label"))
COMPLAINT = "The back of my left knee has been sore for three weeks, heron"


def host(site: Site, server) -> None:
    """Puts the demo page on a site whose own rules are strict: what the documentation says is all that the chat needs."""
    site.page = DEMO.replace("http://localhost:5005/", server.address)
    only = f"{server.address}webhooks/web/"
    policy = f"default-src 'none'; style-src 'unsafe-inline'; script-src {only}; img-src {only}; frame-src {only}"
    site.headers = {"Content-Security-Policy": policy}


def launcher(chat):
    """The button that opens the chat."""
    return chat.page.get_by_role("button", name=LABEL)


def enter(chat) -> None:
    """Opens the chat, and looks into its frame from now on."""
    launcher(chat).click()
    frame = chat.page.get_by_role("dialog", name=NAME).locator("iframe")
    chat.view = frame.element_handle().content_frame()
    chat.settled()


@pytest.fixture
def guest(server, browser, partner):
    """A visitor of the partner's page."""
    host(partner, server)
    chat = Chat(browser.new_context(reduced_motion="reduce"), server.address, partner.address)
    chat.page.goto(partner.address)
    yield chat
    faults = chat.faults
    chat.context.close()
    assert faults == []


def test_one_script_tag_holds_a_conversation_in_a_page_of_another_site(guest):
    enter(guest)
    guest.say(COMPLAINT)
    for _ in guest.to_the_assessment():
        pass
    assert guest.assessed()


def test_the_conversation_is_still_there_when_the_page_is_opened_again(server, partner, playwright, tmp_path):
    host(partner, server)
    context = launch_with_storage(playwright, tmp_path)
    guest = Chat(context, server.address, partner.address)
    guest.page.goto(partner.address)
    enter(guest)
    guest.say(COMPLAINT)
    before = guest.words()
    guest.page.reload()
    enter(guest)
    assert guest.words() == before
    context.close()


def test_where_a_browser_keeps_storage_from_frames_the_conversation_lasts_as_long_as_the_page(guest):
    guest.context.add_init_script(
        "Object.defineProperty(window, 'sessionStorage', { get() { throw new DOMException('closed', 'SecurityError'); } })"
    )
    guest.page.reload()
    enter(guest)
    assert COMPLAINT in guest.say(COMPLAINT)
    for _ in guest.to_the_assessment():
        pass
    assert guest.assessed()


def test_the_page_around_it_can_read_nothing(guest):
    enter(guest)
    guest.say(COMPLAINT)
    assert "heron" not in guest.page.content()
    reached = guest.page.evaluate(
        """() => {
            const root = [...document.querySelectorAll("*")].find((node) => node.shadowRoot).shadowRoot;
            try { return root.querySelector("iframe").contentWindow.document.body.innerText; } catch (error) { return error.name; }
        }"""
    )
    assert reached == "SecurityError"
    stored = "() => [document.cookie, ...Object.values(localStorage), ...Object.values(sessionStorage)].join()"
    assert guest.page.evaluate(stored).strip(",") == ""


def test_delete_works_in_the_frame_too(guest, server):
    enter(guest)
    guest.say("My calf is sore, cormorant")
    guest.menu(PAGE["forget"])
    guest.confirm(TALK["yes_forget"])
    expect(guest.log).to_contain_text(TALK["forgotten"])
    files = server.database.parent.glob(f"{server.database.name}*")
    assert not any(b"cormorant" in file.read_bytes() for file in files)


def test_an_emergency_warns_in_the_frame_too(guest):
    enter(guest)
    guest.say("I have chest pain and I cannot breathe properly")
    expect(guest.view.get_by_role("alert")).to_be_in_viewport()
    assert guest.log.get_by_role("link").filter(has_text="999").first.get_attribute("href") == "tel:999"


def test_who_only_reads_the_page_begins_no_conversation(guest, server):
    asked: list[str] = []
    guest.page.on("request", lambda request: asked.append(request.url))
    guest.page.reload()
    expect(launcher(guest)).to_be_visible()
    assert {url.removeprefix(f"{server.address}webhooks/web/") for url in asked if url.startswith(server.address)} <= {
        "embed.js",
        "icon.svg",
    }


def test_escape_and_the_close_button_give_the_keyboard_back_to_the_launcher(guest):
    enter(guest)
    guest.box.press("Escape")
    expect(launcher(guest)).to_be_focused()
    launcher(guest).press("Enter")
    guest.page.get_by_role("dialog", name=NAME).get_by_role("button").first.click()
    expect(launcher(guest)).to_be_focused()


def test_the_chat_wears_the_name_that_the_page_gave_it(guest):
    enter(guest)
    expect(guest.view.get_by_role("heading", level=1)).to_have_text(NAME)


def test_the_widget_puts_up_no_barrier(guest):
    guest.page.set_viewport_size({"width": 390, "height": 844})
    expect(launcher(guest)).to_be_visible()
    assert barriers(guest) == []
    enter(guest)
    assert barriers(guest) == []


def test_a_site_that_was_not_named_shows_no_chat(server, browser):
    with Site() as stranger:
        host(stranger, server)
        chat = Chat(browser.new_context(), server.address, stranger.address)
        chat.page.goto(stranger.address)
        launcher(chat).click()
        frame = chat.page.get_by_role("dialog", name=NAME).locator("iframe").element_handle().content_frame()
        frame.wait_for_load_state()
        assert frame.get_by_role("log").count() == 0
        chat.context.close()
