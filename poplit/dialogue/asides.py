"""What is said beside the question: another part of the body, the first word of a danger of a day, a feared condition."""

from __future__ import annotations

from poplit import safety
from poplit.case import Case
from poplit.dialogue.message import Message
from poplit.dialogue.taken import Taken
from poplit.knowledge import KnowledgeBase
from poplit.wording import Reply
from poplit.wording.reply import listing
from poplit.wording.warnings import said_of


def left_out(kb: KnowledgeBase, message: Message, taken: Taken) -> list[Reply]:
    """Another part of the body that hurts too: named as one that Poplit knows nothing of."""
    read = " ".join(mention.text.lower() for mention in message.reading.mentions)
    parts = [part for part in message.reading.elsewhere if part not in read]
    return [Reply(kb.wording["also_elsewhere"].format(parts=listing(parts)))] if parts and taken.stated else []


def look_soon(kb: KnowledgeBase, case: Case) -> list[Reply]:
    """The first word of what needs a doctor within a day, said as soon as it is known; the questions go on."""
    raised = [r for r in safety.check(kb, case).raised if r.flag.level == "consultation_24" and r.flag.id not in (*case.soon, *case.heard)]
    if not raised or case.soon:
        case.soon += [r.flag.id for r in raised]
        return []
    case.soon += [r.flag.id for r in raised]
    return [Reply(said_of(kb, raised[0], case)[0], custom={"level": "consultation_24", "red_flag": raised[0].flag.id})]


def feared(kb: KnowledgeBase, case: Case, message: Message, taken: Taken) -> list[Reply]:
    """A condition that was named is a worry, not a finding: it is taken up."""
    if taken.stated or not message.reading.worries or case.asked:
        return []
    names = listing([kb.condition(name).name for name in message.reading.worries])
    return [Reply(kb.wording["cause_answer"]["worry"].format(names=names))]
