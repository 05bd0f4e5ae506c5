"""Answers to questions: from kb/faq/, and about a condition from its own file."""

from __future__ import annotations

import re
from typing import Any

from poplit import safety
from poplit.case import Case
from poplit.knowledge import KnowledgeBase
from poplit.knowledge.schema import Cause
from poplit.wording.assessment import care_line, clinician
from poplit.wording.persons import means
from poplit.wording.reply import Reply
from poplit.wording.rules import about

_YOU = re.compile(r"\byou(?:r|rs|rself)?\b", re.I)


def answer(kb: KnowledgeBase, case: Case, topic: dict[str, Any] | None) -> list[Reply]:
    """The answer to a topic: {"faq": id}, {"rule": id} or {"causes": [ids], "aspect": name}; an honest no when there is none."""
    if topic and topic.get("faq") in kb.faq:
        return [_frequent(kb, case, topic["faq"])]
    if topic and topic.get("rule") in kb.rules:
        return [Reply(about(kb, kb.rules[topic["rule"]]), custom={"rule": topic["rule"]})]
    if topic and topic.get("causes"):
        return [Reply(_about(kb, case, topic["causes"], topic.get("aspect") or "one_line"), custom={"cause": topic["causes"][0]})]
    return [Reply(kb.wording["no_answer"])]


def _frequent(kb: KnowledgeBase, case: Case, name: str) -> Reply:
    """The answer of kb/faq/ for this person: a child's for a child, and none that sounds calm while help is needed now."""
    child = case.status("age_lt_18") == "present" or (case.details.get("subject") == "child" and case.details.get("age") is None)
    name = kb.faq[name].for_child or name if child else name
    entry = kb.faq[name]
    text = entry.urgent if entry.urgent and safety.check(kb, case).urgent(besides=case.heard) else entry.answer
    who = means(kb, case) if entry.sources and _YOU.search(text) else ""
    return Reply(f"{who} {text}".strip(), custom={"faq": name})


def _about(kb: KnowledgeBase, case: Case, causes: list[str], aspect: str) -> str:
    words = kb.wording["cause_answer"]
    if causes[0] in kb.not_ranked:
        named = kb.not_ranked[causes[0]]
        return words["told"].format(name=named.name, text=f"{named.one_line} {named.tells}")
    one = kb.causes[causes[0]]
    if aspect == "tell_apart" and len(causes) > 1 and causes[1] in kb.causes:
        return _apart(kb, one, kb.causes[causes[1]])
    if aspect in one.answers:
        return words["told"].format(name=one.name, text=one.answers[aspect].text)
    care = [line for item in one.care if (line := care_line(kb, case, kb.care[item]))]
    texts = {
        "one_line": words["one_line"].format(name=one.name, one_line=one.one_line, who=one.who),
        "course": words["course"].format(name=one.name, course=one.course.text),
        "clinician": words["clinician"].format(name=one.name, clinician=clinician(one)),
        "care": words["care"].format(name=one.name, care=" ".join(care[:3])),
        "come_back": words["come_back"].format(name=one.name, come_back=one.come_back.text),
    }
    return texts.get(aspect, texts["one_line"])


def _apart(kb: KnowledgeBase, one: Cause, other: Cause) -> str:
    tells = [a.tells for a in one.confused_with if a.cause == other.id] + [a.tells for a in other.confused_with if a.cause == one.id]
    text = " ".join(tells) or f"{one.story} {other.story}"
    return kb.wording["cause_answer"]["tell_apart"].format(one=one.name, other=other.name, tells=text)
