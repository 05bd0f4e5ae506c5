"""What a person in a crisis is not told about the leg."""

from __future__ import annotations

import re

from poplit import reasoning
from poplit.case import build
from poplit.dialogue.crisis import leg_only
from poplit.wording.assessment import bubbles, care_line

_DOSE = re.compile(r"\d\s*mg\b")


def test_nobody_with_thoughts_of_suicide_is_told_a_dose(kb):
    case = build(kb, {"suicidal_thoughts": "present", "loc_behind_knee": "present"}, {"age": 40})
    told = {care.id: text for care in kb.care.values() if (text := care_line(kb, case, care)) and _DOSE.search(text)}
    assert told == {}


def test_the_assessment_of_the_leg_alone_still_suits_the_person(kb):
    case = build(kb, {"suicidal_thoughts": "present", "loc_behind_knee": "present", "training_increase": "present"}, {"age": 40})
    leg = leg_only(kb, case)
    said = "\n".join(reply.text for reply in bubbles(kb, leg, reasoning.assess(kb, leg), case))
    assert "may be behind it" in said and not _DOSE.search(said) and "suicide" not in said
    plain = "\n".join(reply.text for reply in bubbles(kb, leg, reasoning.assess(kb, leg)))
    assert _DOSE.search(plain)  # without the crisis the same leg is told one
