"""`poplit check` names mistakes in kb/ plainly: file, line, what is wrong, what is available."""

import shutil

import pytest

from poplit.check import check
from poplit.knowledge import FOLDER


@pytest.fixture
def copy(tmp_path):
    shutil.copytree(FOLDER, tmp_path / "kb")
    return tmp_path / "kb"


def change(folder, file: str, old: str, new: str) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{file} has no '{old}'"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("causes/dvt.yml", "one_line:", "oneline:", "unknown key 'oneline'; allowed:"),
        (
            "causes/dvt.yml",
            "  calf_swollen_one_side:",
            "  calf_swolen_one_side:",
            "unknown finding 'calf_swolen_one_side'; near: calf_swollen_one_side",
        ),
        ("causes/dvt.yml", "source: estimate", "source: nowhere", "unknown source 'nowhere'"),
        ("causes/bakers_cyst.yml", "triage: consultation", "triage: tomorrow", "triage"),
        ("causes/bakers_cyst.yml", "weight: 60", "weight: -1", "prior.weight"),
        ("causes/bakers_cyst.yml", "id: bakers_cyst", "id: [", "this is not YAML"),
        ("causes/bakers_cyst.yml", "one_line:", "id: twice\none_line:", "the key 'id' stands twice"),
        ("findings/swelling.yml", "pulsating_lump:", "pulsating_lumps:", "unknown finding 'pulsating_lump'"),
        ("red_flags.yml", "level: emergency_ambulance", "level: ambulance", "level"),
        ("questions.yml", "present: [breathless_new]", "present: [breathles]", "unknown finding 'breathles'"),
        ("rules/wells_dvt.yml", "points: 1", "points: one", "points"),
        ("context.yml", "direction: forward", "direction: sideways", "direction"),
    ],
)
def test_a_mistake_is_one_plain_line(copy, file, old, new, says):
    change(copy, file, old, new)
    problems, _ = check(copy, root=None)
    lines = [str(problem) for problem in problems]
    assert any(says in line for line in lines), lines[:5]
    assert all("\n" not in line for line in lines)


def test_the_line_of_a_mistake_is_named(copy):
    change(copy, "causes/dvt.yml", "one_line:", "oneline:")
    line = next(
        n for n, text in enumerate((copy / "causes/dvt.yml").read_text(encoding="utf-8").splitlines(), 1) if text.startswith("oneline")
    )
    problems, _ = check(copy, root=None)
    assert any(problem.file == "causes/dvt.yml" and problem.line == line for problem in problems)


def test_a_red_flag_that_can_never_fire_is_named(copy):
    text = (copy / "red_flags.yml").read_text(encoding="utf-8")
    never = "{all: [fever, {denied: fever}]}"
    text += f"\n  - {{id: rf99_never, name: never, level: emergency, when: {never}, say: Go now., sources: [S01], reviewed: null}}\n"
    (copy / "red_flags.yml").write_text(text, encoding="utf-8")
    problems, _ = check(copy, root=None)
    assert any("rf99_never: its condition can never hold" in str(problem) for problem in problems)
