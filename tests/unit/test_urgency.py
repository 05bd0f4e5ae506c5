"""How soon to be seen, where no single cause leads: what many likely causes need together counts, whatever is first by a little."""

from poplit.case import build
from poplit.reasoning import assess
from poplit.reasoning.ranking import rank_causes
from poplit.safety import rank

# a knee that locks at 15: kneecap pain is first by a little, and a torn meniscus, a loose piece of bone or a kneecap that slipped follow
LOCKS = dict.fromkeys(["locking_episodes", "pain_twisting", "loc_around_kneecap"], "present")


def test_what_many_likely_causes_need_counts_though_a_milder_one_is_first_by_a_little(kb):
    case = build(kb, LOCKS, {"age": 15})
    ranked = rank_causes(kb, case)
    assert ranked[0].cause.triage == "self_care" and ranked[0].probability < 0.5
    assert assess(kb, case)["triage"] == "consultation"


def test_a_mild_cause_that_clearly_leads_is_not_made_urgent_by_unlikely_ones(kb):
    worn = dict.fromkeys(["oa_known", "grinding", "stiff_after_sitting", "pain_stairs", "duration_gt_6w"], "present")
    denied = dict.fromkeys(["knee_effusion", "warmth", "redness", "fever", "calf_swollen_one_side", "cannot_bear_weight_4_steps"], "absent")
    assert rank(assess(kb, build(kb, worn | denied, {"age": 66}))["triage"]) <= rank("consultation")


def test_nobody_is_told_less_than_the_share_of_their_causes_asks_for(kb):
    for cause in kb.causes.values():
        case = build(kb, dict.fromkeys(cause.typical[:3], "present"), {"age": 40})
        told, ranked = assess(kb, case)["triage"], rank_causes(kb, case)
        for level in ("consultation", "consultation_24", "emergency"):
            chance = sum(r.probability for r in ranked if rank(r.cause.triage) >= rank(level))
            assert chance < kb.settings["urgency"]["share"] or rank(told) >= rank(level), (cause.id, level, chance)
