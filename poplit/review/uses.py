"""Who uses a finding, a red flag, a rule or a piece of self-care: the knowledge base read backwards."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from poplit.conditions import names, rules_in
from poplit.knowledge import KnowledgeBase

ASKED = ("ask", "ask_first")
CONDITIONS = ("when", "unless", "applies", "open_while")


class Uses:
    """Each attribute: id of what is used → the items that use it, in the order of the files."""

    def __init__(self, kb: KnowledgeBase):
        self.kb = kb
        self.typical = _turned(kb, "causes", "typical")
        self.untypical = _turned(kb, "causes", "untypical")
        self.red_flag_of_cause = _turned(kb, "causes", "red_flags")
        self.red_flag_of_not_ranked = _turned(kb, "not_ranked", "red_flags")
        self.care = _turned(kb, "causes", "care")
        self.groups = _inverse((group, members) for group, members in kb.groups.items())
        self.looks_like = _inverse((cause.id, [apart.cause for apart in cause.confused_with]) for cause in kb.causes.values())
        self.implied_by = _turned(kb, "findings", "implies")
        self.conditions = {kind: _inverse(self._in_conditions(kind)) for kind in ("red_flags", "rules", "care", "not_ranked")}
        self.rules = {kind: _inverse(self._rules_of(kind)) for kind in ("red_flags", "care", "not_ranked")}
        self.asked_by = _inverse((question.id, _options(question)) for question in kb.questions.values())

    def _in_conditions(self, kind: str) -> Iterator[tuple[str, list[str]]]:
        """Items with the findings their conditions speak of (groups opened) or that they want asked."""
        for item in getattr(self.kb, kind).values():
            spoken = [name for condition in conditions_of(item) for name in names(condition)]
            opened = [finding for name in spoken for finding in self.kb.groups.get(name, (name,))]
            yield item.id, [*opened, *(name for key in ASKED for name in getattr(item, key, ()))]

    def _rules_of(self, kind: str) -> Iterator[tuple[str, list[str]]]:
        for item in getattr(self.kb, kind).values():
            yield item.id, [rule for condition in conditions_of(item) for rule in rules_in(condition)]


def conditions_of(item: Any) -> Iterator[Any]:
    """Every condition an item holds, those of its lines included."""
    yield from (getattr(item, key) for key in CONDITIONS if getattr(item, key, None) is not None)
    yield from (line.when for line in getattr(item, "items", ()))


def _options(question: Any) -> list[str]:
    return [name for option in question.options for name in (*option.present, *option.absent)]


def _turned(kb: KnowledgeBase, kind: str, key: str) -> dict[str, list[str]]:
    return _inverse((item.id, getattr(item, key)) for item in getattr(kb, kind).values())


def _inverse(pairs: Iterable[tuple[str, Iterable[str]]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for user, used in pairs:
        for name in dict.fromkeys(used):
            found[name].append(user)
    return found
