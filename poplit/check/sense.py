"""Whether the knowledge makes sense: nothing contradicts itself, and every question fits a small screen."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import get_args

from poplit.knowledge import KnowledgeBase, Problem
from poplit.knowledge.schema import Cause
from poplit.knowledge.schema.base import Aspect
from poplit.reasoning.ranking import log_ratio
from poplit.safety import rank

_TITLE = 40  # characters a button can show


def check(kb: KnowledgeBase) -> Iterator[Problem]:
    """Problems of meaning. Only to be run where references.check found none: every id must exist."""
    yield from _questions_fit(kb)
    yield from _contradictions(kb)
    yield from _pictures(kb)
    yield from _levels(kb)


def _questions_fit(kb: KnowledgeBase) -> Iterator[Problem]:
    for question in kb.questions.values():
        place = kb.place("questions", question.id)
        for option in question.options:
            if len(option.title) > _TITLE:
                yield Problem(*place, f"{question.id}: the option '{option.title}' has more than {_TITLE} characters")
            if not (option.present or option.absent or option.value):
                yield Problem(*place, f"{question.id}: picking '{option.title}' says nothing")
    for finding in kb.findings.values():
        if finding.question and not finding.why:
            yield Problem(*kb.place("findings", finding.id), f"{finding.id}: is asked, but 'why' is missing")


def _contradictions(kb: KnowledgeBase) -> Iterator[Problem]:
    for finding in kb.findings.values():
        for other in finding.excludes:
            if other in finding.implies:
                yield Problem(*kb.place("findings", finding.id), f"{finding.id}: implies and excludes '{other}'")
    for rule in kb.rules.values():
        points, levels = [band.at_least for band in rule.bands], [rank(band.level) for band in rule.bands]
        if points != sorted(points) or not points or points[0] > 0 or not all(map(math.isfinite, points)):
            yield Problem(*kb.place("rules", rule.id), f"{rule.id}: bands start at 0 or less and rise")
        if levels != sorted(levels):
            yield Problem(*kb.place("rules", rule.id), f"{rule.id}: a band with more points asks for a lower level")


def _pictures(kb: KnowledgeBase) -> Iterator[Problem]:
    """Whether what is called typical and untypical agrees with itself and with the figures."""
    for cause in kb.causes.values():
        place = kb.place("causes", cause.id)
        for name in set(cause.typical) & set(cause.untypical):
            yield Problem(*place, f"{cause.id}: '{name}' is both typical and untypical")
        for name in cause.typical:
            if log_ratio(kb, cause, name, True) <= 0:
                yield Problem(*place, f"{cause.id}: '{name}' is called typical, but its figure does not speak for {cause.id}")
        for name in set(cause.untypical) - set(cause.typical):
            if log_ratio(kb, cause, name, True) > 0:
                yield Problem(*place, f"{cause.id}: '{name}' is called untypical, but its figure speaks for {cause.id}")
        for what in ("typical", "untypical"):
            if not getattr(cause, what):
                yield Problem(*place, f"{cause.id}: '{what}' names no finding")
        for aspect in get_args(Aspect):
            if aspect not in cause.answers:
                yield Problem(*place, f"{cause.id}: 'answers' says nothing about '{aspect}'")


def _levels(kb: KnowledgeBase) -> Iterator[Problem]:
    """No cause asks for more than the red flags that stand for it, and every serious one has some."""
    for kind, items in (("causes", kb.causes), ("not_ranked", kb.not_ranked)):
        for item in items.values():
            floor = item.triage if isinstance(item, Cause) else item.level
            flags = [kb.red_flags[name].level for name in item.red_flags]
            if flags and rank(floor) > max(map(rank, flags)):
                says = f"{item.id}: its own level, {floor}, is above every red flag it names ({', '.join(item.red_flags)})"
                yield Problem(*kb.place(kind, item.id), says)
            if not flags and (getattr(item, "serious", False) or rank(floor) >= rank("consultation_24")):
                yield Problem(*kb.place(kind, item.id), f"{item.id}: is serious, but names no red flag")
