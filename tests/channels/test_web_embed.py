"""The chat inside a page of another site: who may show it, and how its conversation travels where cookies do not."""

from __future__ import annotations

import pytest

from poplit.rasa.web_guard import Ids
from poplit.rasa.web_http import COOKIE
from poplit.rasa.web_settings import Settings, read_settings
from tests.channels.web_server import BASE, SAY, SECRET, serving

PRACTICE = "https://practice.example"


async def policy(browser) -> str:
    async with browser.http.get(f"{browser.address}{BASE}/") as response:
        return response.headers["Content-Security-Policy"]


# ---- who may show it


async def test_unless_the_operator_says_so_no_other_site_may_show_the_chat(visit):
    assert (await policy(visit())).endswith("; frame-ancestors 'self'")


async def test_the_sites_an_operator_names_may_show_the_chat(agent):
    async with serving(agent, embed_on=[PRACTICE, "https://clinic.example:8443"]) as visits:
        assert (await policy(visits())).endswith("; frame-ancestors 'self' https://practice.example https://clinic.example:8443")


def test_a_site_is_read_as_browsers_write_it():
    assert read_settings({"embed_on": ["HTTPS://Practice.Example/", PRACTICE]}) == Settings(embed_on=(PRACTICE,))
    assert read_settings({"embed_on": ["http://localhost:8000"]}).embed_on == ("http://localhost:8000",)


@pytest.mark.parametrize(
    ("stated", "complaint"),
    [
        ({"embed_on": ["*"]}, "pages nobody chose could show the chat"),
        ({"embed_on": ["https://*.practice.example"]}, "pages nobody chose could show the chat"),
        ({"embed_on": PRACTICE}, "must be a list of sites"),
        ({"embed_on": [7]}, "names a site as text"),
        ({"embed_on": ["practice.example"]}, "a site looks like https://practice.example"),
        ({"embed_on": ["https://practice.example; script-src *"]}, "pages nobody chose"),
        ({"embed_on": ["https://practice.example; sandbox"]}, "a site looks like"),
        ({"embed_on": ["https://me:word@practice.example"]}, "a site looks like"),
        ({"embed_on": ["ftp://practice.example"]}, "a site looks like"),
        ({"embed_on": ["https://"]}, "a site looks like"),
        ({"embed_on": ["https://practice.example/knees"]}, "takes sites, not pages"),
        ({"embed_on": ["http://practice.example"]}, "only with https"),
        ({"embed": [PRACTICE]}, "has no setting 'embed'; it has embed_on, "),
        ({"proxies": -1}, "proxies must be a whole number, 0 or more, not -1"),
        ({"new_conversations_per_minute": 0}, "1 or more, not 0"),
        ({"connections_per_conversation": True}, "must be a whole number"),
        ([PRACTICE], "must be names with values"),
    ],
)
def test_a_setting_that_cannot_be_is_named_plainly(stated, complaint):
    with pytest.raises(ValueError, match=r"^credentials\.yml: ") as refused:
        read_settings(stated)
    assert complaint in str(refused.value)


# ---- the token


async def test_an_embedded_page_gets_a_token_and_no_cookie(visit, agent):
    browser = visit()
    async with browser.http.post(f"{browser.address}{BASE}/conversation", json={"embedded": True}) as response:
        answer = await response.json()
        assert "Set-Cookie" not in response.headers
    assert answer["replies"][0]["text"] == "You said /greet."
    assert Ids(SECRET).read(answer["token"])


async def test_the_page_itself_gets_a_cookie_and_no_token(visit):
    for asked in ({}, {"embedded": False}, {"embedded": "yes"}):
        browser = visit()
        _, answer = await browser.ask("POST", "/conversation", json=asked)
        assert "token" not in answer and browser.cookie()


async def test_a_whole_conversation_goes_by_the_token(visit, agent):
    browser, elsewhere = visit(), visit()
    token = await browser.start_embedded()
    assert (await browser.say("it hurts"))[0] == 200
    assert ("person", "it hurts") in await browser.history()
    assert browser.cookie() is None
    assert (await browser.ask("DELETE", "/conversation")) == (200, {"deleted": True})
    assert await agent.tracker_store.retrieve(token.split(".")[0]) is None
    for method, path in (("POST", "/message"), ("DELETE", "/conversation"), ("GET", "/summary/pdf")):
        assert (await elsewhere.ask(method, path, json={"text": "hello"}, headers={"Authorization": f"Bearer {token}"}))[0] == 401


async def test_starting_again_with_a_token_deletes_the_old_conversation(visit, agent):
    browser = visit()
    old = await browser.start_embedded()
    new = await browser.start_embedded()
    assert new != old and await agent.tracker_store.retrieve(old.split(".")[0]) is None


async def test_a_guessed_token_reads_nothing(visit, agent):
    victim, thief = visit(), visit()
    token = await victim.start_embedded()
    await victim.say("a very private matter")
    conversation, _, signature = token.partition(".")
    guesses = [
        conversation,
        f"{conversation}.",
        f"{conversation}.{'A' * 43}",
        f"{'A' * 43}.{signature}",
        Ids(b"another secret").sign(conversation),
        "",
    ]
    for guess in guesses:
        for method, path in (("GET", "/history"), ("GET", "/summary/text"), ("POST", "/message"), ("DELETE", "/conversation")):
            status, answer = await thief.ask(method, path, json={"text": "hello"}, headers={"Authorization": f"Bearer {guess}"})
            assert (status, answer) == (401, {"error": SAY["unknown"]})
    assert agent.heard == ["/greet", "a very private matter"]


async def test_a_token_counts_in_its_header_and_nowhere_else(visit):
    browser = visit()
    token = await browser.start_embedded()
    del browser.http.headers["Authorization"]
    assert (await browser.ask("POST", f"/message?token={token}&authorization=Bearer%20{token}", json={"text": "hello", "token": token}))[
        0
    ] == 401
    assert (await browser.ask("GET", f"/history?token={token}"))[1]["messages"] == []


async def test_a_wrong_token_is_no_reason_to_take_the_cookie(visit):
    browser = visit()
    await browser.start()
    assert (await browser.ask("POST", "/message", json={"text": "hello"}, headers={"Authorization": "Bearer x"}))[0] == 401
    assert browser.cookie()


async def test_an_embedded_conversation_and_the_pages_own_are_two(visit):
    browser = visit()
    await browser.start()
    await browser.say("my left knee")
    cookie = browser.cookie()
    await browser.start_embedded()
    assert browser.cookie() == cookie
    assert ("person", "my left knee") not in await browser.history()
    del browser.http.headers["Authorization"]
    assert ("person", "my left knee") in await browser.history()


# ---- pages of other sites


@pytest.mark.parametrize("cors", [None, "*"], ids=["as we serve it", "with Rasa's --cors '*'"])
async def test_a_page_of_another_site_can_neither_open_nor_read_a_conversation(agent, cors):
    async with serving(agent, cors=cors, embed_on=[PRACTICE]) as visits:
        browser = visits()
        await browser.start()
        cookie = {"Cookie": f"{COOKIE}={browser.cookie()}"}
        for site in ("https://evil.example", PRACTICE):  # to show the chat is not to speak for it
            for method, path in (
                ("POST", "/conversation"),
                ("POST", "/message"),
                ("GET", "/history"),
                ("GET", "/summary/pdf"),
                ("DELETE", "/conversation"),
            ):
                headers = {**cookie, "Origin": site, "Sec-Fetch-Site": "cross-site"}
                async with browser.http.request(
                    method, f"{browser.address}{BASE}{path}", json={"text": "hello"}, headers=headers
                ) as response:
                    assert response.status == 403
                    assert not [name for name in response.headers if name.startswith("Access-Control")]
        assert agent.heard == ["/greet"]


async def test_the_form_of_another_site_can_neither_open_nor_read_a_conversation(visit, agent):
    browser = visit()
    headers = {"Origin": "https://evil.example", "Content-Type": "application/x-www-form-urlencoded"}
    assert (await browser.ask("POST", "/conversation", data="embedded=true", headers=headers))[0] == 403
    del headers["Origin"]
    assert (await browser.ask("POST", "/conversation", data="embedded=true", headers=headers))[0] == 415
    assert agent.heard == [] and browser.cookie() is None
