"""Every red flag fires where it must, and not where it must not (tests/kb/red_flags/*.yml); and nothing said ever lowers a level."""

from collections.abc import Iterable
from copy import deepcopy

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from poplit import safety
from poplit.case import Case
from poplit.conditions import findings_of, reasons
from poplit.knowledge import load
from tests.conftest import case_of, cases

IDS = sorted(load().findings)


@pytest.mark.parametrize("described", cases("kb/red_flags"))
def test_red_flag(kb, described):
    expected, checked = described["expect"], safety.check(kb, case_of(kb, described))
    fired = [raised.flag.id for raised in checked.raised]
    assert set(expected) <= {"level", "at_least", "at_most", "fires", "not_fires"}
    if "level" in expected:
        assert (checked.level or "none") == expected["level"], fired
    if "at_least" in expected:
        assert safety.rank(checked.level) >= safety.rank(expected["at_least"]), fired
    if "at_most" in expected:
        limit = -1 if expected["at_most"] == "none" else safety.rank(expected["at_most"])
        assert safety.rank(checked.level) <= limit, fired
    assert set(expected.get("fires", ())) | set(expected.get("not_fires", ())) <= set(kb.red_flags)
    assert set(expected.get("fires", ())) <= set(fired), fired
    assert not set(expected.get("not_fires", ())) & set(fired), fired


def test_every_red_flag_fires_in_some_case(kb):
    fired = {name for case in cases("kb/red_flags") for name in case.values[0]["expect"].get("fires", ())}
    missing = [name for name in kb.red_flags if name not in fired]
    assert not missing, f"no case expects these red flags to fire: {', '.join(missing)}"


def test_every_red_flag_has_a_case_that_comes_near_and_does_not_fire_it(kb):
    """Near: something that the red flag looks at was said of the person, with a yes or with a no."""
    near = set()
    for case in cases("kb/red_flags"):
        said = set(case_of(kb, case.values[0]).findings)
        spared = case.values[0]["expect"].get("not_fires", ())
        near.update(name for name in spared if said & findings_of(kb.red_flags[name].when, kb))
    missing = [name for name in kb.red_flags if name not in near]
    assert not missing, f"no near miss for these red flags: {', '.join(missing)}"


def test_adding_any_finding_to_any_other_never_lowers_the_level(kb):
    """All ordered pairs of findings."""
    for first in kb.findings:
        before = Case(turn=1)
        before.state(kb, first, "present")
        assert not _lowering(kb, before, kb.findings), first


def test_adding_any_finding_to_any_red_flag_case_never_lowers_the_level(kb):
    for case in cases("kb/red_flags"):
        before = case_of(kb, case.values[0])
        assert not _lowering(kb, before, (name for name in kb.findings if not _takes_back(kb, before, name))), case.id


@settings(max_examples=300, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(
    st.lists(st.sampled_from(IDS), min_size=3, max_size=12, unique=True),
    st.lists(st.sampled_from(IDS), max_size=12, unique=True),
    st.lists(st.sampled_from(IDS), min_size=1, max_size=6, unique=True),
)
def test_one_finding_more_never_lowers_the_level_of_any_case(kb, present, denied, more):
    """Three to twelve findings said, some denied; then one more is said that takes nothing of it back."""
    case = Case(turn=1)
    for name in present:
        case.state(kb, name, "present")
    for name in denied:
        if case.status(name) is None:
            case.state(kb, name, "absent")
    news = [name for name in more if case.status(name) is None and not _takes_back(kb, case, name)]
    assume(news)
    level = safety.rank(safety.check(kb, case).level)
    for name in news:
        said = deepcopy(case)
        said.state(kb, name, "present")
        assert safety.rank(safety.check(kb, said).level) >= level, name


def test_a_warning_never_reassures(kb):
    for flag in kb.red_flags.values():
        assert not any(word in flag.say.lower() for word in ("probably", "nothing to", "harmless", "don't worry", "no need")), flag.id


def test_no_warning_names_a_dose_or_a_chance(kb):
    for flag in kb.red_flags.values():
        for line in (flag.say, *flag.do):
            assert "%" not in line and " mg" not in line, (flag.id, line)


def _lowering(kb, before: Case, more: Iterable[str]) -> list[str]:
    """Those of some findings that make the case less urgent. What gave the level is tried first: while it holds, nothing is lost."""
    checked = safety.check(kb, before)
    if checked.level is None:
        return []
    behind = [raised.flag.when for raised in checked.raised if raised.flag.level == checked.level]
    lowering = []
    for finding in more:
        after = before.supposing(kb, finding)
        holds = any(reasons(when, after, kb) is not None for when in behind)
        if not holds and safety.rank(safety.check(kb, after).level) < safety.rank(checked.level):
            lowering.append(finding)
    return lowering


def _takes_back(kb, case: Case, finding: str) -> bool:
    """True when saying the finding would turn an earlier "no", its own or that of something it implies, into a yes."""
    todo, seen = [finding], set()
    while todo:
        name = todo.pop()
        if name not in seen:
            seen.add(name)
            todo += kb.findings[name].implies
    return any(case.status(name) == "absent" for name in seen)
