"""Every item and band of every decision rule (tests/kb/rules/*.yml; the file is named as the rule)."""

import pytest

from poplit import rules
from tests.conftest import TESTS, case_of, cases


@pytest.mark.parametrize("described", cases("kb/rules"))
def test_rule(kb, described, request):
    name = request.node.callspec.id.split(":")[0]
    scores = {score.id: score for score in rules.score(kb, case_of(kb, described))}
    expected = described["expect"]
    if expected.get("score") is None:
        assert name not in scores
        return
    assert scores[name].score == expected["score"], scores[name].items
    assert scores[name].band == expected["band"]


def test_every_rule_has_cases(kb):
    assert set(kb.rules) == {file.stem for file in (TESTS / "kb" / "rules").glob("*.yml")}
