"""After "go to hospital now": only what could be more urgent is still asked, and a few questions for the doctors."""

from poplit import safety
from poplit.case import build
from poplit.dialogue import hand_over


def clot_after_an_operation(kb):
    return build(kb, {"calf_swollen_one_side": "present", "surgery_12w": "present", "loc_calf_mid": "present"}, {"age": 55})


def first_raised(kb, case):
    return next(raised for raised in safety.check(kb, case).raised if raised.flag.level == "emergency")


def test_of_dangers_still_to_be_asked_only_those_stay_that_would_call_an_ambulance(kb):
    case = clot_after_an_operation(kb)
    case.one_by_one = ["chest_pain", "varicose_veins"]
    case.in_parts = [{"findings": ["breathless_new", "fainted"]}, {"findings": ["varicose_veins"]}]
    hand_over.narrow(kb, case, first_raised(kb, case))
    assert case.one_by_one == ["chest_pain"]
    assert case.in_parts == [{"findings": ["breathless_new", "fainted"]}]


def test_the_risks_come_first_without_what_is_known(kb):
    asked = hand_over.next_asking(kb, clot_after_an_operation(kb))
    assert asked["id"] == "clot_risks" and "anticoagulant" in asked["findings"] and "surgery_12w" not in asked["findings"]


def test_after_three_questions_nothing_more_is_asked(kb):
    case = clot_after_an_operation(kb)
    case.handed_over = kb.settings["asking"]["most_after_warning"]
    assert hand_over.next_asking(kb, case) is None


def test_nothing_is_asked_where_an_ambulance_is_called(kb):
    case = build(kb, {"calf_swollen_one_side": "present", "breathless_new": "present"}, {"age": 55})
    assert safety.check(kb, case).level == "emergency_ambulance"
    assert hand_over.next_asking(kb, case) is None
