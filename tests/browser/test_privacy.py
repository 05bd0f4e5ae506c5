"""Whose conversation it is: kept through a power cut, gone when deleted, and never another person's."""

from __future__ import annotations

from tests.browser.chat import PAGE, TALK
from tests.browser.need_browser import expect

COMPLAINT = "The back of my left knee has been sore for three weeks"
SECRET = "It began at the zebra crossing"
HISTORY = "webhooks/web/history"


def kept(server) -> bytes:
    """Every byte of the file, or files, in which the server keeps conversations."""
    return b"".join(file.read_bytes() for file in server.database.parent.glob(f"{server.database.name}*"))


def test_the_conversation_outlives_a_reload(visitor):
    chat = visitor()
    chat.say(COMPLAINT)
    before = chat.words()
    chat.open()
    assert chat.words() == before


def test_delete_deletes_on_the_page_and_in_the_file(visitor, server):
    chat = visitor()
    chat.say(f"{COMPLAINT}. {SECRET}")
    assert b"zebra" in kept(server)
    chat.menu(PAGE["forget"])
    chat.confirm(TALK["yes_forget"])
    expect(chat.log).to_contain_text(TALK["forgotten"])
    assert "zebra" not in chat.page.content()
    assert b"zebra" not in kept(server)
    assert chat.context.request.get(server.address + HISTORY).json()["messages"] == []
    chat.open()
    assert "zebra" not in chat.words()


def test_who_thinks_again_deletes_nothing(visitor):
    chat = visitor()
    chat.say(COMPLAINT)
    before = chat.words()
    chat.menu(PAGE["forget"])
    chat.confirm(PAGE["cancel"])
    assert chat.words() == before
    chat.open()
    assert COMPLAINT in chat.words()


def test_start_again_leaves_nothing_of_the_old_conversation(visitor, server):
    chat = visitor()
    greeting = chat.words()
    chat.say(f"{COMPLAINT}. {SECRET}")
    chat.menu(PAGE["start_again"])
    chat.confirm(TALK["yes_start_again"])
    expect(chat.log).not_to_contain_text("zebra")
    chat.settled()
    assert chat.words() == greeting
    assert b"zebra" not in kept(server)


def test_two_visitors_at_once_never_see_each_other(visitor):
    left, right = visitor(), visitor()
    said = {left: "My left knee is sore behind", right: "My right calf is stiff"}
    before = {chat: chat.log.text_content() for chat in said}
    for chat, words in said.items():
        chat.box.fill(words)
    for chat in said:  # both under way at the same time
        chat.box.press("Enter")
    for chat in said:
        chat.settled(before[chat])
        chat.say("none of these")
    for chat, other in ((left, right), (right, left)):
        for _ in range(2):
            assert said[chat] in chat.words() and said[other] not in chat.page.content()
            chat.open()
    assert cookie(left) != cookie(right)


def cookie(chat) -> dict:
    """The cookie that holds the visitor's conversation."""
    [found] = chat.context.cookies()
    return found


def test_the_conversations_id_is_out_of_reach_of_every_script(visitor):
    chat = visitor()
    held = cookie(chat)
    assert held["httpOnly"] and held["sameSite"] == "Strict"
    page = chat.page.evaluate(
        "() => [document.cookie, ...Object.values(localStorage), ...Object.values(sessionStorage), location.href].join()"
    )
    assert held["value"][:20] not in page


def test_a_guessed_id_reads_nothing(visitor, browser, server):
    victim = visitor()
    victim.say(SECRET)
    real = cookie(victim)["value"]
    identity, _, signature = real.partition(".")
    for guess in (
        identity,
        f"{identity}.",
        f"{identity}.{signature[::-1]}",
        f"{identity[::-1]}.{signature}",
        "1",
        "../conversations.db",
        "a" * 3000,
    ):
        thief = browser.new_context()
        thief.add_cookies([{"name": cookie(victim)["name"], "value": guess, "url": server.address}])
        answer = thief.request.get(server.address + HISTORY)
        assert "zebra" not in answer.text() and not answer.json().get("messages")
        sent = thief.request.post(server.address + "webhooks/web/message", data={"text": "what did I say?", "message_id": "m"})
        assert sent.status == 401 and "zebra" not in sent.text()
        assert thief.request.get(server.address + "webhooks/web/summary/text").status == 401
        thief.close()
    assert "what did I say?" not in victim.open().words()
