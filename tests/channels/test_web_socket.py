"""The conversation over Socket.IO: the same answers as by plain requests, and the bot may speak first."""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime, timedelta

import pytest
from rasa.core import jobs
from rasa.core.tracker_store import FailSafeTrackerStore, InMemoryTrackerStore, SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, ReminderScheduled
from socketio.exceptions import ConnectionError as Refusal

from poplit.rasa import web_talk
from poplit.rasa.web_guard import Ids
from poplit.rasa.web_http import COOKIE
from tests.channels.web_server import BASE, BUTTONS, SAY, SECRET, StubAgent, serving

TRANSPORTS = ["websocket", "polling"]


@pytest.fixture
async def browser(visit):
    opened = visit()
    await opened.start()
    return opened


# ---- the same conversation


@pytest.mark.parametrize("transport", TRANSPORTS)
async def test_a_message_gets_the_answer_that_a_request_would_get(browser, transport):
    page = await browser.connect(transport)
    _, by_request = await browser.say("it hurts")
    assert await page.say("it hurts") == {"status": 200, **by_request}
    assert (await browser.history()).count(("person", "it hurts")) == 2


@pytest.mark.parametrize("transport", TRANSPORTS)
async def test_the_page_is_told_that_an_answer_is_under_way(browser, agent, transport):
    page = await browser.connect(transport)
    under_way = asyncio.Event()

    async def slowly():
        await under_way.wait()
        return [BotUttered("At last.")]

    agent.answer = lambda text: slowly()
    answer = asyncio.create_task(page.say("hello", message_id="m1"))
    assert await page.hears("typing") == {"message_id": "m1"}
    assert not answer.done()
    under_way.set()
    assert (await answer)["replies"][0]["text"] == "At last."


async def test_a_message_by_socket_and_again_by_request_is_asked_once(browser, agent):
    page = await browser.connect()
    first = await page.say("hello", message_id="m1")
    _, again = await browser.say("hello", message_id="m1", retry=True)
    assert again["replies"] == first["replies"]
    assert agent.heard == ["/greet", "hello"]


async def test_a_button_that_was_not_offered_is_refused(browser):
    page = await browser.connect()
    assert await page.call("message", {"payload": "/restart"}) == {"status": 409, "error": SAY["old_button"]}
    assert (await page.call("message", {"payload": "/affirm"}))["status"] == 200


# ---- who is let in


@pytest.mark.parametrize("transport", TRANSPORTS)
async def test_nobody_gets_in_without_a_conversation_of_this_server(visit, agent, transport):
    forged = [None, "x", f"{'A' * 43}.{'A' * 43}", Ids(b"another secret").sign("A" * 43), Ids(SECRET).sign("A" * 43)]
    for cookie in forged:
        with pytest.raises(Refusal):
            await visit().connect(transport, headers={"Cookie": f"{COOKIE}={cookie}"} if cookie else {})
        with pytest.raises(Refusal):
            await visit().connect(transport, auth={"token": cookie})
    assert agent.heard == []


@pytest.mark.parametrize("transport", TRANSPORTS)
async def test_an_embedded_page_gets_in_with_its_token(visit, transport):
    embedded = visit()
    page = await embedded.connect(transport, auth={"token": await embedded.start_embedded()})
    assert (await page.say("hello"))["replies"][0]["text"] == "You said hello."


@pytest.mark.parametrize("transport", TRANSPORTS)
@pytest.mark.parametrize("sent", ["Origin: https://evil.example", "Origin: null", "Sec-Fetch-Site: cross-site"])
async def test_a_page_of_another_site_is_refused_at_the_handshake(browser, transport, sent):
    with pytest.raises(Refusal):
        await browser.connect(transport, headers=dict([sent.split(": ")]))


async def test_the_pages_own_origin_is_let_in(browser):
    await browser.connect(headers={"Origin": browser.address, "Sec-Fetch-Site": "same-origin"})


async def test_no_answer_comes_as_a_script(browser):
    async with browser.http.get(f"{browser.address}{BASE}/socket.io/?EIO=4&transport=polling&j=1") as response:
        assert response.status == 400


async def test_the_transport_gives_other_sites_no_leave_to_read(browser):
    async with browser.http.get(f"{browser.address}{BASE}/socket.io/?EIO=4&transport=polling") as response:
        assert response.status == 200 and response.headers["Cache-Control"] == "no-store"
        assert not [name for name in response.headers if name.startswith("Access-Control")]


async def test_only_so_many_connections_for_one_conversation(agent):
    async with serving(agent, connections_per_conversation=2) as visits:
        browser, other = visits(), visits()
        await browser.start()
        await other.start()
        first, _ = await browser.connect(), await browser.connect()
        with pytest.raises(Refusal):
            await browser.connect()
        await other.connect()
        await first.disconnect()
        await asyncio.sleep(0.1)
        await browser.connect()


async def test_a_client_that_sends_the_servers_own_events_gains_nothing(agent):
    async with serving(agent, connections_per_conversation=1) as visits:
        browser, other = visits(), visits()
        await browser.start()
        await other.start()
        page = await browser.connect()
        for event, content in (("disconnect", "bye"), ("connect", {"sanic.request": {}}), ("enter_room", other.conversation())):
            await page.emit(event, content)
        assert (await page.say("hello"))["status"] == 200
        with pytest.raises(Refusal):
            await browser.connect()


# ---- limits


async def test_the_limits_of_requests_hold(browser, agent):
    page = await browser.connect()
    assert await page.say("a" * 2001) == {"status": 413, "error": SAY["too_long"]}
    assert await page.say(" / ") == {"status": 400, "error": SAY["blank"]}
    for nonsense in (None, "hello", ["hello"], {"text": 7}, {"text": "a", "payload": {}}):
        assert await page.call("message", nonsense) == {"status": 400, "error": SAY["not_understood"]}
    assert await page.call("message", ({"text": "one"}, {"text": "two"})) == {"status": 200, **(await browser.say("one"))[1]}
    assert agent.heard == ["/greet", "one", "one"]


async def test_too_many_messages_are_held_back_whichever_way_they_come(browser):
    page = await browser.connect()
    statuses = [(await browser.say(f"message {number}"))[0] for number in range(10)]
    statuses += [(await page.say(f"more {number}"))["status"] for number in range(15)]
    assert statuses == [200] * 20 + [429] * 5


async def test_a_page_that_never_stops_is_let_go(browser, agent):
    page = await browser.connect()
    await asyncio.gather(*(page.emit("message", {"text": f"message {number}"}) for number in range(60)))
    for _ in range(100):
        await asyncio.sleep(0.02)
        if not page.connected:
            break
    assert not page.connected and len(agent.heard) <= 21


async def test_a_huge_packet_is_not_read(browser):
    page = await browser.connect("websocket")
    await page.emit("message", {"text": "a" * 100_000})
    await asyncio.sleep(0.2)
    assert not page.connected
    url = f"{browser.address}{BASE}/socket.io/?EIO=4&transport=polling"
    async with browser.http.post(url, data=b"4" * 100_000) as response:
        assert response.status == 413


# ---- when the bot speaks first


async def test_what_the_bot_says_by_itself_reaches_its_conversation_and_no_other(browser, visit, agent):
    other = visit()
    await other.start()
    here, also_here, elsewhere = await browser.connect(), await browser.connect("polling"), await other.connect()
    await browser.say("it hurts")
    await agent.remind(browser.conversation(), BotUttered("How is it now?", {"buttons": BUTTONS}))
    pushed = {"replies": [{"text": "How is it now?", "buttons": BUTTONS, "custom": {}}]}
    assert await here.hears("pushed") == pushed and await also_here.hears("pushed") == pushed
    assert elsewhere.told == []
    assert (await browser.history())[-1] == ("bot", "How is it now?")
    assert (await here.call("unseen")) == {"status": 200, "replies": []}


async def test_what_was_said_while_no_page_was_there_waits_for_it(browser, agent):
    await browser.say("it hurts")
    await agent.remind(browser.conversation(), BotUttered("How is it now?"))
    page = await browser.connect()
    assert [reply["text"] for reply in (await page.call("unseen"))["replies"]] == ["How is it now?"]
    assert (await page.call("unseen"))["replies"] == []


async def test_without_sockets_it_comes_with_the_next_answer_or_the_history(browser, agent):
    for look in (browser.history, lambda: browser.say("much better")):
        await browser.say("it hurts")
        await agent.remind(browser.conversation(), BotUttered("How is it now?"))
        seen = await look()
        assert "How is it now?" in str(seen)
        assert "pushed" not in (await browser.say("and again"))[1]
    assert [reply["text"] for reply in seen[1]["pushed"]] == ["How is it now?"]


async def test_a_question_the_bot_asks_by_itself_takes_the_place_of_the_one_before(browser, agent):
    await browser.say("it hurts")
    await agent.remind(browser.conversation(), BotUttered("Better?", {"buttons": [{"title": "Better", "payload": "/better"}]}))
    assert (await browser.ask("POST", "/message", json={"payload": "/affirm"}))[0] == 409
    assert (await browser.ask("POST", "/message", json={"payload": "/better"}))[0] == 200
    assert not any("EXTERNAL" in text for _, text in await browser.history())


async def test_what_went_before_a_reminder_of_the_next_day_stays_on_the_page(tmp_path):
    agent = sql_agent(tmp_path)
    async with serving(agent) as visits:
        browser = visits()
        await browser.start()
        await browser.say("it hurts")
        await agent.remind(browser.conversation(), BotUttered("How is it now?", {"buttons": BUTTONS}), next_day=True)
        assert (await browser.ask("POST", "/message", json={"payload": "/affirm"}))[0] == 200
        texts = [text for _, text in await browser.history()]
        assert texts == ["You said /greet.", "it hurts", "You said it hurts.", "How is it now?", "Yes", "You said /affirm."]


async def test_rasa_can_speak_to_a_conversation_through_the_channel(agent):
    async with serving(agent) as visits:
        browser = visits()
        await browser.start()
        page = await browser.connect()
        await visits.channel.get_output_channel().send_response(browser.conversation(), {"text": "Hello again."})
        assert (await page.hears("pushed"))["replies"][0]["text"] == "Hello again."


# ---- whatever fails


async def test_a_failing_bot_still_answers_and_nothing_is_logged_of_the_words(browser, agent, caplog):
    page = await browser.connect()
    agent.answer = lambda text: [BotUttered("Call now."), RuntimeError(text)]
    with caplog.at_level(logging.DEBUG):
        answer = await page.say("my secret trouble")
    assert answer["failed"] is True
    assert [reply["text"] for reply in answer["replies"]] == ["Call now.", SAY["trouble"]]
    ours = [record.getMessage() for record in caplog.records if not record.name.startswith(("socketio.client", "engineio.client"))]
    assert "secret trouble" not in str(ours)


async def test_a_slow_bot_gets_the_safe_sentence(browser, agent, monkeypatch):
    page = await browser.connect()
    monkeypatch.setattr(web_talk, "PATIENCE", 0.1)

    async def slowly():
        await asyncio.sleep(0.3)
        return [BotUttered("At last.")]

    agent.answer = lambda text: slowly()
    assert (await page.say("hello", message_id="m1"))["failed"] is True
    await asyncio.sleep(0.4)
    assert (await page.say("hello", message_id="m1", retry=True))["replies"][0]["text"] == "At last."


async def test_while_the_model_is_loading_the_page_is_there_and_says_so():
    async with serving(None) as visits:
        browser = visits()
        async with browser.http.get(f"{browser.address}{BASE}/") as response:
            assert response.status == 200
        for method, path in (("POST", "/conversation"), ("POST", "/message"), ("GET", "/history"), ("DELETE", "/conversation")):
            status, answer = await browser.ask(method, path, json={"text": "hello"})
            assert status == 200 and answer["loading"] is True and answer["failed"] is True
            assert [reply["text"] for reply in answer["replies"]] == [SAY["loading"]]
        with pytest.raises(Refusal):
            await browser.connect(headers={"Cookie": f"{COOKIE}={Ids(SECRET).sign('A' * 43)}"})
        visits.app.ctx.agent = StubAgent()
        assert (await browser.start())["replies"][0]["text"] == "You said /greet."
        await browser.connect()


# ---- the end, and a new beginning


def sql_agent(folder) -> StubAgent:
    return StubAgent(FailSafeTrackerStore(SQLTrackerStore(Domain.empty(), dialect="sqlite", db=str(folder / "conversations.db"))))


async def test_a_page_comes_back_to_its_conversation_after_a_restart_of_the_server(tmp_path):
    async with serving(sql_agent(tmp_path)) as visits:
        before = visits()
        await before.start()
        await (await before.connect()).say("my left knee")
        cookie = {"Cookie": f"{COOKIE}={before.cookie()}"}
    async with serving(sql_agent(tmp_path)) as visits:
        after = visits()
        page = await after.connect(headers=cookie)
        assert (await page.say("still here"))["status"] == 200
        _, told = await after.ask("GET", "/history", headers=cookie)
        assert [message["text"] for message in told["messages"] if message["from"] == "person"] == ["my left knee", "still here"]


@pytest.mark.parametrize("by", ["deleting", "starting again"])
async def test_the_end_of_a_conversation_lets_its_pages_go(browser, visit, agent, by):
    other = visit()
    await other.start()
    page, elsewhere = await browser.connect(), await other.connect()
    cookie = {"Cookie": f"{COOKIE}={browser.cookie()}"}
    await browser.ask("DELETE" if by == "deleting" else "POST", "/conversation", json={})
    await page.hears("gone")
    await asyncio.sleep(0.1)
    assert not page.connected and elsewhere.connected and elsewhere.told == []
    with pytest.raises(Refusal):
        await visit().connect(headers=cookie)


async def test_what_waits_behind_a_deletion_is_not_written_back(browser, agent):
    conversation, page = browser.conversation(), await browser.connect()
    async with agent.lock_store.lock(conversation):  # a turn takes its time
        deletion = asyncio.create_task(browser.ask("DELETE", "/conversation"))
        await asyncio.sleep(0.1)
        await page.emit("message", {"text": "a very private matter"})
        await page.hears("typing")
    assert (await deletion)[1] == {"deleted": True}
    await asyncio.sleep(2.5)  # Rasa looks at its lock once in a second
    assert agent.heard[-1] == "a very private matter"
    assert await agent.tracker_store.retrieve(conversation) is None


async def test_deleting_takes_the_reminders_of_the_conversation_along(browser, visit):
    other = visit()
    await other.start()
    scheduler, at = await jobs.scheduler(), datetime.now() + timedelta(days=1)
    for person in (browser, other):
        reminder = ReminderScheduled("remind", at)
        scheduler.add_job(print, "date", run_date=at, id=reminder.name, name=reminder.scheduled_job_name(person.conversation()))
    await browser.ask("DELETE", "/conversation")
    assert [job.name.endswith(other.conversation()) for job in scheduler.get_jobs()] == [True]


async def test_a_conversation_that_another_server_deleted_is_not_silently_continued():
    store = InMemoryTrackerStore(Domain.empty())
    async with serving(StubAgent(FailSafeTrackerStore(store))) as visits:
        browser = visits()
        await browser.start()
        cookie = {"Cookie": f"{COOKIE}={browser.cookie()}"}
    async with serving(StubAgent(FailSafeTrackerStore(store))) as visits:
        page = await visits().connect(headers=cookie)
        store.store.clear()
        assert await page.say("hello") == {"status": 401, "error": SAY["unknown"]}
