"""What one message changed in the case."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from poplit.case import Case
from poplit.knowledge import KnowledgeBase


@dataclass
class Taken:
    """What a message changed: new statements by finding id, whether the open question is answered, and what is in dispute.

    `means`: what the answer to a self-check means, in words."""

    stated: dict[str, str] = field(default_factory=dict)
    answered: bool = False
    which: bool = False
    disputed: list[str] = field(default_factory=list)
    lowered: bool = False
    told: dict[str, Any] = field(default_factory=dict)
    means: str | None = None


def state(kb: KnowledgeBase, case: Case, taken: Taken, finding: str, status: str, words: str, why: str = "said") -> None:
    """Write one statement into the case and into what this message stated."""
    if case.status(finding) != status:
        taken.stated[finding] = status
    case.state(kb, finding, status, words, why)
    if finding in case.unmentioned:
        case.unmentioned.remove(finding)


def plain(text: str) -> str:
    """Lower case, without punctuation: for comparing titles and labels with what was typed."""
    return "".join(character for character in text.lower() if character.isalnum() or character == " ").strip()
