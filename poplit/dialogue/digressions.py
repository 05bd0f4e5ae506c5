"""What is not about the person's own findings: questions back, going back, stopping, thanks, another topic."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from poplit import safety, summary
from poplit.case import Case
from poplit.dialogue import asked_back, crisis, feelings, flow
from poplit.dialogue.message import Message
from poplit.knowledge import KnowledgeBase
from poplit.wording import Reply, answers, questions

_SIMPLE = ("thanks", "goodbye", "out_of_scope", "other_language")


def digress(kb: KnowledgeBase, case: Case, message: Message) -> list[Reply] | None:
    """The answer to what is not about the person's own findings; None when the message is an ordinary one."""
    intent, words = message.intent, kb.wording
    asked = crisis.no_doses(kb, case, message) or asked_back.answer(kb, case, message)
    if asked is not None:
        return asked
    if intent == feelings.FEELING:
        return feelings.answer(kb, case, message)
    if intent == "ask":
        return answers.answer(kb, case, message.topic)
    if intent == "ask_why":
        return [Reply(questions.why(kb, case))]
    if intent == "ask_meaning":
        return [Reply(questions.meaning(kb, case))]
    if intent == "ask_summary":
        private = any(case.status(name) == "present" for name in kb.groups["crisis"])
        return [*([Reply(words["crisis"]["summary"])] if private else []), *summary.bubbles(kb, summary.gather(kb, case))]
    if intent == "go_back":
        return [Reply(words["back"]["done" if _go_back(kb, case) else "nothing"])]
    if intent == "stop":
        case.asking, case.done = None, True
        return [*_level_so_far(kb, case), Reply(words["stop"].format(net=words["stop_net"]))]
    if intent == "greet":
        begun = case.asking is not None and case.asking["kind"] != "text"
        if case.asking is None and not case.done:
            case.asking = flow.next_asking(kb, case)
        greeted = words["greeting"][:1] if begun else words["greeting"] if case.turn == 1 else words["greeting"][2:]
        return [Reply(text) for text in greeted]
    if intent == "out_of_scope" and case.asking and case.asking["kind"] != "text":
        if not _surely_beyond(message) or case.asking["tries"]:
            return None  # while a question is open, an odd answer is an answer not understood
        case.asking["tries"] += 1  # once: said again, it is no answer, and the talk goes on
    return [Reply(_courtesy(kb, case, intent)), *_in_their_language(kb, message)] if intent in _SIMPLE else None


def _courtesy(kb: KnowledgeBase, case: Case, intent: str) -> str:
    """Thanks, a goodbye and the like; nobody who needs help now, or was not asked about it yet, is sent to bed."""
    words = kb.wording
    if intent in ("thanks", "goodbye") and safety.check(kb, case).urgent(besides=case.heard):
        return words[f"{intent}_urgent"]
    open_safety = case.phase == "safety" and not case.done and case.asking is not None and case.asking["group"] == "safety"
    return words["goodbye_open"].format(net=words["stop_net"]) if intent == "goodbye" and open_safety else words[intent]


def _surely_beyond(message: Message) -> bool:
    return "elsewhere" in message.reading.sites or message.reading.animal


def _in_their_language(kb: KnowledgeBase, message: Message) -> list[Reply]:
    """The same once more in the person's own language, where kb/ has it."""
    said = kb.wording["in_their_language"].get(message.reading.language or "")
    return [Reply(said)] if said and message.intent == "other_language" else []


def _level_so_far(kb: KnowledgeBase, case: Case) -> list[Reply]:
    """What safety asks for already, for somebody who stops before the assessment."""
    level = safety.check(kb, case).level
    return (
        [Reply(f"**{kb.wording['banner'][level]}**", custom={"level": level})]
        if safety.rank(level) >= safety.rank("consultation_24")
        else []
    )


def repeat(kb: KnowledgeBase, case: Case) -> list[Reply]:
    """The open question again, after a digression; the opening question is part of the greeting already."""
    if case.asking is None:
        return []
    return [] if case.asking["kind"] == "text" else [questions.ask(kb, case)]


def first_question(kb: KnowledgeBase, case: Case) -> list[Reply]:
    """After something else came first: where it hurts is still to be told."""
    case.asking = flow.next_asking(kb, case)
    return [questions.ask(kb, case)] if case.asking else []


def _go_back(kb: KnowledgeBase, case: Case) -> bool:
    """Restore what was before the last answer; what a red flag stands on stays."""
    standing = {name: case.findings[name] for name in safety.guarded(kb, case)}
    entry = next((e for e in reversed(case.log) if "before" in e), None)
    if entry is None:
        return False
    case.log.remove(entry)
    for name, value in entry["before"].items():
        setattr(case, name, value)
    case.findings.update(standing)
    if standing:
        case.assessed = case.assessed or safety.check(kb, case).level
    return True


def snapshot(case: Case) -> dict[str, Any]:
    """What "go back" restores."""
    return {
        name: deepcopy(getattr(case, name))
        for name in (
            "findings",
            "details",
            "asking",
            "asked",
            "unmentioned",
            "one_by_one",
            "in_parts",
            "open_safety",
            "phase",
            "done",
            "assessed",
        )
    }
