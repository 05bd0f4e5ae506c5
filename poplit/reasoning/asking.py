"""Chooses the question worth most: how much it would tell about the cause, and whether it could raise the urgency."""

from __future__ import annotations

from dataclasses import dataclass

from poplit import safety
from poplit.case import Case
from poplit.conditions import reasons
from poplit.knowledge import KnowledgeBase
from poplit.knowledge.schema import Finding, Question
from poplit.reasoning.worth import Worth


@dataclass(frozen=True)
class Candidate:
    """A question that could be asked next: a question of questions.yml, or a single finding's own question, and its worth in bits.

    `due`: a raised red flag wants to know it, however much was asked before."""

    id: str
    findings: tuple[str, ...]
    worth: float
    question: Question | None = None
    due: bool = False


def next_question(kb: KnowledgeBase, case: Case) -> Candidate | None:
    """The follow-up question to ask now, or None when none is worth asking.

    What people can tell in one go comes first, in the order in which people tell it (start, place, what makes it worse, what else);
    of these the one made for what is known before the one for everybody; then single questions, the one worth most first."""
    wanted = _due(kb, case)
    if wanted:
        return _asked_together(kb, case, wanted) or Candidate(wanted[0], wanted[:1], 0.0, due=True)
    worthy = [c for c in follow_ups(kb, case) if c.worth >= kb.settings["asking"]["least_worth"]]
    grouped, order = [c for c in worthy if c.question is not None], kb.settings["asking"]["order"]
    if grouped:
        return min(grouped, key=lambda c: (order.index(c.question.group), c.question.when is None, _place_in_group(kb, c)))
    return max(worthy, key=lambda c: (c.worth, c.id), default=None)


def _place_in_group(kb: KnowledgeBase, candidate: Candidate) -> float:
    """What else there is, is asked in the order of its worth; the rest in the order in which people tell it."""
    if candidate.question.group == "else":
        return -candidate.worth
    return list(kb.questions).index(candidate.id)


def _asked_together(kb: KnowledgeBase, case: Case, wanted: tuple[str, ...]) -> Candidate | None:
    """The question of the group "closer" that asks for the first of these and for others of them in one go; None when none does."""
    for question in kb.questions.values():
        together = tuple(name for name in findings_in(question) if name in wanted)
        if question.group == "closer" and question.id not in case.asked and wanted[0] in together and len(together) > 1:
            return Candidate(question.id, together, 0.0, question, due=True)
    return None


def _due(kb: KnowledgeBase, case: Case) -> tuple[str, ...]:
    """What raised red flags of a lower level want to know before anything else: does the lump beat, is there a sore on the foot?

    Where a doctor is to be seen within a day anyway, only what would make it more urgent than that."""
    checked = safety.check(kb, case)
    level = safety.rank(checked.level) if checked.level else 0
    within_a_day = safety.rank("consultation_24")
    wanted = []
    for raised in checked.raised:
        for name in raised.flag.ask:
            if not _can_be_asked(kb, case, name) or safety.rank(raised.flag.level) > within_a_day:
                continue
            if safety.rank(raised.flag.level) < within_a_day or safety.level_supposing(kb, case, name, level) > level:
                wanted.append(name)
    return tuple(dict.fromkeys(wanted))


def _can_be_asked(kb: KnowledgeBase, case: Case, name: str) -> bool:
    finding = kb.findings[name]
    unknown = case.status(name) is None and name not in case.unmentioned and name not in case.asked
    return bool(unknown and finding.question and not finding.from_ and fits(finding, case, kb))


def follow_ups(kb: KnowledgeBase, case: Case) -> list[Candidate]:
    """Every follow-up question still open, with its worth."""
    worth = Worth(kb, case)
    found = []
    for question in kb.questions.values():
        if (
            question.group in ("safety", "risk", "person", "closer")
            or question.id in case.asked
            or not fits(question, case, kb)
            or told(kb, question, case)
        ):
            continue
        open_findings = _worth_asking(kb, question, case, worth)
        found.append(Candidate(question.id, open_findings, sum(map(worth.of, open_findings)), question))
    penalty = kb.settings["asking"]["single_penalty"]
    for finding in kb.findings.values():
        if (
            finding.question
            and worth.is_open(finding.id)
            and finding.id not in case.asked
            and not finding.from_
            and fits(finding, case, kb)
        ):
            found.append(Candidate(finding.id, (finding.id,), worth.of(finding.id) - penalty))
    return found


def _worth_asking(kb: KnowledgeBase, question: Question, case: Case, worth: Worth) -> tuple[str, ...]:
    """The findings of a question that are open, can be there, and could change something."""
    least = kb.settings["asking"]["least_option"]
    return tuple(f for f in findings_in(question) if worth.is_open(f) and fits(kb.findings[f], case, kb) and worth.of(f) >= least)


def told(kb: KnowledgeBase, question: Question, case: Case) -> bool:
    """True when the person has told it by themselves: how it began, or a place that this or another question asks for."""
    if question.kind != "choice" and question.group != "place":
        return False
    alike = [question] if question.kind == "choice" else [q for q in kb.questions.values() if q.group == "place" and q.kind != "choice"]
    return any(case.status(name) == "present" for q in alike for name in findings_in(q))


def findings_in(question: Question) -> list[str]:
    """The findings a question can tell about, in the order of its options."""
    return list(dict.fromkeys(name for option in question.options for name in (*option.present, *option.absent)))


def fits(question: Question | Finding, case: Case, kb: KnowledgeBase) -> bool:
    """True when the question's condition, if any, holds, and it is not about what cannot be true of this person."""
    return possible(question, case, kb) and (question.when is None or reasons(question.when, case, kb) is not None)


def possible(question: Question | Finding, case: Case, kb: KnowledgeBase) -> bool:
    """False for what cannot be true of this person (pregnancy of a man); what is not known yet rules nothing out."""
    not_for = getattr(question, "not_for", None)
    return not_for is None or reasons(not_for, case, kb) is None
