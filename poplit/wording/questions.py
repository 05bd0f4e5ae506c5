"""Words for questions, and for what was understood."""

from __future__ import annotations

from typing import Any

from poplit.case import Case
from poplit.knowledge import KnowledgeBase
from poplit.knowledge.schema import Question
from poplit.wording.persons import about
from poplit.wording.reply import Reply
from poplit.wording.self_checks import instructions


def open_question(kb: KnowledgeBase, question: Question, skip: set[str]) -> dict[str, Any]:
    """The open-question record of a case for a question of questions.yml, without options about what is known already."""
    options = [option.dict() for option in question.options if not (option.present and skip.issuperset(option.present))]
    findings = [name for option in options for name in option["present"]]
    return {
        "id": question.id,
        "kind": question.kind,
        "group": question.group,
        "detail": question.detail,
        "findings": list(dict.fromkeys(findings)),
        "options": options,
        "none": question.none,
        "tries": 0,
    }


def open_finding(finding: str) -> dict[str, Any]:
    """The open-question record for a single finding's yes/no question."""
    return {
        "id": finding,
        "kind": "yes_no",
        "group": "finding",
        "detail": None,
        "findings": [finding],
        "options": [],
        "none": None,
        "tries": 0,
    }


def ask(kb: KnowledgeBase, case: Case, again: bool = False) -> Reply:
    """The open question of a case, in words, with what can be picked."""
    asking = case.asking
    text = question_text(kb, case, asking)
    if again:
        text = kb.wording["question"]["again"].format(text=text)
    titles = option_titles(kb, asking)
    custom = {"question": asking["id"]}
    if asking["kind"] == "several":
        custom["several"] = True
    if case.phase == "follow_up":
        custom["remaining"] = about_left(kb, case)
    return Reply(text, titles, custom)


def about_left(kb: KnowledgeBase, case: Case) -> int:
    """About how many follow-up questions are still to come, the open one included. They may end sooner, or a danger may need one more."""
    settings = kb.settings["asking"]
    first = [question for question in kb.questions.values() if question.group not in settings["order"]]
    singly = {name for question in first for option in question.options for name in option.present}
    asked = set(case.asked) - {question.id for question in first} - singly - {"complaint", case.asking["id"]}
    return max(settings["most_follow_ups"] - len(asked), 1)


def question_text(kb: KnowledgeBase, case: Case, asking: dict[str, Any]) -> str:
    """The question's sentence, about the person it concerns."""
    if asking["kind"] == "confirm":
        return kb.wording["warning"]["confirm"].format(label=kb.findings[asking["findings"][0]].label)
    if asking.get("text"):
        return asking["text"]
    if asking["id"] in kb.questions:
        return about(kb, case, kb.questions[asking["id"]].text, name=True)
    if asking["id"] in kb.findings:
        return about(kb, case, kb.findings[asking["id"]].question)
    return _opening(kb, case)


def _opening(kb: KnowledgeBase, case: Case) -> str:
    """The first question; where only the place is known, what is wrong there."""
    site = kb.sites.get(case.details.get("site"))
    return kb.wording["opening"]["ask_there"].format(site=site.label) if site else kb.wording["opening"]["ask"]


def option_titles(kb: KnowledgeBase, asking: dict[str, Any]) -> tuple[str, ...]:
    """What can be picked, in order: the numbers that people type count from 1 along it."""
    words = kb.wording["question"]
    if asking["kind"] == "yes_no":
        return (words["yes"], words["no"], kb.wording["self_check"]["still_unsure"] if asking.get("check") else words["unsure"])
    if asking["kind"] == "confirm":
        return (kb.wording["warning"]["confirm_yes"], kb.wording["warning"]["confirm_no"])
    titles = [option["title"] for option in asking["options"]]
    if not titles:
        return ()
    extra = [asking["none"]] if asking["none"] else []
    return (*titles, *extra, words["unsure"])


def why(kb: KnowledgeBase, case: Case) -> str:
    """Why the open question is asked."""
    asking = case.asking
    if asking is None:
        return kb.wording["explain"]["nothing_open"]
    return about(kb, case, _about(kb, asking, "why") or kb.wording["opening"]["why"])


def meaning(kb: KnowledgeBase, case: Case) -> str:
    """What the open question means, in other words."""
    asking = case.asking
    if asking is None:
        return kb.wording["explain"]["nothing_open"]
    if asking.get("check"):
        return instructions(kb, case, kb.self_checks[asking["check"]])
    return about(kb, case, _about(kb, asking, "meaning") or _about(kb, asking, "why") or kb.wording["opening"]["meaning"])


def _about(kb: KnowledgeBase, asking: dict[str, Any], what: str) -> str | None:
    if asking["id"] in kb.questions:
        return getattr(kb.questions[asking["id"]], what)
    if asking["id"] in kb.findings and what == "why":
        return kb.findings[asking["id"]].why
    return None


def changed(kb: KnowledgeBase, stated: dict[str, str], told: dict[str, Any]) -> str:
    """What a correction changed."""
    words = kb.wording["playback"]
    parts = [
        words["now_present" if said == "present" else "now_absent"].format(label=kb.findings[name].label) for name, said in stated.items()
    ]
    parts += [words["detail"].format(name=name, value=value) for name, value in told.items() if name in ("age", "side", "sex")]
    return words["changed"].format(changes=", ".join(parts)) if parts else words["corrected"]


def playback(kb: KnowledgeBase, case: Case, stated: dict[str, str], mend: bool) -> str:
    """One line of what was just understood: "Noted: …. Not: …." Empty when there is nothing to play back."""
    words, parts = kb.wording["playback"], []
    follows = {name for said in stated if stated[said] == "present" for name in kb.findings[said].implies}
    stated = {name: status for name, status in stated.items() if name not in follows and not kb.findings[name].from_}
    for status, key in (("present", "noted"), ("absent", "denied"), ("unsure", "unsure")):
        labels = [kb.findings[name].label for name, said in stated.items() if said == status]
        if labels:
            parts.append(words[key].format(**{status: ", ".join(labels)}))
    if parts and mend:
        parts.append(words["mend"])
    return " ".join(parts)
