"""Every item and band of every decision rule (tests/kb/rules/*.yml; the file is named as the rule)."""

from functools import lru_cache

import pytest

from poplit import rules
from tests.conftest import TESTS, case_of, cases

# Items that cannot be had alone: what makes them hold, or makes the rule apply, makes another one hold too.
NEVER_ALONE = {("sepsis_flags", "chemo"), ("six_ps", "weak")}


@pytest.mark.parametrize("described", cases("kb/rules"))
def test_rule(kb, described, request):
    name = request.node.callspec.id.split(":")[0]
    scored = _scored(kb, name, described)
    expected = described["expect"]
    if expected["score"] is None:
        assert scored is None
        return
    assert scored is not None, "the rule does not apply"
    assert scored.score == expected["score"], scored.items
    assert scored.band == expected["band"]
    assert list(scored.items) == expected.get("items", list(scored.items))


def test_every_rule_has_cases(kb):
    assert set(kb.rules) == {file.stem for file in (TESTS / "kb" / "rules").glob("*.yml")}


def test_every_item_is_exercised_alone(kb):
    alone = {(name, *score.items) for name, score in _all(kb) if score and len(score.items) == 1}
    counted = {(name, item) for name, score in _all(kb) if score for item in score.items}
    wanted = {(rule.id, item.id) for rule in kb.rules.values() for item in rule.items}
    assert sorted(wanted - counted) == [], "items that no case makes count"
    assert sorted(wanted - alone - NEVER_ALONE) == [], "items that no case makes count alone"


def test_every_band_is_reached_at_its_cut_off(kb):
    reached = {(name, score.band) for name, score in _all(kb) if score}
    wanted = {(rule.id, band.name) for rule in kb.rules.values() for band in rule.bands}
    never = {("bone_tumour_screen", "nothing so far"), ("meniscal_symptoms", "no sign so far")}  # they apply by their own items
    assert sorted(wanted - reached - never) == []


def test_every_rule_says_where_it_does_not_apply(kb):
    assert sorted(set(kb.rules) - {name for name, score in _all(kb) if score is None}) == []


def test_rules_that_only_warn_ask_for_no_level(kb):
    warn = ("wells_pe", "perc", "septic_joint_caveats", "kocher_caveat", "cauda_equina", "six_ps", "compartment_signs", "sepsis_flags")
    assert [(name, band.name) for name in warn for band in kb.rules[name].bands if band.level] == []


def test_wells_never_looks_valid_in_pregnancy(kb):
    """A condition has no "not", so the clot scores that stay scored in pregnancy say it themselves wherever they ask for something."""
    for rule in (kb.rules["wells_dvt"], kb.rules["oudega_dvt"]):
        assert "not made for pregnancy" in rule.for_whom
        assert [band.name for band in rule.bands if band.level and "pregnancy" not in band.means] == []


def test_no_rule_subtracts_points(kb):
    assert min(item.points for rule in kb.rules.values() for item in rule.items) > 0


def _scored(kb, name, described):
    return next((score for score in rules.score(kb, case_of(kb, described)) if score.id == name), None)


@lru_cache(maxsize=2)
def _all(kb):
    return [(case.id.split(":")[0], _scored(kb, case.id.split(":")[0], case.values[0])) for case in cases("kb/rules")]
