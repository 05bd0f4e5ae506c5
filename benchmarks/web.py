"""Measures how soon the chat page is there and how soon it answers, in a real browser, on this machine, with a warm server.

    .venv/bin/python -m benchmarks.web [--visits 30]

Each visit is a new browser profile, so nothing is cached. First paint is the browser's own `first-contentful-paint`; the first reply is
timed in the page, from sending to the first new words of the bot, so it holds the network, the assistant, and drawing the answer.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser import chromium
from tests.browser.chat import PAGE, Chat
from tests.browser.server import Server

COMPLAINTS = (
    "The back of my left knee has felt full and sore for about three weeks",
    "My calf cramps at night",
    "Ever since football on Sunday my right knee gives way on stairs",
    "Dull ache behind both knees after sitting all day",
    "Pain on the outer side of my knee when I run downhill",
)
PAINT = "() => performance.getEntriesByName('first-contentful-paint')[0].startTime"
# The page is told apart from the person's own bubble by what follows it.
REPLY = """([label, text]) => new Promise((done) => {
    const log = document.querySelector("[role=log]");
    const box = [...document.querySelectorAll("textarea")].find((area) => area.labels[0].textContent.trim() === label);
    const began = performance.now();
    const watch = new MutationObserver(() => {
        const after = log.innerText.split(text)[1];
        if (after?.trim()) { watch.disconnect(); requestAnimationFrame(() => done(performance.now() - began)); }
    });
    watch.observe(log, { childList: true, subtree: true });
    box.value = text;
    box.form.requestSubmit();
})"""


def measure(visits: int) -> tuple[list[float], list[float], list[float]]:
    """First paint, greeting and first reply of so many visits, in milliseconds."""
    paints, greetings, replies = [], [], []
    with tempfile.TemporaryDirectory() as data, Server(Path(data)) as server, sync_playwright() as playwright:
        browser = chromium.launch(playwright)
        for at in range(-2, visits):  # the first two warm everything up and do not count
            chat = Chat(browser.new_context(), server.address).open()
            greeted = chat.page.evaluate("() => performance.now()")
            reply = chat.page.evaluate(REPLY, [PAGE["label"], COMPLAINTS[at % len(COMPLAINTS)]])
            if at >= 0:
                paints.append(chat.page.evaluate(PAINT))
                greetings.append(greeted)
                replies.append(reply)
            chat.context.close()
        browser.close()
    return paints, greetings, replies


def line(name: str, times: list[float]) -> str:
    """One row of the table."""
    p95 = statistics.quantiles(times, n=20, method="inclusive")[-1]
    return f"| {name} | {len(times)} | {statistics.median(times):.0f} | {p95:.0f} | {max(times):.0f} |"


def main() -> None:
    """Prints the table."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--visits", type=int, default=30, help="how many are measured (default: %(default)s)")
    paints, greetings, replies = measure(options.parse_args().visits)
    print("| | n | median, ms | p95, ms | longest, ms |\n|---|---:|---:|---:|---:|")
    print(line("first paint", paints))
    print(line("greeting shown, at most", greetings))
    print(line("first reply shown", replies))


if __name__ == "__main__":
    main()
