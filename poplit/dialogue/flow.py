"""Which step comes next: opening, safety, follow-up, assessment. Never an assessment while safety questions are open."""

from __future__ import annotations

from typing import Any

from poplit import safety
from poplit.case import Case
from poplit.dialogue import rechecking, self_checks
from poplit.dialogue.parts import next_part
from poplit.knowledge import KnowledgeBase
from poplit.reasoning import next_question
from poplit.reasoning.asking import findings_in, possible
from poplit.wording.persons import about
from poplit.wording.questions import open_finding, open_question

MINIMUM = ("safety", "person", "risk")  # the age early: what cannot be at that age is not asked
_OPENING_TRIES = 2


def next_asking(kb: KnowledgeBase, case: Case) -> dict[str, Any] | None:
    """The next open question, or None when it is time for the assessment. Sets the case's phase."""
    rechecked = rechecking.running(kb, case)
    if not rechecked and not complaint_known(kb, case) and case.asked.count("complaint") < _OPENING_TRIES:
        case.phase = "opening"
        return {
            "id": "complaint",
            "kind": "text",
            "group": "opening",
            "detail": None,
            "findings": [],
            "options": [],
            "none": None,
            "tries": 0,
        }
    case.one_by_one = [name for name in case.one_by_one if case.status(name) is None]
    if case.one_by_one:
        case.phase = "safety"
        return {**open_finding(case.one_by_one.pop(0)), "group": "safety"}
    part = next_part(case)
    if part is not None:
        case.phase = "safety"
        return part
    minimum = _minimum(kb, case, ("safety",)) or self_checks.next_asking(kb, case)
    minimum = minimum or (None if rechecked else _minimum(kb, case, MINIMUM))
    if minimum is not None or rechecked:
        case.phase = "safety"
        return minimum
    case.phase = "follow_up"
    return None if safety.check(kb, case).urgent(besides=case.heard) else _follow_up(kb, case)


def complaint_known(kb: KnowledgeBase, case: Case) -> bool:
    """True when something about the leg itself is known or feared, not just who the person is."""
    return bool(case.worries) or any(kb.findings[name].kind not in ("person", "risk") for name in case.having("present"))


def emergency_check(kb: KnowledgeBase, case: Case, raised: safety.Raised) -> dict[str, Any] | None:
    """After an emergency: one grouped question about what would make it an ambulance, with only what is still unknown."""
    wanted = [name for name in raised.flag.ask if case.status(name) in (None, "unsure") and name in kb.findings]
    question = kb.questions["safety_now"]
    unanswered = case.asking is not None and case.asking["id"] == question.id and not set(wanted) & set(case.unmentioned)
    if not wanted or (question.id in case.asked and not unanswered):
        return None
    known = {name for option in question.options for name in option.present if name not in wanted}
    asking = open_question(kb, question, known) | {"text": about(kb, case, kb.wording["warning"]["check"], name=True)}
    return asking if asking["options"] else None


def reopen(kb: KnowledgeBase, case: Case) -> None:
    """After a warning was taken back: the safety questions that it cut short are to be asked again."""
    for question in kb.questions.values():
        left = [f for f in findings_in(question) if case.status(f) is None]
        if question.group == "safety" and question.id in case.asked and left:
            case.asked.remove(question.id)
            case.unmentioned = [name for name in case.unmentioned if name not in left]


def _minimum(kb: KnowledgeBase, case: Case, groups: tuple[str, ...]) -> dict[str, Any] | None:
    """The first question of these groups that was not asked yet, with what is not known of it."""
    for group in groups:
        for question in kb.questions.values():
            if question.group == group and question.id not in case.asked and not _known(question, case):
                impossible = {name for name in findings_in(question) if not possible(kb.findings[name], case, kb)}
                known = {*case.having("present"), *case.having("absent"), *self_checks.left_unsure(kb, case)}
                asking = open_question(kb, question, known | impossible)
                if asking["options"] or question.kind in ("number", "text"):
                    return asking
    return None


def _known(question, case: Case) -> bool:
    return question.detail is not None and case.details.get(question.detail) is not None


def _follow_up(kb: KnowledgeBase, case: Case) -> dict[str, Any] | None:
    best = next_question(kb, case)
    if best is None or (not best.due and len(_follow_ups_asked(kb, case)) >= kb.settings["asking"]["most_follow_ups"]):
        return None
    if best.question is None:
        return open_finding(best.id)
    exclusive = best.question.kind == "choice"
    skip = set() if exclusive else set(findings_in(best.question)) - set(best.findings)
    return open_question(kb, best.question, skip)


def _follow_ups_asked(kb: KnowledgeBase, case: Case) -> list[str]:
    """What was asked that counts as a follow-up. Not so: the safety questions, whole or one by one, and what a red flag wants to know."""
    minimum = [question for question in kb.questions.values() if question.group in (*MINIMUM, "closer")]
    not_counted = {question.id for question in minimum} | {name for question in minimum for name in findings_in(question)} | {"complaint"}
    not_counted |= {name for raised in safety.check(kb, case).raised for name in raised.flag.ask}
    return [name for name in case.asked if name not in not_counted]
