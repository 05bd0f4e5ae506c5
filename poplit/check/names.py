"""Looks up what items name, and says what is available when it is not there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from poplit.knowledge import KnowledgeBase, Problem


class Names:
    """The ids of one knowledge base, and where they stand."""

    def __init__(self, kb: KnowledgeBase):
        self.kb = kb

    def known(self, kind: str, item: str, used: Iterable[str], allowed: Iterable[str], what: str) -> Iterator[Problem]:
        """A problem for each name that does not exist."""
        allowed = list(allowed)
        for name in used:
            if name not in allowed:
                near = get_close_matches(str(name), allowed, 3, 0.5)
                available = "near: " + ", ".join(near) if near else f"{len(allowed)} are available"
                yield self.problem(kind, item, f"{item}: unknown {what} '{name}'; {available}", str(name))

    def problem(self, kind: str, item: str, says: str, word: str | None = None) -> Problem:
        """A problem at the line of an item, or at the first line from there on that holds the word."""
        file, line = self.kb.place(kind, item)
        return Problem(file, self.kb.line_of(file, line, word) if word else line, says)
