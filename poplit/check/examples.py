"""The examples of data/nlu: intents that exist, one example a line, none under two intents."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from poplit.knowledge import Problem
from poplit.knowledge.files import Document

_SET_BY_CODE = {"red_flag", "nlu_fallback"}
_KEYS = {"intent", "examples"}


def check(documents: list[Document], intents: set[str]) -> Iterator[Problem]:
    """Problems of the training examples."""
    allowed, seen = intents - _SET_BY_CODE, {}
    for document in documents:
        for number, entry in enumerate((document.content or {}).get("nlu") or ()):
            line = document.line("nlu", number)
            for key in sorted(set(entry) - _KEYS):
                yield Problem(document.name, line, f"unknown key '{key}' in the examples; allowed: {', '.join(sorted(_KEYS))}")
            name = entry.get("intent")
            if name not in allowed:
                yield Problem(document.name, line, f"unknown intent '{name}' in the examples; available: {', '.join(sorted(allowed))}")
            yield from _examples(document, number, entry, seen)


def _examples(document: Document, number: int, entry: dict[str, Any], seen: dict[str, tuple[str, str]]) -> Iterator[Problem]:
    """Lines that are no example, and examples that stand under another intent as well."""
    first = document.line("nlu", number, "examples") + 1
    for line, text in enumerate((entry.get("examples") or "").splitlines(), first):
        said = text.strip()
        if not said or said.startswith("#"):
            continue
        if not said.startswith("- "):
            yield Problem(document.name, line, f"an example begins with '- ', this is '{said[:40]}'")
            continue
        intent, place = str(entry.get("intent")), f"{document.name}:{line}"
        other, where = seen.setdefault(said.lower(), (intent, place))
        if other != intent:
            yield Problem(document.name, line, f"'{said[2:]}' is an example of {intent} here and of {other} in {where}")
