"""The re-check: after an assessment that is no emergency the offer to ask again later, and what is asked when that comes due.

`recheck` of a case is empty, or holds: `state`: offered, set (the bot will write), told (when to come back, for it cannot write),
declined, cancelled, asked (it came due) or done; `level`: of that assessment; `hours`: until it asks; `answer`: better, same or worse.
"""

from __future__ import annotations

import re

from poplit import safety
from poplit.case import Case
from poplit.dialogue import returning
from poplit.dialogue.concluding import finish
from poplit.dialogue.message import Message
from poplit.dialogue.picking import picked
from poplit.dialogue.taken import Taken, plain
from poplit.knowledge import KnowledgeBase
from poplit.language.reading import Reading
from poplit.wording import Reply

KIND = "recheck"  # of the open question
_BESIDE = ("ask", "ask_why", "ask_meaning", "ask_summary", "go_back", "stop", "goodbye", "greet")
_ANSWERS = ("better", "same", "worse")
_PART = {"part": "recheck"}
_VAGUE = frozenset({"pain_any"})
_SHORT = 12  # words; who tells more tells a story, which is heard as one
_ABOUT_THE_LEG = "place"  # kind of findings that are kept: where it is; what was felt there is asked again
_AT_LEAST_WHEN_WORSE = "consultation_24"


def offer(kb: KnowledgeBase, case: Case, can_write: bool) -> list[Reply]:
    """What follows an assessment: the offer to write, or where the bot cannot, when to come back. Once for each level.

    Nothing after an emergency, nor where others may read along."""
    interval, words, before = kb.recheck["after"].get(case.assessed), kb.wording["recheck"], case.recheck
    if interval is None or any(case.status(name) == "present" for name in kb.groups["crisis"]):
        cancel(case)
        return []
    if before.get("state") in ("offered", "set", "told", "declined", "cancelled") and before.get("level") == case.assessed:
        return []
    told = {"level": case.assessed, "hours": interval["hours"]}
    if before.get("state") == "set":
        if interval["hours"] >= before["hours"]:
            return []
        case.recheck = told | {"state": "set"}
        return [Reply(words["agreed"].format(when=interval["when"]), custom=_PART)]
    case.recheck = told | {"state": "offered" if can_write else "told"}
    if can_write:
        return [Reply(words["offer"].format(when=interval["when"]), (words["agree"], words["decline"]), _PART)]
    return [Reply(words["cannot"].format(when=interval["when"]), custom=_PART)]


def reply(kb: KnowledgeBase, case: Case, message: Message, taken: Taken) -> list[Reply] | None:
    """The answer to a yes or no to the offer, or to the wish for no reminder; None when the message is neither."""
    words, said = kb.wording["recheck"], plain(message.reading.text)
    if case.recheck.get("state") == "set" and _holds(said, kb.recheck["words"]["cancel"]):
        cancel(case)
        return [Reply(words["cancelled"])]
    if case.recheck.get("state") != "offered" or case.asking is not None or taken.stated or taken.told or message.reading.question:
        return None
    if message.reading.answer == "yes" or said == plain(words["agree"]) or message.reading.picks == (1,):
        case.recheck = case.recheck | {"state": "set"}
        return [Reply(words["agreed"].format(when=kb.recheck["after"][case.recheck["level"]]["when"]))]
    if message.reading.answer == "no" or said == plain(words["decline"]) or message.reading.picks == (2,):
        case.recheck = case.recheck | {"state": "declined"}
        return [Reply(words["declined"])]
    return None


def cancel(case: Case) -> None:
    """No reminder any more."""
    if case.recheck.get("state") in ("offered", "set"):
        case.recheck = case.recheck | {"state": "cancelled"}


def come_due(kb: KnowledgeBase, earlier: Case, talking: bool) -> Case | None:
    """The case when the time has come: the same person and place, nothing else assumed, and "how is it now?" open.

    None where no reminder stands any more, or (`talking`) the person is in the middle of answering something."""
    if earlier.recheck.get("state") != "set" or (talking and earlier.asking is not None):
        return None
    return _begun(kb, earlier)


def comes_back(kb: KnowledgeBase, earlier: Case, reading: Reading) -> Case | None:
    """The same for somebody who comes back by themselves after an assessment and says how it is: "it got worse". None for anybody else."""
    told = set(reading.ids("present")) - _VAGUE
    asked = earlier.recheck.get("level") is not None and earlier.recheck.get("state") != "done"
    if not asked or told or reading.question or len(reading.text.split()) > _SHORT or _said(kb, reading) is None:
        return None
    if reading.details.get("subject") not in (None, earlier.details.get("subject") or "self"):
        return None
    return _begun(kb, earlier)


def _begun(kb: KnowledgeBase, earlier: Case) -> Case:
    case = returning.resumed(kb, earlier, Reading(""))
    case.returned, case.phase = False, "afterwards"
    for name in earlier.having("present"):
        if kb.findings[name].kind == _ABOUT_THE_LEG:
            case.findings[name] = dict(earlier.findings[name]) | {"turn": 0}
    case.recheck = earlier.recheck | {"state": "asked", "answer": None}
    words = kb.wording["recheck"]
    case.asking = {
        "id": KIND,
        "kind": KIND,
        "group": "else",
        "detail": None,
        "findings": [],
        "options": [{"title": words[name], "present": [], "absent": [], "value": None} for name in _ANSWERS],
        "none": None,
        "tries": 0,
        "text": words["ask"],
    }
    return case


def hear(kb: KnowledgeBase, case: Case, message: Message, taken: Taken) -> list[Reply]:
    """Takes the answer to "how is it now?"; the danger signs are asked next, whatever it is."""
    if case.asking is None or case.asking["kind"] != KIND:
        return []
    answer = _answer(kb, case, message.reading)
    taken.answered = answer is not None or bool(taken.stated)
    if not taken.answered and (case.asking["tries"] == 0 or message.intent in _BESIDE):
        return []
    case.recheck = case.recheck | {"answer": answer or "same"}
    return [Reply(kb.wording["recheck"]["dangers"])]


def running(kb: KnowledgeBase, case: Case) -> bool:
    """True while a re-check is going on and nothing new was told: then only the danger signs are asked."""
    new = (name for name in case.having("present") if case.findings[name]["turn"] > 0)
    return case.recheck.get("state") == "asked" and not any(kb.findings[name].kind not in ("person", "risk") for name in new)


def close(kb: KnowledgeBase, case: Case) -> list[Reply]:
    """The end of a re-check without danger signs: what better, the same or worse asks for, and what must not wait."""
    answer, level = case.recheck.get("answer") or "same", case.recheck["level"]
    case.recheck = case.recheck | {"state": "done"}
    finish(case)
    now = max(level, _AT_LEAST_WHEN_WORSE, key=safety.rank) if answer == "worse" else level
    left_open = [Reply(kb.wording["assessment"]["open_safety"])] if case.open_safety else []
    net = "\n".join(f"- {line}" for line in kb.wording["safety_net"])
    told = Reply(kb.wording["recheck"][f"if_{answer}"][level], custom=_PART | {"level": now})
    return [told, *left_open, Reply(net, custom={"part": "safety_net"})]


def _answer(kb: KnowledgeBase, case: Case, reading: Reading) -> str | None:
    """better, same or worse, picked or said; of "the pain is better, the swelling worse" the worse counts."""
    titles = picked(kb, case.asking, reading)
    if titles:
        names = {kb.wording["recheck"][name]: name for name in _ANSWERS}
        return names.get(titles[0], "same")
    return _said(kb, reading) or ("same" if reading.answer == "unsure" else None)


def _said(kb: KnowledgeBase, reading: Reading) -> str | None:
    """better, same or worse, in the words of kb/recheck.yml."""
    said = " ".join(re.findall(r"[a-z']+", reading.text.lower().replace("’", "'")))
    words = kb.recheck["words"]
    rest = re.sub(rf"\b(?:{'|'.join(map(re.escape, sorted(words['same'], key=len, reverse=True)))})\b", " ", said)
    for name in ("worse", "better"):
        if _holds(rest, words[name]):
            return name
    return "same" if rest != said else None


def _holds(said: str, phrases: tuple[str, ...]) -> bool:
    return any(re.search(rf"\b{re.escape(phrase)}\b", said) for phrase in phrases)
