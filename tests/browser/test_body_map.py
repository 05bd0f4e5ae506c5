"""Pointing at where it hurts: the drawing says the same as words do, and can be used without a mouse."""

from __future__ import annotations

from poplit.knowledge import load
from tests.browser.chat import TALK
from tests.browser.need_browser import expect

MAP = TALK["map"]
SPOTS = load().body_map
BEHIND, CALF = SPOTS["loc_behind_knee"], SPOTS["loc_calf_mid"]


def spot(chat, leg: str, place):
    """A spot of the drawing, as it is named for a screen reader."""
    return chat.log.get_by_role("checkbox", name=MAP["one"].format(leg=MAP["legs"][leg], spot=place.name), exact=True)


def use(chat):
    """The button that sends what was pointed at; it may say how many."""
    return chat.choices.filter(has_text=MAP["use"])


def noted(chat) -> str:
    """What the conversation holds, as the summary for a clinician tells it."""
    return chat.context.request.get(chat.address + "webhooks/web/summary/text").text()


def opened(visitor):
    """A visitor with the drawing open."""
    chat = visitor()
    chat.choices.get_by_text(MAP["open"], exact=True).click()
    expect(chat.log.get_by_role("heading", name=MAP["title"])).to_be_visible()
    return chat


def test_a_conversation_by_the_body_map_and_buttons_ends_with_an_assessment(visitor):
    chat = opened(visitor)
    spot(chat, "left", BEHIND).click()
    assert BEHIND.left in chat.after(use(chat).click)
    for _ in chat.to_the_assessment():
        pass
    assert chat.assessed()


def test_a_spot_sets_the_place_and_the_side_as_the_same_words_do(visitor):
    pointing, typing = opened(visitor), visitor()
    spot(pointing, "right", CALF).click()
    pointing.after(use(pointing).click)
    typing.say(CALF.right)
    assert "right" in noted(pointing).lower() and "calf" in noted(pointing).lower()
    assert without_times(noted(pointing)) == without_times(noted(typing))


def without_times(summary: str) -> list[str]:
    """The lines of a summary that do not tell when it was made."""
    return [line for line in summary.splitlines() if "202" not in line]


def test_several_spots_on_both_legs_go_in_one_message(visitor):
    chat = opened(visitor)
    spot(chat, "left", BEHIND).click()
    spot(chat, "right", CALF).click()
    heard = chat.after(use(chat).click)
    assert BEHIND.left in heard and CALF.right in heard


def test_a_spot_chosen_by_mistake_can_be_taken_away(visitor):
    chat = opened(visitor)
    spot(chat, "left", BEHIND).click()
    spot(chat, "right", CALF).click()
    spot(chat, "left", BEHIND).click()
    expect(spot(chat, "left", BEHIND)).not_to_be_checked()
    heard = chat.after(use(chat).click)
    assert BEHIND.left not in heard and CALF.right in heard


def test_nothing_chosen_sends_nothing(visitor):
    chat = opened(visitor)
    use(chat).click(force=True)
    expect(chat.log.get_by_text(MAP["none"]).first).to_be_visible()
    assert chat.context.request.get(chat.address + "webhooks/web/history").text().count('"from": "person"') == 0


def test_the_drawing_is_used_by_keyboard_alone(visitor):
    chat = visitor()
    press = chat.page.keyboard.press

    def tab_to(is_it) -> None:
        for _ in range(60):
            if is_it(chat.focused()):
                return
            press("Tab")
        raise AssertionError(f"The keyboard ends at {chat.focused()}")

    tab_to(lambda name: name == MAP["open"])
    press("Enter")
    expect(chat.log.get_by_role("heading", name=MAP["title"])).to_be_visible()
    assert chat.focused() == MAP["title"]
    tab_to(lambda name: name.startswith(MAP["legs"]["left"] + ":"))
    seen = set()
    while chat.focused() not in seen and BEHIND.name not in chat.focused():
        seen.add(chat.focused())
        press("ArrowDown")
    assert BEHIND.name in chat.focused(), seen
    press("Space")
    expect(spot(chat, "left", BEHIND)).to_be_checked()
    tab_to(lambda name: name.startswith(MAP["use"]))
    assert BEHIND.left in chat.after(lambda: press("Enter"))


def test_every_spot_of_the_knowledge_can_be_chosen_in_one_of_the_views(visitor):
    chat = opened(visitor)
    reached = set()
    for view in MAP["views"].values():
        chat.log.get_by_role("radio", name=view, exact=True).focus()
        chat.page.keyboard.press("Space")
        reached |= {name for name, place in SPOTS.items() if spot(chat, "left", place).count() and spot(chat, "right", place).count()}
    assert reached == set(SPOTS)


def test_the_drawing_can_be_closed_and_the_words_are_still_there(visitor):
    chat = opened(visitor)
    chat.choices.get_by_text(MAP["close"], exact=True).click()
    expect(chat.choices.get_by_text(MAP["open"], exact=True)).to_be_visible()
    assert BEHIND.left in chat.say(BEHIND.left)
