"""Every text of kb/ that a person may read, with the item it belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from poplit.check.names import Names
from poplit.knowledge import KnowledgeBase, Problem

_LEFT_OVER = re.compile(r"\$(\w+)")


@dataclass(frozen=True)
class Text:
    """One text: the kind and id of its item, the field it stands in, and the words."""

    kind: str
    item: str
    field: str
    words: str

    @property
    def name(self) -> str:
        """How kb/reading.yml names it: "causes.gout.course"."""
        return f"{self.kind}.{self.item}.{self.field}"


# what is shown of an item of each kind; a field may be a text, a sourced text, or several of either
_SHOWN = {
    "findings": ("question", "why"),
    "causes": ("one_line", "who", "story", "confused_with", "do_not", "clinician", "course", "come_back", "answers"),
    "not_ranked": ("one_line", "tells"),
    "red_flags": ("say", "do"),
    "rules": ("for_whom", "worth", "lacks", "bands"),
    "questions": ("text", "why", "meaning"),
    "care": ("text", "instead"),
    "self_checks": ("how", "for_another", "question", "yes", "no", "not_if"),
    "faq": ("answer", "urgent"),
}


def texts(kb: KnowledgeBase) -> Iterator[Text]:
    """All of them, in the order of the files; wording.yml last."""
    for kind, fields in _SHOWN.items():
        for item in getattr(kb, kind).values():
            for field in fields:
                for words in _words(getattr(item, field)):
                    yield Text(kind, item.id, field, words)
    for key, value in kb.wording.items():
        for words in _words(value):
            yield Text("wording", key, "text", words)


def check(kb: KnowledgeBase) -> Iterator[Problem]:
    """Place-holders for words of a country ($crisis_line …) that no country fills in."""
    for text in texts(kb):
        for name in _LEFT_OVER.findall(text.words):
            says = f"{text.item}: unknown place-holder '${name}'; available: {', '.join(sorted(kb.locales['neutral'].words))}"
            yield Names(kb).problem(text.kind, text.item, says, f"{name}")


def _words(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _words(part)
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from _words(part)
    elif value is not None:
        yield next(getattr(value, name) for name in ("tells", "means", "text") if hasattr(value, name))
