"""A number told as the answer to a question: what it says of a finding that people measure."""

from __future__ import annotations

import re

from poplit.knowledge.schema.findings import Measured
from poplit.language.reading import Reading

_CLAUSE = re.compile(r"[,;:!?]\s|[.](?!\d)|\b(?:and|but|with)\b")
_NUMBER = re.compile(r"(?<![\d/-])\d{2,3}(?:[.,]\d{1,2})?(?![\d/-])")
_WORD = re.compile(r"[a-z']+")


def measured_status(measured: Measured | None, reading: Reading) -> str | None:
    """ "present" for a measured number that means it, "absent" for a normal one; None without such a number.

    A yes is never turned into a no by a number."""
    numbers = _numbers(measured, reading.text.lower()) if measured else []
    if any(span.holds(number) for number in numbers for span in measured.there):
        return "present"
    normal = bool(numbers) and all(any(span.holds(number) for span in measured.normal) for number in numbers)
    return "absent" if normal and reading.answer != "yes" else None


def _numbers(measured: Measured, text: str) -> list[float]:
    """The numbers of the clauses in which nothing stands beside them but the words that go with such a number."""
    found = []
    for clause in _CLAUSE.split(text):
        if set(_WORD.findall(clause)) <= set(measured.words):
            found += [float(number.replace(",", ".")) for number in _NUMBER.findall(clause)]
    return found
