"""What the person said: the complaint in their words, every statement, every change of one, and the messages in order."""

from __future__ import annotations

from typing import Any

from poplit.case import Case
from poplit.knowledge import KnowledgeBase
from poplit.summary.facts import value
from poplit.summary.parts import Answer, Change, Stated
from poplit.summary.plain import readable

COMPLAINT = "complaint"


def numbers(case: Case) -> dict[int, int]:
    """The number of each message that was kept, by its turn: they count from 1 without gaps."""
    return {entry["turn"]: number for number, entry in enumerate(case.said, 1)}


def complaint(case: Case) -> tuple[str, ...]:
    """The complaint in the person's own words: what they told before they were asked about anything else."""
    told = []
    for entry in case.said:
        if entry["asked"] not in (None, COMPLAINT):
            break
        if entry["told"]:
            told.append(readable(entry["words"]))
    return tuple(told)


def stated(kb: KnowledgeBase, case: Case) -> tuple[Stated, ...]:
    """Every finding of the case with the words that said so; then those of the past and of other people, and those left open.

    What merely follows from a detail (an age group from the age) is left to the detail."""
    follows, number = Case(), numbers(case)
    follows.tell(kb, case.details)
    found = []
    for name, said in case.findings.items():
        if said["words"] or follows.status(name) != said["status"]:
            found.append(_one(kb, name, said["status"], _words(case, said), number.get(said["turn"])))
    return (*found, *_told_of_elsewhere(kb, case), *(_one(kb, name, "open") for name in case.unmentioned if case.status(name) is None))


def changes(kb: KnowledgeBase, case: Case) -> tuple[Change, ...]:
    """Every change of a statement or a detail, in order."""
    words, number, found = kb.summary, numbers(case), []
    for entry in case.log:
        if "finding" in entry:
            label, said = kb.findings[entry["finding"]].label, words["values"]
            found.append(Change(label, said[entry["from"]], said[entry["to"]], number.get(entry["turn"])))
        elif "detail" in entry:
            name = words["facts"].get(entry["detail"].removesuffix("_days"), entry["detail"])
            old, new = (value(kb, entry["detail"], entry[side]) or "" for side in ("from", "to"))
            found.append(Change(name.lower(), old, new, number.get(entry["turn"])))
    return tuple(found)


def answers(case: Case) -> tuple[Answer, ...]:
    """The person's messages in order, each with the question it answered."""
    return tuple(
        Answer(number, entry["asked"] or "", entry["question"] if entry["asked"] else "", readable(entry["words"]))
        for number, entry in enumerate(case.said, 1)
    )


def _told_of_elsewhere(kb: KnowledgeBase, case: Case) -> list[Stated]:
    """Findings said of the past or of somebody else, once each."""
    found: dict[tuple[str, str], Stated] = {}
    for number, entry in enumerate(case.said, 1):
        for name, status, words in entry["elsewhere"]:
            if name in kb.findings:
                found.setdefault((name, status), _one(kb, name, status, words, number))
    return list(found.values())


def _words(case: Case, said: dict[str, Any]) -> str:
    """The words that made a statement; for numbers typed ("5, 6") the titles that they stand for."""
    typed = next((entry for entry in case.said if entry["turn"] == said["turn"]), None)
    whole = typed is not None and said["words"] and typed["typed"].startswith(said["words"]) and typed["words"] != typed["typed"]
    return typed["words"] if whole else said["words"]


def _one(kb: KnowledgeBase, name: str, status: str, words: str = "", message: int | None = None) -> Stated:
    finding = kb.findings[name]
    return Stated(name, finding.label, status, readable(words), message, finding.kind == "risk")
