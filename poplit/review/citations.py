"""Sources with everything that leans on them."""

from __future__ import annotations

from poplit.knowledge import KnowledgeBase
from poplit.knowledge.citations import citations

_PAGELESS = ("settings", "reading")  # kinds that have no page of their own


def by_source(kb: KnowledgeBase) -> dict[str, dict[tuple[str, str], dict[str, list[str]]]]:
    """source → (kind, item) → what for → about what. Sources nobody cites are there too, empty."""
    found: dict[str, dict[tuple[str, str], dict[str, list[str]]]] = {source: {} for source in kb.sources}
    for one in citations(kb):
        if one.kind in _PAGELESS:
            continue
        whats = found.setdefault(one.source, {}).setdefault((one.kind, one.item), {})
        whats.setdefault(one.what, []).append(one.about)
    return found
