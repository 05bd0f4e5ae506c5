"""A danger sign on the page: the warning is first, cannot be missed, and calls at one touch."""

from __future__ import annotations

import pytest

from tests.browser.need_browser import expect

DANGER = "The back of my knee hurts, I have chest pain and I cannot breathe properly"


def first_answer(heard: str, said: str) -> str:
    """What stands right after the person's own words."""
    return heard.split(said, 1)[1].strip()


def test_the_warning_stands_before_everything_else(visitor):
    chat = visitor()
    heard = first_answer(chat.say(DANGER), DANGER)
    warning = chat.page.get_by_role("alert").first.inner_text()
    assert heard.startswith(warning[:40])
    assert "ambulance" in warning


def test_the_warning_is_an_alert_so_that_a_screen_reader_says_it_at_once(visitor):
    chat = visitor()
    chat.say(DANGER)
    expect(chat.page.get_by_role("alert")).to_have_count(1)
    expect(chat.page.get_by_role("alert")).to_be_in_viewport()


def test_the_warning_holds_a_link_that_calls_the_countrys_number(visitor):
    chat = visitor()
    chat.say(DANGER)
    call = chat.log.get_by_role("link").filter(has_text="999").first
    expect(call).to_be_visible()
    assert call.get_attribute("href") == "tel:999"


def test_the_number_can_be_called_before_a_word_is_typed(visitor):
    chat = visitor()
    call = chat.page.get_by_role("link").filter(has_text="999").first
    expect(call).to_be_in_viewport()
    assert call.get_attribute("href") == "tel:999"


def test_the_warning_is_still_there_when_the_page_is_opened_again(visitor):
    chat = visitor()
    chat.say(DANGER)
    warning = chat.page.get_by_role("alert").inner_text()
    chat.open()
    assert warning in chat.words()


@pytest.mark.parametrize("width", [320, 390])
def test_the_warning_is_seen_on_a_small_phone(visitor, width):
    chat = visitor(viewport={"width": width, "height": 568}, has_touch=True)
    chat.say(DANGER)
    expect(chat.page.get_by_role("alert")).to_be_in_viewport(ratio=0.9)


def test_a_harmless_message_raises_no_alarm(visitor):
    chat = visitor()
    chat.say("The back of my knee is a little stiff in the morning")
    expect(chat.page.get_by_role("alert")).to_have_count(0)
