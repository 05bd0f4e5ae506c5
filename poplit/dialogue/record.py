"""Writes down what was said and asked, message by message, so that a summary can show it in order."""

from __future__ import annotations

from typing import Any

from poplit.case import Case
from poplit.dialogue.answering import Answer
from poplit.dialogue.message import Message
from poplit.dialogue.taken import Taken
from poplit.knowledge import KnowledgeBase
from poplit.wording.questions import question_text

NOT_KEPT = "ask_summary"  # asking for the summary is no part of it
_ELSEWHERE = ("past", "other")


def begin(kb: KnowledgeBase, case: Case, message: Message) -> dict[str, Any]:
    """The entry for a message, before it changes the case: turn, words (`typed`: as typed), and the open question.

    `elsewhere`: findings told of the past or of somebody else, each with status and words."""
    asking = case.asking
    return {
        "turn": case.turn,
        "asked": asking["id"] if asking else None,
        "question": question_text(kb, case, asking) if asking else "",
        "words": _words(kb, case, message),
        "typed": message.reading.text,
        "elsewhere": [[one.id, one.status, one.text] for one in message.reading.mentions if one.status in _ELSEWHERE],
        "warned": [*case.warned, *case.soon],
    }


def end(case: Case, entry: dict[str, Any], message: Message, taken: Taken) -> None:
    """Complete the entry with what the message led to, and keep it.

    `asked` stays only when the message answered that question; `told`: it stated something; `warned`: the red flags now warned of."""
    if message.intent == NOT_KEPT or not entry["words"].strip():  # the page's own greeting has no words
        return
    entry["asked"] = entry["asked"] if taken.answered else None
    entry["told"] = bool(taken.stated or taken.told)
    entry["warned"] = [name for name in (*case.warned, *case.soon) if name not in entry["warned"]]
    case.said.append(entry)


def _words(kb: KnowledgeBase, case: Case, message: Message) -> str:
    """What the person wrote; the titles of what was picked by number."""
    picked = Answer(kb, case, message.reading, Taken()).picked if case.asking else None
    return "; ".join(picked) if picked else message.reading.text
