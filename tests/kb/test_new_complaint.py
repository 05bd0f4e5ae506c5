"""A whole new complaint is a folder of YAML: three conditions of the ankle, put into kb/complaints/, and not a line of Python."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from poplit.case import build
from poplit.check import check
from poplit.knowledge import FOLDER, load
from poplit.reasoning import assess

ANKLE = Path(__file__).resolve().parents[1] / "fixtures" / "ankle_pain"


@pytest.fixture(scope="module")
def with_ankle(tmp_path_factory):
    folder = tmp_path_factory.mktemp("knowledge") / "kb"
    shutil.copytree(FOLDER, folder)
    shutil.copytree(ANKLE, folder / "complaints" / "ankle_pain")
    return folder


def talk(folder: Path, *messages: str) -> list[dict]:
    """What the whole assistant, Rasa and all, answers to each message with this knowledge."""
    run = subprocess.run(
        [sys.executable, "-m", "poplit", "talk", "--json"],
        input="\n".join(messages) + "\n",
        capture_output=True,
        text=True,
        env={**os.environ, "POPLIT_KB": str(folder)},
        timeout=300,
        check=True,
    )
    return [json.loads(line) for line in run.stdout.splitlines()]


def test_the_folder_holds_only_yaml():
    assert {file.suffix for file in ANKLE.rglob("*") if file.is_file()} == {".yml"}


def test_the_check_finds_nothing_wrong_with_it(with_ankle):
    problems, counts = check(with_ankle, None)
    assert [str(problem) for problem in problems] == []
    assert counts.startswith(f"{len(load().causes) + 3} causes")


def test_the_bot_asks_about_the_ankle_and_names_the_sprain(with_ankle):
    turns = talk(
        with_ankle,
        "my ankle hurts",
        "none of these",
        "28",
        "male",
        "none of these",
        "it came on suddenly",
        "outer side",
        "one leg only",
        "none of these",
        "I rolled it",
    )
    asked = [name for turn in turns for name in turn["asks"]]
    assert {"loc_ankle_outer", "ankle_bone_tender"} <= set(asked)
    assert turns[0]["replies"][0]["text"].startswith("Noted: pain in the ankle")
    later = talk(with_ankle, "I rolled my ankle and the outer ankle hurts", "what is an ankle sprain?", "can I drive with an ankle sprain?")
    assert "stretched or torn" in later[1]["replies"][0]["text"]
    assert "brake" in later[2]["replies"][0]["text"]


def test_the_assessment_leads_with_the_sprain(with_ankle):
    kb = load(with_ankle)
    found = assess(kb, build(kb, {"ankle_rolled": "present", "loc_ankle_outer": "present", "ankle_bone_tender": "absent"}, {"age": 28}))
    assert found["causes"][0]["id"] == "ankle_sprain"


def test_its_red_flag_is_said(with_ankle):
    turns = talk(with_ankle, "I rolled my ankle yesterday and the ankle bone is sore to press on")
    assert any("ankle may be broken" in reply["text"] for reply in turns[0]["replies"])


def test_without_the_folder_nothing_is_known_of_it():
    assert "loc_ankle" not in load().findings
