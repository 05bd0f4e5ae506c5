"""Why a cause fits or does not, and more about it, in words: findings for and against, what would tell, and the sources."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from poplit.knowledge import KnowledgeBase
from poplit.knowledge.schema import Cause
from poplit.wording.assessment import figures_from, titles
from poplit.wording.reply import listing

_MOST = 4


def fit(kb: KnowledgeBase, ranked: dict[str, Any], place: int | None, open_: Sequence[str]) -> str:
    """How well a cause fits: its place in the list, what speaks for and against it, what would tell, and the figures' sources."""
    words, cause = kb.wording["cause_answer"], kb.causes[ranked["id"]]
    head = words["why_listed"] if place else words["why_not_listed"]
    lines = [head.format(name=cause.name, likelihood=ranked["likelihood"], number=place or "")]
    for side in ("for", "against"):
        said = [entry["why"] for entry in ranked[side]][:_MOST]
        if said:
            lines.append(kb.wording["assessment"][side].format(findings=", ".join(said)))
    if not ranked["for"] and not ranked["against"]:
        lines.append(words["why_nothing"])
    if open_:
        lines.append(words["would_fit"].format(findings=listing([kb.findings[name].label for name in open_], "or")))
    lines.append(
        kb.wording["assessment"]["sources"].format(sources="; ".join(figures_from(kb, ranked)) or kb.wording["assessment"]["estimated"])
    )
    return "\n".join(lines)


def more(kb: KnowledgeBase, cause: Cause) -> str:
    """More about a cause: what it is, whom it takes, how it usually goes, when to be seen, and where that comes from."""
    words = kb.wording["cause_answer"]
    sources = listing(titles(kb, (*cause.course.sources, *cause.come_back.sources)))
    lines = [
        words["one_line"].format(name=cause.name, one_line=cause.one_line, who=cause.who),
        kb.wording["assessment"]["course"].format(text=cause.course.text),
        kb.wording["assessment"]["come_back"].format(text=cause.come_back.text),
    ]
    return "\n".join([*lines, *([words["from"].format(sources=sources)] if sources else [])])
