"""Words for red flags: the warning, first and alone, and what to do until help is there."""

from __future__ import annotations

from poplit.case import Case
from poplit.knowledge import KnowledgeBase
from poplit.safety import Raised
from poplit.wording.persons import about, person
from poplit.wording.reply import Reply, listing

_MOST_REASONS = 4
_FROM_SIDE = ("unilateral_leg_pain", "bilateral")  # follow from naming a side; nobody says them


def warning(kb: KnowledgeBase, raised: Raised, case: Case) -> Reply:
    """The one bubble that comes first: what it could be and where to turn now."""
    words, said = kb.wording["warning"], said_of(kb, raised, case)[0]
    place = {"emergency_ambulance": words["call"], "emergency": words["hospital"]}.get(raised.flag.level, "")
    text = said if words["hospital"].rstrip(".").lower() in said.lower() else f"{said} {place}".rstrip()
    return Reply(text, custom={"urgent": raised.flag.level, "red_flag": raised.flag.id})


def said_of(kb: KnowledgeBase, raised: Raised, case: Case) -> tuple[str, tuple[str, ...]]:
    """A red flag's warning and what to do, in the form for oneself or for somebody who tells of another person."""
    form = None if person(kb, case).is_self else raised.flag.for_another
    say = form.say if form else about(kb, case, raised.flag.say)
    return say, form.do if form and form.do else tuple(about(kb, case, line) for line in raised.flag.do)


def for_now(kb: KnowledgeBase, raised: Raised, case: Case) -> Reply:
    """What to do, without the words of what was told: somebody at home may read along."""
    words = kb.wording["warning"]
    lines = [words["do"], *(f"- {line}" for line in said_of(kb, raised, case)[1]), kb.wording["crisis"]["misread"]]
    return Reply("\n".join(lines), custom={"part": "what_to_do"})


def gently(kb: KnowledgeBase, raised: Raised) -> Reply:
    """A reminder of what comes before the leg, without blame and without the words of what was told."""
    words = kb.wording["crisis"]
    text = words["still_now"] if raised.flag.level == "emergency_ambulance" else words["still"]
    return Reply(text, custom={"urgent": raised.flag.level, "red_flag": raised.flag.id})


def afterwards(kb: KnowledgeBase, raised: Raised, case: Case) -> Reply:
    """Why, what to do until then, and how to take back what was written by mistake."""
    words = kb.wording["warning"]
    labels = reasons(kb, raised)
    lines = [words["because"].format(why=listing(labels))]
    do = said_of(kb, raised, case)[1]
    if do:
        lines += [words["do"], *(f"- {line}" for line in do)]
    if raised.flag.level == "emergency_ambulance":
        lines.append(words["stop"].format(example=labels[0]))
    else:
        lines.append(words["go"])
    return Reply("\n".join(lines), custom={"part": "what_to_do"})


def still(kb: KnowledgeBase, raised: Raised, short: bool = False) -> Reply:
    """A reminder that the danger stands, for messages after the warning that take nothing back; short once it was said in full."""
    words = kb.wording["warning"]
    labels = reasons(kb, raised)
    place = words["call"] if raised.flag.level == "emergency_ambulance" else words["hospital"]
    text = f"{words['still_short']} {place}"
    if not short:
        text = " ".join((words["still"].format(why=listing(labels)), place, words["mistake"].format(example=labels[0])))
    return Reply(text, custom={"urgent": raised.flag.level, "red_flag": raised.flag.id})


def reasons(kb: KnowledgeBase, raised: Raised) -> list[str]:
    """The labels of what raised the flag, without what merely follows from another of them; at most four."""
    follows = {implied for name in raised.why for implied in kb.findings[name].implies}
    told = [name for name in raised.why if name not in follows and kb.findings[name].kind != "person" and name not in _FROM_SIDE]
    return [kb.findings[name].label for name in told or raised.why][:_MOST_REASONS]
