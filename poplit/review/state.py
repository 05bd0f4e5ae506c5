"""What is signed, what is only estimated, and which sources are weak."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from poplit.knowledge import KnowledgeBase
from poplit.knowledge.schema import Cause

SIGNABLE = ("causes", "findings", "red_flags", "rules", "not_ranked", "care", "faq", "locales")
UNREAD = ("estimate", "clinical_judgement")  # ids that stand for "nobody published this"


@dataclass(frozen=True)
class Signed:
    """Of one kind: how many items there are, and how many a clinician has signed."""

    kind: str
    total: int
    signed: int


def signed(kb: KnowledgeBase) -> list[Signed]:
    """The state of every kind of item that can be signed."""
    kinds = ((kind, getattr(kb, kind).values()) for kind in SIGNABLE)
    return [Signed(kind, len(items), sum(item.reviewed is not None for item in items)) for kind, items in kinds]


@dataclass(frozen=True)
class Measured:
    """Of one cause: how many of its figures are measured and how many estimated, its prior included."""

    cause: Cause
    measured: int
    estimated: int


def measured(kb: KnowledgeBase) -> list[Measured]:
    """The state of every cause's figures, the most estimated first."""
    found = []
    for cause in kb.causes.values():
        qualities = [cause.prior.quality, *(figure.quality for figure in cause.likelihoods.values())]
        found.append(Measured(cause, qualities.count("measured"), qualities.count("estimated")))
    return sorted(found, key=lambda one: (-one.estimated, one.cause.name))


def weak_sources(kb: KnowledgeBase, cited: Mapping[str, Any]) -> list[tuple[Any, list[str], int]]:
    """Sources with a weakness: the source, why it is weak, and how many items lean on it; the most used first."""
    found = [(source, _weaknesses(source), len(cited.get(source.id, ()))) for source in kb.sources.values()]
    return sorted((one for one in found if one[1]), key=lambda one: (-one[2], one[0].id))


def _weaknesses(source: Any) -> list[str]:
    if source.id in UNREAD:
        return ["unpublished"]
    tests = {"unread": source.read == "no", "second_hand": source.kind == "secondary", "noted": bool(source.note)}
    return [name for name, holds in tests.items() if holds]


def leaning(kb: KnowledgeBase) -> list[tuple[str, str]]:
    """Items (kind, id) whose only source is general clinical knowledge."""
    kinds = ("red_flags", "rules", "not_ranked", "care", "faq")
    items = ((kind, item) for kind in kinds for item in getattr(kb, kind).values())
    return [(kind, item.id) for kind, item in items if item.sources and set(item.sources) <= set(UNREAD)]


def gaps(kb: KnowledgeBase) -> dict[str, list[str]]:
    """What causes still lack: key → ids of causes without it."""
    keys = ("typical", "untypical", "red_flags", "confused_with", "care", "do_not", "answers")
    return {key: [cause.id for cause in kb.causes.values() if not getattr(cause, key)] for key in keys}
