"""After "go to hospital now": a few questions for a note to the doctors there, for somebody who waits or is driven."""

from __future__ import annotations

from typing import Any

from poplit import safety
from poplit.case import Case
from poplit.knowledge import KnowledgeBase
from poplit.knowledge.schema import Question
from poplit.reasoning.asking import findings_in, fits, told
from poplit.reasoning.worth import Worth
from poplit.wording.questions import open_question

_FIRST = "risk"  # blood thinners, pregnancy, operations: what changes what is done there
_GROUPS = (_FIRST, "place", "worse_better", "else")


def next_asking(kb: KnowledgeBase, case: Case) -> dict[str, Any] | None:
    """First the risks, then the grouped question most likely to be answered with something that is there; None when there were enough.

    Chosen by the number of findings expected (the sum of their chances), not by what tells causes apart: doctors will do that."""
    level = safety.check(kb, case).level
    if level != "emergency" or case.handed_over >= kb.settings["asking"]["most_after_warning"]:
        return None
    worth = Worth(kb, case)
    offered = {q.id: expected(kb, case, q, worth) for q in kb.questions.values() if _open(kb, case, q)}
    worthy = [name for name, number in offered.items() if number >= kb.settings["asking"]["least_expected"]]
    if not worthy:
        return None
    question = max((kb.questions[name] for name in worthy), key=lambda q: (q.group == _FIRST, offered[q.id], q.id))
    case.handed_over += 1
    return open_question(kb, question, set(findings_in(question)) - set(_unknown(kb, case, question))) | {"hand_over": True}


def narrow(kb: KnowledgeBase, case: Case, raised: safety.Raised) -> None:
    """Of the dangers still to be asked one by one or in parts, keeps those that would be more urgent than what was just warned of."""
    level = safety.rank(raised.flag.level)
    worse = {name for name in _pending(case) if safety.level_supposing(kb, case, name, level) > level}
    case.one_by_one = [name for name in case.one_by_one if name in worse]
    case.in_parts = [part for part in case.in_parts if worse.intersection(part["findings"])]


def _pending(case: Case) -> set[str]:
    return {*case.one_by_one, *(name for part in case.in_parts for name in part["findings"])}


def expected(kb: KnowledgeBase, case: Case, question: Question, worth: Worth) -> float:
    """How many findings of a question are expected to be there, of those not known yet."""
    return sum(worth.chance(name) for name in _unknown(kb, case, question))


def _open(kb: KnowledgeBase, case: Case, question: Question) -> bool:
    unasked = question.group in _GROUPS and question.kind == "several" and question.id not in case.asked
    return unasked and fits(question, case, kb) and not told(kb, question, case)


def _unknown(kb: KnowledgeBase, case: Case, question: Question) -> list[str]:
    return [name for name in findings_in(question) if case.status(name) is None and fits(kb.findings[name], case, kb)]
