"""How messages are read, tested as behaviour (CheckList, Ribeiro et al. 2020): a capability, and one of three kinds of test.

minimum     a simple message must be read so
invariance  a change that means nothing changes nothing
direction   a change that means something moves the reading that way and no other

The cases are made from templates.yml; see its head for the keys. Nothing is random.
"""

import itertools
import re
from collections import Counter
from pathlib import Path

import pytest
import yaml

from poplit import understanding
from poplit.language.spelling import english_words
from poplit.safety import rank

DATA = yaml.safe_load((Path(__file__).parent / "templates.yml").read_text(encoding="utf-8"))
STATUSES = ("present", "absent", "unsure", "past", "other")
KINDS = ("minimum", "invariance", "direction")


def _mistyped(text: str, edit) -> str:
    """One edit in the first word of six letters or more that does not become another English word; the first letter stays."""
    for found in re.finditer(r"[a-z]{6,}", text):
        word = found.group()
        for n in range(len(word) // 2, len(word) - 1):
            wrong = edit(word, n)
            if wrong != word and wrong not in english_words():
                return text[: found.start()] + wrong + text[found.end() :]
    raise ValueError(f"no word to mistype in {text!r}")


def _swap_sides(text: str) -> str:
    other = {"left": "right", "right": "left"}
    return re.sub(r"\b(left|right)\b", lambda found: other[found.group()], text)


CHANGES = {
    "capital": lambda text: text[0].upper() + text[1:],
    "upper": str.upper,
    "lower": str.lower,
    "title": str.title,
    "no_apostrophes": lambda text: text.replace("'", ""),
    "curly": lambda text: text.replace("'", "\u2019"),
    "wide": lambda text: text.replace(" ", "   "),
    "other_side": _swap_sides,
    "left_out": lambda text: _mistyped(text, lambda word, n: word[:n] + word[n + 1 :]),
    "doubled": lambda text: _mistyped(text, lambda word, n: word[:n] + word[n] + word[n:]),
    "turned_round": lambda text: _mistyped(text, lambda word, n: word[: n - 1] + word[n] + word[n - 1] + word[n + 1 :]),
    "wrong_letter": lambda text: _mistyped(text, lambda word, n: word[:n] + "x" + word[n + 1 :]),
}


class Words(str):
    """A text for a place in a template: {x} as it is, {x.id} the finding it states, {x:upper} changed."""

    id = ""

    def __format__(self, change: str) -> str:
        return CHANGES[change](str(self)) if change else str(self)


def _choices(given) -> list[Words]:
    given = DATA["lists"][given] if isinstance(given, str) else given
    pairs = given.items() if isinstance(given, dict) else ((None, text) for text in given)
    made = []
    for name, texts in pairs:
        for text in [texts] if isinstance(texts, str) else texts:
            words = Words(text)
            words.id = name or ""
            made.append(words)
    return made


def _filled(value, names: dict):
    if isinstance(value, str):
        return value.format(**names)
    if isinstance(value, list):
        return [_filled(one, names) for one in value]
    if isinstance(value, dict):
        return {key: _filled(one, names) for key, one in value.items()}
    return value


def _generated(block: dict):
    places = {name: _choices(given) for name, given in (block.get("with") or {}).items()}
    checks = {key: value for key, value in block.items() if key not in ("name", "capability", "kind", "with", "why", "zip")}
    rows = zip(*places.values(), strict=True) if block.get("zip") else itertools.product(*places.values())
    for row in rows:
        names = dict(zip(places, row, strict=True))
        if len({words.id for words in row if words.id}) < sum(bool(words.id) for words in row):
            continue
        for says in checks["says"] if isinstance(checks["says"], list) else [checks["says"]]:
            case = _filled({**checks, "says": says}, names)
            if case.get("same_as") != case["says"]:
                yield {"capability": block["capability"], "kind": block["kind"], **case}


def _parameters():
    for block in DATA["cases"]:
        for case in _generated(block):
            yield pytest.param(case, id=f"{block['capability']}/{block['kind']}: {block['name']}: {case['says']}")


CASES = list(_parameters())


@pytest.fixture(scope="module")
def read(reader):
    kept: dict[str, object] = {}

    def reading(text: str):
        if text not in kept:
            kept[text] = reader.read(text)
        return kept[text]

    return reading


def _found(reading, status: str = "present") -> set[str]:
    return set(reading.ids(status))


def _urgency(kb, reading) -> int:
    return max((rank(raised.flag.level) for raised in understanding.flags(kb, reading)), default=-1)


@pytest.mark.parametrize("case", CASES)
def test_behaviour(kb, read, case):
    reading = read(case["says"])
    seen = {status: _found(reading, status) for status in STATUSES}
    for status in STATUSES:
        assert set(case.get(status, ())) <= seen[status], seen
    assert not set(case.get("not_present", ())) & seen["present"], seen
    assert not set(case.get("not_absent", ())) & seen["absent"], seen
    if case.get("nothing_present"):
        assert not seen["present"], seen
    if "only" in case:
        assert seen["present"] == set(case["only"]), seen
    for name, value in case.get("details", {}).items():
        assert reading.details.get(name) == value, reading.details
    _compared(kb, read, case, reading, seen)
    if case.get("no_alarm"):
        assert _urgency(kb, reading) < rank("emergency"), seen
    if "alarm" in case:
        assert _urgency(kb, reading) >= rank(case["alarm"]), seen


def _compared(kb, read, case, reading, seen):
    if "same_as" in case:
        other = read(case["same_as"])
        assert {s: seen[s] for s in STATUSES} == {s: _found(other, s) for s in STATUSES}
        assert _urgency(kb, reading) == _urgency(kb, other)
    if "present_of" in case:
        assert seen["present"] == _found(read(case["present_of"])), seen
    if "within" in case:
        assert seen["present"] <= _found(read(case["within"])), seen
    if "covers" in case:
        assert _found(read(case["covers"])) <= seen["present"], seen
    if "union_of" in case:
        assert seen["present"] == set().union(*(_found(read(text)) for text in case["union_of"])), seen
    if "louder_than" in case:
        assert _urgency(kb, reading) > _urgency(kb, read(case["louder_than"])), seen


def test_the_suite_is_as_wide_as_it_says(kb):
    """Enough cases of every kind, every finding named exists, no case twice."""
    cases = [parameter.values[0] for parameter in CASES]
    assert len(cases) >= 400
    assert {case["kind"] for case in cases} == set(KINDS)
    named = {name for case in cases for key in (*STATUSES, "not_present", "not_absent", "only") for name in case.get(key, ())}
    assert not named - set(kb.findings)
    assert len(named) >= 60
    assert not [name for name, times in Counter(parameter.id for parameter in CASES).items() if times > 1]
