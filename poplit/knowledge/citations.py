"""Every use of a source in kb/: by which item, and for what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from poplit.knowledge.base import KnowledgeBase
from poplit.knowledge.schema import Cause

LISTING = ("not_ranked", "red_flags", "rules", "care", "self_checks", "faq")  # kinds whose items list their sources
CLAUSES = ("do_not", "clinician", "course", "come_back")  # a cause's sentences for the person that have sources of their own


@dataclass(frozen=True)
class Citation:
    """One use of a source: by which item, and for what (`what` is a key of the item; `about` a finding or an aspect, if any)."""

    source: str
    kind: str
    item: str
    what: str
    about: str = ""


def citations(kb: KnowledgeBase) -> Iterator[Citation]:
    """Every citation of the knowledge base."""
    yield Citation(kb.settings["clamp"]["source"], "settings", "clamp", "source")
    yield Citation(kb.reading["source"], "reading", "grade", "source")
    for level, interval in kb.recheck["after"].items():
        yield Citation(interval["source"], "recheck", level, "source")
    for cause in kb.causes.values():
        yield from _of_cause(cause)
    for finding in kb.findings.values():
        if finding.background:
            yield Citation(finding.background.source, "findings", finding.id, "background")
    yield from (Citation(pair.source, "goes_with", pair.id, "source") for pair in kb.goes_with.values())
    for kind in LISTING:
        for item in getattr(kb, kind).values():
            yield from (Citation(source, kind, item.id, "sources") for source in item.sources)
    for locale in kb.locales.values():
        yield from (Citation(word.source, "locales", locale.id, "words", name) for name, word in locale.words.items() if word.source)


def _of_cause(cause: Cause) -> Iterator[Citation]:
    yield Citation(cause.prior.source, "causes", cause.id, "prior")
    for finding, figure in cause.likelihoods.items():
        yield Citation(figure.source, "causes", cause.id, "likelihoods", finding)
    for what in CLAUSES:
        for sentence in _sentences(getattr(cause, what)):
            yield from (Citation(source, "causes", cause.id, what) for source in sentence.sources)
    for aspect, sentence in cause.answers.items():
        yield from (Citation(source, "causes", cause.id, "answers", aspect) for source in sentence.sources)
    for name in ("snomed", "hpo"):
        if getattr(cause, name):
            yield Citation(getattr(cause, name).source, "causes", cause.id, name)
    yield from (Citation(source, "causes", cause.id, "sources") for source in cause.sources)


def _sentences(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else (value,)
