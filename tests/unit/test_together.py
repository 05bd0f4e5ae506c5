"""Two conditions at once are told where one does not explain what is known, and a single condition is never split in two."""

import pytest

from poplit.case import build
from poplit.reasoning import assess
from poplit.reasoning.together import together
from poplit.safety import rank
from poplit.wording import assessment

WORN = ["oa_known", "grinding", "stiff_after_sitting", "pain_stairs", "duration_gt_6w"]
CYST = ["lump_behind_knee", "fullness_tight_behind_knee", "loc_behind_knee"]
PULLED = ["sprint_push_off", "struck_in_calf_feeling", "onset_sudden_injury", "loc_calf_mid"]
SWOLLEN = ["calf_swollen_one_side", "calf_diff_3cm", "pitting_one_leg"]
LOCKED = ["locking_episodes", "cannot_fully_straighten", "loc_inner_knee", "pain_twisting"]
VEINS = ["varicose_veins", "heavy_legs_evening"]

# who has what: (age, what is there, the two causes that must be told together)
BOTH = {
    "a worn knee with a lump behind it": (63, [*WORN, *CYST], {"knee_oa", "bakers_cyst"}),
    "a worn knee whose cyst burst into the calf": (
        66,
        [*WORN, "lump_behind_knee", "calf_swollen_one_side", "bruise_calf_ankle", "loc_calf_mid"],
        {"knee_oa", "bakers_cyst_ruptured"},
    ),
    "a calf pulled in a sprint that swelled in the plaster": (
        45,
        [*PULLED, *SWOLLEN, "warmth", "immobile_bed_cast"],
        {"calf_strain", "dvt"},
    ),
    "a swollen calf, and now short of breath with chest pain": (
        50,
        ["calf_swollen_one_side", "loc_calf_mid", "warmth", "breathless_new", "chest_pain"],
        {"dvt", "pulmonary_embolism"},
    ),
    "old varicose veins with a red, hard cord": (
        58,
        [*VEINS, "duration_gt_6w", "tender_cord", "redness", "warmth"],
        {"varicose_veins", "svt"},
    ),
    "old varicose veins and one calf thick after a flight": (
        58,
        [*VEINS, "duration_gt_6w", "bilateral", "calf_swollen_one_side", "calf_diff_3cm", "long_travel_4h", "loc_calf_mid"],
        {"varicose_veins", "dvt"},
    ),
    "a sore cord and a swollen calf after bed rest": (
        60,
        ["varicose_veins", "tender_cord", "redness", *SWOLLEN, "immobile_bed_cast"],
        {"svt", "dvt"},
    ),
    "another attack of gout, this time with shaking chills and a sore": (
        64,
        [
            "gout_known",
            "recurrent_similar_attacks",
            "peak_within_24h",
            "knee_effusion",
            "redness",
            "warmth",
            "rigors",
            "fever",
            "skin_break",
        ],
        {"gout", "septic_arthritis"},
    ),
    "legs swollen for months, and one shin red with fever": (
        72,
        ["both_legs_swollen", "heart_failure", "duration_gt_6w", "spreading_redness", "redness", "warmth", "fever", "loc_shin"],
        {"lymphoedema_heart_kidney_oedema", "cellulitis"},
    ),
    "a landing that tore the ligament and locked the knee": (
        24,
        ["twist_pivot", "pop_heard_felt", "swelling_within_2h", "onset_sudden_injury", "giving_way", *LOCKED],
        {"acl_tear", "meniscus_tear_acute"},
    ),
    "sciatica in somebody with a worn knee": (
        60,
        [*WORN, "back_pain", "shooting_electric", "numb_tingle", "loc_buttock_back_of_leg"],
        {"lumbar_radiculopathy", "knee_oa"},
    ),
    "stiff hands and a lump behind the knee": (
        48,
        ["ra_known", "other_joints_swollen", "morning_stiffness_gt60", "knee_effusion", *CYST],
        {"inflammatory_arthritis", "bakers_cyst"},
    ),
}


def found(kb, findings, age):
    return assess(kb, build(kb, dict.fromkeys(findings, "present"), {"age": age}))


@pytest.mark.parametrize("who", BOTH)
def test_both_conditions_are_told(kb, who):
    age, findings, causes = BOTH[who]
    told = found(kb, findings, age)["together"]
    assert [{cause["id"] for cause in pair["causes"]} for pair in told] == [causes]


@pytest.mark.parametrize("who", BOTH)
def test_each_of_the_two_explains_something_that_is_there(kb, who):
    age, findings, _ = BOTH[who]
    for cause in found(kb, findings, age)["together"][0]["causes"]:
        assert cause["explains"], cause["id"]
        assert {entry["id"] for entry in cause["explains"]} <= set(
            build(kb, dict.fromkeys(findings, "present"), {"age": age}).having("present")
        )


@pytest.mark.parametrize("who", BOTH)
def test_the_urgency_is_that_of_the_more_urgent_of_the_two(kb, who):
    age, findings, causes = BOTH[who]
    assert rank(found(kb, findings, age)["triage"]) >= max(rank(kb.causes[cause].triage) for cause in causes)


def test_the_textbook_picture_of_one_condition_is_never_told_as_two(kb):
    for cause in kb.causes.values():
        told = found(kb, cause.typical, 50)["together"]
        assert told == [] or cause.id in {one["id"] for one in told[0]["causes"]}, (cause.id, told)
    assert sum(bool(found(kb, cause.typical, 50)["together"]) for cause in kb.causes.values()) <= 3


def test_a_worn_knee_alone_or_a_cyst_alone_stays_one_condition(kb):
    assert found(kb, WORN, 63)["together"] == []
    assert found(kb, CYST, 63)["together"] == []


def test_what_the_second_condition_needs_and_is_denied_takes_it_away(kb):
    there = dict.fromkeys(WORN, "present") | {"fullness_tight_behind_knee": "present"}
    case = build(kb, {**there, "lump_behind_knee": "absent", "loc_behind_knee": "absent"}, {"age": 63})
    assert assess(kb, case)["together"] == []


def test_risks_and_age_alone_add_no_second_condition(kb):
    risks = ["previous_vte", "cancer_active", "oestrogen", "immobile_bed_cast", "thrombophilia"]
    assert found(kb, [*PULLED, *risks], 45)["together"] == []


def test_the_words_name_both_and_what_each_explains(kb):
    age, findings, _ = BOTH["a worn knee with a lump behind it"]
    case = build(kb, dict.fromkeys(findings, "present"), {"age": age})
    text = next(r.text for r in assessment.bubbles(kb, case, assess(kb, case)) if r.custom.get("part") == "together")
    assert kb.causes["knee_oa"].name in text and kb.causes["bakers_cyst"].name in text
    assert kb.findings["lump_behind_knee"].label in text and kb.findings["grinding"].label in text


def test_more_pairs_than_the_settings_allow_are_never_told(kb):
    for age, findings, _ in BOTH.values():
        assert len(found(kb, findings, age)["together"]) <= kb.settings["together"]["most"]


def test_every_pair_of_the_knowledge_base_can_be_told(kb):
    """A pair that nothing could ever bring up would be dead knowledge: what is typical of both brings it up among all pairs."""
    from poplit.reasoning.ranking import rank_causes
    from poplit.reasoning.together import pairs

    for goes in kb.goes_with.values():
        typical = dict.fromkeys((*kb.causes[goes.of].typical, *kb.causes[goes.with_].typical), "present")
        case = build(kb, typical, {})
        weighed = {pair.id: pair for pair in pairs(kb, case, rank_causes(kb, case))}
        assert weighed[goes.id].factor > 1 and min(weighed[goes.id].adds) >= 1, goes.id
    assert together(kb, build(kb, {}, {}), rank_causes(kb, build(kb, {}, {}))) == []
