"""Talking in the terminal: `poplit chat` for people, `poplit talk` for programs."""

from __future__ import annotations

import contextlib
import json
import re
import shutil
import sys
import textwrap
import uuid
from collections.abc import Iterable, Iterator
from typing import Any, TextIO

from poplit.case import Case
from poplit.rasa.quiet import hush

_MARKS = re.compile(r"\*\*(.+?)\*\*")
_PROMPT = "\nYou: "
_WIDTH = 88


def _assistant():
    """The trained assistant, with Rasa's noise kept off."""
    hush()
    from poplit.rasa.runner import Talk, load_agent
    from poplit.rasa.training import model

    return Talk(load_agent(model()))


def talk(lines: Iterable[str], out: TextIO) -> int:
    """One message per line in, one JSON object per line out, nothing else on stdout; a blank line starts a new person."""
    with _only_ours(out) as ours:
        assistant, person = _assistant(), _new_person()
        for line in lines:
            if not line.strip():
                person = _new_person()
                continue
            print(json.dumps(assistant.say(line, person), ensure_ascii=False), file=ours, flush=True)
    return 0


def hold(messages: Iterable[str]) -> Case:
    """The case after one conversation with these messages. Nothing is printed, and nothing is kept."""
    with _only_ours(sys.stdout):
        assistant, person = _assistant(), _new_person()
        for text in messages:
            assistant.say(text, person)
        return assistant.case(person)


def chat() -> int:
    """A conversation at the prompt, or with the lines piped in; ends at the end of input, or with "exit"."""
    person = _new_person()
    with _only_ours(sys.stdout) as ours:
        assistant = _assistant()
        _show(assistant.greeting(person), ours)
        for text in _typed(ours):
            if text.strip().lower() in ("exit", "quit", "/exit", "/quit", "/stop"):
                break
            _show(assistant.say(text, person), ours)
    return 0


def _typed(out: TextIO) -> Iterator[str]:
    """What is typed, until the end of input. Piped-in lines are shown, so that the talk can be read."""
    while True:
        print(_PROMPT, end="", file=out, flush=True)
        line = sys.stdin.readline()
        if not line:
            print(file=out)
            return
        if not sys.stdin.isatty():
            print(line.rstrip("\n"), file=out)
        yield line.rstrip("\n")


def _show(turn: dict[str, Any], out: TextIO) -> None:
    colours = out.isatty()
    for reply in turn["replies"]:
        print(file=out)
        urgent = bool(reply["custom"].get("urgent"))
        print(_plain(("! " if urgent else "") + reply["text"], bold=colours, red=colours and urgent), file=out)
        for number, button in enumerate(reply["buttons"], 1):
            print(f"  {number:>2}  {button['title']}", file=out)


def _plain(text: str, bold: bool, red: bool) -> str:
    """Markdown's bold as the terminal's, or left out; wrapped to the window."""
    text = _MARKS.sub("\033[1m\\1\033[0m" if bold else "\\1", text)
    width = min(_WIDTH, shutil.get_terminal_size().columns - 1)
    lines = []
    for line in text.split("\n"):
        lines += textwrap.wrap(line, width, subsequent_indent="  " if line.startswith("- ") else "") or [""]
    wrapped = "\n".join(lines)
    return f"\033[1;31m{wrapped}\033[0m" if red else wrapped


def _new_person() -> str:
    return uuid.uuid4().hex


@contextlib.contextmanager
def _only_ours(out: TextIO) -> Iterator[TextIO]:
    """Whatever a library prints to stdout goes to stderr; what we print goes to `out`."""
    with contextlib.redirect_stdout(sys.stderr):
        yield out
