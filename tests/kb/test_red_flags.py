"""Every red flag fires where it must, and not where it must not (tests/kb/red_flags/*.yml)."""

from copy import deepcopy

import pytest

from poplit import safety
from tests.conftest import case_of, cases


@pytest.mark.parametrize("described", cases("kb/red_flags"))
def test_red_flag(kb, described):
    expected, checked = described["expect"], safety.check(kb, case_of(kb, described))
    fired = [raised.flag.id for raised in checked.raised]
    if "level" in expected:
        assert (checked.level or "none") == expected["level"], fired
    if "at_least" in expected:
        assert safety.rank(checked.level) >= safety.rank(expected["at_least"]), fired
    if "at_most" in expected:
        limit = -1 if expected["at_most"] == "none" else safety.rank(expected["at_most"])
        assert safety.rank(checked.level) <= limit, fired
    assert set(expected.get("fires", ())) <= set(fired), fired
    assert not set(expected.get("not_fires", ())) & set(fired), fired


def test_every_red_flag_fires_in_some_case(kb):
    fired = set()
    for case in cases("kb/red_flags"):
        fired.update(raised.flag.id for raised in safety.check(kb, case_of(kb, case.values[0])).raised)
    assert set(kb.red_flags) - fired == set()


def test_adding_any_finding_to_any_red_flag_case_never_lowers_the_level(kb):
    for case in cases("kb/red_flags"):
        before = case_of(kb, case.values[0])
        level = safety.rank(safety.check(kb, before).level)
        for finding in kb.findings:
            changes = any(before.status(implied) == "absent" for implied in kb.findings[finding].implies)
            if before.status(finding) is None and not changes:  # what contradicts an earlier "no" is a change, not one finding more
                more = deepcopy(before)
                more.state(kb, finding, "present")
                assert safety.rank(safety.check(kb, more).level) >= level, (case.id, finding)


def test_a_warning_never_reassures(kb):
    for flag in kb.red_flags.values():
        assert not any(word in flag.say.lower() for word in ("probably", "nothing to", "harmless", "don't worry", "no need")), flag.id
