"""The first section of a summary: who it is about, and the complaint in figures."""

from __future__ import annotations

from typing import Any

from poplit.knowledge import KnowledgeBase
from poplit.summary.parts import Summary

# up to so many days, the unit and its length in days
_UNITS = ((1, "hours", 1), (1.5, "day", 1), (14, "days", 1), (84, "weeks", 7), (730, "months", 30.4), (float("inf"), "many_years", 365))


def facts(kb: KnowledgeBase, summary: Summary) -> list[tuple[str, str]]:
    """(value, name) of every detail that is known; age, sex, site, side, start, duration and severity also when they are not."""
    names, values, known = kb.summary["facts"], kb.summary["values"], summary.details
    told = {
        "subject": values.get(known.get("subject") or "self") if summary.talked or known.get("subject") else None,
        "age": _age(values, known.get("age")),
        "sex": _value(values, known.get("sex")),
        "words": " / ".join(f"“{words}”" for words in summary.complaint) or None,
        "site": _site(kb, known.get("site")),
        "side": _value(values, known.get("side")),
        "onset": _value(values, known.get("onset")),
        "duration": duration(kb, known.get("duration_days")),
        "severity": values["of_ten"].format(number=_number(known["severity"])) if known.get("severity") is not None else None,
        "bmi": _number(known["bmi"]) if known.get("bmi") is not None else None,
        "medicines": _listed(known.get("medicines")),
        "conditions": _listed(known.get("conditions")),
    }
    wanted = ("age", "sex", "site", "side", "onset", "duration", "severity")
    return [(told[name] or values["none"], names[name]) for name in names if told[name] or name in wanted]


def duration(kb: KnowledgeBase, days: Any) -> str | None:
    """How long, in the unit that people would use; None when it is not known."""
    if not isinstance(days, (int, float)):
        return str(days) if days else None
    unit, length = next((unit, length) for limit, unit, length in _UNITS if days < limit)
    return kb.summary["values"][unit].format(number=round(days / length))


def _age(values: Any, age: Any) -> str | None:
    return None if age is None else values["years"].format(number=_number(age))


def _number(value: Any) -> str:
    return f"{value:g}" if isinstance(value, (int, float)) else str(value)


def _value(values: Any, value: Any) -> str | None:
    return None if value is None else values.get(str(value), str(value))


def _site(kb: KnowledgeBase, site: Any) -> str | None:
    names = [site] if isinstance(site, str) else site or []
    return ", ".join(kb.sites[name].label or name if name in kb.sites else str(name) for name in names) or None


def _listed(value: Any) -> str | None:
    return ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value) if value else None
