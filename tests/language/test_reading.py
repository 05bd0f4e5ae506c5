"""What messages say (tests/language/*.yml): findings by status, details, and the kind of answer.

Each case: says; present / absent / unsure / past / other (ids that must be read so); not_present, not_absent (ids that must not be so);
details; answer; no_flags: true, or flags (red flags of the message alone).
"""

import pytest

from poplit import understanding
from tests.conftest import cases


@pytest.mark.parametrize("case", cases("language"))
def test_message(kb, reader, case):
    reading = reader.read(case["says"])
    seen = {status: set(reading.ids(status)) for status in ("present", "absent", "unsure", "past", "other")}
    for status in seen:
        assert set(case.get(status, ())) <= seen[status], seen
    assert not set(case.get("not_present", ())) & seen["present"], seen
    assert not set(case.get("not_absent", ())) & seen["absent"], seen
    if case.get("nothing_present"):
        assert not seen["present"], seen
    for name, value in case.get("details", {}).items():
        assert reading.details.get(name) == value, reading.details
    if "answer" in case:
        assert (reading.answer or "none") == case["answer"]
    flags = {raised.flag.id for raised in understanding.flags(kb, reading)}
    if case.get("no_flags"):
        assert not flags
    assert set(case.get("flags", ())) <= flags, flags
    alarm = understanding.alarm(kb, reading)
    if "alarm" in case:
        assert (alarm.flag.level if alarm else "none") == case["alarm"], (flags, seen)


def test_where_the_words_stand_is_said_in_the_original_text(reader):
    text = "Well… my “left” calf   is\tswollen, honestly"
    mention = next(m for m in reader.read(text).mentions if m.id == "calf_swollen_one_side")
    assert text[mention.start : mention.end] == mention.text
    assert "calf" in mention.text and "swollen" in mention.text


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n",
        "🦵🦵🦵",
        "\u200b",
        "\ud83d",
        "a" * 100_000,
        "knee " * 5000,
        "<script>alert(1)</script>",
        "%s {0} \\x00",
        "ركبتي تؤلمني",
        "\x00\x01",
        "..." * 50,
    ],
)
def test_any_input_is_read_without_an_error(reader, text):
    reader.read(text)


def test_reading_twice_gives_the_same(reader):
    text = "my calf is swollen and hot, no fever, dad had a clot, since tuesday"
    assert reader.read(text) == reader.read(text)
