"""The summary as plain text: whole, and as bubbles for a chat."""

from __future__ import annotations

from poplit.knowledge import KnowledgeBase
from poplit.summary.parts import Summary
from poplit.summary.sections import Row, Section, banner, made, notice, sections
from poplit.wording import Reply

_MOST_CHARACTERS = 1500  # of a bubble; messengers cut at 1,600 to 4,096


def to_text(kb: KnowledgeBase, summary: Summary) -> str:
    """The whole summary as plain text, one row a line."""
    return "\n\n".join(_blocks(kb, summary)) + "\n"


def bubbles(kb: KnowledgeBase, summary: Summary) -> list[Reply]:
    """The same for a chat, in as few bubbles as messengers carry. Where nothing was said yet, one that says so."""
    words = kb.summary["in_chat"]
    if not (summary.stated or summary.complaint):
        return [Reply(words["nothing"])]
    texts = _packed(_blocks(kb, summary))
    return [Reply(words["heading"]), *(Reply(text, custom={"part": "summary"}) for text in texts)]


def _blocks(kb: KnowledgeBase, summary: Summary) -> list[str]:
    head = [kb.summary["title"].upper(), *(f"! {line}" if n == 0 else line for n, line in enumerate(banner(kb, summary)))]
    foot = [notice(kb, summary), made(kb, summary)]
    return ["\n".join(head), *(_block(section) for section in sections(kb, summary)), "\n".join(foot)]


def _block(section: Section) -> str:
    return "\n".join([section.heading.upper(), *(f"- {_line(row)}" for row in section.rows)])


def _line(row: Row) -> str:
    joiner = " " if row.label.endswith((".", "?")) else ": "
    said = joiner.join(part for part in (row.label, row.text.replace("\n", " ")) if part)
    return f"{said} ({row.note})" if said and row.note else said or row.note


def _packed(blocks: list[str]) -> list[str]:
    """The blocks, joined and cut at line ends so that no bubble is longer than allowed."""
    packed: list[str] = []
    for line in "\n\n".join(blocks).split("\n"):
        for piece in _cut(line):
            if packed and len(packed[-1]) + 1 + len(piece) <= _MOST_CHARACTERS:
                packed[-1] += f"\n{piece}"
            else:
                packed.append(piece)
    return [text.strip("\n") for text in packed if text.strip()]


def _cut(line: str) -> list[str]:
    """A line in pieces that fit a bubble, cut between words where there are any."""
    pieces = []
    while len(line) > _MOST_CHARACTERS:
        at = line.rfind(" ", 1, _MOST_CHARACTERS)
        at = at if at > 0 else _MOST_CHARACTERS
        pieces.append(line[:at])
        line = line[at:].lstrip(" ")
    return [*pieces, line]
