"""The first section of a summary: who it is about, and the complaint in figures."""

from __future__ import annotations

from typing import Any

from poplit.knowledge import KnowledgeBase
from poplit.summary.parts import Summary
from poplit.summary.plain import number, readable

_DETAILS = ("age", "sex", "site", "side", "onset", "duration_days", "severity", "bmi", "medicines", "conditions")
_ALWAYS = ("age", "sex", "site", "side", "onset", "duration", "severity")  # shown also when they are not known
# up to so many days, the unit and its length in days
_UNITS = ((1, "hours", 1), (1.5, "day", 1), (14, "days", 1), (84, "weeks", 7), (730, "months", 30.4), (float("inf"), "many_years", 365))


def facts(kb: KnowledgeBase, summary: Summary) -> list[tuple[str, str]]:
    """(value, name) of every detail that is known; age, sex, site, side, start, duration and severity also when they are not."""
    names, values, known = kb.summary["facts"], kb.summary["values"], summary.details
    told = {detail.removesuffix("_days"): value(kb, detail, known.get(detail)) for detail in _DETAILS}
    told["subject"] = values.get(known.get("subject") or "self") if summary.talked or known.get("subject") else None
    told["words"] = " / ".join(f"“{words}”" for words in summary.complaint) or None
    return [(told[name] or values["none"], names[name]) for name in names if told[name] or name in _ALWAYS]


def value(kb: KnowledgeBase, detail: str, told: Any) -> str | None:
    """A detail's value in words; None when it is not known."""
    values, amount = kb.summary["values"], number(told)
    if told is None or (amount is None and isinstance(told, (bool, float))):  # NaN is a float
        return None
    if amount is None:
        names = told if isinstance(told, (list, tuple)) else [told]
        return readable(", ".join(_named(kb, detail, str(name)) for name in names)) or None
    if detail == "duration_days":
        return _duration(kb, amount)
    form = {"age": "years", "severity": "of_ten"}.get(detail)
    return values[form].format(number=f"{amount:g}") if form else f"{amount:g}"


def _duration(kb: KnowledgeBase, days: float) -> str:
    """How long, in the unit that people would use."""
    unit, length = next((unit, length) for limit, unit, length in _UNITS if days < limit)
    return kb.summary["values"][unit].format(number=round(days / length))


def _named(kb: KnowledgeBase, detail: str, name: str) -> str:
    if detail == "site" and name in kb.sites:
        return kb.sites[name].label or name
    return kb.summary["values"].get(name, name) if detail in ("sex", "side", "onset") else name
