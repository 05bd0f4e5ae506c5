"""What protects one visitor of the web chat from another, and the bot from what no button offered."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import os
import re
import secrets
import time
from collections import OrderedDict, deque
from collections.abc import Awaitable, Callable
from pathlib import Path
from urllib.parse import urlsplit

SECRET_FILE = Path(__file__).parents[2] / ".poplit" / "secret"
SHORTEST_SECRET = 16
ID_FORM = re.compile(r"[A-Za-z0-9_-]{43}")
# Rasa runs "/intent" as that intent, and "EXTERNAL:" as an event from outside: neither may be typed.
# The invisible and full-width signs are there because a later room of the house reads through them.
COMMAND = re.compile(r"(?:[\s/\uff0f\u200b-\u200f\u2060\ufeff]|EXTERNAL:)+", re.IGNORECASE)
# With one visitor being some hundreds of bytes, this bounds the memory; whoever falls out is looked up in the store again.
MOST_VISITORS = 20_000


def read_secret(path: Path = SECRET_FILE) -> bytes:
    """The key that signs conversation ids: POPLIT_SECRET, or a file made on first use, so that ids outlive a restart."""
    stated = os.environ.get("POPLIT_SECRET", "").encode()
    if stated:
        if len(stated) < SHORTEST_SECRET:
            raise ValueError(f"POPLIT_SECRET is too short: it needs at least {SHORTEST_SECRET} characters.")
        return stated
    if not path.exists():
        _make_secret(path)
    return path.read_bytes()


def _make_secret(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # Written aside and linked into place: a second process that starts now sees a whole key or none.
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(secrets.token_urlsafe(32).encode())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass  # the other process was first; its key counts
    finally:
        draft.unlink()


class Ids:
    """Mints conversation ids and recognises its own."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def mint(self) -> str:
        """A new id of 256 random bits."""
        return secrets.token_urlsafe(32)

    def sign(self, conversation: str) -> str:
        """The id with its signature, as the cookie carries it."""
        return f"{conversation}.{self._signature(conversation)}"

    def read(self, signed: str | None) -> str | None:
        """The id, when this server signed it."""
        conversation, _, signature = (signed or "").partition(".")
        genuine = ID_FORM.fullmatch(conversation) and hmac.compare_digest(signature.encode(), self._signature(conversation).encode())
        return conversation if genuine else None

    def _signature(self, conversation: str) -> str:
        digest = hmac.new(self._secret, b"conversation:" + conversation.encode(), hashlib.sha256).digest()
        return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def from_this_site(origin: str | None, host: str, fetch_site: str | None) -> bool:
    """False when a browser says that another site's page sends the request."""
    if fetch_site and fetch_site not in ("same-origin", "none"):
        return False
    return origin is None or urlsplit(origin).netloc.lower() == host.lower()


def typed(text: str) -> str:
    """What a person typed, with nothing left that Rasa would take for a command."""
    # Half a surrogate pair, from a cut emoji, would stop the tokeniser.
    text = text.encode("utf-8", "replace").decode().replace("\x00", " ").strip()
    command = COMMAND.match(text)
    return text[command.end() :].strip() if command else text


class Visitor:
    """What the server remembers of one conversation between two of its messages."""

    MOST, SECONDS = 20, 10.0
    REPEAT_WINDOW = 30.0
    MOST_UNSEEN = 20

    def __init__(self) -> None:
        self._times: deque[float] = deque(maxlen=self.MOST)
        self._turns: dict[str, tuple[asyncio.Task, float]] = {}
        # What the bot said by itself while no page was connected. It is in the history too, so that losing it here loses nothing.
        self._unseen: deque[dict] = deque(maxlen=self.MOST_UNSEEN)
        self.gone = False  # deleted by its person

    def missed(self, reply: dict) -> None:
        """Keeps a reply for when the page is back."""
        self._unseen.append(reply)

    def take_unseen(self) -> list[dict]:
        """What was kept; it counts as seen from now on."""
        unseen = list(self._unseen)
        self._unseen.clear()
        return unseen

    def too_fast(self) -> bool:
        """Counts a message; true when there were too many in a short time."""
        now = time.monotonic()
        if len(self._times) == self.MOST and now - self._times[0] < self.SECONDS:
            return True
        self._times.append(now)
        return False

    def turn(self, message_id: str, take: Callable[[], Awaitable[dict]]) -> asyncio.Task:
        """The running or just answered turn with this id, else a new one. A turn that failed may be taken again."""
        now = time.monotonic()
        self._turns = {key: (task, at) for key, (task, at) in self._turns.items() if _counts(task, now - at < self.REPEAT_WINDOW)}
        if message_id not in self._turns:
            self._turns[message_id] = (asyncio.ensure_future(take()), now)
        return self._turns[message_id][0]


def _counts(task: asyncio.Task, fresh: bool) -> bool:
    if not task.done():
        return True
    return fresh and not task.cancelled() and task.exception() is None and not task.result().get("failed")


class Visitors:
    """The visitors of late, the least recent forgotten first."""

    def __init__(self) -> None:
        self._known: OrderedDict[str, Visitor] = OrderedDict()

    def __contains__(self, conversation: str) -> bool:
        return conversation in self._known

    def get(self, conversation: str) -> Visitor:
        """The visitor of this conversation, from now on a known one."""
        visitor = self._known.setdefault(conversation, Visitor())
        self._known.move_to_end(conversation)
        if len(self._known) > MOST_VISITORS:
            self._known.popitem(last=False)
        return visitor

    def forget(self, conversation: str) -> None:
        """Knows this conversation no longer."""
        if visitor := self._known.pop(conversation, None):
            visitor.gone = True
