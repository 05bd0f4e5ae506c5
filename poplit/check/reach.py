"""Whether everything in kb/ can be reached: red flags fire, causes lead, questions are asked, findings become known."""

from __future__ import annotations

from collections.abc import Iterator

from poplit.case import Case
from poplit.conditions import form, reasons
from poplit.knowledge import KnowledgeBase, Problem
from poplit.reasoning.asking import findings_in
from poplit.reasoning.ranking import log_ratio, rank_causes

_NEAR_THE_TOP = 3


def check(kb: KnowledgeBase) -> Iterator[Problem]:
    """Items that no case can ever bring up. Only to be run where every id exists."""
    yield from _conditions_hold(kb)
    yield from _causes_lead(kb)
    yield from _findings_become_known(kb)


def _conditions_hold(kb: KnowledgeBase) -> Iterator[Problem]:
    for kind in ("red_flags", "not_ranked", "rules", "care", "questions", "findings"):
        for item in getattr(kb, kind).values():
            condition = item.applies if kind == "rules" else item.when
            if condition is not None and not can_hold(condition, kb):
                yield Problem(*kb.place(kind, item.id), f"{item.id}: its condition can never hold")
    for rule in kb.rules.values():
        for item in rule.items:
            if not can_hold(item.when, kb):
                yield Problem(*kb.place("rules", rule.id), f"{rule.id}: the condition of its item '{item.id}' can never hold")


def can_hold(condition, kb: KnowledgeBase) -> bool:
    """True when some case makes the condition hold: all it wants present, all it wants denied absent."""
    case = Case(turn=1)
    for name, status in _wanted(condition, kb):
        if case.status(name) is None:
            case.findings[name] = {"status": status, "words": "", "turn": 1}
    return reasons(condition, case, kb) is not None


def _wanted(condition, kb: KnowledgeBase):
    if isinstance(condition, str):
        yield from ((name, "present") for name in kb.groups.get(condition, (condition,)))
        return
    kind = form(condition)
    if kind == "denied":
        yield condition["denied"], "absent"
    elif kind == "rule":
        rule = kb.rules[condition["rule"]]
        for part in (*([rule.applies] if rule.applies is not None else []), *(item.when for item in rule.items)):
            yield from _wanted(part, kb)
    else:
        for part in condition["of" if kind == "at_least" else kind]:
            yield from _wanted(part, kb)


def _causes_lead(kb: KnowledgeBase) -> Iterator[Problem]:
    """A cause that is not near the top of the list when all that speaks for it is present cannot be reached."""
    for cause in kb.causes.values():
        leaders = [ranked.cause.id for ranked in rank_causes(kb, _picture(kb, cause))[:_NEAR_THE_TOP]]
        if cause.id not in leaders:
            says = f"{cause.id}: cannot be reached, even with all that speaks for it the list starts with {', '.join(leaders)}"
            yield Problem(*kb.place("causes", cause.id), says)


def _picture(kb: KnowledgeBase, cause) -> Case:
    """The case that speaks for a cause most clearly."""
    case = Case(turn=1)
    for name in cause.likelihoods:
        telling = log_ratio(kb, cause, name, True)
        if telling > 0:
            case.state(kb, name, "present")
        elif telling < 0:
            case.findings.setdefault(name, {"status": "absent", "words": "", "turn": 1})
    return case


def _findings_become_known(kb: KnowledgeBase) -> Iterator[Problem]:
    """A finding that nobody can say, pick, answer or imply stays unknown for ever."""
    told = {name for question in kb.questions.values() for name in findings_in(question)}
    implied = {name for finding in kb.findings.values() for name in finding.implies}
    for finding in kb.findings.values():
        ways = finding.phrases or finding.exact or finding.parts or finding.question or finding.from_
        if not ways and finding.id not in told | implied:
            says = f"{finding.id}: can never become known; it has no phrases, parts, question or `from`, and nothing implies it"
            yield Problem(*kb.place("findings", finding.id), says)
