"""The chat page's own files, read once, with the headers that keep a browser strict about them."""

from __future__ import annotations

import hashlib
import html
import json
import re
from pathlib import Path
from string import Template

from sanic.request import Request
from sanic.response import HTTPResponse

from poplit.knowledge import load

WEB = Path(__file__).parents[2] / "web"
TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}
# Found once, at the start, by what their names end in: texts, licences and whatever else lies there are not served.
FILES = {
    file.relative_to(WEB).as_posix(): TYPES[file.suffix]
    for folder in (WEB, WEB / "vendor")
    for file in sorted(folder.glob("[a-z]*"))
    if file.suffix in TYPES
}
# The widget's script runs in pages of other sites, and shows the icon there.
FOR_ALL_SITES = ("embed.js", "icon.svg")


def strict_headers(embed_on: tuple[str, ...]) -> dict[str, str]:
    """The headers of every answer. The sites in `embed_on` may show the page in a frame, beside this one."""
    framed_by = " ".join(("'self'", *embed_on))
    return {
        "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        f"form-action 'none'; base-uri 'none'; frame-ancestors {framed_by}",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Resource-Policy": "same-origin",
    }


def texts() -> dict[str, dict[str, str]]:
    """Every sentence of the page and of the channel, in the words of the country."""
    text = (WEB / "texts.json").read_text(encoding="utf-8")
    words = {name: json.dumps(word, ensure_ascii=False)[1:-1] for name, word in load().country_words.items()}
    return json.loads(Template(text).safe_substitute(words))


def page() -> str:
    """index.html with its words filled in; a word that is missing stops the start, not a visitor."""
    words = texts()
    # "<" inside the data block would let a text end it.
    places = [spot.dict() for spot in load().body_map.values()]
    said = {**words["talk"], "trouble": words["server"]["trouble"], "places": places}
    script = json.dumps(said, ensure_ascii=False).replace("<", "\\u003c")
    filled = {**{key: html.escape(text) for key, text in words["page"].items()}, "texts": script}
    return re.sub(r"\{\{(\w+)\}\}", lambda found: filled[found[1]], (WEB / "index.html").read_text(encoding="utf-8"))


class Page:
    """Serves the page and its files."""

    def __init__(self) -> None:
        self._page = page()
        self._files = {name: (WEB / name).read_bytes() for name in FILES}
        self._tags = {name: f'"{hashlib.sha256(body).hexdigest()[:20]}"' for name, body in self._files.items()}

    def index(self) -> HTTPResponse:
        """The page itself, never stored: what is on it is somebody's health."""
        return HTTPResponse(self._page, content_type="text/html; charset=utf-8", headers={"Cache-Control": "no-store"})

    def file(self, name: str, request: Request) -> HTTPResponse:
        """One of its files, or 304 when the browser has it already."""
        if name not in self._files:
            return HTTPResponse("Not found", status=404, content_type="text/plain; charset=utf-8")
        headers = {"Cache-Control": "no-cache", "ETag": self._tags[name]}
        if name in FOR_ALL_SITES:
            headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        if request.headers.get("if-none-match") == self._tags[name]:
            return HTTPResponse(status=304, headers=headers)
        return HTTPResponse(self._files[name], content_type=FILES[name], headers=headers)
