"""axe-core finds no barrier on any screen, light and dark; and what it cannot see: targets, narrow screens, zoom, motion."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.chat import PAGE, TALK
from tests.browser.need_browser import expect

COMPLAINT = "The back of my left knee has been sore for three weeks, it began slowly"
DANGER = "I have chest pain and I cannot breathe properly"
PHONE = {"width": 390, "height": 844}
AXE = Axe()
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def barriers(chat) -> list[str]:
    """What axe-core objects to on the page as it is, each with where."""
    found = []
    for colours in ("light", "dark"):
        chat.page.emulate_media(color_scheme=colours)
        for fault in AXE.run(chat.page, options=RULES).response["violations"]:
            found += [f"{colours}: {fault['id']}: {fault['help']}: {node['html'][:160]}" for node in fault["nodes"]]
    return found


@pytest.mark.parametrize("width", [320, 1280])
def test_no_barrier_from_the_first_sight_to_the_assessment(visitor, width):
    chat = visitor(viewport={"width": width, "height": 800})
    assert barriers(chat) == []
    chat.say(COMPLAINT)
    expect(chat.ticks.first).to_be_visible()
    assert barriers(chat) == []
    for _ in chat.to_the_assessment():
        pass
    assert barriers(chat) == []


def test_no_barrier_beside_a_warning(visitor):
    chat = visitor(viewport=PHONE)
    chat.say(DANGER)
    expect(chat.page.get_by_role("alert")).to_be_visible()
    assert barriers(chat) == []


@pytest.mark.parametrize(("width", "sides"), [(320, 4), (1280, 1)])
def test_no_barrier_on_the_body_map_from_any_side(visitor, width, sides):
    chat = visitor(viewport={"width": width, "height": 800})
    chat.choices.get_by_text(TALK["map"]["open"], exact=True).click()
    for view in list(TALK["map"]["views"].values())[:sides]:
        chat.log.get_by_role("radio", name=view, exact=True).focus()
        chat.page.keyboard.press("Space")
        chat.log.get_by_role("checkbox").first.click()
        assert barriers(chat) == [], view
    assert chat.page.evaluate(SIDEWAYS) <= 0


def test_no_barrier_in_the_menu_nor_in_the_dialog(visitor):
    chat = visitor(viewport=PHONE)
    chat.page.get_by_text(PAGE["menu"], exact=True).click()
    expect(chat.page.get_by_role("button", name=PAGE["forget"])).to_be_visible()
    assert barriers(chat) == []
    chat.page.get_by_role("button", name=PAGE["forget"]).click()
    expect(chat.page.get_by_role("dialog")).to_be_visible()
    assert barriers(chat) == []
    chat.confirm(TALK["yes_forget"])
    expect(chat.log).to_contain_text(TALK["forgotten"])
    assert barriers(chat) == []


SMALL = """() => [...document.querySelectorAll("button, a[href], summary, textarea, label:has(input), [role=button]")]
    .filter((node) => node.checkVisibility() && !node.closest("p, li"))
    .map((node) => [node.textContent.trim(), node.getBoundingClientRect()])
    .filter(([, box]) => box.width && (box.width < 44 || box.height < 44))
    .map(([name, box]) => `${name}: ${Math.round(box.width)} x ${Math.round(box.height)}`)"""
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def test_every_target_is_large_enough_for_a_thumb(visitor):
    chat = visitor(viewport={"width": 320, "height": 640}, has_touch=True)
    chat.say(COMPLAINT)
    chat.page.get_by_text(PAGE["menu"], exact=True).click()
    assert chat.page.evaluate(SMALL) == []


@pytest.mark.parametrize("width", [320, 640])  # 640 is also a laptop at 200 % zoom
def test_a_narrow_screen_never_scrolls_sideways(visitor, width):
    chat = visitor(viewport={"width": width, "height": 512})
    assert chat.page.evaluate(SIDEWAYS) <= 0
    chat.say(COMPLAINT)
    assert chat.page.evaluate(SIDEWAYS) <= 0
    chat.say(DANGER)
    assert chat.page.evaluate(SIDEWAYS) <= 0


def test_text_at_twice_its_size_stays_in_the_page(visitor):
    chat = visitor(viewport={"width": 390, "height": 844})
    chat.page.evaluate("() => { document.documentElement.style.fontSize = '200%'; }")
    chat.say(COMPLAINT)
    assert chat.page.evaluate(SIDEWAYS) <= 0
    expect(chat.box).to_be_in_viewport()
    expect(chat.send).to_be_in_viewport(ratio=1)


def test_who_wants_no_motion_gets_none(visitor):
    chat = visitor()
    chat.say(COMPLAINT)
    moving = "() => document.getAnimations().filter((one) => one.effect.getComputedTiming().duration > 10).length"
    assert chat.page.evaluate(moving) == 0


def test_new_answers_are_read_out_and_the_own_words_are_not(visitor):
    chat = visitor()
    chat.say(COMPLAINT)
    expect(chat.log).to_have_attribute("aria-live", "polite")
    own = chat.log.get_by_text(COMPLAINT, exact=True)
    assert own.evaluate("(node) => node.closest('[aria-live]').getAttribute('aria-live')") == "off"
