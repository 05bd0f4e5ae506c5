"""Makes the pictures in docs/screenshots/: `python -m tests.browser.screenshots [folder]`. Look at each before you commit it."""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from poplit.knowledge import load
from tests.browser import chromium
from tests.browser.chat import PAGE, TALK, Chat
from tests.browser.server import Server

FOLDER = Path(__file__).parents[2] / "docs" / "screenshots"
SIZES = ((320, 640), (768, 1024), (1280, 800))
CARD_AT, TALLEST = 768, 4000  # an assessment is shown whole, at one width
QUALITY = 50
MAP = TALK["map"]
COMPLAINT = "The back of my left knee has felt full and sore for about three weeks"
DANGER = "The back of my knee hurts, I have chest pain and I cannot breathe properly"


def screens(chat: Chat) -> Iterator[str]:
    """Goes through the page; yields the name of each screen when it is there to be taken."""
    yield "1-first-sight"
    chat.page.get_by_text(PAGE["menu"], exact=True).click()
    yield "2-menu"
    chat.page.keyboard.press("Escape")
    chat.choices.get_by_text(MAP["open"], exact=True).click()
    for leg, place in (("left", "loc_behind_knee"), ("right", "loc_calf_mid")):
        name = MAP["one"].format(leg=MAP["legs"][leg], spot=load().body_map[place].name)
        chat.log.get_by_role("checkbox", name=name, exact=True).click()
    chat.page.mouse.move(0, 0)
    chat.log.get_by_role("heading", name=MAP["title"]).evaluate("(node) => node.parentElement.scrollIntoView({ block: 'start' })")
    yield "3-body-map"
    chat.choices.get_by_text(MAP["close"], exact=True).click()
    chat.say(COMPLAINT)
    yield "4-question"
    for _ in chat.to_the_assessment():
        pass
    yield "5-assessment"


def take(chat: Chat, name: str, width: int, folder: Path) -> None:
    """One screen, light and dark, as small WebP files."""
    for colours in ("light", "dark"):
        chat.page.emulate_media(color_scheme=colours)
        save(chat.page.screenshot(animations="disabled", caret="hide"), folder / f"{name}-{width}-{colours}.webp")


def take_card(chat: Chat, width: int, folder: Path) -> None:
    """The whole assessment, which is longer than a screen."""
    chat.page.set_viewport_size({"width": width, "height": TALLEST})
    chat.page.emulate_media(color_scheme="light")
    card = chat.log.get_by_label(TALK["card"]["label"])
    save(card.screenshot(animations="disabled"), folder / f"6-whole-assessment-{width}-light.webp")


def save(png: bytes, file: Path) -> None:
    """A small file of a picture."""
    Image.open(io.BytesIO(png)).convert("RGB").save(file, quality=QUALITY, method=6)


def visit(browser: Browser, server: Server, width: int, height: int) -> Chat:
    """A new visitor with a window of this size."""
    phone = {"is_mobile": True, "has_touch": True, "device_scale_factor": 1.5} if width < 400 else {}
    context = browser.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce", **phone)
    return Chat(context, server.address).open()


def main(folder: Path) -> None:
    """Takes all pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data, Server(Path(data), POPLIT_COUNTRY="gb") as server, sync_playwright() as playwright:
        browser = chromium.launch(playwright)
        for width, height in SIZES:
            chat = visit(browser, server, width, height)
            for name in screens(chat):
                take(chat, name, width, folder)
            if width == CARD_AT:
                take_card(chat, width, folder)
            chat = visit(browser, server, width, height)
            chat.say(DANGER)
            take(chat, "7-emergency", width, folder)
        browser.close()
    sizes = [file.stat().st_size for file in folder.glob("*.webp")]
    print(f"{len(sizes)} pictures, {sum(sizes):,} bytes, in {folder}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
