"""The chat page in the hands of a test: found by roles, names and texts, as a person and a screen reader find things."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator

from playwright.sync_api import BrowserContext, ConsoleMessage, Dialog, Frame, Locator, Page, Request, expect

from poplit.knowledge import load
from poplit.rasa.web_guard import Visitor
from poplit.rasa.web_page import texts

TEXTS = texts()
PAGE, TALK = TEXTS["page"], TEXTS["talk"]
WORDING = load().wording
DISCLAIMER, NO = WORDING["assessment"]["disclaimer"], WORDING["question"]["no"]
PATIENCE = 20_000  # milliseconds; a busy machine answers slowly


class Chat:
    """One page of one visitor. `faults` collects whatever a clean page never does: errors, dialogs, requests to elsewhere.

    `view` is where the chat is: the page itself, or a frame in somebody else's page; `others` are addresses that such a page may ask.
    """

    def __init__(self, context: BrowserContext, address: str, *others: str) -> None:
        self.context, self.address, self._others = context, address, others
        self._sent: deque[float] = deque(maxlen=Visitor.MOST - 1)
        self.page: Page = context.new_page()
        self.view: Page | Frame = self.page
        self.page.set_default_timeout(PATIENCE)
        self.faults: list[str] = []
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        self.page.on("dialog", self._dialog)
        self.page.on("request", self._request)

    # ---- what must not happen

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.faults.append(f"{message.type}: {message.text}")

    def _dialog(self, dialog: Dialog) -> None:
        self.faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.address, *self._others, "data:", "blob:")):
            self.faults.append(f"request to elsewhere: {request.url}")

    def forgive(self, *words: str) -> None:
        """Strikes out faults that the test itself brought about."""
        self.faults = [fault for fault in self.faults if not any(word in fault for word in words)]

    # ---- what is on the page

    @property
    def log(self) -> Locator:
        """The conversation."""
        return self.view.get_by_role("log")

    @property
    def box(self) -> Locator:
        """Where one types."""
        return self.view.get_by_role("textbox", name=PAGE["label"])

    @property
    def send(self) -> Locator:
        """The button that sends what was typed."""
        return self.view.get_by_role("button", name=PAGE["send"], exact=True)

    @property
    def choices(self) -> Locator:
        """The buttons in the conversation."""
        return self.log.get_by_role("button")

    @property
    def ticks(self) -> Locator:
        """The boxes to tick in the conversation."""
        return self.log.get_by_role("checkbox")

    @property
    def send_ticked(self) -> Locator:
        """The button that sends what was ticked; it may say how many."""
        return self.choices.filter(has_text=TALK["send_ticks"])

    def words(self) -> str:
        """All that was said so far."""
        return self.log.inner_text()

    def focused(self) -> str:
        """The name of what has the keyboard: its label, its words, or its element."""
        return self.view.evaluate(
            """() => {
                let at = document.activeElement;
                while (at.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
                return at.getAttribute("aria-label") || at.labels?.[0]?.textContent.trim() || at.textContent.trim() || at.tagName;
            }"""
        )

    # ---- what a visitor does

    def open(self) -> Chat:
        """Opens the page and waits for the greeting, or for the earlier conversation."""
        self.page.goto(self.address)
        self.settled()
        return self

    def settled(self, before: str = "") -> None:
        """Waits until the bot has answered: there is something new in the conversation, and Send is free again."""
        expect(self.log).not_to_have_text(before, timeout=PATIENCE)
        expect(self.log).not_to_be_empty(timeout=PATIENCE)
        expect(self.send).to_be_enabled(timeout=PATIENCE)

    def after(self, act: Callable[[], object]) -> str:
        """Does something that the bot answers; returns what is new in the conversation since."""
        self._pace()
        before = self.log.text_content() or ""
        shown = self.words()
        act()
        self.settled(before)
        return _new(self.words(), shown)

    def _pace(self) -> None:
        """Waits where a quick machine would send more than the server takes from one visitor."""
        now = time.monotonic()
        if len(self._sent) == self._sent.maxlen and now - self._sent[0] < Visitor.SECONDS:
            self.page.wait_for_timeout(1000 * (Visitor.SECONDS - now + self._sent[0]))
        self._sent.append(time.monotonic())

    def say(self, text: str) -> str:
        """Types a message and sends it by Enter; returns what came of it."""

        def act() -> None:
            self.box.fill(text)
            self.box.press("Enter")

        return self.after(act)

    def choose(self, title: str) -> str:
        """Presses a button in the conversation; returns what came of it."""
        return self.after(self.choices.get_by_text(title, exact=True).or_(self.choices.filter(has_text=title)).last.click)

    def menu(self, name: str) -> None:
        """Chooses from the menu."""
        self.view.get_by_text(PAGE["menu"], exact=True).click()
        self.view.get_by_role("button", name=name).click()

    def confirm(self, name: str) -> None:
        """Says yes in the dialog that asks whether one is sure."""
        self.view.get_by_role("dialog").get_by_role("button", name=name).click()

    def answer(self) -> str:
        """Answers the open question by mouse: none of a list, or no, or the first answer. The age has no button and is typed."""
        if not self.choices.count():
            return self.say("61")
        return self.after(self.choices.get_by_text(self.mild_answer(), exact=True).first.click)

    def mild_answer(self) -> str:
        """The title of the open answer that says least: none of these, no, or the first."""
        titles = self.choices.all_inner_texts()
        return next((title for title in (TALK["none"], NO) if title in titles), titles[0])

    def assessed(self) -> bool:
        """Whether the conversation has reached its assessment."""
        return DISCLAIMER in " ".join(self.words().split())

    def to_the_assessment(self, most: int = 30) -> Iterator[int]:
        """Answers question after question; yields before each. Fails when there are too many."""
        for turn in range(most):
            if self.assessed():
                return
            yield turn
            self.answer()
        raise AssertionError(f"No assessment after {most} answers:\n{self.words()[-1000:]}")


def _new(now: str, before: str) -> str:
    """What `now` has and `before` had not, when the rest stayed where it was."""
    same = 0
    for one, other in zip(now, before, strict=False):
        if one != other:
            break
        same += 1
    return now[same:]
