"""What a person may say that makes a red flag hold: findings by its condition, sentences by finding."""

from __future__ import annotations

import re
from itertools import combinations, islice, product
from pathlib import Path

import yaml

from poplit.case import build
from poplit.conditions import form, reasons

HERE = Path(__file__).parent
SIGNS = yaml.safe_load((HERE / "signs.yml").read_text(encoding="utf-8"))
WAYS = 2
_MOST = 4000  # ways to meet a condition that are looked at
_LONGEST = 5  # findings in one statement
_CHILD = ("age_lt_1", "age_lt_3", "age_lt_5", "age_lt_12", "age_8_16", "age_lt_18", "not_walking_yet")
_FEMALE = ("pregnant_postpartum", "oestrogen", "hormone_tamoxifen_testosterone")
_PRESENT = (
    "keep|get|take|feel|look|bruise|wake|smoke|inject|drink|walk|want|vomit|bump|see|go"
    "|rest|stand|stop|need|turn|press|move|lie|squat|hang|dangle|hold"
)
Said = tuple[tuple[str, str], ...]  # (finding, present or absent), in the order of the condition


def ways_to_hold(kb, flag, most: int) -> list[Said]:
    """Up to `most` sets of findings, spread over all that make the red flag hold; each is checked on a case. Rules are left out."""
    sets = {said: None for said in islice(_sets(kb, flag.when), _MOST) if _sayable(said) and _holds(kb, flag, said)}
    found = list(sets)
    return found if len(found) <= most else [found[number * len(found) // most] for number in range(most)]


def _sets(kb, condition):
    if isinstance(condition, str):
        yield from (((name, "present"),) for name in kb.groups.get(condition, (condition,)))
    elif form(condition) == "denied":
        yield ((condition["denied"], "absent"),)
    elif form(condition) == "any":
        for part in condition["any"]:
            yield from _sets(kb, part)
    elif form(condition) == "all":
        yield from _joined(kb, condition["all"])
    elif form(condition) == "at_least":
        for parts in combinations(condition["of"], condition["at_least"]):
            yield from _joined(kb, parts)


def _joined(kb, parts):
    for chosen in product(*(list(_sets(kb, part)) for part in parts)):
        together = dict(pair for said in chosen for pair in said)
        yield tuple(together.items())


def _sayable(said: Said) -> bool:
    """True when it is short enough, and what must be denied has words (unlikely denials have none; other ways stand for them)."""
    return len(said) <= _LONGEST and all(name in SIGNS["denied"] for name, status in said if status == "absent")


def _holds(kb, flag, said: Said) -> bool:
    wanted = dict(said)
    case = build(kb, wanted, {})
    return all(case.status(name) == status for name, status in said) and reasons(flag.when, case, kb) is not None


def about(said: Said, way: int) -> str:
    """Whom the statement is about: self, son or daughter."""
    child = any(name in _CHILD for name, _ in said)
    return ("daughter" if way else "son") if child else "self"


def sentences(said: Said, way: int, whom: str) -> list[str]:
    """One sentence for each finding, about this person; a child's age first."""
    first = sorted(said, key=lambda pair: pair[0] not in _CHILD)
    told = [SIGNS["signs" if status == "present" else "denied"][name][way] for name, status in first]
    return told if whom == "self" else [third_person(text, pronoun(whom)) for text in told]


def pronoun(whom: str) -> str:
    """he or she."""
    return "she" if whom in ("daughter", "she") else "he"


def relative(said: Said) -> str:
    """he or she: a father or a wife who could have these findings."""
    return "she" if any(name in _FEMALE for name, _ in said) else "he"


def third_person(text: str, they: str) -> str:
    """A first-person sentence, told about somebody else."""
    if re.match(r"My (son|daughter|baby|toddler|little boy) ", text):
        return text
    his, him = ("her", "her") if they == "she" else ("his", "him")
    rules = [
        (r"\bI(?: am|'m)\b", f"{they} is"),
        (r"\bI have\b", f"{they} has"),
        (r"\bI do\b", f"{they} does"),
        (rf"\bI ({_PRESENT})\b", lambda found: f"{they} {found[1]}{'es' if found[1] == 'go' else 's'}"),
        (r"\bI\b", they),
        (r"\b[Mm]y\b", his),
        (r"\bme\b", him),
        (r"\bmyself\b", f"{him}self"),
    ]
    for pattern, new in rules:
        text = re.sub(pattern, new, text)
    return text[:1].upper() + text[1:]
