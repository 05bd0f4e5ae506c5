"""Whole conversations, each held in one way only."""

from __future__ import annotations

from tests.browser.chat import PAGE, TALK
from tests.browser.need_browser import expect

MOST_TURNS = 30
OPENING = "The back of my left knee has been sore for three weeks, it began slowly"


def test_a_conversation_by_buttons_ends_with_an_assessment(visitor):
    chat = visitor()
    chat.say(OPENING)
    for _ in chat.to_the_assessment():
        pass
    assert chat.assessed()


def test_a_conversation_by_typing_ends_with_an_assessment(visitor):
    chat = visitor()
    chat.say(OPENING)
    for answer in ("no, nothing like that", "none of these", "I am 61", *["no"] * MOST_TURNS):
        if chat.assessed():
            break
        chat.say(answer)
    assert chat.assessed()
    assert f"{TALK['you_said']} {OPENING}" in " ".join(chat.words().split())


def test_several_answers_can_be_ticked_at_once(visitor):
    chat = visitor()
    chat.say(OPENING)
    for turn in chat.to_the_assessment():
        if turn and chat.ticks.count():  # after the danger signs, of which none is there
            break
    titles = [chat.ticks.nth(at).get_attribute("value") for at in (0, 1)]
    for title in titles:
        chat.log.get_by_text(title, exact=True).click()
    chat.after(chat.send_ticked.click)
    assert "; ".join(titles) in chat.words()


def test_sending_no_tick_asks_for_one_and_sends_nothing(visitor):
    chat = visitor()
    chat.say(OPENING)
    before = chat.words()
    chat.send_ticked.click()
    expect(chat.page.get_by_role("status")).to_have_text(TALK["tick_first"])
    assert chat.words() == before


def test_an_answered_question_keeps_no_buttons(visitor):
    chat = visitor()
    chat.say(OPENING)
    offered = "() => [...document.querySelectorAll('[role=log] input')].map((box) => box.value)"
    answered = set(chat.page.evaluate(offered))
    assert answered
    chat.answer()
    assert not answered & set(chat.page.evaluate(offered))


def test_nothing_typed_is_not_sent(visitor):
    chat = visitor()
    before = chat.words()
    chat.box.fill("   ")
    chat.send.click()
    expect(chat.page.get_by_role("status")).to_have_text(TALK["blank"])
    assert chat.words() == before


def test_too_long_a_message_stays_in_the_box(visitor):
    chat = visitor()
    before = chat.words()
    chat.box.fill("ache " * 450)
    chat.send.click()
    expect(chat.page.get_by_role("status")).to_contain_text("2000")
    assert chat.words() == before
    assert chat.box.input_value().startswith("ache ache")


# ---- the keyboard alone


def test_the_keyboard_reaches_everything_in_the_order_it_is_read(visitor):
    chat = visitor()
    chat.page.keyboard.press("Tab")
    order = [chat.focused()]
    while len(order) < 12 and order[-1] != PAGE["send"]:
        chat.page.keyboard.press("Tab")
        order.append(chat.focused())
    at = {name: order.index(name) for name in (PAGE["menu"], PAGE["talk"], PAGE["label"], PAGE["send"])}
    assert list(at) == sorted(at, key=at.get), order


def test_a_conversation_by_keyboard_alone_ends_with_an_assessment(visitor):
    chat = visitor()
    press = chat.page.keyboard.press

    def tab_to(*names: str) -> None:
        for _ in range(60):
            if chat.focused() in names:
                return
            press("Tab")
        raise AssertionError(f"The keyboard never reached {names}")

    def type_in(words: str) -> None:
        tab_to(PAGE["label"])
        chat.page.keyboard.type(words)
        press("Enter")

    chat.after(lambda: type_in(OPENING))
    for _ in range(MOST_TURNS):
        if chat.assessed():
            break
        if not chat.choices.count():
            chat.after(lambda: type_in("61"))
            continue
        chat.after(lambda: (tab_to(chat.mild_answer()), press("Enter")))
    assert chat.assessed()


def test_after_an_answer_by_keyboard_the_next_question_has_the_focus(visitor):
    chat = visitor()
    chat.say(OPENING)
    followed = 0
    while followed < 2:
        if not chat.choices.count():
            chat.say("61")
            continue
        chat.choices.get_by_text(chat.mild_answer(), exact=True).focus()
        chat.after(lambda: chat.page.keyboard.press("Enter"))
        if chat.choices.count():
            expect(chat.ticks.or_(chat.choices).first).to_be_focused()
            followed += 1
        else:
            expect(chat.box).to_be_focused()


def test_ticks_are_set_by_the_space_bar(visitor):
    chat = visitor()
    chat.say(OPENING)
    chat.ticks.first.focus()
    chat.page.keyboard.press("Space")
    expect(chat.ticks.first).to_be_checked()


def test_the_menu_closes_by_escape_and_gives_the_focus_back(visitor):
    chat = visitor()
    menu = chat.page.get_by_text(PAGE["menu"], exact=True)
    menu.focus()
    chat.page.keyboard.press("Enter")
    item = chat.page.get_by_role("button", name=PAGE["forget"])
    expect(item).to_be_visible()
    item.focus()
    chat.page.keyboard.press("Escape")
    expect(item).to_be_hidden()
    assert chat.focused() == PAGE["menu"]
