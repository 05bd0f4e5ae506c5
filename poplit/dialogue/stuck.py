"""An answer that did not settle the open question: it is asked once more, and then left open or, for a danger, asked in parts."""

from __future__ import annotations

from typing import Any

from poplit.case import Case
from poplit.dialogue import parts
from poplit.dialogue.open_question import DANGERS
from poplit.dialogue.taken import Taken
from poplit.knowledge import KnowledgeBase
from poplit.wording import Reply, questions

MOST_TRIES = 2


def try_again(kb: KnowledgeBase, case: Case, taken: Taken) -> list[Reply]:
    """The open question once more; empty when it was tried often enough, and the talk goes on."""
    asking = case.asking
    asking["tries"] += 0 if _tells_on(asking, taken) else 1
    danger, yes_before = asking["group"] in DANGERS, asking.get("which", False)
    yes = taken.which or yes_before
    if taken.which and not yes_before and not asking.get("part") and asking["tries"] <= (MOST_TRIES if danger else 1):
        asking["which"] = True
        custom = {"question": asking["id"]} | ({"several": True} if asking["kind"] == "several" else {})
        return [Reply(kb.wording["question"]["which"], questions.option_titles(kb, asking), custom)]
    if asking["tries"] < MOST_TRIES and not (yes and asking.get("part")):
        if asking["kind"] == "text":
            return [Reply(kb.wording["opening"]["again"])]
        return [questions.ask(kb, case, again=not taken.stated and not taken.told)]
    left = [name for name in asking["findings"] if case.status(name) is None]
    if yes and danger and asking.get("part"):
        case.one_by_one = left
    elif yes and danger:
        parts.split(kb, case)
        asked = {*case.one_by_one, *(name for part in case.in_parts for name in part["findings"])}
        case.unmentioned += [name for name in left if name not in asked]
    else:
        case.unmentioned += left
        case.open_safety = case.open_safety or asking["group"] == "safety"
    return []


def _tells_on(asking: dict[str, Any], taken: Taken) -> bool:
    """True while a message tells something new beside a question that must not be lost: one message or many come to the same."""
    must_be_asked = asking["group"] in (*DANGERS, "person") and not asking.get("which") and not taken.which
    return must_be_asked and bool(taken.stated or taken.told)
