"""The web channel over real HTTP on a loopback port, with real tracker and lock stores and a bot that is told what to say."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import re

import pytest
from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.core.tracker_store import FailSafeTrackerStore, InMemoryTrackerStore, RedisTrackerStore, SQLTrackerStore, TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, SlotSet

from poplit.case import Case
from poplit.dialogue import Message, respond
from poplit.knowledge import load
from poplit.language.reading import Mention, Reading
from poplit.rasa import web_talk, web_tracker
from poplit.rasa.web_guard import Ids, from_this_site, read_secret, typed
from poplit.rasa.web_http import COOKIE
from tests.channels.web_server import BASE, BUTTONS, SAY, StubAgent, Visit, serving

# ---- the page


async def test_the_root_leads_to_the_page_with_strict_headers(visit):
    browser = visit()
    async with browser.http.get(browser.address + "/") as response:
        page = await response.text()
        assert response.url.path == f"{BASE}/"
        assert response.headers["Content-Type"] == "text/html; charset=utf-8"
        policy = response.headers["Content-Security-Policy"]
        for rule in ("default-src 'none'", "script-src 'self'", "form-action 'none'", "base-uri 'none'", "frame-ancestors 'self'"):
            assert rule in policy
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Referrer-Policy"] == "no-referrer"
        assert response.headers["Cache-Control"] == "no-store"
    assert "{{" not in page
    assert SAY["trouble"] in json.loads(re.search(r'id="texts">(.*?)</script>', page)[1]).values()


async def test_the_page_without_its_last_slash_leads_to_the_one_with(visit):
    browser = visit()
    async with browser.http.get(browser.address + BASE, allow_redirects=False) as response:
        assert response.status == 302


def test_the_safe_sentence_is_the_bots_own():
    assert SAY["trouble"] == load().wording["failure"]


# ---- beginning a conversation


async def test_the_server_mints_the_id_and_scripts_cannot_see_it(visit, agent):
    browser = visit()
    async with browser.http.post(f"{browser.address}{BASE}/conversation", json={}) as response:
        answer, cookie = await response.json(), response.headers["Set-Cookie"]
    assert agent.heard == ["/greet"]
    assert answer["replies"][0]["text"] == "You said /greet."
    assert answer["state"] == web_tracker.NO_STATE and answer["began_anew"] is False
    assert "HttpOnly" in cookie and "SameSite=Strict" in cookie and "Secure" not in cookie
    conversation = browser.cookie().split(".")[0]
    assert len(conversation) == 43  # 256 bits
    assert conversation not in json.dumps(answer)


async def test_behind_https_the_cookie_is_secure(visit):
    browser = visit()
    url, headers = f"{browser.address}{BASE}/conversation", {"X-Forwarded-Proto": "https"}
    async with browser.http.post(url, json={}, headers=headers) as response:
        assert "Secure" in response.headers["Set-Cookie"]


async def test_an_id_of_the_visitors_choice_is_refused(visit, agent):
    browser = visit()
    minted = Ids(b"another server's secret").sign("A" * 43)
    for forged in ("A" * 43, "A" * 43 + ".", minted, "default", "x" * 5000):
        headers = {"Cookie": f"{COOKIE}={forged}"}
        status, answer = await browser.ask("POST", "/message", json={"text": "hello"}, headers=headers)
        assert (status, answer["error"]) == (401, SAY["unknown"])
        assert (await browser.ask("DELETE", "/conversation", headers=headers))[0] == 401
        assert (await browser.ask("GET", "/history", headers=headers))[1]["messages"] == []
    assert agent.heard == []


async def test_no_id_is_refused(visit, agent):
    status, answer = await visit().say("hello")
    assert (status, answer["error"]) == (401, SAY["unknown"])
    assert agent.heard == []


async def test_a_conversation_outlives_a_restart_of_the_server(agent):
    async with serving(agent) as visits:
        before = visits()
        await before.start()
        cookie = before.cookie()
    async with serving(agent) as visits:
        status, _ = await visits().ask("POST", "/message", json={"text": "still here"}, headers={"Cookie": f"{COOKIE}={cookie}"})
        assert status == 200


async def test_a_conversation_that_the_server_lost_is_not_silently_continued(visit, agent):
    async with serving(StubAgent()) as others:
        elsewhere = others()
        await elsewhere.start()
        signed_but_unknown = elsewhere.cookie()
    status, _ = await visit().ask("POST", "/message", json={"text": "hello"}, headers={"Cookie": f"{COOKIE}={signed_but_unknown}"})
    assert status == 401
    assert agent.heard == []


async def test_starting_again_deletes_the_old_conversation(visit, agent):
    browser = visit()
    await browser.start()
    old = browser.cookie()
    await browser.start()
    assert browser.cookie() != old
    assert await agent.tracker_store.retrieve(old.split(".")[0]) is None


# ---- other sites


@pytest.mark.parametrize("sent", ["Origin: https://evil.com", "Origin: null", "Sec-Fetch-Site: cross-site", "Sec-Fetch-Site: same-site"])
async def test_another_sites_page_is_refused(visit, agent, sent):
    browser, headers = visit(), dict([sent.split(": ")])
    assert (await browser.ask("POST", "/conversation", json={}, headers=headers))[0] == 403
    await browser.start()
    for method, path in (("POST", "/message"), ("DELETE", "/conversation")):
        status, answer = await browser.ask(method, path, json={"text": "hello"}, headers=headers)
        assert (status, answer["error"]) == (403, SAY["other_site"])
    assert agent.heard == ["/greet"]


async def test_the_pages_own_requests_are_taken(visit):
    browser = visit()
    await browser.start()
    headers = {"Origin": browser.address, "Sec-Fetch-Site": "same-origin"}
    assert (await browser.ask("POST", "/message", json={"text": "hello"}, headers=headers))[0] == 200


def test_origin_and_host_must_agree():
    assert from_this_site(None, "chat.example", None)
    assert from_this_site("https://chat.example", "chat.example", "same-origin")
    assert not from_this_site("https://chat.example.evil.com", "chat.example", None)
    assert not from_this_site("http://chat.example:8080", "chat.example", None)


# ---- what may be sent


async def test_a_long_text_gets_a_sentence(visit, agent):
    browser = visit()
    await browser.start()
    assert (await browser.say("a" * 2000))[0] == 200
    body = json.dumps({"text": "\N{LEG}" * 2000}, ensure_ascii=False).encode()  # as a browser writes it
    assert (await browser.ask("POST", "/message", data=body, headers={"Content-Type": "application/json"}))[0] == 200
    status, answer = await browser.say("a" * 2001)
    assert (status, answer["error"]) == (413, SAY["too_long"])
    assert len(agent.heard) == 3


async def test_a_huge_body_is_not_even_read(visit, agent):
    browser = visit()
    await browser.start()
    status, answer = await browser.say("a" * 5_000_000)
    assert (status, answer["error"]) == (413, SAY["too_long"])
    assert (await browser.say("hello"))[0] == 200


@pytest.mark.parametrize("text", ["", "   ", "\n", "/", " / / ", "EXTERNAL:", "\u200b"])
async def test_a_blank_text_gets_a_polite_sentence(visit, agent, text):
    browser = visit()
    await browser.start()
    status, answer = await browser.say(text)
    assert (status, answer["error"]) == (400, SAY["blank"])
    assert agent.heard == ["/greet"]


COMMANDS = ['/restart{"a":1}', " /restart", "//restart", "EXTERNAL: restart", "/EXTERNAL:/restart", "\u200b/restart", "\uff0frestart"]


@pytest.mark.parametrize("text", COMMANDS)
async def test_no_command_can_be_typed(visit, agent, text):
    browser = visit()
    await browser.start()
    await browser.say(text)
    assert agent.heard[-1].startswith("restart")


def test_typing_keeps_what_only_looks_like_a_command():
    assert typed("pain 7/10, since 3/4") == "pain 7/10, since 3/4"
    assert typed("my external: part hurts") == "my external: part hurts"
    assert typed("half an emoji \ud83e") == "half an emoji ?"


NONSENSE = [b"{bad", b"\xff\xfe", b"[]", b'"text"', b'{"text": 7}', b'{"text": null}', b'{"text": "a", "payload": {"b": 1}}', b"[" * 8000]


@pytest.mark.parametrize("body", NONSENSE, ids=range(len(NONSENSE)))
async def test_a_body_that_makes_no_sense_gets_a_sentence(visit, body):
    browser = visit()
    await browser.start()
    status, answer = await browser.ask("POST", "/message", data=body, headers={"Content-Type": "application/json"})
    assert (status, answer["error"]) == (400, SAY["not_understood"])


async def test_a_form_of_another_page_cannot_be_a_message(visit):
    browser = visit()
    await browser.start()
    status, _ = await browser.ask("POST", "/message", data=b'{"text": "hello"}', headers={"Content-Type": "text/plain"})
    assert status == 415


async def test_too_many_messages_at_once_are_held_back(visit, agent):
    browser, other = visit(), visit()
    await browser.start()
    await other.start()
    statuses = [(await browser.say(f"message {number}"))[0] for number in range(25)]
    assert statuses == [200] * 20 + [429] * 5
    assert (await other.say("hello"))[0] == 200


# ---- buttons


async def test_a_button_sends_its_payload_and_shows_its_title(visit, agent):
    browser = visit()
    await browser.start()
    await browser.say("it hurts")
    status, _ = await browser.ask("POST", "/message", json={"payload": "/affirm"})
    assert status == 200
    assert agent.heard[-1] == "/affirm"
    assert ("person", "Yes") in await browser.history()


@pytest.mark.parametrize("payload", ['/inform{"fever": "no"}', "/restart", "/session_start", "Yes"])
async def test_a_button_that_was_not_offered_is_refused(visit, agent, payload):
    browser = visit()
    await browser.start()
    status, answer = await browser.ask("POST", "/message", json={"payload": payload})
    assert (status, answer["error"]) == (409, SAY["old_button"])
    assert agent.heard == ["/greet"]


async def test_a_button_of_an_earlier_question_is_refused(visit, agent):
    browser = visit()
    await browser.start()
    agent.answer = lambda text: [BotUttered("How old are you?")]
    await browser.say("it hurts")
    assert (await browser.ask("POST", "/message", json={"payload": "/affirm"}))[0] == 409


async def test_buttons_and_extras_survive_in_one_bubble(visit, agent):
    browser = visit()
    await browser.start()
    several = BotUttered("Which of these?\n\nTick all.", {"buttons": [dict(b) for b in BUTTONS]}, metadata={"poplit": {"several": True}})
    agent.answer = lambda text: [several, BotUttered("Call now.", {"custom": {"urgent": True}})]
    _, answer = await browser.say("it hurts")
    first, second = answer["replies"]
    assert first == {"text": "Which of these?\n\nTick all.", "buttons": BUTTONS, "custom": {"several": True}}
    assert second == {"text": "Call now.", "buttons": [], "custom": {"urgent": True}}
    _, kept = await browser.ask("GET", "/history")
    assert [{"from": "bot", **first}, {"from": "bot", **second}] == kept["messages"][-2:]
    assert several.data["buttons"] == BUTTONS


# ---- whatever fails


async def test_a_silent_bot_still_answers(visit, agent):
    browser = visit()
    await browser.start()
    agent.answer = lambda text: []
    status, answer = await browser.say("hello?")
    assert status == 200 and answer["failed"] is True
    assert [reply["text"] for reply in answer["replies"]] == [SAY["trouble"]]


async def test_a_failing_bot_still_answers_and_its_warning_is_not_lost(visit, agent, caplog):
    browser = visit()
    await browser.start()
    agent.answer = lambda text: [BotUttered("Call now."), RuntimeError(text)]
    with caplog.at_level(logging.DEBUG):
        status, answer = await browser.say("my secret trouble")
    assert status == 200 and answer["failed"] is True
    assert [reply["text"] for reply in answer["replies"]] == ["Call now.", SAY["trouble"]]
    assert "RuntimeError" in caplog.text
    assert "secret trouble" not in caplog.text


async def test_no_words_of_the_person_are_logged(visit, agent, caplog):
    browser = visit()
    with caplog.at_level(logging.INFO):
        await browser.start()
        await browser.say("my secret trouble")
        await browser.history()
    assert "secret trouble" not in caplog.text


async def test_an_unready_server_still_answers(visit, agent):
    browser = visit()
    await browser.start()
    agent.tracker_store = None
    for method, path in (("POST", "/message"), ("POST", "/conversation"), ("GET", "/history"), ("DELETE", "/conversation")):
        status, answer = await browser.ask(method, path, **({"json": {"text": "hello"}} if method == "POST" else {}))
        assert status == 200 and answer["failed"] is True
        assert answer["replies"][-1]["text"] == SAY["trouble"]


async def test_a_failing_state_does_not_cost_the_reply(visit, agent, monkeypatch):
    browser = visit()
    await browser.start()
    monkeypatch.setattr(web_tracker, "state", lambda tracker: 1 / 0)
    _, answer = await browser.say("hello")
    assert answer["replies"][0]["text"] == "You said hello."
    assert answer["state"] == web_tracker.NO_STATE


async def test_a_slow_bot_gets_the_safe_sentence_and_its_answer_is_there_when_asked_again(visit, agent, monkeypatch):
    browser = visit()
    await browser.start()
    monkeypatch.setattr(web_talk, "PATIENCE", 0.1)

    async def slowly():
        await asyncio.sleep(0.3)
        return [BotUttered("At last.")]

    agent.answer = lambda text: slowly()
    _, first = await browser.say("hello", message_id="m1")
    assert first["failed"] is True
    await asyncio.sleep(0.4)
    _, second = await browser.say("hello", message_id="m1", retry=True)
    assert [reply["text"] for reply in second["replies"]] == ["At last."]
    assert agent.heard == ["/greet", "hello"]


# ---- the same message twice


async def test_a_message_sent_twice_is_asked_once(visit, agent):
    browser = visit()
    await browser.start()
    answers = await asyncio.gather(*(browser.say("hello", message_id="m1") for _ in range(3)))
    assert answers[0] == answers[1] == answers[2]
    await browser.say("hello", message_id="m2")
    assert agent.heard == ["/greet", "hello", "hello"]


async def test_a_message_answered_before_a_restart_is_not_asked_again(agent):
    async with serving(agent) as visits:
        browser = visits()
        await browser.start()
        _, first = await browser.say("hello", message_id="m1")
        cookie = browser.cookie()
    async with serving(agent) as visits:
        body = {"text": "hello", "message_id": "m1", "retry": True}
        _, again = await visits().ask("POST", "/message", json=body, headers={"Cookie": f"{COOKIE}={cookie}"})
    assert again["replies"] == first["replies"]
    assert agent.heard == ["/greet", "hello"]


async def test_a_message_that_failed_can_be_sent_again(visit, agent):
    browser = visit()
    await browser.start()
    works, agent.answer = agent.answer, lambda text: []
    await browser.say("hello", message_id="m1")
    agent.answer = works
    _, answer = await browser.say("hello", message_id="m1", retry=True)
    assert answer["replies"][0]["text"] == "You said hello."


# ---- history and forgetting


async def test_history_replays_the_talk_without_the_pages_own_commands(visit):
    browser = visit()
    assert await browser.history() == []
    await browser.start()
    await browser.say("it hurts")
    assert await browser.history() == [("bot", "You said /greet."), ("person", "it hurts"), ("bot", "You said it hurts.")]


async def test_history_says_when_the_bot_no_longer_has_it_in_mind(visit, agent):
    browser = visit()
    await browser.start()
    assert (await browser.ask("GET", "/history"))[1]["rested"] is False
    conversation = browser.cookie().split(".")[0]
    tracker = await agent.tracker_store.retrieve(conversation)
    for event in tracker.events:
        event.timestamp -= 2 * 60 * 60
    await agent.tracker_store.save(tracker)
    assert (await browser.ask("GET", "/history"))[1]["rested"] is True


async def test_an_answer_says_when_a_new_session_began(visit, agent):
    browser = visit()
    await browser.start()
    assert (await browser.say("it hurts"))[1]["began_anew"] is False
    await web_tracker.forget(agent.tracker_store, browser.cookie().split(".")[0])
    assert (await browser.say("it still hurts"))[1]["began_anew"] is True


async def test_the_state_is_what_the_runner_says(visit, monkeypatch):
    from poplit.rasa import runner

    found = {"asks": ["fever"], "done": True, "assessment": {"triage": "emergency"}}
    monkeypatch.setattr(runner, "outcome", lambda tracker: found)
    browser = visit()
    assert (await browser.start())["state"] == {"asks": ["fever"], "done": True, "level": "emergency"}


async def test_two_visitors_never_see_each_other(visit):
    one, two = visit(), visit()
    await asyncio.gather(one.start(), two.start())
    await asyncio.gather(one.say("my left knee"), two.say("my right calf"))
    assert one.cookie() != two.cookie()
    assert "right calf" not in str(await one.history()) and "left knee" not in str(await two.history())
    await one.ask("DELETE", "/conversation")
    assert ("person", "my right calf") in await two.history()


def sql_store(folder) -> SQLTrackerStore:
    return SQLTrackerStore(Domain.empty(), dialect="sqlite", db=str(folder / "conversations.db"))


@pytest.mark.parametrize("kind", ["memory", "sql"])
async def test_deleting_leaves_nothing_behind(kind, tmp_path):
    inner = sql_store(tmp_path) if kind == "sql" else InMemoryTrackerStore(Domain.empty())
    agent = StubAgent(FailSafeTrackerStore(inner))
    async with serving(agent) as visits:
        browser = visits()
        await browser.start()
        await browser.say("a very private matter")
        old = browser.cookie()
        status, answer = await browser.ask("DELETE", "/conversation")
        assert (status, answer) == (200, {"deleted": True})
        assert browser.cookie() is None
        assert await browser.history() == []
        status, _ = await browser.ask("POST", "/message", json={"text": "hello"}, headers={"Cookie": f"{COOKIE}={old}"})
        assert status == 401
    assert list(await inner.keys()) == []
    for file in tmp_path.iterdir():
        assert b"private matter" not in file.read_bytes()


async def test_a_store_that_cannot_delete_at_least_forgets():
    class Stubborn(TrackerStore):
        def __init__(self) -> None:
            super().__init__(Domain.empty())
            self._kept = InMemoryTrackerStore(Domain.empty())

        async def save(self, tracker):
            await self._kept.save(tracker)

        async def retrieve(self, sender_id):
            return await self._kept.retrieve(sender_id)

    agent = StubAgent(Stubborn())
    async with serving(agent) as visits:
        browser = visits()
        await browser.start()
        conversation = browser.cookie().split(".")[0]
        _, answer = await browser.ask("DELETE", "/conversation")
        assert answer == {"deleted": False}
        assert web_tracker.history(await agent.tracker_store.retrieve(conversation)) == []


async def test_redis_deletes_the_conversations_key():
    deleted = []
    store = RedisTrackerStore.__new__(RedisTrackerStore)
    store.key_prefix, store.red = "tracker:", type("Red", (), {"delete": staticmethod(deleted.append)})
    assert await web_tracker.forget(store, "someone") is True
    assert deleted == ["tracker:someone"]


# ---- the summary


class Listening(StubAgent):
    """Takes every message as a denied fever, and keeps the case in its slot, as the actions do."""

    def __init__(self) -> None:
        slots = {"case": {"type": "any", "influence_conversation": False, "mappings": [{"type": "custom"}]}}
        super().__init__(InMemoryTrackerStore(Domain.from_dict({"version": "3.1", "slots": slots})))

    async def handle_message(self, message: UserMessage) -> None:
        await super().handle_message(message)
        tracker = await self.tracker_store.retrieve(message.sender_id)
        case = Case.from_json(tracker.get_slot("case"))
        if not message.text.startswith("/"):
            mention = Mention("fever", "absent", message.text, 0, len(message.text))
            respond(load(), case, Message(Reading(message.text, (mention,))))
        tracker.update(SlotSet("case", case.to_json()))
        await self.tracker_store.save(tracker)


async def saved(browser: Visit, form: str, **kwargs) -> tuple[int, dict, bytes]:
    async with browser.http.get(f"{browser.address}{BASE}/summary/{form}", **kwargs) as response:
        return response.status, dict(response.headers), await response.read()


@pytest.mark.parametrize(
    ("form", "kind", "begins"),
    [("pdf", "application/pdf", b"%PDF-"), ("fhir", "application/fhir+json", b"{"), ("text", "text/plain", b"SUMMARY")],
)
async def test_a_visitor_can_save_a_summary_of_their_own_conversation(form, kind, begins):
    async with serving(Listening()) as visits:
        browser = visits()
        await browser.start()
        await browser.say("no fever, says Zoë")
        status, headers, content = await saved(browser, form)
    assert status == 200 and content.startswith(begins)
    assert headers["Content-Type"].startswith(kind)
    assert headers["Content-Disposition"].startswith("attachment") and headers["Cache-Control"] == "no-store"
    assert "Content-Security-Policy" in headers
    if form != "pdf":
        assert "no fever, says Zoë" in content.decode()


async def test_nobody_gets_the_summary_of_another():
    async with serving(Listening()) as visits:
        first, second, stranger = visits(), visits(), visits()
        for browser, words in ((first, "no fever, says Ann"), (second, "no fever, says Ben")):
            await browser.start()
            await browser.say(words)
        assert b"Ben" not in (await saved(first, "text"))[2] and b"Ann" not in (await saved(second, "text"))[2]
        assert (await saved(stranger, "pdf"))[0] == 401
        assert (await saved(first, "pdf", headers={"Sec-Fetch-Site": "cross-site"}))[0] == 403


async def test_before_anything_was_said_there_is_nothing_to_save():
    async with serving(Listening()) as visits:
        browser = visits()
        await browser.start()
        status, _, content = await saved(browser, "pdf")
        assert (status, json.loads(content)["error"]) == (409, SAY["no_summary"])
        assert (await saved(browser, "docx"))[0] == 404


async def test_a_deleted_conversation_leaves_no_summary():
    async with serving(Listening()) as visits:
        browser = visits()
        await browser.start()
        await browser.say("no fever")
        cookie = {"Cookie": f"{COOKIE}={browser.cookie()}"}
        await browser.ask("DELETE", "/conversation")
        assert (await saved(browser, "pdf", headers=cookie))[0] == 401


# ---- the secret


def test_the_secret_is_made_once_for_this_user_only(tmp_path, monkeypatch):
    monkeypatch.delenv("POPLIT_SECRET", raising=False)
    path = tmp_path / "new" / "secret"
    first = read_secret(path)
    assert len(first) >= 32 and read_secret(path) == first
    assert os.listdir(path.parent) == ["secret"]
    assert path.stat().st_mode & 0o777 == 0o600


def test_the_secret_can_be_stated_but_not_too_short(tmp_path, monkeypatch):
    monkeypatch.setenv("POPLIT_SECRET", "x" * 16)
    assert read_secret(tmp_path / "unused") == b"x" * 16
    monkeypatch.setenv("POPLIT_SECRET", "short")
    with pytest.raises(ValueError, match="at least 16"):
        read_secret(tmp_path / "unused")


def test_rasas_agent_has_what_the_channel_uses():
    assert {"handle_message", "is_ready"} <= set(dir(Agent))
    agent = Agent(domain=Domain.empty())
    assert agent.domain.session_config.session_expiration_time == 60
    assert hasattr(agent, "lock_store") and hasattr(agent, "tracker_store")
