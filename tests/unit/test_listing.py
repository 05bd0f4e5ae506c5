"""Which causes are listed, and with which words: a rare danger is not hidden by what is common, and nothing sounds surer than it is."""

import pytest

from poplit.case import build
from poplit.reasoning import assess
from poplit.reasoning.ranking import rank_causes, word
from poplit.wording import assessment

# a sign that is nearly its own diagnosis: (what is there, the rare and dangerous cause that must be on the list)
OWN_SIGN = {
    "skin going purple with blisters": (["skin_purple_blister_numb"], "necrotising_infection"),
    "numb between the legs with back pain": (["saddle_numbness", "back_pain"], "cauda_equina"),
    "a calf hard as wood after a kick": (["tense_shiny_calf", "fall_or_direct_blow", "onset_sudden_injury"], "compartment_acute"),
    "a hard lump on the bone that grows": (["hard_growing_lump", "limp"], "bone_tumour"),
    "a cold, pale, numb foot": (["cold_pale_foot", "numb_tingle"], "acute_limb_ischaemia"),
    "a knee that popped out as a whole": (["knee_out_and_back_whole", "hyperextension", "onset_sudden_injury"], "knee_dislocation"),
    "a lump behind the knee that beats": (["pulsating_lump"], "popliteal_aneurysm"),
}


@pytest.mark.parametrize("sign", OWN_SIGN)
def test_a_rare_danger_with_its_own_sign_is_on_the_list(kb, sign):
    findings, cause = OWN_SIGN[sign]
    listed = [found["id"] for found in assess(kb, build(kb, dict.fromkeys(findings, "present"), {"age": 45}))["causes"]]
    assert cause in listed, listed


def test_the_list_has_one_to_five_causes_the_likeliest_first(kb):
    for cause in kb.causes.values():
        listed = assess(kb, build(kb, dict.fromkeys(cause.typical, "present"), {"age": 50}))["causes"]
        chances = [found["probability"] for found in listed]
        assert 1 <= len(listed) <= 5 and chances == sorted(chances, reverse=True), cause.id


def test_without_its_danger_sign_a_rare_condition_is_not_listed_for_everybody(kb):
    listed = assess(kb, build(kb, dict.fromkeys(["pain_stairs", "grinding", "stiff_after_sitting"], "present"), {"age": 66}))["causes"]
    assert not {"necrotising_infection", "cauda_equina", "bone_tumour", "knee_dislocation"} & {found["id"] for found in listed}


def test_a_serious_cause_is_never_called_unlikely_without_a_but(kb):
    for cause in kb.causes.values():
        for ranked in rank_causes(kb, build(kb, dict.fromkeys(cause.typical[:2], "present"), {})):
            said = word(kb, ranked)
            assert not (ranked.cause.serious and said in ("unlikely", "less likely")), ranked.cause.id
            assert ranked.cause.serious or "ruled out" not in said, ranked.cause.id


def test_only_a_cause_nearly_as_likely_as_all_others_together_fits_best(kb):
    for cause in kb.causes.values():
        words = [word(kb, ranked) for ranked in rank_causes(kb, build(kb, dict.fromkeys(cause.typical, "present"), {}))]
        assert words.count("fits best") <= 2, cause.id


def test_when_no_cause_stands_out_the_list_says_so(kb):
    vague, clear = {"loc_behind_knee": "present"}, dict.fromkeys(kb.causes["gout"].typical, "present")
    for findings, key in ((vague, "causes_unsure"), (clear, "causes")):
        case = build(kb, findings, {"age": 50})
        assert assessment.causes(kb, assess(kb, case))[0].text == kb.wording["assessment"][key]
