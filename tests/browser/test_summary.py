"""What a visitor takes home: the assessment as one card, and the summary copied, printed or saved."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from poplit.rasa.web_guard import Visitor
from tests.browser.chat import PAGE, TALK
from tests.browser.need_browser import Chat, expect

OPENING = "The back of my left knee has felt full and sore for three weeks, it began slowly"
CARD, SHARE = TALK["card"], TALK["share"]


@pytest.fixture(scope="module")
def told(server, browser):
    """A visitor who has been told what it may be."""
    context = browser.new_context(accept_downloads=True, permissions=["clipboard-read", "clipboard-write"], reduced_motion="reduce")
    chat = Chat(context, server.address).open()
    chat.say(OPENING)
    for _ in chat.to_the_assessment():
        pass
    chat.page.wait_for_timeout(1000 * Visitor.SECONDS)  # summaries count as messages, of which the server takes only so many
    yield chat
    context.close()


@pytest.fixture
def assessed(told):
    """The same visitor, who opens the page again."""
    yield told.open()
    assert told.faults == []


def saved(chat, name: str) -> tuple[str, bytes]:
    """The file that a button saves: its name and what is in it."""
    with chat.page.expect_download() as download:
        chat.choices.get_by_text(name, exact=True).click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def test_the_assessment_tells_how_urgent_in_words_and_by_a_scale(assessed, kb):
    card = assessed.log.get_by_label(CARD["label"])
    words = " ".join(card.inner_text().split())
    level = assessed.context.request.get(assessed.address + "webhooks/web/history").json()["state"]["level"]
    step = CARD["levels"].index(level) + 1
    assert CARD["scale"].format(step=step, of=len(CARD["levels"])) in words
    assert kb.wording["banner"][level].split(".")[0] in words
    for part in ("causes", "not_excluded"):
        assert kb.wording["assessment"][part].rstrip(":") in words
    for part in ("for", "sources", "safety_net"):
        assert CARD[part].split("{")[0].strip() in " ".join(card.text_content().split())


def test_the_card_is_the_same_when_the_page_is_opened_again(assessed):
    before = assessed.log.get_by_label(CARD["label"]).text_content()
    assert assessed.open().log.get_by_label(CARD["label"]).text_content() == before


def test_the_summary_is_saved_in_three_forms(assessed):
    name, content = saved(assessed, SHARE["pdf"])
    assert name.endswith(".pdf") and content.startswith(b"%PDF-")
    name, content = saved(assessed, SHARE["text"])
    assert name.endswith(".txt") and OPENING in content.decode()
    name, content = saved(assessed, SHARE["fhir"])
    assert json.loads(content)["resourceType"] == "Bundle"


def test_the_summary_is_copied(assessed):
    assessed.choices.get_by_text(SHARE["copy"], exact=True).click()
    expect(assessed.page.get_by_role("status").filter(has_text=SHARE["copied"])).to_be_visible()
    assert OPENING in assessed.page.evaluate("() => navigator.clipboard.readText()")


def test_print_prints_the_conversation_with_everything_unfolded(assessed):
    assessed.page.evaluate("() => { window.print = () => { window.printed = true; }; }")
    assessed.choices.get_by_text(SHARE["print"], exact=True).click()
    assert assessed.page.evaluate("() => window.printed") is True
    assessed.page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    folded = assessed.log.get_by_label(CARD["label"]).locator("details:not([open])")
    assert folded.count() == 0
    assessed.page.emulate_media(media="print")
    expect(assessed.box).to_be_hidden()
    expect(assessed.log.get_by_label(CARD["label"])).to_be_visible()
    assessed.page.emulate_media(media="screen")


def test_before_anything_was_said_the_menu_says_that_there_is_nothing_to_save(visitor):
    chat = visitor()
    chat.menu(PAGE["copy"])
    expect(chat.log).to_contain_text("nothing to sum up")
    chat.forgive("409")
