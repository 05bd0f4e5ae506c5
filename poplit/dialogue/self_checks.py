"""Somebody is not sure of a finding: a check they can do themselves is offered once, after the questions about dangers."""

from __future__ import annotations

import re
from typing import Any

from poplit import safety
from poplit.case import Case
from poplit.conditions import reasons
from poplit.dialogue.message import Message
from poplit.dialogue.options import named
from poplit.dialogue.taken import plain
from poplit.knowledge import KnowledgeBase
from poplit.knowledge.schema import SelfCheck
from poplit.wording import Reply, questions
from poplit.wording.persons import about
from poplit.wording.self_checks import instructions

_MOST_CHECKS = 3  # in one conversation
_GROUPED = ("several", "choice")


def note(kb: KnowledgeBase, case: Case, asking: dict[str, Any] | None) -> None:
    """Puts down a check for what the question `asking` was about and the person is not sure of; it is offered when its turn comes.

    A "not sure" to a whole grouped question names nothing, and puts down none."""
    if asking is None or asking.get("check") or asking["kind"] not in (*_GROUPED, "yes_no"):
        return
    unsure = [name for name in asking["findings"] if case.findings.get(name, {}).get("turn") == case.turn and case.status(name) == "unsure"]
    if asking["kind"] in _GROUPED and set(unsure) == set(asking["findings"]):
        return
    for finding in unsure:
        check = _check_for(kb, case, finding)
        if check is not None and check.id not in (one for one, _ in case.to_check):
            case.to_check.append([check.id, finding])


def next_asking(kb: KnowledgeBase, case: Case) -> dict[str, Any] | None:
    """The next check that was put down, as an open question; None when there is none of use any more."""
    if case.to_check and safety.check(kb, case).urgent(besides=case.heard):
        return None
    while case.to_check and len(case.checked) < _MOST_CHECKS:
        name, finding = case.to_check.pop(0)
        check = kb.self_checks[name]
        if case.status(finding) == "unsure" and _fits(kb, case, check):
            case.checked.append(name)
            return _asking(kb, case, check, finding)
    return None


def left_unsure(kb: KnowledgeBase, case: Case) -> set[str]:
    """Findings of which the person is not sure and has been, or will be, offered a check: they are not asked about once more."""
    names = {finding for _, finding in case.to_check} | {finding for name in case.checked for finding in kb.self_checks[name].settles}
    return {finding for finding in names if case.status(finding) == "unsure"}


def how_to(kb: KnowledgeBase, case: Case) -> list[Reply]:
    """How the open check is done, said before its question; empty when the open question is no check."""
    return [Reply(instructions(kb, case, kb.self_checks[case.asking["check"]]))] if case.asking and case.asking.get("check") else []


def explain(kb: KnowledgeBase, case: Case, message: Message) -> list[Reply] | None:
    """The answer to "how do I check that?"; None when the message does not ask it, or no check is known for what it names.

    Asked about a yes/no question, the check takes that question's place."""
    rest = _asked_about(kb, message)
    if rest is None or safety.check(kb, case).urgent(besides=case.heard):
        return None
    asking = case.asking
    if asking and asking.get("check"):
        return how_to(kb, case)
    if asking and asking["kind"] == "yes_no" and not _names_another(kb, asking["findings"][0], rest):
        check = _check_for(kb, case, asking["findings"][0])
        if check is None:
            return None
        case.checked.append(check.id)
        case.asking = _asking(kb, case, check, asking["findings"][0]) | {"group": asking["group"]}
        return how_to(kb, case)
    check = _named(kb, case, rest)
    if check is not None:
        case.checked += [check.id] if asking and set(check.settles) & set(asking["findings"]) else []
        return [Reply(instructions(kb, case, check)), Reply(about(kb, case, check.question))]
    return _which(kb, case) if asking and asking["kind"] in _GROUPED and not _words(kb, rest) else None


def _asking(kb: KnowledgeBase, case: Case, check: SelfCheck, finding: str) -> dict[str, Any]:
    """The open-question record of a check: it asks about the same finding, in the words of the check."""
    return questions.open_finding(finding) | {"check": check.id, "text": about(kb, case, check.question)}


def _check_for(kb: KnowledgeBase, case: Case, finding: str) -> SelfCheck | None:
    """The check that may be offered for a finding and was not offered yet."""
    fitting = (check for check in kb.self_checks.values() if finding in check.settles and check.id not in case.checked)
    return next((check for check in fitting if _fits(kb, case, check)), None)


def _fits(kb: KnowledgeBase, case: Case, check: SelfCheck) -> bool:
    return check.unless is None or reasons(check.unless, case, kb) is None


def _asked_about(kb: KnowledgeBase, message: Message) -> str | None:
    """What follows "how do I check" in the sentence; None when nobody asks how to check, or asks how to tell an illness."""
    text = message.reading.text.lower().replace("’", "'")
    found = re.search(rf"\b(?:{'|'.join(map(re.escape, kb.words['how_to_check']['cues']))})\b([^.!\n]*)", text)
    if found is None or message.reading.worries or message.intent in ("red_flag", "correct"):
        return None
    return found[1]


def _words(kb: KnowledgeBase, rest: str) -> list[str]:
    """The words that name something; "that", "it" and their like do not."""
    return [word for word in plain(rest).split() if word not in kb.words["how_to_check"]["pointing"]]


def _names_another(kb: KnowledgeBase, finding: str, rest: str) -> bool:
    """True when something else than the asked finding is named."""
    label = {"title": f"{kb.findings[finding].label} {kb.findings[finding].question}"}
    return bool(_words(kb, rest)) and not named(rest, [label])


def _named(kb: KnowledgeBase, case: Case, rest: str) -> SelfCheck | None:
    """The check for what the words name, an option of the open question before anything else."""
    if not _words(kb, rest):
        return None
    asked = case.asking["options"] if case.asking else []
    wanted = [name for option in named(rest, asked) for name in option["present"]]
    fitting = [check for check in kb.self_checks.values() if _fits(kb, case, check)]
    for_option = [check for name in wanted for check in fitting if name in check.settles]
    titles = [{"title": " ".join(kb.findings[name].label for name in check.settles), "check": check} for check in fitting]
    return next(iter([*for_option, *(one["check"] for one in named(rest, titles))]), None)


def _which(kb: KnowledgeBase, case: Case) -> list[Reply] | None:
    """Which of the options can be checked at all; None when none can."""
    titles = [option["title"] for option in case.asking["options"] if any(_check_for(kb, case, name) for name in option["present"])]
    told = "\n".join(f"- {title}" for title in titles)
    return [Reply(f"{kb.wording['self_check']['which']}\n{told}")] if titles else None
