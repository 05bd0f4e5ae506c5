"""Every case of tests/kb/<cause>.yml: who the person is, what is known, and what must come out."""

import pytest

from poplit.reasoning import assess
from poplit.safety import rank
from tests.conftest import case_of, cases


@pytest.mark.parametrize("described", cases("kb"))
def test_cause(kb, described):
    expected = described["expect"]
    got = assess(kb, case_of(kb, described))
    names = [cause["id"] for cause in got["causes"]]
    if "first" in expected:
        assert names[0] == expected["first"], names
    if "among" in expected:
        assert expected["among"]["cause"] in names[: expected["among"]["of"]], names
    assert not set(expected.get("not_first", ())) & set(names[:1])
    if "triage" in expected:
        assert got["triage"] == expected["triage"], got["red_flags"]
    if "at_least" in expected:
        assert rank(got["triage"]) >= rank(expected["at_least"]), got["red_flags"]
    if "at_most" in expected:
        assert rank(got["triage"]) <= rank(expected["at_most"]), got["red_flags"]
    assert set(expected.get("red_flags", ())) <= {flag["id"] for flag in got["red_flags"]}
    assert set(expected.get("serious_not_excluded", ())) <= set(got["serious_not_excluded"])


def test_every_cause_has_a_file_with_four_cases_or_more(kb):
    counted = {}
    for case in cases("kb"):
        name = case.id.split(":")[0]
        counted[name] = counted.get(name, 0) + 1
    assert {name: counted.get(name, 0) for name in kb.causes if counted.get(name, 0) < 4} == {}
