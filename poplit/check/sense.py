"""Whether the knowledge makes sense: every red flag can fire, every cause can lead, every question fits a small screen."""

from __future__ import annotations

import math
from collections.abc import Iterator

from poplit.case import Case
from poplit.conditions import form, reasons
from poplit.knowledge import KnowledgeBase, Problem
from poplit.reasoning.ranking import log_ratio, rank_causes

_TITLE = 40


def check(kb: KnowledgeBase) -> Iterator[Problem]:
    """Problems of meaning. Only to be run where references.check found none: every id must exist."""
    yield from _red_flags_fire(kb)
    yield from _causes_lead(kb)
    yield from _questions_fit(kb)
    yield from _contradictions(kb)
    yield from _wording(kb)


def _red_flags_fire(kb: KnowledgeBase) -> Iterator[Problem]:
    for kind in ("red_flags", "rules", "care"):
        for item in getattr(kb, kind).values():
            condition = getattr(item, "when", None) if kind != "rules" else item.applies
            if condition is not None and not can_hold(condition, kb):
                yield Problem(*kb.place(kind, item.id), f"{item.id}: its condition can never hold")


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
    """A cause that does not lead the list when all that speaks for it is present cannot be reached."""
    for cause in kb.causes.values():
        case = Case(turn=1)
        for name in cause.likelihoods:
            telling = log_ratio(kb, cause, name, True)
            if telling > 0:
                case.state(kb, name, "present")
            elif telling < 0:
                case.findings.setdefault(name, {"status": "absent", "words": "", "turn": 1})
        leaders = [ranked.cause.id for ranked in rank_causes(kb, case)[:3]]
        if cause.id not in leaders:
            yield Problem(
                *kb.place("causes", cause.id),
                f"{cause.id}: cannot be reached, even with all that speaks for it the list starts with {', '.join(leaders)}",
            )


def _questions_fit(kb: KnowledgeBase) -> Iterator[Problem]:
    for question in kb.questions.values():
        for option in question.options:
            if len(option.title) > _TITLE:
                yield Problem(
                    *kb.place("questions", question.id), f"{question.id}: the option '{option.title}' has more than {_TITLE} characters"
                )
            if not (option.present or option.absent or option.value):
                yield Problem(*kb.place("questions", question.id), f"{question.id}: picking '{option.title}' says nothing")
    for finding in kb.findings.values():
        if finding.question and not finding.why:
            yield Problem(*kb.place("findings", finding.id), f"{finding.id}: is asked, but 'why' is missing")


def _contradictions(kb: KnowledgeBase) -> Iterator[Problem]:
    for finding in kb.findings.values():
        for other in finding.excludes:
            if other in finding.implies:
                yield Problem(*kb.place("findings", finding.id), f"{finding.id}: implies and excludes '{other}'")
    for rule in kb.rules.values():
        points = [band.at_least for band in rule.bands]
        if points != sorted(points) or not points or points[0] > 0 or not all(map(math.isfinite, points)):
            yield Problem(*kb.place("rules", rule.id), f"{rule.id}: bands start at 0 or less and rise")


def _wording(kb: KnowledgeBase) -> Iterator[Problem]:
    for level in ("emergency_ambulance", "emergency", "consultation_24", "consultation", "self_care"):
        if level not in kb.wording.get("banner", {}):
            yield Problem("wording.yml", 0, f"banner: '{level}' is missing")
