"""The groups of life and of weight that `poplit understand` names, with the words that tell the age or the weight."""

import pytest

from poplit import understanding


def groups(kb, reader, text):
    """Finding id → the words that tell it, of the groups that follow from an age or a weight."""
    named = {name for names in kb.settings["groups"].values() for name in names}
    return {f["id"]: f["text"] for f in understanding.to_json(kb, reader.read(text))["findings"] if f["id"] in named}


@pytest.mark.parametrize(
    ("says", "named"),
    [
        ("my 10 year old daughter limps", {"age_8_16": "10 year old"}),
        ("15M, pain under the kneecap", {"age_8_16": "15M"}),
        ("my little boy is 3 and limps", {"age_lt_5": "boy is 3"}),
        ("my dad, 68yrs, has a sore calf", {"age_ge_65": "dad, 68yrs"}),
        ("my gran is 91 y.o and her knee is swollen", {"age_ge_80": "gran is 91"}),
        ("I'm seventy two and my knee aches", {"age_ge_65": "I'm seventy two"}),
        ("I am 40 and my knee aches", {}),
        ("I broke my leg when I was 12 and it aches again", {}),
        ("my mum had a clot at 70 and my calf hurts", {}),
    ],
)
def test_an_age_names_its_group_of_life(kb, reader, says, named):
    assert groups(kb, reader, says) == named


@pytest.mark.parametrize(
    ("says", "named"),
    [
        ("I'm 5 6'', 240. My calf is warm", {"overweight": "240"}),
        ('5"4, 95 kg, sore knee', {"overweight": "95 kg"}),
        ("height 160, weight: 88, both knees ache", {"overweight": "weight: 88"}),
        ("I'm 5,7 and 17 stone, knee pain", {"overweight": "17 stone"}),
        ("6'1, 290 M45 with knee pain", {"overweight": "290"}),
        ("5'9, 150 lbs, knee pain", {}),
        ("5'9, 300 steps and my knee hurts", {}),
        ("I'm 5'9 and dropped a 100 kg barrel on my knee", {}),
    ],
)
def test_height_and_weight_name_their_group(kb, reader, says, named):
    assert groups(kb, reader, says) == named


@pytest.mark.parametrize("says", ["I'm 5 7'', my knee hurts", "I'm 5 and a half feet tall, my knee hurts"])
def test_a_height_is_no_age(reader, says):
    assert "age" not in reader.read(says).details


@pytest.mark.parametrize("says", ["my dad, 81 yrs, has a sore calf", "my gran is 92 y.o and her calf aches"])
def test_an_age_is_not_how_long_it_has_lasted(reader, says):
    assert "duration_days" not in reader.read(says).details
