"""The line between page and server: used when it is there, done without when it is not, and picked up again when it broke."""

from __future__ import annotations

from tests.browser.chat import TALK, TEXTS
from tests.browser.need_browser import Chat, expect

COMPLAINT = "The back of my left knee has been sore for three weeks"


def messages_posted(chat) -> list[str]:
    """The plain requests that carry messages, as they are made from now on."""
    posted: list[str] = []
    chat.page.on("request", lambda request: posted.append(request.url) if request.url.endswith("/message") else None)
    return posted


def test_messages_go_over_one_open_connection(visitor):
    chat = visitor()
    sockets: list[str] = []
    chat.page.on("websocket", lambda socket: sockets.append(socket.url))
    chat.open()
    chat.page.wait_for_timeout(1000)
    posted = messages_posted(chat)
    assert COMPLAINT in chat.say(COMPLAINT)
    chat.answer()
    assert posted == [] and len(sockets) == 1
    assert sockets[0].startswith(chat.address.replace("http", "ws"))


def test_where_websockets_are_blocked_the_conversation_goes_on_all_the_same(visitor):
    chat = visitor()
    chat.page.add_init_script("delete window.WebSocket")
    chat.open()
    chat.say(COMPLAINT)
    for _ in chat.to_the_assessment():
        pass
    assert chat.assessed()


def test_where_only_plain_requests_pass_the_conversation_goes_on_all_the_same(visitor):
    chat = visitor()
    chat.page.add_init_script("delete window.WebSocket")
    chat.page.route("**/socket.io/**", lambda route: route.abort())
    chat.open()
    posted = messages_posted(chat)
    assert COMPLAINT in chat.say(COMPLAINT)
    chat.answer()
    assert len(posted) == 2
    chat.forgive("ERR_FAILED")


def test_a_gap_in_the_network_costs_no_word(visitor):
    chat = visitor()
    chat.context.set_offline(True)
    chat.box.fill(COMPLAINT)
    chat.box.press("Enter")
    expect(chat.log.get_by_role("alert")).to_be_visible(timeout=40_000)
    expect(chat.box).to_have_value(COMPLAINT)
    chat.context.set_offline(False)
    chat.after(chat.choices.get_by_text(TALK["try_again"], exact=True).click)
    assert chat.words().count(COMPLAINT) == 1
    chat.forgive("ERR_INTERNET_DISCONNECTED", "Failed to load resource", "WebSocket")


def test_conversations_outlive_a_killed_server_and_who_comes_while_it_starts_is_told_so(visitor, browser, server):
    writing, resting = visitor(), visitor()
    for chat in (writing, resting):
        chat.say(COMPLAINT)
    server.kill()
    writing.box.fill("none of these")
    writing.box.press("Enter")
    expect(writing.log.get_by_role("alert")).to_be_visible()
    expect(writing.box).to_have_value("none of these")
    server.begin()  # the page is there, the model is still loading
    arriving = Chat(browser.new_context(reduced_motion="reduce"), server.address)
    arriving.page.goto(server.address)
    expect(arriving.page.get_by_role("status")).to_contain_text(TEXTS["server"]["loading"].split(".")[0])
    assert "none of these" in writing.after(writing.choices.get_by_text(TALK["try_again"], exact=True).click)
    expect(writing.log.get_by_role("alert")).to_have_count(0)
    assert "none of these" in resting.say("none of these")  # as if nothing had been
    expect(resting.log.get_by_role("alert")).to_have_count(0)
    for chat in (writing, resting):
        before = chat.words()
        assert COMPLAINT in before
        assert chat.open().words() == before
        chat.forgive("ERR_CONNECTION", "Failed to load resource", "WebSocket")
    arriving.settled()  # it has begun by itself
    assert COMPLAINT in arriving.say(COMPLAINT)
    assert arriving.faults == []
    arriving.context.close()


def test_what_is_deleted_in_one_tab_is_gone_in_the_other(visitor):
    chat = visitor()
    chat.say(COMPLAINT)
    other = Chat(chat.context, chat.address).open()
    assert COMPLAINT in other.words()
    other.page.wait_for_timeout(1000)  # its connection is open by then
    chat.menu(TEXTS["page"]["forget"])
    chat.confirm(TALK["yes_forget"])
    expect(other.log).to_contain_text(TALK["forgotten"])
    expect(other.log).not_to_contain_text(COMPLAINT)
