"""Questions about what was concluded: why, why not, tell me more, what if it gets worse. Each answer names findings and source."""

from __future__ import annotations

import re
from collections.abc import Sequence

from poplit import reasoning, safety
from poplit.case import Case
from poplit.dialogue import concluding
from poplit.dialogue.message import Message
from poplit.knowledge import KnowledgeBase
from poplit.language.reading import Reading
from poplit.reasoning.assessment import explained
from poplit.reasoning.ranking import log_ratio
from poplit.wording import Reply, assessment, reasons, warnings
from poplit.wording.reply import listing

_NUMBER = re.compile(r"\b(?:number|no\.?|cause|#)\s*([1-5])\b|\bthe (first|second|third|fourth|fifth)(?: one| cause)?\b")
_ORDINALS = ("first", "second", "third", "fourth", "fifth")


def kind(kb: KnowledgeBase, reading: Reading) -> str | None:
    """everything, why_not, why, more or worse, by the words of kb/words.yml (asked_back); None when it asks for none of these."""
    text = " ".join(re.findall(r"[a-z']+", reading.text.lower().replace("’", "'")))
    for name, phrases in kb.words["asked_back"].items():
        if any(re.search(rf"\b{re.escape(phrase)}\b", text) for phrase in phrases):
            return name
    return None


def answer(kb: KnowledgeBase, case: Case, message: Message) -> list[Reply] | None:
    """The answer to such a question; None when the message is none, or names nothing that can be explained."""
    asked = kind(kb, message.reading)
    if asked is None or message.intent in ("red_flag", "correct"):
        return None
    if asked == "everything":
        return concluding.whole(kb, case) if case.assessed and case.asking is None and not message.reading.ids("present") else None
    if asked == "worse":
        return _worse(kb, case) if message.intent in ("ask", "ask_why", "inform", "nlu_fallback", "out_of_scope") else None
    causes = _causes(kb, case, message.reading)
    if not causes:
        return _why_all(kb, case) if asked == "why" and message.intent == "ask_why" and case.asking is None and case.assessed else None
    if asked == "more":
        return [Reply(reasons.more(kb, kb.causes[causes[0]]), custom={"cause": causes[0]})]
    if not case.having("present"):
        return None  # nothing is known that could speak for or against it
    return [Reply(_why(kb, case, causes[0]), custom={"cause": causes[0]})]


def _causes(kb: KnowledgeBase, case: Case, reading: Reading) -> list[str]:
    """The causes that are named, or meant by their number in the list."""
    named = [*((reading.topic or {}).get("causes") or ()), *reading.worries]
    found = _NUMBER.search(reading.text.lower())
    if found and case.assessed and not named:
        shown = reasoning.assess(kb, case)["causes"]
        place = int(found[1]) if found[1] else _ORDINALS.index(found[2]) + 1
        named = [cause["id"] for cause in shown[place - 1 : place]]
    return [name for name in named if name in kb.causes]


def _why(kb: KnowledgeBase, case: Case, cause: str) -> str:
    listed = [one["id"] for one in reasoning.assess(kb, case)["causes"]]
    place = listed.index(cause) + 1 if cause in listed else None
    return reasons.fit(kb, explained(kb, case, cause), place, _telling(kb, case, cause))


def _telling(kb: KnowledgeBase, case: Case, cause: str) -> Sequence[str]:
    """What would speak most for the cause and is not known yet."""
    unknown = [name for name in kb.causes[cause].likelihoods if case.status(name) is None and kb.findings[name].kind != "person"]
    return sorted(unknown, key=lambda name: -log_ratio(kb, kb.causes[cause], name, True))[:3]


def _why_all(kb: KnowledgeBase, case: Case) -> list[Reply]:
    """Why the urgency is what it is, and why the first cause is the first."""
    result, raised = reasoning.assess(kb, case), safety.check(kb, case).raised
    replies = []
    if raised:
        told, titles = listing(warnings.reasons(kb, raised[0])), listing(assessment.titles(kb, raised[0].flag.sources))
        replies.append(Reply(kb.wording["cause_answer"]["why_urgent"].format(reasons=told, sources=titles)))
    if result["causes"] and not safety.check(kb, case).urgent(besides=case.heard):
        replies.append(Reply(_why(kb, case, result["causes"][0]["id"])))
    return replies or [Reply(kb.wording["cause_answer"]["why_nothing"])]


def _worse(kb: KnowledgeBase, case: Case) -> list[Reply]:
    """When not to wait, and when to be seen with the likeliest cause."""
    lines = "\n".join(f"- {line}" for line in kb.wording["safety_net"])
    leading = reasoning.assess(kb, case)["causes"][:1] if case.assessed else []
    replies = [Reply(lines, custom={"part": "safety_net"})]
    if leading:
        cause = kb.causes[leading[0]["id"]]
        replies.append(Reply(kb.wording["cause_answer"]["come_back"].format(name=cause.name, come_back=cause.come_back.text)))
    return replies
