"""`poplit serve` as a process of its own, with its conversations in a folder of its own."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

import yaml

CHANNEL = "poplit.rasa.web_channel.WebChannel"
PATIENCE = 300  # the first start may train the model


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """A server that can be started, killed and started again on the same port.

    `settings` are those of the web chat (poplit/rasa/web_settings.py), `environment` holds environment variables.
    """

    def __init__(self, folder: Path, settings: dict | None = None, **environment: str) -> None:
        self._folder = folder
        self._environment = {**os.environ, "POPLIT_SECRET": "a secret of the browser tests", **environment}
        # So many visitors from one address are only tests.
        settings = {"new_conversations_per_minute": 1000, **(settings or {})}
        (folder / "credentials.yml").write_text(yaml.safe_dump({CHANNEL: settings}), encoding="utf-8")
        self._process: subprocess.Popen | None = None
        self._port = free_port()
        self.address = f"http://127.0.0.1:{self._port}/"

    @property
    def database(self) -> Path:
        """The file in which it keeps conversations."""
        return self._folder / "conversations.db"

    @property
    def log(self) -> str:
        """All that it has printed."""
        return (self._folder / "server.log").read_text(encoding="utf-8")

    def __enter__(self) -> Server:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def start(self) -> None:
        """Starts it and waits until it can talk. Raises RuntimeError with its log when it does not."""
        self.begin()
        self.wait(lambda: "messages" in self._asked("history"))

    def begin(self) -> None:
        """Starts it and waits until the page is there; the model may still be loading."""
        command = [sys.executable, "-m", "poplit", "serve", "--port", str(self._port), "--credentials", "credentials.yml"]
        with (self._folder / "server.log").open("ab") as log:
            self._process = subprocess.Popen(command, cwd=self._folder, env=self._environment, stdout=log, stderr=log)
        self.wait(lambda: bool(self._asked("history")))

    def wait(self, done: Callable[[], bool]) -> None:
        """Waits until something holds."""
        end = time.monotonic() + PATIENCE
        while not done():
            if self._process.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"The server did not start:\n{self.log[-3000:]}")
            time.sleep(0.1)

    def kill(self) -> None:
        """Ends it at once, as a power cut would."""
        if self._process:
            self._process.kill()
            self._process.wait()
            self._process = None

    def _asked(self, path: str) -> dict:
        """The answer to a plain request, or nothing while nobody answers."""
        try:
            with urllib.request.urlopen(f"{self.address}webhooks/web/{path}", timeout=10) as answer:
                return json.load(answer)
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return {}
