"""Every figure and sentence names a source that exists, and every source is cited."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from poplit.check.names import Names
from poplit.knowledge import KnowledgeBase, Problem
from poplit.knowledge.schema import Cause

_LISTING = ("not_ranked", "red_flags", "rules", "care", "faq")  # kinds whose items list their sources


def check(kb: KnowledgeBase) -> Iterator[Problem]:
    """Sources that are missing, unknown or not cited by anything."""
    look = Names(kb)
    for kind, item, sources in citations(kb):
        yield from look.known(kind, item, sources, kb.sources, "source")
    for kind in _LISTING:
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
    return {source for _, _, sources in citations(kb) for source in sources}


def citations(kb: KnowledgeBase) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """(kind, item id, sources it names), for everything in kb/."""
    yield "settings", "clamp", (kb.settings["clamp"]["source"],)
    yield "reading", "grade", (kb.reading["source"],)
    for finding in kb.findings.values():
        if finding.background:
            yield "findings", finding.id, (finding.background.source,)
    for cause in kb.causes.values():
        yield "causes", cause.id, tuple(dict.fromkeys(_of_cause(cause)))
    for kind in _LISTING:
        for item in getattr(kb, kind).values():
            yield kind, item.id, item.sources
    for locale in kb.locales.values():
        yield "locales", locale.id, tuple(word.source for word in locale.words.values() if word.source)


def _of_cause(cause: Cause) -> Iterator[str]:
    yield cause.prior.source
    yield from cause.sources
    yield from (figure.source for figure in cause.likelihoods.values())
    texts: list[Any] = [*cause.clinician, *cause.do_not, cause.course, cause.come_back, *cause.answers.values()]
    yield from (source for text in texts for source in text.sources)
    yield from (code.source for code in (cause.snomed, cause.hpo) if code)
