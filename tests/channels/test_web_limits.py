"""How many conversations one address may begin, and what is believed about where a request comes from."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from sanic.compat import Header

from poplit.rasa import web_limits
from poplit.rasa.web_limits import Arrivals, address
from tests.channels.web_server import SAY, serving


async def test_one_address_cannot_begin_conversations_without_end(agent, monkeypatch):
    async with serving(agent, new_conversations_per_minute=3) as visits:
        statuses = [(await visits().ask("POST", "/conversation", json={}))[0] for _ in range(5)]
        assert statuses == [200] * 3 + [429] * 2
        browser = visits()
        status, answer = await browser.ask("POST", "/conversation", json={"embedded": True})
        assert (status, answer["error"]) == (429, SAY["too_many"]) and browser.cookie() is None
        monkeypatch.setattr(web_limits, "MINUTE", 0.0)
        assert (await browser.ask("POST", "/conversation", json={}))[0] == 200


async def test_a_refused_start_leaves_the_old_conversation_alone(agent):
    async with serving(agent, new_conversations_per_minute=1) as visits:
        browser = visits()
        await browser.start()
        assert (await browser.ask("POST", "/conversation", json={}))[0] == 429
        assert (await browser.say("still here"))[0] == 200


@pytest.mark.parametrize(("proxies", "second"), [(0, 429), (1, 200)])
async def test_the_address_a_proxy_names_counts_only_behind_a_proxy(agent, proxies, second):
    async with serving(agent, new_conversations_per_minute=1, proxies=proxies) as visits:
        for sender, expected in (("203.0.113.1", 200), ("203.0.113.2", second)):
            headers = {"X-Forwarded-For": sender}
            assert (await visits().ask("POST", "/conversation", json={}, headers=headers))[0] == expected


@pytest.mark.parametrize(
    ("forwarded", "proxies", "expected"),
    [
        ([], 0, "192.0.2.9"),
        (["203.0.113.1"], 0, "192.0.2.9"),
        (["203.0.113.1"], 1, "203.0.113.1"),
        (["6.6.6.6, 203.0.113.1"], 1, "203.0.113.1"),  # the first is what the visitor wrote
        (["6.6.6.6", "203.0.113.1"], 1, "203.0.113.1"),
        (["203.0.113.1, 198.51.100.1"], 2, "203.0.113.1"),
        (["203.0.113.1"], 2, "192.0.2.9"),  # it did not come through both
        (["nonsense"], 1, "192.0.2.9"),
        (["2001:db8:1:2:aaaa::1"], 1, "2001:db8:1:2::/64"),
        (["2001:db8:1:2:bbbb::2"], 1, "2001:db8:1:2::/64"),
        (["::ffff:203.0.113.1"], 1, "203.0.113.1"),
    ],
)
def test_where_a_request_comes_from(forwarded, proxies, expected):
    headers = Header([("x-forwarded-for", line) for line in forwarded])
    assert address(SimpleNamespace(headers=headers, ip="192.0.2.9"), proxies) == expected


def test_the_memory_of_addresses_is_bounded(monkeypatch):
    monkeypatch.setattr(web_limits, "MOST_ADDRESSES", 10)
    arrivals = Arrivals(1)
    assert not any(arrivals.too_many(f"203.0.113.{number}") for number in range(50))
    assert len(arrivals._times) == 10
