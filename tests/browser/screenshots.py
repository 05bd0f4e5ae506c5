"""Makes the pictures in docs/screenshots/: `python -m tests.browser.screenshots [folder]`. Look at each before you commit it."""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from tests.browser import chromium
from tests.browser.chat import PAGE, Chat
from tests.browser.server import Server

FOLDER = Path(__file__).parents[2] / "docs" / "screenshots"
SIZES = ((320, 640), (768, 1024), (1280, 800))
TALLEST = 4000  # an assessment is shown whole, up to here
QUALITY = 60
COMPLAINT = "The back of my left knee has felt full and sore for about three weeks"
DANGER = "The back of my knee hurts, I have chest pain and I cannot breathe properly"


def screens(chat: Chat) -> Iterator[str]:
    """Goes through the page; yields the name of each screen when it is there to be taken."""
    yield "1-first-sight"
    chat.page.get_by_text(PAGE["menu"], exact=True).click()
    yield "2-menu"
    chat.page.keyboard.press("Escape")
    chat.say(COMPLAINT)
    yield "4-question"
    for _ in chat.to_the_assessment():
        pass
    yield "5-assessment"


def whole(chat: Chat, width: int) -> None:
    """Makes the window as tall as the conversation."""
    tall = chat.page.evaluate("() => Math.max(...[...document.querySelectorAll('*')].map((node) => node.scrollHeight))")
    chat.page.set_viewport_size({"width": width, "height": min(tall + 200, TALLEST)})


def take(chat: Chat, name: str, width: int, folder: Path) -> None:
    """One screen, light and dark, as small WebP files."""
    for colours in ("light", "dark"):
        chat.page.emulate_media(color_scheme=colours)
        picture = Image.open(io.BytesIO(chat.page.screenshot(animations="disabled", caret="hide")))
        picture.convert("RGB").save(folder / f"{name}-{width}-{colours}.webp", quality=QUALITY, method=6)


def visit(browser: Browser, server: Server, width: int, height: int) -> Chat:
    """A new visitor with a window of this size."""
    context = browser.new_context(
        viewport={"width": width, "height": height}, reduced_motion="reduce", device_scale_factor=1.5 if width < 400 else 1
    )
    return Chat(context, server.address).open()


def main(folder: Path) -> None:
    """Takes all pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data, Server(Path(data), POPLIT_COUNTRY="gb") as server, sync_playwright() as playwright:
        browser = chromium.launch(playwright)
        for width, height in SIZES:
            chat = visit(browser, server, width, height)
            for name in screens(chat):
                if name == "5-assessment":
                    whole(chat, width)
                take(chat, name, width, folder)
            chat = visit(browser, server, width, height)
            chat.say(DANGER)
            take(chat, "6-emergency", width, folder)
        browser.close()
    sizes = [file.stat().st_size for file in folder.glob("*.webp")]
    print(f"{len(sizes)} pictures, {sum(sizes):,} bytes, in {folder}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
