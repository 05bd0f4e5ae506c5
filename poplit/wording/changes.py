"""What a changed answer did to the assessment: the difference in a line or two, and then only what is new."""

from __future__ import annotations

from typing import Any

from poplit.case import Case
from poplit.knowledge import KnowledgeBase
from poplit.reasoning.assessment import explained
from poplit.safety import rank
from poplit.wording import assessment as words_of
from poplit.wording.reply import Reply, listing

_MOST_NAMED = 2
_MOST_REASONS = 2


def gist(assessment: dict[str, Any], turn: int) -> dict[str, Any]:
    """What of an assessment a person would notice changing: the level, the causes in their order, and what is not ruled out."""
    return {
        "level": assessment["triage"],
        "causes": [cause["id"] for cause in assessment["causes"]],
        "serious": list(assessment["serious_not_excluded"]),
        "turn": turn,
    }


def told(kb: KnowledgeBase, case: Case, before: dict[str, Any], assessment: dict[str, Any]) -> list[Reply]:
    """The difference first, then what is new: the urgency, causes, serious conditions, and what to do where that changed."""
    now, words = gist(assessment, case.turn), kb.wording["changes"]
    new = [name for name in now["causes"] if name not in before["causes"] or name in now["causes"][:1]]
    shown = [name for name in new if name not in before["causes"][:1]][:_MOST_NAMED]
    serious = [name for name in now["serious"] if name not in before.get("serious", ())]
    level, leading = before["level"] != now["level"], before["causes"][:1] != now["causes"][:1]
    replies = [words_of.banner(kb, case, assessment)] if level else []
    replies += [reply for reply in words_of.causes(kb, assessment) if reply.custom.get("cause") in shown]
    replies += words_of.not_excluded(kb, assessment | {"serious_not_excluded": serious})
    care = words_of.self_care(kb, case, assessment) if level or leading else []
    replies += care if leading else [reply for reply in care if reply.custom["part"] == "care"]
    replies += words_of.next_steps(kb, assessment) if leading else []
    return [Reply(f"{_difference(kb, case, before, now)} {words['whole']}", custom={"part": "changes"}), *replies]


def _difference(kb: KnowledgeBase, case: Case, before: dict[str, Any], now: dict[str, Any]) -> str:
    """ "With that, it is more urgent. Fits better now: Baker's cyst (because of: a lump behind the knee)." """
    words, old, new = kb.wording["changes"], before["causes"], now["causes"]
    up = [name for place, name in enumerate(new) if name not in old or place < old.index(name)]
    down = [name for name in old if name not in new] + [name for place, name in enumerate(new) if name in old[:place]]
    said = [_level(kb, before["level"], now["level"])]
    for key, names, side in (("up", up, "for"), ("down", down, "against")):
        if names:
            shown = [_with_reasons(kb, case, name, side, before["turn"]) for name in names[:_MOST_NAMED]]
            said.append(words[key].format(names=listing(shown)))
    return " ".join(said if up or down else [*said, words["same_causes"]])


def _with_reasons(kb: KnowledgeBase, case: Case, cause: str, side: str, since: int) -> str:
    """The cause's name, with what was told since then that speaks for or against it."""
    entries = [entry for entry in explained(kb, case, cause)[side] if case.findings[entry["id"]]["turn"] > since]
    name = kb.causes[cause].name
    reasons = [entry["why"] for entry in entries if kb.findings[entry["id"]].kind != "person"][:_MOST_REASONS]
    return kb.wording["changes"]["because"].format(name=name, reasons=listing(reasons)) if reasons else name


def _level(kb: KnowledgeBase, before: str, after: str) -> str:
    words = kb.wording["changes"]
    if before == after:
        return words["same_level"]
    return words["sooner" if rank(after) > rank(before) else "later"]
