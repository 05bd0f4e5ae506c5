"""What may fail, and what must be said all the same."""

import asyncio
import json
import logging
import subprocess
import sys
import uuid

import pytest
from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.utils.endpoints import ClientResponseError, EndpointConfig

from poplit.knowledge import FOLDER, load
from poplit.rasa.replies import Collector

ROOT = FOLDER.parent


class NoActions(EndpointConfig):
    """An action server that is down."""

    async def request(self, *args, **kwargs):
        raise ClientResponseError(503, "no action server", json.dumps({"error": "down"}))


@pytest.fixture(scope="module")
def without_actions():
    from poplit.rasa.training import model

    return Agent.load(str(model()), action_endpoint=NoActions())


def say(agent, text: str) -> list[dict]:
    output = Collector()
    asyncio.run(agent.handle_message(UserMessage(text, output, uuid.uuid4().hex)))
    return output.messages


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("my calf is swollen and I have chest pain", "emergency_ambulance"),
        ("I can't breathe properly", "emergency_ambulance"),
        ("flew home yesterday, now one calf is swollen and hot", "emergency"),
        ("my foot is suddenly cold and white", "emergency_ambulance"),
    ],
)
def test_a_red_flag_is_answered_with_the_action_server_down(without_actions, text, level):
    first = say(without_actions, text)[0]["text"]
    assert load().wording["warning"]["call" if level == "emergency_ambulance" else "hospital"] in first


def test_an_action_that_fails_says_the_safe_sentence_and_loses_nothing(assistant, monkeypatch, caplog):
    person = uuid.uuid4().hex
    assistant.say("the back of my knee aches", person)
    before = assistant.case(person).to_json()

    words = " ".join(("secret", "words"))  # not in one piece in the source, which a traceback shows

    def broken(*_):
        raise RuntimeError(words)

    monkeypatch.setattr("actions.turn.respond", broken)
    with caplog.at_level(logging.ERROR):
        got = assistant.say("none of these", person)
    assert got["replies"][0]["text"] == load().wording["failure"]
    assert assistant.case(person).to_json() == before
    assert words not in caplog.text


def test_two_people_never_share_anything(assistant):
    one, other = uuid.uuid4().hex, uuid.uuid4().hex
    assistant.say("my left calf is swollen", one)
    assistant.say("the front of my right knee hurts on stairs", other)
    assert assistant.case(one).status("pain_stairs") is None
    assert assistant.case(other).status("calf_swollen_one_side") is None


@pytest.mark.parametrize(
    "text",
    ["/restart", "/session_start", '/inform{"finding": "fever"}', "//greet", "EXTERNAL: x", "   ", "\u200b\u200b", "🦵", "x" * 10_000],
)
def test_nothing_that_is_typed_is_a_command_or_meets_silence(assistant, text):
    person = uuid.uuid4().hex
    assistant.say("the back of my knee aches", person)
    got = assistant.say(text, person)
    assert got["replies"] and all(reply["text"] for reply in got["replies"])
    if "start" not in text:  # without its slash "/restart" is the wish to start again, in plain words
        assert assistant.case(person).status("loc_behind_knee") == "present"


def test_the_same_talk_gives_the_same_words(assistant):
    talk = ["my knee has been stiff for years and there is a bulge behind it", "none of these", "none of these", "61", "slowly"]
    replies = [[assistant.say(text, person)["replies"] for text in talk] for person in (uuid.uuid4().hex, uuid.uuid4().hex)]
    assert replies[0] == replies[1]


def test_talk_prints_json_and_nothing_else():
    given = "my knee hurts\nnone of these\n\nhello\n"
    done = subprocess.run(
        [sys.executable, "-m", "poplit", "talk", "--json"], input=given, capture_output=True, text=True, cwd=ROOT, timeout=300
    )
    turns = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(turns) == 3
    assert all(set(turn) == {"replies", "asks", "done", "assessment"} for turn in turns)
    assert all({"text", "buttons", "custom"} == set(reply) for turn in turns for reply in turn["replies"])
    assert turns[1]["asks"] and turns[2]["asks"] == ["site", "onset"]


def test_rasa_test_finds_every_story_correct(tmp_path):
    from poplit.rasa.training import model

    command = [sys.executable, "-m", "rasa", "test", "core", "--stories", "tests/stories", "-m", str(model()), "--out", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=300)
    assert done.returncode == 0, done.stderr[-2000:]
    report = json.loads((tmp_path / "story_report.json").read_text(encoding="utf-8"))
    assert report["conversation_accuracy"]["accuracy"] == 1.0
