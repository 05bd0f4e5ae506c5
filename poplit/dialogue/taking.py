"""Takes what was said into the case: statements, details, corrections, and the answer to the open question."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from poplit import safety
from poplit.case import Case
from poplit.dialogue import asked_back, places
from poplit.dialogue.answering import Answer
from poplit.dialogue.message import Message
from poplit.dialogue.taken import Taken, plain, state
from poplit.knowledge import KnowledgeBase
from poplit.language.reading import Mention, Reading

_ENDS = re.compile(r"[?.!\n]")
_ASKS = re.compile(r"\W*(?:is|are|can|could|should|does|do|will|would|may|how|what|when|why|which)\b", re.I)
_GOES_ON = re.compile(r"\W*(?:or|and|nor|if|with|because)\b", re.I)  # "is it bad? or with gout"
_LETTERS = re.compile(r"[a-z']+")
_BEGAN = re.compile(r"\W*(?:it|this|the (?:pain|ache|swelling|trouble))(?: all| first| only| just)? (?:started|began|came on)\b", re.I)
_WRITER = re.compile(r"\b(?:i|i'm|i've|im|ive)\b", re.I)
_OWN = re.compile(r"\b(?:i|i'm|im|i've|my|me|mine|he|she|his|her|they|their)\b", re.I)


def stated(kb: KnowledgeBase, message: Message) -> Reading:
    """What a message states: who asks "why do you ask about cancer?" does not say to have it.

    A general question denies nothing, and states no illness: "is walking all right with a sore calf?" does not say that they can
    walk, "is swimming safe with gout?" not that they have gout."""
    if asked_back.kind(kb, message.reading) and message.reading.worries:  # "why not a cramp?" denies nothing, "more about gout" tells none
        text = message.reading.text
        told_of = _WRITER.search(text)
        mentions = [m for m in message.reading.mentions if kb.findings[m.id].kind != "risk" or told_of or not _in_question(text, m)]
        told = tuple(m for m in mentions if (m.status == "present" and m.id != "pain_any") or not _in_question(text, m))
        alone = not told_of and not _ENDS.search(text.strip().rstrip(" ?"))  # "why not a sprain?" tells no sprain's beginning
        if alone:
            named = _words_of_names(kb, message.reading.worries)
            told = tuple(m for m in told if not set(_LETTERS.findall(m.text.lower())) <= named)
        return replace(message.reading, mentions=told, details={} if alone else message.reading.details)
    if message.reading.question and _ASKS.match(message.reading.text) and not _OWN.search(message.reading.text):
        told = (m for m in message.reading.mentions if m.status == "present" or not _in_question(message.reading.text, m))
        illness = {f.id for f in kb.findings.values() if f.lasting or f.kind in ("risk", "person")}
        meant = tuple(m for m in told if m.id not in illness or not _in_question(message.reading.text, m))
        return replace(message.reading, mentions=meant)
    if message.intent != "ask_why":
        return message.reading
    asked = {m for m in message.reading.mentions if kb.findings[m.id].kind in ("risk", "person") and _in_question(message.reading.text, m)}
    return replace(message.reading, mentions=tuple(m for m in message.reading.mentions if m not in asked))


def _words_of_names(kb: KnowledgeBase, causes: Iterable[str]) -> set[str]:
    """The words of all the names of these causes, and of the asking: "why not suddenly blocked leg artery?" is no slow start."""
    names = [name for cause in causes if cause in kb.causes for name in (kb.causes[cause].name, *kb.causes[cause].also)]
    return {word for name in (*names, *kb.words["asked_back"]["why_not"]) for word in _LETTERS.findall(name.lower())}


def _in_question(text: str, mention: Mention) -> bool:
    """True unless its sentence ends as a statement, or stands unmarked after a question: "Why do you ask? I take warfarin" tells it."""
    end = _ENDS.search(text, mention.end)
    if end:
        return end[0] == "?"
    before = _ENDS.split(text[: mention.start])
    return len(before) == 1 or bool(_GOES_ON.match(before[-1]))


def take(kb: KnowledgeBase, case: Case, reading: Reading) -> Taken:
    """Write one message into the case. A finding that a red flag stands on is only withdrawn by a correction."""
    taken = Taken()
    before = safety.rank(safety.check(kb, case).level)
    guarded = safety.guarded(kb, case)
    withdrawn = _withdraw(kb, case, reading, taken)
    relative = _about_relative(case, reading)
    answer = Answer(kb, case, reading, taken) if case.asking else None
    if answer is None or answer.picked is None:  # the words of an option that was picked are ours, not the person's
        _take_mentions(kb, case, reading, guarded, withdrawn, relative, taken)
        places.put_right(kb, case, reading, taken)
    _take_details(kb, case, reading, relative, taken)
    if answer is not None:
        answer.take()
    _ask_feared(kb, case, reading)
    if not reading.question:  # who asks about a condition does not say to have it
        case.worries += [worry for worry in reading.worries if worry not in case.worries]
    after = safety.rank(safety.check(kb, case).level)
    taken.lowered = before >= safety.rank("emergency") and after < before
    return taken


def _withdraw(kb: KnowledgeBase, case: Case, reading: Reading, taken: Taken) -> set[str]:
    """What a correction takes back by its label ("that was a mistake: chest pain") or by a quality alone ("wrong, it isn't swollen")."""
    if not reading.correction:
        return set()
    named_last = plain(reading.text.rpartition(":")[2])
    named_ids = {name for name in case.having("present") if _names(named_last, plain(kb.findings[name].label))}
    denied = set() if reading.sites or reading.mentions else set(reading.denied_qualities) - {"pain"}
    named_ids |= {name for name in case.having("present") if any(part.quality in denied for part in kb.findings[name].parts)}
    for name in sorted(named_ids):
        state(kb, case, taken, name, "absent", reading.text[:80], "corrected")
    return named_ids


def _ask_feared(kb: KnowledgeBase, case: Case, reading: Reading) -> None:
    """A danger that was only feared or reported is no finding, but it is asked about; what the safety question lists is asked there."""
    if reading.question:
        return
    listed = {name for option in kb.questions["safety_now"].options for name in option.present} if "safety_now" not in case.asked else set()
    floor = safety.rank("consultation_24")
    for name in reading.feared:
        new = case.status(name) is None and name not in listed and name not in case.one_by_one
        if new and kb.findings[name].question and safety.level_supposing(kb, case, name, floor) > floor:
            case.one_by_one.append(name)


def _names(said: str, label: str) -> bool:
    """ "That was a mistake: chest pain", "I meant no chest pain"."""
    return said in (label, f"no {label}") or said.endswith(f" no {label}")


def _about_relative(case: Case, reading: Reading) -> bool:
    """True when the talk is about somebody else, and this message passes to a relative ("my mum is 62, she had a clot")."""
    begun = "subject" in case.details or bool(case.having("present"))
    return begun and reading.details.get("subject") in ("child", "other") and reading.details["subject"] != case.details.get("subject")


def _take_mentions(
    kb: KnowledgeBase, case: Case, reading: Reading, guarded: set[str], withdrawn: set[str], relative: bool, taken: Taken
) -> None:
    for mention in reading.mentions:
        if mention.status not in ("present", "absent", "unsure") or mention.id in withdrawn:
            continue
        if relative and kb.findings[mention.id].kind in ("risk", "person") and not _alone_urgent(kb, mention.id):
            continue
        if mention.status != "present" and mention.id in guarded and not reading.correction:
            taken.disputed.append(mention.id)
            continue
        if mention.status == "unsure" and case.status(mention.id) in ("present", "absent"):
            continue
        state(kb, case, taken, mention.id, mention.status, mention.text, "corrected" if reading.correction else "said")


def _alone_urgent(kb: KnowledgeBase, finding: str) -> bool:
    """True for what needs a hospital whoever it is about: "my toddler swallowed my tablets", in the middle of one's own knee."""
    day = safety.rank("consultation_24")
    return safety.level_supposing(kb, Case(), finding, day) > day


def _take_details(kb: KnowledgeBase, case: Case, reading: Reading, relative: bool, taken: Taken) -> None:
    details = {
        name: value
        for name, value in reading.details.items()
        if name not in ("subject",) or value in ("child", "other") or "subject" not in case.details
    }
    about_else = bool(case.asking) and case.asking["group"] in ("safety", "risk", "person")  # "an operation ten years ago"
    told_of_leg = any(m.status == "present" and kb.findings[m.id].kind not in ("risk", "person", "body") for m in reading.mentions)
    began = _BEGAN.match(reading.text) and not reading.answer and case.asking and case.asking["group"] != "risk"
    about_else = about_else and not told_of_leg and not began
    for once in ("duration_days", "onset"):  # a later time expression is about something else, unless it was asked for
        if case.details.get(once) is not None or about_else:
            details.pop(once, None)
    if relative:
        details = {name: value for name, value in details.items() if name not in ("age", "sex", "subject", "called")}
    if not reading.correction:  # whose age it is now, nobody said
        details = {name: value for name, value in details.items() if name not in ("age", "sex", "called") or case.details.get(name) is None}
    if reading.correction and reading.number is not None and "age" in case.details and not reading.mentions and 0 <= reading.number <= 110:
        details.setdefault("age", int(reading.number))
    details = places.keep_exact(kb, case, details)
    taken.told = {name: value for name, value in details.items() if case.details.get(name) != value}
    case.tell(kb, details)
