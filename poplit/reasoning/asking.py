"""Chooses the question worth most: how much it would tell about the cause, and whether it could raise the urgency."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log, log2

from poplit import safety
from poplit.case import Case
from poplit.conditions import findings_of, reasons
from poplit.knowledge import KnowledgeBase
from poplit.knowledge.schema import Cause, Finding, Question
from poplit.reasoning.ranking import log_ratio, rank_causes

_SURE = 0.98  # no answer is taken to be surer than this


@dataclass(frozen=True)
class Candidate:
    """A question that could be asked next: a question of questions.yml, or a single finding's own question, and its worth in bits."""

    id: str
    findings: tuple[str, ...]
    worth: float
    question: Question | None = None


def next_question(kb: KnowledgeBase, case: Case) -> Candidate | None:
    """The follow-up question to ask now, or None when none is worth asking.

    What people can tell in one go comes first, in the order in which people tell it (start, place, what makes it worse, what else);
    of these the one made for what is known before the one for everybody; then single questions, the one worth most first."""
    due = _due(kb, case)
    if due:
        return Candidate(due, (due,), 0.0)
    worthy = [c for c in follow_ups(kb, case) if c.worth >= kb.settings["asking"]["least_worth"]]
    grouped, order = [c for c in worthy if c.question is not None], kb.settings["asking"]["order"]
    if grouped:
        return min(grouped, key=lambda c: (order.index(c.question.group), c.question.when is None))
    return max(worthy, key=lambda c: (c.worth, c.id), default=None)


def _due(kb: KnowledgeBase, case: Case) -> str | None:
    """What a raised red flag of a lower level wants to know before anything else ("does the lump beat?")."""
    for raised in safety.check(kb, case).raised:
        for name in raised.flag.ask:
            finding = kb.findings[name]
            unknown = case.status(name) is None and name not in case.unmentioned and name not in case.asked
            if unknown and finding.question and not finding.from_ and fits(finding, case, kb) and raised.flag.level == "consultation":
                return name
    return None


def follow_ups(kb: KnowledgeBase, case: Case) -> list[Candidate]:
    """Every follow-up question still open, with its worth."""
    worth = _Worth(kb, case)
    found = []
    for question in kb.questions.values():
        if (
            question.group in ("safety", "risk", "person")
            or question.id in case.asked
            or not fits(question, case, kb)
            or _told(kb, question, case)
        ):
            continue
        open_findings = tuple(f for f in findings_in(question) if worth.is_open(f))
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


def _told(kb: KnowledgeBase, question: Question, case: Case) -> bool:
    """True when the person has told it by themselves: how it began, or a place that this or another question asks for."""
    if question.kind != "choice" and question.group != "place":
        return False
    alike = [q for q in kb.questions.values() if q is question or q.group == question.group == "place"]
    return any(case.status(name) == "present" for q in alike for name in findings_in(q))


def findings_in(question: Question) -> list[str]:
    """The findings a question can tell about, in the order of its options."""
    return list(dict.fromkeys(name for option in question.options for name in (*option.present, *option.absent)))


def fits(question: Question | Finding, case: Case, kb: KnowledgeBase) -> bool:
    """True when the question's condition, if any, holds."""
    return question.when is None or reasons(question.when, case, kb) is not None


class _Worth:
    """The worth of learning one finding, over the causes as they are ranked now."""

    def __init__(self, kb: KnowledgeBase, case: Case):
        self._kb, self._case = kb, case
        self._causes = [r for r in rank_causes(kb, case) if r.probability > 0.002]
        self._level = safety.rank(safety.check(kb, case).level)
        self._raising = {f for flag in kb.red_flags.values() if safety.rank(flag.level) > self._level for f in findings_of(flag.when, kb)}

    def is_open(self, finding: str) -> bool:
        return self._case.status(finding) is None and finding not in self._case.unmentioned

    def of(self, finding: str) -> float:
        chance = self._chance(finding)
        return self._information(finding) + self._kb.settings["asking"]["urgency_worth"] * chance * self._raise(finding)

    def _chance(self, finding: str) -> float:
        """How likely the answer is yes, over the causes as they are ranked now."""
        background = self._kb.findings[finding].background
        base = background.p if background and background.p is not None else self._kb.settings["asking"]["rare"]
        return min(_SURE, base * 0.05 + sum(r.probability * self._chance_with(r.cause, finding, base) for r in self._causes))

    def _chance_with(self, cause: Cause, finding: str, base: float) -> float:
        """The share of people with a cause who have the finding; where no share is known, the background rate by its ratio."""
        figure = cause.likelihoods.get(finding)
        if figure is not None and figure.p is not None:
            return min(_SURE, figure.p)
        return min(_SURE, base * exp(log_ratio(self._kb, cause, finding, True)))

    def _information(self, finding: str) -> float:
        """Expected fall of the entropy over the causes, in bits."""
        total = sum(r.probability for r in self._causes)
        now = [r.probability / total for r in self._causes]
        chance = self._chance(finding)
        after = 0.0
        for present, share in ((True, chance), (False, 1 - chance)):
            scores = [log(p) + log_ratio(self._kb, r.cause, finding, present) for p, r in zip(now, self._causes, strict=True)]
            after += share * _entropy(scores)
        return max(0.0, _entropy([log(p) for p in now]) - after)

    def _raise(self, finding: str) -> int:
        """By how many levels the finding, if present, would raise the urgency."""
        if finding not in self._raising:
            return 0
        floor = max(self._level, 0)
        return safety.level_supposing(self._kb, self._case, finding, floor) - floor


def _entropy(log_scores: list[float]) -> float:
    top = max(log_scores)
    shares = [exp(score - top) for score in log_scores]
    total = sum(shares)
    return -sum(s / total * log2(s / total) for s in shares if s > 0)
