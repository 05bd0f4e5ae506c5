"""What the body map sends reads to the spot that was chosen, the right leg and nothing else."""

from __future__ import annotations

import itertools
import re

import pytest

from poplit.case import Case
from poplit.dialogue import Message, respond
from poplit.knowledge import load
from poplit.knowledge.files import FOLDER
from poplit.language import Reader
from poplit.understanding import flags

KB = load()
SPOTS = list(KB.body_map)
DRAWING = FOLDER.parent / "web" / "leg.svg"
FROM_THE_SIDE = {"left": {"unilateral_leg_pain"}, "right": {"unilateral_leg_pain"}, "both": {"bilateral", "loc_both_knees"}}


@pytest.fixture(scope="module")
def read():
    return Reader(KB).read


def follows(*names: str) -> set[str]:
    """The findings, and all that they imply."""
    found = set(names)
    for name in names:
        found |= follows(*KB.findings[name].implies)
    return found


def check(read, text: str, spots: list[str], side: str) -> None:
    reading = read(text)
    present = set(reading.ids("present"))
    assert set(spots) <= present, text
    assert present <= follows(*spots) | FROM_THE_SIDE[side], text
    assert not [mention for mention in reading.mentions if mention.status != "present"], text
    assert reading.details.get("side") == side, text
    told = {name for name, value in reading.details.items() if value} - {"side", "site"}
    assert not told, (text, told)
    assert not flags(KB, reading), text


@pytest.mark.parametrize("spot", SPOTS)
@pytest.mark.parametrize("side", ["left", "right"])
def test_one_spot_reads_to_its_finding_and_its_leg(read, spot, side):
    check(read, getattr(KB.body_map[spot], side), [spot], side)


@pytest.mark.parametrize("spot", SPOTS)
def test_the_same_spot_on_both_legs_reads_to_both(read, spot):
    check(read, f"{KB.body_map[spot].left} {KB.body_map[spot].right}", [spot], "both")


@pytest.mark.parametrize("one,other", itertools.combinations(SPOTS, 2))
def test_two_spots_of_one_leg_read_to_both_findings(read, one, other):
    check(read, f"{KB.body_map[one].left} {KB.body_map[other].left}", [one, other], "left")


@pytest.mark.parametrize("one,other", itertools.permutations(SPOTS[::3], 2))
def test_a_spot_of_each_leg_reads_to_both_legs(read, one, other):
    check(read, f"{KB.body_map[one].left} {KB.body_map[other].right}", [one, other], "both")


@pytest.mark.parametrize("spot", SPOTS)
def test_after_somebody_asked_for_their_father_the_spot_is_his(read, spot):
    """Who points at the map for somebody else does not become the patient by it."""
    case = Case()
    for text in ("it is about my dad, his leg hurts", KB.body_map[spot].right):
        respond(KB, case, Message(read(text), "inform"))
    assert case.status(spot) == "present"
    assert case.details.get("side") == "right"
    assert case.details.get("subject") == "other"


def test_the_drawing_shows_only_spots_of_the_knowledge_base():
    drawn = set(re.findall(r'data-place="(\w+)"', DRAWING.read_text(encoding="utf-8")))
    assert drawn, "the drawing has no spots"
    assert drawn <= set(SPOTS)
    # Two spots are no one place; the page offers them beside the drawing.
    assert set(SPOTS) - drawn == {"loc_whole_knee", "thigh_leg_pain"}
