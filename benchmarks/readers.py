"""Readers that need nothing but Poplit's own environment: Poplit itself, and its phrases as keyword lists."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from poplit import safety
from poplit.case import build
from poplit.knowledge import KnowledgeBase
from poplit.language import Reader
from poplit.language.phrases import PhraseFinder, expand
from poplit.language.tokens import Tokeniser
from poplit.understanding import to_json

_WORD = re.compile(r"\w+(?:'\w+)?")
_QUOTES = str.maketrans("’‘", "''")


class Poplit:
    """The reader under test, as `poplit understand --json` runs it."""

    def __init__(self, kb: KnowledgeBase):
        self._kb, self._reader = kb, Reader(kb)

    def read(self, text: str) -> dict[str, Any]:
        return to_json(self._kb, self._reader.read(text))


class Keywords:
    """Every phrase of kb/findings, its alternatives written out, word by word and case-blind. Phrases with a gap are left out."""

    def __init__(self, kb: KnowledgeBase):
        self._ids: dict[tuple[str, ...], set[str]] = {}
        for finding in kb.findings.values():
            for phrase in finding.phrases:
                for form in expand(phrase) if "..." not in phrase else ():
                    self._ids.setdefault(tuple(word for word, _, _ in _words(form)), set()).add(finding.id)
        self._longest = max(map(len, self._ids))

    def read(self, text: str) -> dict[str, Any]:
        words = _words(text)
        found = []
        for first in range(len(words)):
            for last in range(first, min(first + self._longest, len(words))):
                for name in self._ids.get(tuple(word for word, _, _ in words[first : last + 1]), ()):
                    found.append((name, words[first][1], words[last][2]))
        return {"findings": _present(text, found)}


class Phrases:
    """The same phrases as Poplit matches them: by stem, small words skipped, gaps allowed. No context, no site and quality joined."""

    def __init__(self, kb: KnowledgeBase):
        self._tokenise = Tokeniser.of(kb)
        self._finder = PhraseFinder(self._tokenise)
        for finding in kb.findings.values():
            self._finder.add(finding.id, finding.phrases)

    def read(self, text: str) -> dict[str, Any]:
        tokens = self._tokenise(text)
        return {"findings": _present(text, ((m.key, tokens[m.start].start, tokens[m.end - 1].end) for m in self._finder.find(tokens)))}


def red_flags(kb: KnowledgeBase, findings: Iterable[dict[str, Any]]) -> list[str]:
    """The red flags that Poplit's rules raise on somebody else's findings."""
    said: dict[str, str] = {}
    for finding in findings:
        if finding["status"] in ("present", "absent", "unsure") and finding["id"] in kb.findings:
            said[finding["id"]] = "present" if said.get(finding["id"]) == "present" else finding["status"]
    return [one.flag.id for one in safety.check(kb, build(kb, said, {})).raised]


def settled(findings: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """One statement per finding and status: a keyword met twice is still one claim."""
    return list({(finding["id"], finding["status"]): finding for finding in reversed(findings)}.values())[::-1]


def _words(text: str) -> list[tuple[str, int, int]]:
    return [(m.group().lower(), m.start(), m.end()) for m in _WORD.finditer(text.translate(_QUOTES))]


def _present(text: str, found: Iterable[tuple[str, int, int]]) -> list[dict[str, Any]]:
    places = sorted(set(found), key=lambda one: (one[1], -one[2], one[0]))
    return [{"id": name, "status": "present", "text": text[start:end], "start": start, "end": end} for name, start, end in places]
