"""Words that nothing was read in: the finding they come nearest to is asked about, and only the person's yes makes it one."""

from __future__ import annotations

import re
from functools import lru_cache

from poplit import safety
from poplit.case import Case
from poplit.conditions import findings_of
from poplit.dialogue.flow import MINIMUM
from poplit.dialogue.message import Message
from poplit.dialogue.taken import Taken
from poplit.knowledge import KnowledgeBase
from poplit.language.nearest import NearestFinding
from poplit.language.reading import Reading
from poplit.reasoning.asking import fits
from poplit.wording import Reply, questions
from poplit.wording.persons import about

_MOST_GUESSES = 2  # in one conversation
_INTENTS = ("inform", "nlu_fallback", "out_of_scope")
_MARKUP = re.compile(r"[<>*_`\[\]]+")


def guess(kb: KnowledgeBase, case: Case, message: Message, taken: Taken) -> list[Reply]:
    """A question about the finding that the message may mean, which becomes the open one; empty when there is nothing to guess.

    What was asked before is set aside and asked again afterwards. A danger is guessed at any time, anything else never before the
    safety questions are answered."""
    if not _may_guess(case, message, taken):
        return []
    guessed = _nearest(kb).guess(_unread(message.reading), {*case.findings, *case.guessed})
    if guessed is None or not _may_be_theirs(kb, case, guessed.finding):
        return []
    danger = _is_danger(kb, case, guessed.finding)
    if case.asking and case.asking["group"] in MINIMUM and not danger:
        return []
    if case.asking and case.asking["id"] in case.asked:
        case.asked.remove(case.asking["id"])
    finding = kb.findings[guessed.finding]
    words = " ".join(_MARKUP.sub(" ", guessed.words).split())
    case.asking = questions.open_finding(finding.id) | {
        "group": "safety" if danger else "finding",
        "text": kb.wording["question"]["guess"].format(words=words, question=about(kb, case, finding.question)),
    }
    case.guessed.append(finding.id)
    case.asked.append(finding.id)
    return [questions.ask(kb, case)]


def _may_guess(case: Case, message: Message, taken: Taken) -> bool:
    """Only for a message in which nothing was understood, at the opening or while a question is open that such words could answer."""
    reading = message.reading
    if len(case.guessed) >= _MOST_GUESSES or message.intent not in _INTENTS or not (_opening(case) or _could_answer(case, taken)):
        return False
    understood = reading.mentions or reading.feared or reading.worries or reading.answer or reading.picks or taken.stated or taken.which
    other = reading.question or reading.correction or reading.animal or reading.elsewhere or not reading.english
    return not understood and not other


def _unread(reading: Reading) -> str:
    """The message without the words that told an age or a weight: "I'm 61" is near to a question with months in it."""
    text = reading.text
    for start, end in sorted(reading.told_at.values(), reverse=True):
        text = f"{text[:start]}. {text[end:]}"
    return text


def _opening(case: Case) -> bool:
    return case.phase == "opening" and (case.asking is None or case.asking["kind"] == "text")


def _could_answer(case: Case, taken: Taken) -> bool:
    """The words after a yes/no question are most likely about that, and a number is no finding."""
    return case.asking is not None and case.asking["kind"] in ("several", "choice") and not taken.answered


def _may_be_theirs(kb: KnowledgeBase, case: Case, finding: str) -> bool:
    """False for what is only asked about a child, a woman … while this is none; other conditions yield to the person's own words."""
    asked = kb.findings[finding]
    return fits(asked, case, kb) or not any(kb.findings[name].kind == "person" for name in findings_of(asked.when, kb))


def _is_danger(kb: KnowledgeBase, case: Case, finding: str) -> bool:
    """True when it would make the case one for a doctor within a day, or worse, than it is now."""
    floor = max(safety.rank("consultation"), safety.rank(safety.check(kb, case).level))
    return safety.level_supposing(kb, case, finding, floor) > floor


@lru_cache(maxsize=1)
def _nearest(kb: KnowledgeBase) -> NearestFinding:
    """Built at the first message that nothing was read in: few conversations have one."""
    return NearestFinding(kb)
