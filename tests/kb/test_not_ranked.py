"""The conditions of kb/not_ranked.yml: each is named where its story is told, and none in ordinary cases."""

import pytest

from poplit import safety
from poplit.case import build
from poplit.reasoning import assess

# Ordinary cases: what they are, age, sex, what is present. Nothing of kb/not_ranked.yml may be named in any of them.
ORDINARY = (
    (
        "A man who pulled his calf badly in a sprint",
        30,
        "male",
        "sprint_push_off struck_in_calf_feeling loc_calf_mid pain_toe_raise_push_off onset_sudden_injury limp pain_severe"
        " leg_weakness sport_active bruise_calf_ankle",
    ),
    (
        "A woman with a worn knee that aches at night",
        60,
        "female",
        "grinding stiff_after_sitting morning_stiffness_lt30 pain_stairs loc_whole_knee oa_known overweight onset_gradual"
        " duration_gt_6w pain_rest_or_night",
    ),
    (
        "A runner with kneecap pain on stairs",
        25,
        "female",
        "loc_around_kneecap pain_down_stairs pain_squat pain_prolonged_sitting training_increase onset_gradual",
    ),
    (
        "A woman with a Baker's cyst behind a worn knee",
        62,
        "female",
        "lump_behind_knee fullness_tight_behind_knee knee_effusion oa_known loc_behind_inner onset_gradual",
    ),
    (
        "A man who twisted his knee, which swelled overnight and catches",
        45,
        "male",
        "twist_pivot knee_effusion swelling_6_24h catching pain_twisting loc_inner_knee",
    ),
    ("A woman who fell on her knee and limps", 70, "female", "fall_or_direct_blow loc_around_kneecap limp bruise_calf_ankle"),
    (
        "A man with sciatica who takes a blood thinner",
        55,
        "male",
        "back_pain loc_buttock_back_of_leg shooting_electric numb_tingle anticoagulant",
    ),
    (
        "A footballer with a sore growth bump",
        13,
        "male",
        "loc_tibial_bump bone_spot_tender sport_active pain_kneeling landing_jump limp",
    ),
    (
        "A man with diabetes, a statin and a worn knee, one foot tingling",
        68,
        "male",
        "diabetes grinding pain_stairs morning_stiffness_lt30 numb_tingle statin cvd_or_hypertension",
    ),
    (
        "A man with a worn hip who takes a blood thinner",
        72,
        "male",
        "anticoagulant loc_hip_groin hip_movement_hurts limp onset_gradual loc_inner_knee",
    ),
    ("A pregnant woman with a short cramp", 35, "female", "pregnant_postpartum cramp_seconds_minutes loc_calf_mid"),
    (
        "A woman with varicose veins and heavy legs in the evening",
        50,
        "female",
        "varicose_veins heavy_legs_evening long_standing_walking onset_gradual",
    ),
    (
        "A smoker with diabetes whose calf hurts on walking",
        65,
        "male",
        "walking_pain_stops_on_rest smoker diabetes loc_calf_mid cool_skin",
    ),
    (
        "A child with growing pains",
        7,
        "male",
        "bilateral pain_rest_or_night loc_behind_knee loc_calf_mid duration_gt_6w evening_both_legs_gone_morning",
    ),
    (
        "A woman with rheumatoid arthritis in a flare",
        58,
        "female",
        "ra_known morning_stiffness_gt60 knee_effusion other_joints_swollen squeeze_pain_hands_feet",
    ),
    (
        "A man in an attack of gout",
        40,
        "male",
        "gout_known warmth redness knee_effusion peak_within_24h onset_sudden_no_injury pain_severe",
    ),
    (
        "A woman who tore a ligament on landing",
        22,
        "female",
        "landing_jump pop_heard_felt swelling_within_2h giving_way cannot_bear_weight_4_steps pain_severe",
    ),
    ("A woman on steroid tablets with a sore kneecap", 33, "female", "steroid_long_term loc_around_kneecap pain_squat"),
    (
        "A woman with brittle bones, a bad back and a worn knee",
        75,
        "female",
        "back_pain loc_whole_knee oa_known pain_rest_or_night osteoporosis",
    ),
    (
        "A woman with high blood pressure whose ankles swell in the evening",
        66,
        "female",
        "both_legs_swollen heavy_legs_evening cvd_or_hypertension",
    ),
)

# A case that fits, for each condition: its id, what the case is, age, sex, what is present.
FITTING = (
    (
        "spinal_cord_compression",
        "A man treated for prostate cancer with back pain and legs that get weak",
        70,
        "male",
        "cancer_ever spine_pain_band_night both_legs_weak_new",
    ),
    ("spine_cancer_spread", "A woman who had breast cancer, with back pain and strong legs", 59, "female", "cancer_ever back_pain"),
    ("spinal_infection", "A man with diabetes, a fever and new back pain", 61, "male", "diabetes fever back_pain"),
    (
        "guillain_barre",
        "A woman whose legs get weaker from the feet up, a week after a stomach bug",
        44,
        "female",
        "legs_weak_climbing both_legs_weak_new recent_infection_4w",
    ),
    (
        "spinal_stenosis",
        "A man whose legs tingle on walking and feel better when he sits down",
        71,
        "male",
        "back_pain both_legs_nerve_symptoms sitting_bending_relieves",
    ),
    (
        "peripheral_neuropathy",
        "A woman with diabetes whose feet both tingle and burn",
        64,
        "female",
        "diabetes both_legs_nerve_symptoms burning_skin_sensitive",
    ),
    (
        "hip_fracture",
        "A woman who fell at home, has pain in the knee and cannot stand",
        82,
        "female",
        "minor_fall_fragile_bone loc_whole_knee cannot_bear_weight_4_steps",
    ),
    (
        "osteomyelitis_adult",
        "A man with a plate in his shin, a scar that leaks and deep pain in one place",
        52,
        "male",
        "metal_in_leg wound_ooze pain_one_bone_growing",
    ),
    (
        "osteomyelitis_child",
        "A girl with a fever, a limp and one sore spot on the shin",
        8,
        "female",
        "fever limp bone_spot_tender loc_shin",
    ),
    ("septic_arthritis_child", "A boy with a fever and a hot, swollen knee", 5, "male", "fever knee_effusion warmth"),
    ("transient_synovitis", "A boy who limps after a cold and is well otherwise", 6, "male", "limp recent_flu"),
    ("lyme_arthritis", "A forest worker with a swollen knee after a tick bite", 38, "male", "tick_bite knee_effusion"),
    (
        "gonococcal_rheumatic",
        "A woman with a fever whose joints hurt one after another, with spots",
        24,
        "female",
        "joints_migrating_rash fever",
    ),
    (
        "polymyalgia_rheumatica",
        "A woman stiff for hours each morning in hips and thighs",
        73,
        "female",
        "morning_stiffness_gt60 loc_hip_groin",
    ),
    (
        "heart_failure_fluid",
        "A man whose legs swell and who gets breathless lying flat",
        77,
        "male",
        "both_legs_swollen breathless_lying",
    ),
    (
        "vena_cava_clot",
        "A woman under treatment for cancer whose legs both swelled out of the blue",
        66,
        "female",
        "cancer_active both_legs_swollen onset_sudden_no_injury",
    ),
    ("aortic_aneurysm", "A man with sudden tearing pain in the back", 74, "male", "tearing_pain back_pain"),
    (
        "deep_muscle_bleed",
        "A man on a blood thinner with sudden groin pain and a numb thigh",
        69,
        "male",
        "anticoagulant loc_hip_groin numb_tingle",
    ),
    ("leukaemia", "A pale girl with bruises and aching legs", 9, "female", "pallor_bruises pain_any"),
    ("sickle_cell_crisis", "A young man with sickle cell disease and leg pain", 20, "male", "sickle_cell unilateral_leg_pain"),
    (
        "muscle_breakdown",
        "A man with dark urine and sore legs after a first hard class",
        26,
        "male",
        "dark_urine training_increase pain_any",
    ),
    ("adrenal_crisis", "A woman on steroid tablets who vomits", 57, "female", "steroid_long_term vomiting"),
    (
        "pre_eclampsia",
        "A woman late in pregnancy with a headache and flashes before the eyes",
        31,
        "female",
        "pregnant_postpartum pre_eclampsia_signs",
    ),
    ("diabetic_foot", "A man with diabetes and a hot, swollen foot", 58, "male", "diabetes hot_swollen_foot"),
    (
        "meningococcal_disease",
        "A feverish child with cold hands and blotchy skin",
        3,
        "female",
        "fever child_cold_hands_mottled",
    ),
)


def _assessed(kb, age: int, sex: str, present: str) -> dict:
    return assess(kb, build(kb, dict.fromkeys(present.split(), "present"), {"age": age, "sex": sex}))


@pytest.mark.parametrize(("age", "sex", "present"), [case[1:] for case in ORDINARY], ids=[case[0] for case in ORDINARY])
def test_an_ordinary_case_names_none(kb, age, sex, present):
    assert set(_assessed(kb, age, sex, present)["serious_not_excluded"]) & set(kb.not_ranked) == set()


@pytest.mark.parametrize(
    ("condition", "age", "sex", "present"),
    [(case[0], *case[2:]) for case in FITTING],
    ids=[f"{case[0]}: {case[1]}" for case in FITTING],
)
def test_a_fitting_case_names_it_at_no_lower_level(kb, condition, age, sex, present):
    got = _assessed(kb, age, sex, present)
    assert condition in got["serious_not_excluded"]
    assert safety.rank(got["triage"]) >= safety.rank(kb.not_ranked[condition].level)


def test_every_condition_has_a_fitting_case(kb):
    assert {case[0] for case in FITTING} == set(kb.not_ranked)


@pytest.mark.parametrize("status", ["absent", "unsure"])
def test_what_is_denied_or_unsure_names_none(kb, status):
    case = build(kb, dict.fromkeys(kb.findings, status), {})
    assert set(assess(kb, case)["serious_not_excluded"]) & set(kb.not_ranked) == set()
