"""What somebody may try: markup in every text, another site's page, and what neither may ever reach."""

from __future__ import annotations

import shutil

import pytest
import yaml

from poplit.knowledge import FOLDER
from tests.browser.chat import PAGE
from tests.browser.need_browser import Chat, Server, expect
from tests.browser.site import Site

MARK = "<svg/onload=alert(1)>"
ATTACKS = (
    "<img src=x onerror=alert(1)> my knee",
    "<script>alert(1)</script> my knee",
    '"><svg onload=alert(1)> my knee',
    "' onmouseover='alert(1) my knee",
    "[my knee](javascript:alert(1))",
    'my knee javascript:alert(1) https://x.example/"onclick="alert(1)',
    "</textarea></script><iframe srcdoc='<script>alert(1)</script>'> my knee",
)
# What runs, or could: handlers in attributes, addresses that are scripts, elements that load something.
DANGEROUS = """() => [...document.querySelectorAll("*")].filter((node) =>
    [...node.attributes].some(({ name, value }) => /^on/i.test(name) || /^\\s*(javascript|data|vbscript):/i.test(value))
    || (["SCRIPT", "IFRAME", "IMG", "OBJECT", "EMBED", "STYLE", "BASE", "META"].includes(node.tagName) && node.closest("[role=log]"))
).map((node) => node.outerHTML.slice(0, 200))"""


# ---- markup is text


def test_markup_in_a_message_shows_as_text_and_runs_nothing(visitor):
    chat = visitor()
    for attack in ATTACKS:
        chat.say(attack)
    for _ in range(2):  # as it was said, and as it is shown again
        for attack in ATTACKS:
            expect(chat.log).to_contain_text(attack)
        assert chat.page.evaluate(DANGEROUS) == []
        chat.open()


def marked(value, key: str = ""):
    """The same knowledge with markup in every text that a person reads."""
    if isinstance(value, dict):
        return {name: marked(part, name) for name, part in value.items()}
    if isinstance(value, list):
        return [marked(part, key) for part in value]
    spoken = key in ("text", "title", "label", "name", "one_line", "say", "greeting", "mend", "disclaimer", "more", "unsure")
    too_long = key == "title" and len(str(value)) + len(MARK) > 40
    return value + MARK if isinstance(value, str) and spoken and not too_long else value


@pytest.fixture
def marked_server(tmp_path):
    """A server whose whole knowledge is full of markup."""
    kb = tmp_path / "kb"
    shutil.copytree(FOLDER, kb)
    named = [kb / name for name in ("wording.yml", "questions.yml", "red_flags.yml", "locales.yml", "body_map.yml")]
    for file in [
        *(file for file in named if file.exists()),
        *(file for group in ("findings", "causes", "care") for file in kb.glob(f"{group}/*.yml")),
    ]:
        file.write_text(yaml.safe_dump(marked(yaml.safe_load(file.read_text(encoding="utf-8"))), sort_keys=False), encoding="utf-8")
    with Server(tmp_path, POPLIT_KB=str(kb)) as running:
        yield running


def test_markup_in_the_knowledge_shows_as_text_from_the_first_button_to_the_last_card(marked_server, browser):
    chat = Chat(browser.new_context(reduced_motion="reduce"), marked_server.address).open()
    expect(chat.log).to_contain_text(MARK)
    chat.say("The back of my left knee has been sore for three weeks")
    assert any(MARK in title for title in chat.page.get_by_role("checkbox").evaluate_all("all => all.map((box) => box.value)"))
    for _ in chat.to_the_assessment():
        assert chat.page.evaluate(DANGEROUS) == []
    chat.say("Now I have chest pain and I cannot breathe")
    assert MARK in chat.page.get_by_role("alert").first.inner_text()
    assert chat.page.evaluate(DANGEROUS) == [] and chat.faults == []
    chat.context.close()


# ---- another site


@pytest.fixture(scope="module")
def foreign_site():
    """The address of a site that nobody allowed to show the chat."""
    with Site() as site:
        yield site.address


@pytest.fixture
def elsewhere(visitor, foreign_site):
    """A visitor with a conversation, and in the same browser a page of another site."""
    chat = visitor()
    chat.say("The back of my left knee is sore, heron")
    page = chat.context.new_page()
    page.goto(foreign_site)
    return chat, page


FETCH = """async ([address, options]) => {
    try { const answer = await fetch(address, options); return [answer.type, answer.status, await answer.text()]; }
    catch (error) { return ["refused", 0, String(error)]; }
}"""


def test_another_site_reads_nothing(elsewhere):
    chat, page = elsewhere
    for path in ("", "history", "summary/text", "summary/pdf", "chat.js"):
        for mode in ("cors", "no-cors"):
            kind, status, body = page.evaluate(FETCH, [f"{chat.address}webhooks/web/{path}", {"mode": mode, "credentials": "include"}])
            assert (kind, status) in (("refused", 0), ("opaque", 0)), path
            assert "heron" not in body and "Poplit" not in body


@pytest.mark.parametrize(("method", "path"), [("POST", "message"), ("POST", "conversation"), ("DELETE", "conversation")])
def test_another_site_neither_writes_nor_begins_nor_deletes(elsewhere, method, path):
    chat, page = elsewhere
    before, held = chat.words(), chat.context.cookies()
    body = '{"text": "sent by another site", "message_id": "x"}'
    for mode in ("cors", "no-cors"):
        for kind in ("application/json", "text/plain"):
            options = {"method": method, "mode": mode, "credentials": "include", "body": body, "headers": {"Content-Type": kind}}
            answered, status, _ = page.evaluate(FETCH, [f"{chat.address}webhooks/web/{path}", options])
            assert (answered, status) in (("refused", 0), ("opaque", 0))
    assert chat.context.cookies() == held
    assert chat.open().words() == before


def test_a_form_of_another_site_sends_nothing(elsewhere):
    chat, page = elsewhere
    before = chat.words()
    page.evaluate(
        """(address) => {
            const form = Object.assign(document.createElement("form"), { method: "POST", action: address, enctype: "text/plain" });
            form.append(Object.assign(document.createElement("input"), { name: '{"text": "sent by a form", "x": "', value: '"}' }));
            document.body.append(form);
            form.submit();
        }""",
        chat.address + "webhooks/web/message",
    )
    page.wait_for_url("**/message")
    assert "heron" not in page.content()
    assert chat.open().words() == before


def test_another_site_cannot_show_the_chat_in_a_frame(elsewhere):
    chat, page = elsewhere
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.evaluate("(address) => { document.body.append(Object.assign(document.createElement('iframe'), { src: address })); }", chat.address)
    page.wait_for_timeout(500)
    assert all(not frame.url.startswith(chat.address) or not frame.get_by_text(PAGE["name"]).count() for frame in page.frames[1:])
    assert any("frame-ancestors" in line or "refused to connect" in line for line in said), said


def test_another_site_that_opens_the_chat_sees_nothing_of_it(elsewhere):
    chat, page = elsewhere
    seen = page.evaluate(
        """async (address) => {
            const opened = window.open(address);
            await new Promise((resolve) => setTimeout(resolve, 1000));
            try { return opened.document.body.innerText; } catch (error) { return error.name; }
        }""",
        chat.address,
    )
    assert seen in ("SecurityError", "TypeError")


def test_another_site_cannot_talk_over_a_socket(elsewhere):
    chat, page = elsewhere
    before = chat.words()
    heard = page.evaluate(
        """(address) => new Promise((done) => {
            const heard = [];
            const socket = new WebSocket(address);
            socket.onopen = () => socket.send("40");
            socket.onmessage = ({ data }) => heard.push(data);
            socket.onclose = () => done(heard);
            setTimeout(() => done(heard), 3000);
        })""",
        chat.address.replace("http", "ws") + "webhooks/web/socket.io/?EIO=4&transport=websocket",
    )
    assert heard == []
    kind, status, body = page.evaluate(
        FETCH, [f"{chat.address}webhooks/web/socket.io/?EIO=4&transport=polling", {"mode": "cors", "credentials": "include"}]
    )
    assert (kind, status) == ("refused", 0) and "sid" not in body
    assert chat.open().words() == before


def test_a_link_cannot_give_the_chat_another_name(visitor):
    chat = visitor()
    chat.page.goto(f"{chat.address}webhooks/web/?name=Somebody+else&colour=%23ff0000")
    chat.settled()
    assert chat.page.get_by_role("heading", level=1).inner_text() == PAGE["name"]
    assert chat.page.title() == PAGE["title"]
