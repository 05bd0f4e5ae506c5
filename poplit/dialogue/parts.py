"""A question with many options, answered yes in words that were not understood: asked again in parts, a few options at a time."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from poplit import safety
from poplit.case import Case
from poplit.knowledge import KnowledgeBase

_MOST = 4  # options in one part


def split(kb: KnowledgeBase, case: Case) -> None:
    """Set the open question's options that still matter aside in parts, to be asked one after another."""
    asking, first = case.asking, True
    matter = _that_matter(kb, case, asking)
    if len(asking["options"]) <= _MOST or not matter:  # a part would be the same question again, or hold nothing
        case.one_by_one = [name for option in matter for name in option["present"]]
        return
    for options in _shares(matter):
        words = kb.wording["question"]["part_first" if first else "part_next"]
        findings = list(dict.fromkeys(name for option in options for name in option["present"]))
        case.in_parts.append(asking | {"part": True, "text": words, "options": options, "findings": findings, "which": False, "tries": 0})
        first = False


def next_part(case: Case) -> dict[str, Any] | None:
    """The next part with an option of which nothing is known yet; None when none is left."""
    while case.in_parts:
        part = case.in_parts.pop(0)
        part["options"] = [option for option in part["options"] if any(case.status(name) is None for name in option["present"])]
        part["findings"] = [name for option in part["options"] for name in option["present"]]
        if part["options"]:
            return part
    return None


def _that_matter(kb: KnowledgeBase, case: Case, asking: dict[str, Any]) -> list[dict[str, Any]]:
    """The options nothing is known of: all of the dangers; of the risks those that would raise the urgency."""
    open_ = [option for option in asking["options"] if any(case.status(name) is None for name in option["present"])]
    if asking["group"] != "risk":
        return open_
    level = max(safety.rank("consultation"), safety.rank(safety.check(kb, case).level))
    supposed = {name: safety.check(kb, case.supposing(kb, name)).level for option in open_ for name in option["present"]}
    return [option for option in open_ if any(safety.rank(supposed[name]) > level for name in option["present"])]


def _shares(options: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """The options in as few parts as can be, of nearly the same size."""
    parts = -(-len(options) // _MOST)
    ends = [-(-number * len(options) // parts) for number in range(parts + 1)]
    return [options[start:end] for start, end in pairwise(ends)]
