"""No harmless cause hides a serious one: what looks the same is named, with what would tell, until what is known rules it out."""

import pytest

from poplit.case import build
from poplit.reasoning import assess
from poplit.wording import assessment

# what is there, what is denied, age: (harmless cause that leads, serious causes that must be named)
PICTURES = {
    "a lump behind the knee": (
        {"lump_behind_knee": "present", "fullness_tight_behind_knee": "present", "warmth": "absent", "calf_swollen_one_side": "absent"},
        58,
        "bakers_cyst",
        {"dvt", "popliteal_aneurysm"},
    ),
    "sciatica with no sign of a squeezed cord": (
        {"back_pain": "present", "shooting_electric": "present", "numb_tingle": "absent", "saddle_numbness": "absent"},
        35,
        "lumbar_radiculopathy",
        {"cauda_equina"},
    ),
    "a cramp in the calf": (
        {"cramp_seconds_minutes": "present", "loc_calf_mid": "present", "calf_swollen_one_side": "absent", "warmth": "absent"},
        33,
        "muscle_cramp",
        {"dvt"},
    ),
    "kneecap pain of a twelve-year-old": (
        {"loc_around_kneecap": "present", "pain_stairs": "present", "sport_active": "present"},
        12,
        "patellofemoral_pain",
        {"sufe_perthes"},
    ),
    "calf pain on walking, in a smoker": (
        {"walking_pain_stops_on_rest": "present", "loc_calf_mid": "present", "smoker": "present", "cold_pale_foot": "absent"},
        63,
        "pad",
        {"acute_limb_ischaemia"},
    ),
}


@pytest.mark.parametrize("picture", PICTURES)
def test_what_looks_like_the_leading_cause_is_named(kb, picture):
    findings, age, leading, serious = PICTURES[picture]
    found = assess(kb, build(kb, findings, {"age": age}))
    assert found["causes"][0]["id"] == leading
    assert serious <= set(found["serious_not_excluded"])


@pytest.mark.parametrize("picture", PICTURES)
def test_each_serious_condition_is_told_with_what_would_tell_it(kb, picture):
    findings, age, _, _ = PICTURES[picture]
    case = build(kb, findings, {"age": age})
    found = assess(kb, case)
    text = "".join(reply.text for reply in assessment.not_excluded(kb, found))
    for line, name in zip(text.split("\n")[1:], found["serious_not_excluded"], strict=True):
        assert line.startswith(f"- **{kb.condition(name).name}.** ") and len(line.split("** ")[1].split()) >= 6, line


def test_what_tells_a_cyst_from_a_clot_is_said_to_who_has_a_cyst(kb):
    findings, age, _, _ = PICTURES["a lump behind the knee"]
    found = assess(kb, build(kb, findings, {"age": age}))
    tells = next(apart.tells for apart in kb.causes["bakers_cyst"].confused_with if apart.cause == "dvt")
    assert tells in assessment.not_excluded(kb, found)[0].text


def test_a_worn_knee_that_is_not_hot_or_swollen_is_not_called_infected(kb):
    there = ["oa_known", "grinding", "stiff_after_sitting", "pain_stairs", "onset_gradual", "duration_gt_6w"]
    not_there = ["warmth", "redness", "fever", "knee_effusion", "pain_rest_or_night", "cannot_bear_weight_4_steps", "cannot_bend_90"]
    findings = dict.fromkeys(there, "present") | dict.fromkeys(not_there, "absent")
    found = assess(kb, build(kb, findings, {"age": 66}))
    assert found["causes"][0]["id"] == "knee_oa"
    assert "septic_arthritis" not in found["serious_not_excluded"]


def test_a_swollen_knee_with_weak_defences_may_be_infected_whatever_is_denied(kb):
    findings = dict.fromkeys(["knee_effusion", "immunosuppressed", "onset_gradual"], "present")
    findings |= dict.fromkeys(["warmth", "redness", "fever", "pain_rest_or_night", "cannot_bear_weight_4_steps"], "absent")
    found = assess(kb, build(kb, findings, {"age": 50}))
    assert "septic_arthritis" in found["serious_not_excluded"]


def test_the_list_stays_short_enough_to_be_read(kb):
    for cause in kb.causes.values():
        found = assess(kb, build(kb, dict.fromkeys(cause.typical, "present"), {"age": 50}))
        beside = set(found["serious_not_excluded"]) - {c["id"] for c in found["causes"]} - set(kb.not_ranked)
        assert len(beside) <= kb.settings["not_excluded"]["most"], (cause.id, beside)
