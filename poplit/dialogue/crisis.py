"""What comes before any leg: thoughts of suicide, violence, people left without help. Gently, and the leg only when the person wants."""

from __future__ import annotations

import re
from dataclasses import replace

from poplit import safety
from poplit.case import Case
from poplit.dialogue.message import Message
from poplit.dialogue.taken import Taken, plain
from poplit.knowledge import KnowledgeBase
from poplit.wording import Reply, questions, warnings

GROUP = "crisis"  # in kb/red_flags.yml
_NO_DOSES = "no_doses"  # likewise
_ASKED = ("ask", "ask_why", "ask_meaning", "out_of_scope", "nlu_fallback")
_NO_LEG = {"elsewhere"}


def concerns(kb: KnowledgeBase, raised: safety.Raised) -> bool:
    """True when a red flag stands on a finding that comes before the leg."""
    return not set(raised.why).isdisjoint(kb.groups[GROUP])


def open_now(kb: KnowledgeBase, case: Case, checked: safety.Safety) -> list[safety.Raised]:
    """The raised flags of this kind after which the person has not asked to go on with the leg."""
    return [raised for raised in checked.raised if concerns(kb, raised) and raised.flag.id not in case.heard]


def warn(kb: KnowledgeBase, case: Case, raised: safety.Raised, spoken: bool) -> list[Reply]:
    """The warning, what to do, and one question: is it now? Nothing about the leg."""
    if case.asking and case.asking["id"] in case.asked:
        case.asked.remove(case.asking["id"])  # it was not answered: should the talk go on, it comes again
    replies = ([] if spoken else [warnings.warning(kb, raised, case)]) + [warnings.for_now(kb, raised, case)]
    wanted = [name for name in raised.flag.ask if name in kb.groups[GROUP] and case.status(name) is None]
    if wanted and raised.flag.level != "emergency_ambulance":
        case.asking = questions.open_finding(wanted[0]) | {"group": "safety"}
        case.phase, case.done = "safety", False
        return [*replies, questions.ask(kb, case)]
    _wait(case)
    return replies if raised.flag.level == "emergency_ambulance" else [*replies, _offer(kb)]


def stand(kb: KnowledgeBase, case: Case, message: Message, taken: Taken, raised: safety.Raised) -> list[Reply] | None:
    """The answer to any later message while the warning stands; None when the talk about the leg may go on."""
    if case.asking and case.asking["findings"] and case.asking["findings"][0] in kb.groups[GROUP] and case.asking["kind"] == "yes_no":
        return _after_question(kb, case, raised, case.asking["findings"][0])
    reminded = raised.flag.level != "emergency_ambulance" or raised.flag.id in case.soon
    case.soon += [raised.flag.id] if raised.flag.id not in case.soon else []
    if reminded and _wants_the_leg(kb, message, taken):
        case.heard += [one.flag.id for one in open_now(kb, case, safety.check(kb, case))]
        case.asking, case.done = None, False
        return None
    _wait(case)
    return [warnings.gently(kb, raised), _offer(kb)]


def leg_only(kb: KnowledgeBase, case: Case) -> Case:
    """The case without what comes before the leg, for what is said of the leg itself."""
    kept = {name: said for name, said in case.findings.items() if name not in kb.groups[GROUP]}
    return replace(case, findings=kept)


def no_doses(kb: KnowledgeBase, case: Case, message: Message) -> list[Reply] | None:
    """The answer to any question about medicines after thoughts of suicide or too much of a medicine: a person, and no dose.

    None when there is nothing of the kind, or no medicine is asked about."""
    standing = {name for name in kb.groups[_NO_DOSES] if case.status(name) == "present"}
    said = " ".join(re.findall(r"[a-z]+", message.reading.text.lower()))
    asked = message.reading.question or message.intent in _ASKED
    if not standing or not asked or not any(re.search(rf"\b{re.escape(word)}\b", said) for word in kb.words["medicines"]):
        return None
    return [Reply(kb.wording["crisis"]["medicines" if standing & set(kb.groups[GROUP]) else "medicines_too_much"])]


def _after_question(kb: KnowledgeBase, case: Case, raised: safety.Raised, finding: str) -> list[Reply]:
    """Only a no is a no: no answer, or "I do not know", is taken as danger now."""
    _wait(case)
    if case.status(finding) == "absent":
        return [Reply(kb.wording["crisis"]["safe"]), _offer(kb)]
    supposed = safety.check(kb, case.supposing(kb, finding)).raised
    now = next((one for one in supposed if concerns(kb, one)), raised)
    return [warnings.warning(kb, now, case), _offer(kb)]


def _wants_the_leg(kb: KnowledgeBase, message: Message, taken: Taken) -> bool:
    told = {
        name for name, status in taken.stated.items() if name not in kb.groups[GROUP] and kb.findings[name].kind not in ("risk", "person")
    }
    named = set(message.reading.sites) - _NO_LEG
    return message.reading.answer == "yes" or bool(told or named) or plain(message.reading.text) == plain(kb.wording["crisis"]["go_on"])


def _offer(kb: KnowledgeBase) -> Reply:
    return Reply(kb.wording["crisis"]["offer"], (kb.wording["crisis"]["go_on"],), {"part": "crisis"})


def _wait(case: Case) -> None:
    case.asking, case.done, case.phase = None, True, "afterwards"
