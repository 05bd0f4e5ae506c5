"""What a changed answer did to the assessment, in one line."""

from __future__ import annotations

from typing import Any

from poplit.knowledge import KnowledgeBase
from poplit.safety import rank
from poplit.wording.reply import listing


def gist(assessment: dict[str, Any]) -> dict[str, Any]:
    """What of an assessment a person would notice changing: the level, and the causes in their order."""
    return {"level": assessment["triage"], "causes": [cause["id"] for cause in assessment["causes"]]}


def difference(kb: KnowledgeBase, before: dict[str, Any], after: dict[str, Any]) -> str:
    """ "With that, Baker's cyst moves up. How soon you should be seen stays the same." """
    return f"{_causes(kb, before['causes'], after['causes'])} {_level(kb, before['level'], after['level'])}"


def _causes(kb: KnowledgeBase, before: list[str], after: list[str]) -> str:
    words = kb.wording["changes"]
    up = [name for place, name in enumerate(after) if name not in before or place < before.index(name)]
    gone = [name for name in before if name not in after]
    if up:
        return words["up"].format(names=listing([kb.causes[name].name for name in up]))
    if gone:
        return words["gone"].format(names=listing([kb.causes[name].name for name in gone]))
    return words["same_causes"]


def _level(kb: KnowledgeBase, before: str, after: str) -> str:
    words = kb.wording["changes"]
    if before == after:
        return words["same_level"]
    return words["sooner" if rank(after) > rank(before) else "later"]
