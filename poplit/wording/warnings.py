"""Words for red flags: the warning, first and alone, and what to do until help is there."""

from __future__ import annotations

from poplit.knowledge import KnowledgeBase
from poplit.safety import Raised
from poplit.wording.reply import Reply, listing

_MOST_REASONS = 4
_FROM_SIDE = ("unilateral_leg_pain", "bilateral")  # follow from naming a side; nobody says them


def warning(kb: KnowledgeBase, raised: Raised) -> Reply:
    """The one bubble that comes first: what it could be and where to turn now."""
    words = kb.wording["warning"]
    place = words["call"] if raised.flag.level == "emergency_ambulance" else words["hospital"]
    text = raised.flag.say if words["hospital"].rstrip(".").lower() in raised.flag.say.lower() else f"{raised.flag.say} {place}"
    return Reply(text, custom={"urgent": raised.flag.level, "red_flag": raised.flag.id})


def afterwards(kb: KnowledgeBase, raised: Raised) -> Reply:
    """Why, what to do until then, and how to take back what was written by mistake."""
    words = kb.wording["warning"]
    labels = reasons(kb, raised)
    lines = [words["because"].format(why=listing(labels))]
    if raised.flag.do:
        lines += [words["do"], *(f"- {line}" for line in raised.flag.do)]
    if raised.flag.level == "emergency_ambulance":
        lines.append(words["stop"].format(example=labels[0]))
    else:
        lines.append(words["go"])
    return Reply("\n".join(lines), custom={"part": "what_to_do"})


def still(kb: KnowledgeBase, raised: Raised) -> Reply:
    """A reminder that the danger stands, for messages after the warning that take nothing back."""
    words = kb.wording["warning"]
    labels = reasons(kb, raised)
    place = words["call"] if raised.flag.level == "emergency_ambulance" else words["hospital"]
    text = " ".join((words["still"].format(why=listing(labels)), place, words["mistake"].format(example=labels[0])))
    return Reply(text, custom={"urgent": raised.flag.level, "red_flag": raised.flag.id})


def reasons(kb: KnowledgeBase, raised: Raised) -> list[str]:
    """The labels of what raised the flag, without what merely follows from another of them; at most four."""
    follows = {implied for name in raised.why for implied in kb.findings[name].implies}
    told = [name for name in raised.why if name not in follows and kb.findings[name].kind != "person" and name not in _FROM_SIDE]
    return [kb.findings[name].label for name in told or raised.why][:_MOST_REASONS]
