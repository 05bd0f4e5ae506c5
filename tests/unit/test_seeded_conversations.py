"""Mistakes that somebody editing domain.yml or data/ makes: each gives one plain line, with file and line number."""

import re
import shutil

import pytest

from poplit.check import ROOT, agreement


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    folder = tmp_path_factory.mktemp("project")
    shutil.copy(ROOT / "domain.yml", folder)
    for part in ("data", "actions"):
        shutil.copytree(ROOT / part, folder / part)
    return folder


# (what the mistake is, file, what stands there, what stands there instead, what the line says)
MISTAKES = [
    (
        "an intent nobody answers",
        "domain.yml",
        "\n  - affirm\n",
        "\n  - affirm\n  - applaud\n",
        "no rule or story answers the intent 'applaud'",
    ),
    ("an intent twice", "domain.yml", "\n  - affirm\n", "\n  - affirm\n  - affirm\n", "intents: 'affirm' stands twice"),
    ("a section that is gone", "domain.yml", "\nactions:\n", "\nacts:\n", "'actions' must be a list"),
    ("a phase nobody knows", "domain.yml", "values: [opening,", "values: [begin, opening,", "slot phase has begin, opening, "),
    ("an action without code", "domain.yml", "\n  - action_stop\n", "\n  - action_stop\n  - action_dance\n", "action_dance'"),
    ("an unknown intent in a rule", "data/rules/any_time.yml", "intent: greet", "intent: gret", "unknown intent 'gret'; available: "),
    ("an unknown action in a rule", "data/rules/any_time.yml", "action_greet", "action_gret", "unknown action 'action_gret'; available: "),
    ("a misspelt key of a step", "data/rules/any_time.yml", "- intent: go_back", "- intend: go_back", "unknown key 'intend' in a step"),
    ("a misspelt key of a rule", "data/rules/phases.yml", "    condition:", "    conditions:", "unknown key 'conditions'; allowed: "),
    ("an unknown slot", "data/rules/phases.yml", "- phase: opening", "- fase: opening", "unknown slot 'fase'; available: case, phase"),
    (
        "a phase no slot has",
        "data/rules/phases.yml",
        "- phase: opening",
        "- phase: begin",
        "slot phase: unknown value 'begin'; available: ",
    ),
    ("rules under a wrong name", "data/rules/red_flags.yml", "\nrules:", "\nrule:", "unknown key 'rule'; allowed: nlu, rules"),
    (
        "an unknown intent of examples",
        "data/nlu/summary.yml",
        "- intent: ask_summary",
        "- intent: ask_sumary",
        "unknown intent 'ask_sumary' in the",
    ),
    (
        "a line that is no example",
        "data/nlu/languages.yml",
        "      - me duele la rodilla\n",
        "      me duele la rodilla\n",
        "an example begins with '- '",
    ),
    (
        "one example of two intents",
        "data/nlu/summary.yml",
        "    examples: |\n",
        "    examples: |\n      - me duele la rodilla\n",
        "is an example of ",
    ),
    ("a file that is no YAML", "data/nlu/summary.yml", "nlu:\n", "nlu: [\n", "this is not YAML"),
]


@pytest.mark.parametrize("mistake", MISTAKES, ids=[mistake[0] for mistake in MISTAKES])
def test_each_mistake_is_named_with_its_line(copy, mistake):
    _, file, old, new, says = mistake
    before = (copy / file).read_text(encoding="utf-8")
    assert old in before, f"there is no '{old}'"
    try:
        (copy / file).write_text(before.replace(old, new, 1), encoding="utf-8")
        lines = [str(problem) for problem in agreement.check(copy)]
    finally:
        (copy / file).write_text(before, encoding="utf-8")
    assert any(says in line for line in lines), lines
    assert all(re.match(r"[\w/]+\.yml:[1-9]\d*: \S", line) for line in lines), lines


def test_the_project_itself_agrees():
    assert list(agreement.check(ROOT)) == []
