"""Where it hurts, put right: a corrected side keeps the exact place, a corrected place keeps the side."""

from __future__ import annotations

import re
from typing import Any

from poplit.case import Case
from poplit.dialogue.picking import painful_sites
from poplit.dialogue.taken import Taken, state
from poplit.knowledge import KnowledgeBase
from poplit.language.reading import Reading

_BESIDE = re.compile(r"\b(?:too|also|as well|both|another|and)\b", re.I)
_NO_LEG = {"elsewhere"}
_ANY = "pain_any"
_BOTH = "bilateral"


def keep_exact(kb: KnowledgeBase, case: Case, details: dict[str, Any]) -> dict[str, Any]:
    """The details without a site that is only wider than the one known: "the right knee" of somebody with pain at its inner back."""
    site, known = details.get("site"), case.details.get("site")
    wider = site is not None and known is not None and site in _around(kb, known)
    return {name: value for name, value in details.items() if name != "site" or not wider}


def put_right(kb: KnowledgeBase, case: Case, reading: Reading, taken: Taken) -> None:
    """ "I meant the calf": the place told last is withdrawn and the one meant is stated; "only the left" withdraws what is of both."""
    if not names_place(reading):
        return
    if reading.details.get("side") in ("left", "right"):
        gone = [name for name in case.having("present") if kb.findings[name].kind == "place" and _BOTH in kb.findings[name].implies]
        _withdraw(kb, case, reading, taken, gone)
    target, known = reading.details.get("site"), case.details.get("site")
    if target is None or _BESIDE.search(reading.text) or target == known or target in _around(kb, known):
        return
    meant = [name for name, finding in kb.findings.items() if finding.kind == "place" and target in painful_sites(kb, name)]
    gone = _told_last(kb, case, {*meant, *(implied for name in meant for implied in kb.findings[name].implies)})
    _withdraw(kb, case, reading, taken, gone)
    for name in meant or ([_ANY] if gone else []):
        state(kb, case, taken, name, "present", reading.text[:80], "corrected")


def names_place(reading: Reading) -> bool:
    """True for a correction that names a side or a place of the leg, and no more than where it hurts."""
    return (
        reading.correction and not set(reading.qualities) - {"pain"} and bool(set(reading.sites) - _NO_LEG or reading.details.get("side"))
    )


def _told_last(kb: KnowledgeBase, case: Case, besides: set[str]) -> list[str]:
    """The painful places of the message that told some most recently, this one left out."""
    places = [
        name for name in case.having("present") if kb.findings[name].kind == "place" and painful_sites(kb, name) and name not in besides
    ]
    turns = [case.findings[name]["turn"] for name in places if case.findings[name]["turn"] < case.turn]
    return [name for name in places if turns and case.findings[name]["turn"] == max(turns)]


def _withdraw(kb: KnowledgeBase, case: Case, reading: Reading, taken: Taken, findings: list[str]) -> None:
    for name in findings:
        state(kb, case, taken, name, "absent", reading.text[:80], "corrected")


def _around(kb: KnowledgeBase, site: str | None) -> set[str]:
    """The wider sites that a site lies in."""
    around: set[str] = set()
    while site in kb.sites and kb.sites[site].within:
        site = kb.sites[site].within
        around.add(site)
    return around
