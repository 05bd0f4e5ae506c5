"""The commands as other programs use them: their contracts, and what they say to wrong input."""

import json
import subprocess
import sys

import pytest

from poplit.knowledge import FOLDER

ROOT = FOLDER.parent


def poplit(*arguments: str, given: str = "") -> subprocess.CompletedProcess:
    return subprocess.run([sys.executable, "-m", "poplit", *arguments], input=given, capture_output=True, text=True, cwd=ROOT, timeout=120)


def assess(case: dict) -> dict:
    done = poplit("assess", given=json.dumps(case))
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_an_assessment_has_everything_the_contract_names():
    got = assess(
        {"age": 34, "sex": "female", "findings": {"long_travel_4h": "present", "calf_swollen_one_side": "present", "fever": "absent"}}
    )
    assert set(got) == {"triage", "red_flags", "rules", "causes", "serious_not_excluded", "together", "next", "kb"}
    assert got["triage"] == "emergency"
    assert all(flag["why"] for flag in got["red_flags"])
    assert {"id", "score", "level", "items"} <= set(got["rules"][0])
    assert {"id", "name", "likelihood", "probability", "for", "against"} == set(got["causes"][0])
    assert all({"id", "why"} <= set(why) for cause in got["causes"] for why in cause["for"] + cause["against"])


def test_the_same_case_gives_the_same_bytes():
    case = json.dumps({"age": 60, "findings": {"stiff_after_sitting": "present", "lump_behind_knee": "present"}})
    assert poplit("assess", given=case).stdout == poplit("assess", given=case).stdout


def test_assess_check_and_understand_never_import_rasa():
    for command in ("assess", "check", "understand"):
        program = (
            f"import sys; from poplit.cli import main; main([{command!r}]); sys.exit('rasa' in sys.modules or 'rasa_sdk' in sys.modules)"
        )
        done = subprocess.run([sys.executable, "-c", program], input="{}", capture_output=True, text=True, cwd=ROOT, timeout=120)
        assert done.returncode == 0, (command, done.stderr)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ("not json", "not JSON"),
        ("[]", "a case is an object"),
        ('{"finding": {}}', "a case is an object"),
        ('{"findings": {"fevr": "present"}}', "did you mean fever"),
        ('{"findings": {"fever": "yes"}}', "unknown status"),
        ('{"findings": []}', '"findings" is an object'),
        ('{"age": -3}', '"age" is a number'),
        ('{"age": "old"}', '"age" is a number'),
        ('{"sex": "x"}', '"sex" is'),
    ],
)
def test_wrong_input_gets_one_plain_sentence_and_status_2(given, says):
    done = poplit("assess", given=given)
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr and len(done.stderr.strip().splitlines()) == 1


def test_understand_answers_each_line_with_the_contract():
    done = poplit("understand", "--json", given="my left calf is swollen\n\nno fever\n")
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(answers) == 3
    assert all(set(answer) == {"text", "intent", "findings", "details", "red_flags"} for answer in answers)
    assert answers[0]["details"]["side"] == "left" and answers[0]["details"]["subject"] == "self"
    found = answers[0]["findings"][0]
    assert set(found) == {"id", "status", "text", "start", "end"}
    assert answers[2]["findings"][0]["status"] == "absent"


def test_the_knowledge_as_it_is_has_no_mistakes():
    done = poplit("check")
    assert done.returncode == 0, done.stderr
    assert "0 unsourced" in done.stdout.splitlines()[-1]


def test_an_unknown_command_is_status_2():
    assert poplit("dance").returncode == 2
