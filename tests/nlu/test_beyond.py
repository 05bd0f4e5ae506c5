"""What lies beyond Poplit: other parts of the body, animals, errands, other languages; and emergencies, which never do."""

from pathlib import Path

import pytest
import yaml

from poplit.case import Case
from poplit.dialogue import respond
from poplit.safety import rank
from tests.nlu.test_answers_in_context import asked_of_somebody

HERE = Path(__file__).parent
BEYOND = yaml.safe_load((HERE / "beyond_the_leg.yml").read_text(encoding="utf-8"))
LANGUAGES = yaml.safe_load((HERE / "other_languages.yml").read_text(encoding="utf-8"))
FOREIGN = [(code, text) for code, texts in LANGUAGES["foreign"].items() for text in texts]
OF_THE_LEG = ("place", "start", "pain", "swelling", "skin", "joint", "nerve")


def answered(kb, assistant, text: str, case: Case) -> str:
    """All that is replied to one message, in small letters."""
    return "\n".join(reply.text for reply in respond(kb, case, assistant.message(text))).lower()


@pytest.mark.parametrize("text", BEYOND["beyond"])
def test_what_is_not_the_leg_gets_an_honest_sentence_and_no_finding_of_the_leg(kb, assistant, text):
    case = Case()
    assert "i only know about the knee, the calf and the leg" in answered(kb, assistant, text, case)
    told = [name for name in case.having("present") if not name.startswith("duration_")]  # "since Saturday"
    assert [name for name in told if kb.findings[name].kind in OF_THE_LEG] == []


@pytest.mark.parametrize("said", BEYOND["both"], ids=lambda said: said["says"])
def test_a_leg_and_something_else_the_leg_is_taken_and_the_other_named(kb, assistant, said):
    case = Case()
    assert f"i leave out the {said['leaves_out']}" in answered(kb, assistant, said["says"], case)
    assert set(said["present"]) <= set(case.having("present"))


@pytest.mark.parametrize("begun", [False, True], ids=["first", "in the middle"])
@pytest.mark.parametrize("text", BEYOND["emergencies"])
def test_an_emergency_is_caught_whatever_the_scope(kb, assistant, text, begun):
    case = asked_of_somebody(kb, "how_it_started") if begun else Case()
    answered(kb, assistant, text, case)
    assert case.assessed is not None and rank(case.assessed) >= rank("emergency")


@pytest.mark.parametrize(("code", "text"), FOREIGN)
def test_another_language_is_recognised_and_told_so_in_both(kb, assistant, code, text):
    said = answered(kb, assistant, text, Case())
    assert "i only understand english" in said
    own = kb.wording["in_their_language"].get(code)
    assert own is None or own.lower() in said


@pytest.mark.parametrize("text", LANGUAGES["english"])
def test_a_foreign_word_or_name_in_english_is_no_other_language(assistant, text):
    message = assistant.message(text)
    assert message.intent != "other_language" and message.reading.english


@pytest.mark.parametrize("said", LANGUAGES["answers"], ids=lambda said: said["says"])
def test_a_short_foreign_yes_or_no_is_an_answer(kb, assistant, said):
    case = asked_of_somebody(kb, "lump_behind_knee")
    answered(kb, assistant, said["says"], case)
    assert case.status("lump_behind_knee") == said["means"]
