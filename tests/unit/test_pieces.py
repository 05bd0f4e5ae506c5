"""What a reply carries beside its text, for channels that show cards and progress, says the same as the text."""

from __future__ import annotations

import json

import pytest

from poplit.case import build
from poplit.reasoning import assess
from poplit.wording import assessment, questions

PEOPLE = {
    "a pulled muscle": ({"sprint_push_off": "present", "loc_behind_knee": "present", "onset_sudden_injury": "present"}, {"age": 34}),
    "a swollen calf": ({"calf_swollen_one_side": "present", "loc_calf_mid": "present", "long_travel_4h": "present"}, {"age": 52}),
    "worn cartilage": ({"loc_inner_knee": "present", "duration_gt_6w": "present", "stiff_after_sitting": "present"}, {"age": 66}),
    "nothing that fits": ({}, {"age": 40}),
}


@pytest.fixture(params=PEOPLE, scope="module")
def replies(request, kb):
    findings, person = PEOPLE[request.param]
    case = build(kb, findings, person)
    return assessment.bubbles(kb, case, assess(kb, case))


def test_every_piece_of_a_part_stands_in_its_text(replies):
    parts = [reply for reply in replies if "part" in reply.custom]
    assert parts
    for reply in parts:
        for piece in pieces(reply.custom):
            assert piece in reply.text, (reply.custom["part"], piece)


def test_the_pieces_are_plain_data(replies):
    for reply in replies:
        assert json.loads(json.dumps(reply.custom)) == {**reply.custom}


def test_the_first_part_is_the_banner_with_its_level(replies):
    assert replies[0].custom["part"] == "banner"
    assert replies[0].custom["level"]


def pieces(custom: dict) -> list[str]:
    found = [custom[key] for key in ("title", "name", "likelihood", "one_line") if key in custom]
    for item in (*custom.get("items", ()), *custom.get("for", ()), *custom.get("against", ()), *custom.get("sources", ())):
        found += [item["title"], item["text"]] if isinstance(item, dict) else [item]
    return found


def test_the_questions_still_to_come_count_down_to_one(kb):
    case = build(kb, {"loc_behind_knee": "present"}, {"age": 34})
    case.phase = "follow_up"
    names = [question.id for question in kb.questions.values() if question.group in kb.settings["asking"]["order"]]
    most, counted = kb.settings["asking"]["most_follow_ups"], []
    for name in (names + list(kb.findings))[: most + 2]:
        case.asking = questions.open_question(kb, kb.questions[name], set()) if name in kb.questions else questions.open_finding(name)
        case.asked.append(name)
        counted.append(questions.ask(kb, case).custom["remaining"])
    assert counted == [*range(most, 0, -1), 1, 1]


def test_before_the_follow_ups_nothing_is_said_of_their_number(kb):
    case = build(kb, {}, {})
    case.phase = "safety"
    case.asking = questions.open_question(kb, kb.questions["safety_now"], set())
    assert "remaining" not in questions.ask(kb, case).custom
