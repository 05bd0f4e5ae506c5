"""Somebody comes back after a rest: who they are stays known, what they felt is asked again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from poplit.case import Case
from poplit.dialogue.message import Message
from poplit.knowledge import KnowledgeBase
from poplit.language.reading import Reading
from poplit.wording import Reply, questions
from poplit.wording.reply import listing

_WHO = ("age", "sex", "subject", "called")
_STORY = ("place", "start")  # kinds of findings that tell which trouble it was; never a danger, never what happened at home


def earlier_case(events: Iterable[Mapping[str, Any]]) -> Case | None:
    """The case of the session before this one, from a tracker's events; None when there is none or nothing was told in it."""
    kept: dict[str, Any] | None = None
    last: dict[str, Any] | None = None
    for event in events:
        if event.get("event") == "session_started":
            kept, last = last or kept, None
        elif event.get("event") == "slot" and event.get("name") == "case" and event.get("value"):
            last = event["value"]
        elif event.get("event") == "restart":
            kept, last = None, None
    case = Case.from_json(kept) if kept and last is None else None
    return case if case is not None and (case.findings or case.details) else None


def resumed(kb: KnowledgeBase, earlier: Case, reading: Reading) -> Case:
    """A new case of the same person: age, sex, who it is about and lasting illnesses are kept, all else is to be told again.

    An empty one where the message speaks of somebody else than the earlier case."""
    now = reading.details.get("subject")
    if now is not None and now != (earlier.details.get("subject") or "self"):
        return Case()
    case = Case(returned=True)
    case.tell(kb, {name: earlier.details[name] for name in _WHO if earlier.details.get(name) is not None})
    for name in earlier.having("present"):
        if kb.findings[name].lasting and kb.findings[name].kind == "risk":
            case.findings[name] = dict(earlier.findings[name]) | {"turn": 0}
    case.recheck = dict(earlier.recheck) if earlier.recheck.get("state") == "set" else {}
    case.before = [name for name in earlier.having("present") if kb.findings[name].kind in _STORY and not kb.findings[name].by_others]
    return case


def welcome(kb: KnowledgeBase, case: Case, message: Message, replies: list[Reply]) -> list[Reply]:
    """The answer to the first message after the rest, with a welcome before it; a warning comes without one."""
    words, case.returned = kb.wording["returning"], False
    if message.warned or any(reply.custom.get("urgent") for reply in replies):
        return replies
    before = listing([kb.findings[name].label for name in case.before])
    told = [words["last_time"].format(trouble=before)] if before else []
    greeted = [questions.ask(kb, case)] if message.intent == "greet" and case.asking else replies
    return [Reply(" ".join((words["welcome"], *told, words["again"])), custom={"part": "returning"}), *greeted]
