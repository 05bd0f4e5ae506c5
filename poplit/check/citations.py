"""Every figure and sentence names a source that exists, and every source is cited."""

from __future__ import annotations

from collections.abc import Iterator

from poplit.check.names import Names
from poplit.knowledge import KnowledgeBase, Problem
from poplit.knowledge.citations import LISTING, citations


def check(kb: KnowledgeBase) -> Iterator[Problem]:
    """Sources that are missing, unknown or not cited by anything."""
    look = Names(kb)
    for kind, item, source in dict.fromkeys((one.kind, one.item, one.source) for one in citations(kb)):
        yield from look.known(kind, item, [source], kb.sources, "source")
    for kind in LISTING:
        for item in getattr(kb, kind).values():
            if not item.sources and kind != "faq":
                yield look.problem(kind, item.id, f"{item.id}: no source is named")
    for locale in kb.locales.values():
        for key, word in locale.words.items():
            if any(letter.isdigit() for letter in word.text) and word.source is None:
                yield look.problem("locales", locale.id, f"{locale.id}: '{key}' has a number in it and names no source")
    for source in sorted(set(kb.sources) - cited(kb)):
        yield look.problem("sources", source, f"{source}: nothing cites this source")


def cited(kb: KnowledgeBase) -> set[str]:
    """The ids of all sources that any item names."""
    return {one.source for one in citations(kb)}
