"""Evaluates the conditions of kb/: which patterns hold in a case, and which findings make them hold.

A condition is a finding id or group name, or one of {all: […]}, {any: […]}, {at_least: n, of: […]}, {denied: id},
{rule: id, score: n}. Unknown is neither yes nor no, and there is no "not": adding a finding can only make more hold.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from poplit.case import Case
from poplit.knowledge import KnowledgeBase

KEYS = ({"all"}, {"any"}, {"at_least", "of"}, {"denied"}, {"rule", "score"})


def reasons(condition: Any, case: Case, kb: KnowledgeBase) -> tuple[str, ...] | None:
    """The findings that make the condition hold, or None when it does not (yet). Raises ValueError for a malformed condition."""
    if isinstance(condition, str):
        present = [name for name in kb.groups.get(condition, (condition,)) if case.status(name) == "present"]
        return tuple(present) or None
    kind = form(condition)
    if kind == "denied":
        return () if case.status(condition["denied"]) == "absent" else None  # holds, but nothing present made it hold
    if kind == "rule":
        return _scored(kb.rules[condition["rule"]], condition["score"], case, kb)
    parts = condition["of" if kind == "at_least" else kind]
    needed = {"all": len(parts), "any": 1}.get(kind) or condition["at_least"]
    held = []
    for number, part in enumerate(parts):
        found = reasons(part, case, kb)
        if found is not None:
            held.append(found)
        elif len(held) + len(parts) - number - 1 < needed:
            return None  # too few are left
    return tuple(dict.fromkeys(name for found in held for name in found)) if len(held) >= needed else None


def form(condition: Mapping[str, Any]) -> str:
    """Which of the forms a mapping has: all, any, at_least, denied or rule. Raises ValueError for any other."""
    keys = set(condition) if isinstance(condition, Mapping) else set()
    if keys not in KEYS:
        got = ", ".join(sorted(map(str, keys))) or condition
        raise ValueError(f"a condition is a finding, a group, or one of all, any, at_least+of, denied, rule+score; this has: {got}")
    return "at_least" if "of" in keys else "rule" if "rule" in keys else keys.pop()


def names(condition: Any) -> Iterator[str]:
    """Every finding or group a condition speaks of (not those inside rules)."""
    if condition is None:
        return
    if isinstance(condition, str):
        yield condition
        return
    kind = form(condition)
    if kind == "denied":
        yield condition["denied"]
    elif kind != "rule":
        for part in condition["of" if kind == "at_least" else kind]:
            yield from names(part)


def findings_of(condition: Any, kb: KnowledgeBase) -> set[str]:
    """Every finding that could help the condition to hold, groups and rules opened up."""
    found: set[str] = set()
    for name in names(condition):
        found.update(kb.groups.get(name, (name,)))
    for rule in rules_in(condition):
        found.update(*(findings_of(item.when, kb) for item in kb.rules[rule].items))
    return found


def points(rule, case: Case, kb: KnowledgeBase) -> list[tuple[Any, tuple[str, ...]]]:
    """The items of a rule that hold, each with the findings that make it hold."""
    held = ((item, reasons(item.when, case, kb)) for item in rule.items)
    return [(item, found) for item, found in held if found is not None]


def _scored(rule, score: float, case: Case, kb: KnowledgeBase) -> tuple[str, ...] | None:
    if rule.applies is not None and reasons(rule.applies, case, kb) is None:
        return None
    held = points(rule, case, kb)
    if sum(item.points for item, _ in held) < score:
        return None
    return tuple(dict.fromkeys(name for _, found in held for name in found))


def rules_in(condition: Any) -> Iterator[str]:
    """Every rule a condition asks the score of."""
    if isinstance(condition, Mapping):
        if "rule" in condition:
            yield condition["rule"]
        for parts in condition.values():
            for part in parts if isinstance(parts, (list, tuple)) else ():
                yield from rules_in(part)
