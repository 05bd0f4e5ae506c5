"""What an assessment says beside the causes: safety net, rules with their worth and source, no chances, no false calm."""

import re

from poplit.case import build
from poplit.reasoning import assess
from poplit.wording import assessment

PULLED_CALF = {
    "sprint_push_off": "present",
    "loc_calf_mid": "present",
    "struck_in_calf_feeling": "present",
    "calf_swollen_one_side": "absent",
}
SWOLLEN_CALF = {"loc_calf_mid": "present", "calf_swollen_one_side": "present", "onset_gradual": "present"}


def said(kb, findings, **details) -> dict[str, str]:
    """The bubbles of an assessment by their part."""
    case = build(kb, findings, details)
    return {reply.custom.get("part", ""): reply.text for reply in assessment.bubbles(kb, case, assess(kb, case))}


def test_care_at_home_comes_with_the_safety_net(kb):
    bubbles = said(kb, PULLED_CALF, age=35)
    for line in kb.wording["safety_net"]:
        assert line in bubbles["safety_net"]
    assert "not a diagnosis" in bubbles["disclaimer"]


def test_no_percentage_and_no_probability_is_shown(kb):
    for findings in (PULLED_CALF, SWOLLEN_CALF):
        for part, text in said(kb, findings, age=35).items():
            assert "%" not in text and not re.search(r"\b0\.\d", text), (part, text)


def test_a_rule_is_told_with_meaning_population_worth_gap_and_source(kb):
    rule, text = kb.rules["wells_dvt"], said(kb, SWOLLEN_CALF, age=50)["rules"]
    assert "1 of 9 points so far" in text
    assert rule.for_whom in text and rule.worth in text and rule.lacks in text
    assert "Not known yet: cancer treated now" in text
    assert kb.sources[rule.sources[0]].title in text


def test_a_rule_that_was_not_made_for_pregnancy_is_not_told_in_pregnancy(kb):
    case = build(kb, {**SWOLLEN_CALF, "pregnant_postpartum": "present"}, {"age": 30})
    found = assess(kb, case)
    quiet = {score["id"] for score in found["rules"] if score["quiet"]}
    assert "wells_dvt" in quiet
    assert all(kb.rules["wells_dvt"].name not in reply.text for reply in assessment.bubbles(kb, case, found))


def test_a_serious_condition_that_is_not_ranked_is_named_with_what_would_tell(kb):
    findings = {"bone_spot_tender": "present", "metal_in_leg": "present", "pain_rest_or_night": "present"}
    found = assess(kb, build(kb, findings, {"age": 60}))
    named = [name for name in found["serious_not_excluded"] if name in kb.not_ranked]
    assert named, found["serious_not_excluded"]
    assert kb.not_ranked[named[0]].tells in said(kb, findings, age=60)["not_excluded"]


def test_the_last_line_of_the_care_is_what_to_watch_for(kb):
    cause = kb.causes["calf_strain"]
    last = kb.care[cause.care[-1]].text
    assert (
        last
        in said(kb, {**PULLED_CALF, "numb_tingle": "absent", "cold_pale_foot": "absent", "cannot_bear_weight_4_steps": "absent"}, age=35)[
            "care"
        ]
    )
