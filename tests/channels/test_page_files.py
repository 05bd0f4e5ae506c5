"""The files of the chat page: what is served and what is not, whom they ask, what they weigh, and that those of others are unchanged."""

from __future__ import annotations

import hashlib
import re

import pytest

from poplit.rasa.web_page import FILES, WEB
from tests.channels.web_server import BASE

LIGHT = 150_000  # bytes, before compression
OURS = [name for name in [*FILES, "index.html", "texts.json"] if not name.startswith("vendor/")]
VENDORED = dict(
    re.findall(r"^\| `(\S+)` \|.*`([0-9a-f]{64})` \|$", (WEB / "vendor" / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
)


@pytest.mark.parametrize("name", FILES)
async def test_each_file_has_its_type_and_is_sent_once(visit, name):
    browser = visit()
    async with browser.http.get(f"{browser.address}{BASE}/{name}") as response:
        assert response.status == 200
        assert response.headers["Content-Type"] == FILES[name]
        assert "Content-Security-Policy" in response.headers
        tag = response.headers["ETag"]
    async with browser.http.get(f"{browser.address}{BASE}/{name}", headers={"If-None-Match": tag}) as again:
        assert again.status == 304


@pytest.mark.parametrize("path", ["/texts.json", "/index.html", "/..%2fpyproject.toml", "/%2e%2e/%2e%2e/pyproject.toml", "/web_guard.py"])
async def test_nothing_else_is_served(visit, path):
    browser = visit()
    async with browser.http.get(f"{browser.address}{BASE}{path}") as response:
        assert response.status == 404


@pytest.mark.parametrize("name", OURS)
def test_our_files_ask_no_third_party_and_write_no_markup(name):
    words = (WEB / name).read_text(encoding="utf-8")
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", words)
    assert not re.search(r"(?:src|href)=.https?://(?!…)|url\((?!#)|@import|importScripts", words)


def test_the_page_is_light():
    weights = {name: (WEB / name).stat().st_size for name in [*FILES, "index.html", "texts.json"]}
    for name, weight in sorted(weights.items(), key=lambda item: -item[1]):
        print(f"{weight:8,}  {name}")
    print(f"{sum(weights.values()):8,}  together; {LIGHT:,} is the most")
    assert sum(weights.values()) < LIGHT


def test_the_files_of_others_are_as_they_came():
    folder = WEB / "vendor"
    assert {file.name for file in folder.iterdir()} == {*VENDORED, "README.md", "socket.io.LICENSE"}
    for name, digest in VENDORED.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest


@pytest.mark.parametrize("name", FILES)
async def test_only_the_widgets_script_and_the_icon_may_be_used_by_other_sites(visit, name):
    browser = visit()
    async with browser.http.get(f"{browser.address}{BASE}/{name}") as response:
        policy = response.headers["Cross-Origin-Resource-Policy"]
    assert policy == ("cross-origin" if name in ("embed.js", "icon.svg") else "same-origin")
