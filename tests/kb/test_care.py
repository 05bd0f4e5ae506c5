"""Care is only for those it is safe for (tests/kb/care/*.yml), and no text names a dose above the pack."""

import re

import pytest

from poplit.wording.assessment import care_line
from tests.conftest import case_of, cases

_MOST = {"paracetamol": 4000, "acetaminophen": 4000, "ibuprofen": 1200}  # mg in 24 hours without a prescription


@pytest.mark.parametrize("described", cases("kb/care"))
def test_care(kb, described):
    care = kb.care[described["care"]]
    said = care_line(kb, case_of(kb, described), care)
    assert said == {"text": care.text, "instead": care.instead, "nothing": None}[described["expect"]]


def test_no_text_speaks_of_a_dose_in_tablets(kb):
    for texts in ([care.text for care in kb.care.values()], [entry.answer for entry in kb.faq.values()]):
        for text in texts:
            assert not re.search(r"\b(?:\d+|one|two|three|four|six|eight) (?:tablets|pills|capsules)\b", text), text


def test_no_text_names_more_milligrams_than_a_day_allows(kb):
    texts = [care.text for care in kb.care.values()] + [entry.answer for entry in kb.faq.values()]
    texts += [said.text for cause in kb.causes.values() for said in (*cause.answers.values(), *cause.do_not, *cause.clinician)]
    for text in texts:
        numbers = [float(n.replace(",", "")) for n in re.findall(r"(\d[\d,]*) ?mg\b", text)]
        named = [name for name in _MOST if name in text.lower()]
        if numbers:
            assert named, f"milligrams of what? {text}"
            assert max(numbers) <= max(_MOST[name] for name in named), text
