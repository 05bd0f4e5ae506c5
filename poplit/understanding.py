"""What a single message amounts to: its intent once it is read, the red flag it states by itself, the JSON of `poplit understand`."""

from __future__ import annotations

import re
from typing import Any

from poplit import safety
from poplit.case import Case
from poplit.knowledge import KnowledgeBase
from poplit.language import Reading
from poplit.language.people import subjects
from poplit.language.reading import Mention

_SURELY_ASKED = 0.5
_SAME_QUESTION = 0.75  # of a topic's score: nearly word for word a question of kb/faq/
_ANSWERS = {"yes": "affirm", "no": "deny", "unsure": "unsure", "can": "inform", "cannot": "inform"}
_NOT_ABOUT_FINDINGS = ("ask_why", "ask_meaning", "ask_summary", "go_back", "start_again", "stop")
_GIVES_WAY = ("nlu_fallback", "greet", "thanks", "goodbye", "out_of_scope", "affirm", "deny", "unsure", "ask", "red_flag", None)
_NO_LEG = frozenset({"elsewhere"})


def case_of(kb: KnowledgeBase, reading: Reading) -> Case:
    """A case that holds what this one message says and nothing else."""
    case = Case(turn=1)
    case.tell(kb, {name: value for name, value in reading.details.items() if value is not None})
    for mention in reading.mentions:
        if mention.status in ("present", "absent", "unsure"):
            case.state(kb, mention.id, mention.status, mention.text)
    return case


def flags(kb: KnowledgeBase, reading: Reading) -> tuple[safety.Raised, ...]:
    """The red flags that the message states by itself, the most urgent first."""
    return safety.check(kb, case_of(kb, reading)).raised


def alarm(kb: KnowledgeBase, reading: Reading) -> safety.Raised | None:
    """The most urgent red flag of the message when it cannot wait (hospital or ambulance), else None."""
    return _urgent(flags(kb, reading))


def _urgent(raised: tuple[safety.Raised, ...]) -> safety.Raised | None:
    return raised[0] if raised and safety.rank(raised[0].flag.level) >= safety.rank("emergency") else None


def intent_of(reading: Reading, classified: str | None, raised: safety.Raised | None = None) -> str:
    """The message's intent: what its words certainly say outranks what a classifier believes."""
    if raised is not None:
        return "red_flag"
    if reading.correction:
        return "correct"
    if reading.picks:
        return "inform"
    if reading.answer and reading.bare:
        return _ANSWERS[reading.answer]
    if not reading.english and not reading.mentions:
        return "other_language"
    if reading.animal or _only_elsewhere(reading, classified):
        return "out_of_scope"
    if classified == "stop" and reading.question:  # "can I stop my tablets?"
        classified = "ask"
    if classified != "ask_why" and _known_question(reading):  # "what are you?" is no question about what was meant
        return "ask"
    if classified in _NOT_ABOUT_FINDINGS and (not reading.ids("present") or (classified == "ask_why" and reading.question)):
        return classified
    if reading.worries and not reading.question and classified in ("out_of_scope", "nlu_fallback", "ask", "other_language"):
        return "inform"
    if (classified == "ask" or (reading.topic and reading.question)) and not _tells(reading, classified):
        return "ask"
    if reading.mentions and classified in _GIVES_WAY + _NOT_ABOUT_FINDINGS:
        return "inform"
    return "inform" if classified in ("red_flag", None) else classified


def _known_question(reading: Reading) -> bool:
    """True for a message that is nearly word for word a question of kb/faq/, and states nothing."""
    topic = reading.topic or {}
    asked = reading.question and not reading.answer and not reading.ids("present")
    return asked and topic.get("score", 0) >= _SAME_QUESTION and "faq" in topic


def _only_elsewhere(reading: Reading, classified: str | None) -> bool:
    """True for a complaint about other parts of the body alone; what kb/ can read in it is taken all the same."""
    if not reading.sites or set(reading.sites) != _NO_LEG or reading.worries:
        return False
    return bool(reading.elsewhere) or (
        classified in ("out_of_scope", "inform", "nlu_fallback") and not reading.mentions and not reading.denies
    )


def _tells(reading: Reading, classified: str | None) -> bool:
    """True when a question also tells something about the person: "why does my calf hurt?" is a complaint."""
    present = reading.ids("present")
    if "?" in reading.text and reading.topic and reading.topic.get("score", 0) >= _SURELY_ASKED and len(present) <= 1:
        return False
    told = {"side", "duration_days", "severity", "onset", "age"} & set(reading.details)
    return bool(present) and (classified != "ask" or len(present) >= 2 or bool(told))


def to_json(kb: KnowledgeBase, reading: Reading, intent: str | None = None) -> dict[str, Any]:
    """The object that `poplit understand --json` prints for one message."""
    details = {name: reading.details.get(name) for name in ("site", "side", "onset", "duration_days", "severity", "age", "sex", "subject")}
    details["onset"] = details["onset"] or _likely_onset(kb, reading)
    details["subject"] = subjects(kb).likely_subject(details["subject"], reading.text, details["age"])
    said = [*_said(kb, reading), *_group_of_another(kb, reading, details["subject"])]
    findings = [{"id": m.id, "status": m.status, "text": m.text, "start": m.start, "end": m.end} for m in said]
    raised = flags(kb, reading)
    red = [one.flag.id for one in raised]
    return {
        "text": reading.text,
        "intent": intent or intent_of(reading, None, _urgent(raised)),
        "findings": findings,
        "details": details,
        "red_flags": red,
    }


def _said(kb: KnowledgeBase, reading: Reading) -> list[Mention]:
    """What the message says, with the group of life and of weight that an age or a weight in it tells."""
    told, said = case_of(kb, reading), list(reading.mentions)
    for detail, (start, end) in reading.told_at.items():
        group = next((name for name in kb.settings["groups"][detail] if told.status(name) == "present"), None)
        if group and group not in reading.ids():
            said.append(Mention(group, "present", reading.text[start:end], start, end))
    return said


def _group_of_another(kb: KnowledgeBase, reading: Reading, subject: str | None) -> list[Mention]:
    """The group of life of another person by what they are called, where no age is told."""
    if subject not in ("other", "child") or "age" in reading.details:
        return []
    for group, words in kb.words["life_words"].items():
        called = re.search(r"\b(?:" + "|".join(map(re.escape, words)) + r")\b", reading.text, re.I)
        if called:
            return [Mention(group, "present", called.group(), *called.span())]
    return []


def _likely_onset(kb: KnowledgeBase, reading: Reading) -> str | None:
    """How it most likely began where nobody said it: by an injury that is named, how long it has lasted, or words that hint."""
    days = reading.details.get("duration_days")
    if reading.onset_hint == "after_injury" or days is None or not reading.mentions:
        return reading.onset_hint
    return "gradual" if days >= kb.settings["gradual_from"] or reading.onset_hint == "gradual" else "sudden"
