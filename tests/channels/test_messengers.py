"""Rasa's messengers: off until their environment variables are set, with nothing in credentials.yml but the names of those."""

import asyncio

import pytest
import yaml
from rasa.core.channels.channel import UserMessage
from rasa.core.channels.telegram import TelegramInput

from poplit.knowledge import FOLDER, load
from poplit.rasa.messengers import Off, Slack, Telegram, Twilio, as_words
from poplit.rasa.replies import Collector

CREDENTIALS = yaml.safe_load((FOLDER.parent / "credentials.yml").read_text(encoding="utf-8"))


def variables(connector: type) -> dict[str, str]:
    return CREDENTIALS[f"poplit.rasa.messengers.{connector.__name__}"]


def test_a_messenger_without_its_variables_is_off_and_serves_nothing(monkeypatch):
    for connector in (Telegram, Slack, Twilio):
        for name in variables(connector).values():
            monkeypatch.delenv(name, raising=False)
        channel = connector.from_credentials(variables(connector))
        assert isinstance(channel, Off)
        assert not channel.blueprint(asyncio.sleep).routes


def test_telegram_is_on_when_its_variables_are_set(monkeypatch):
    for name in variables(Telegram).values():
        monkeypatch.setenv(name, "1234567:abc")
    assert isinstance(Telegram.from_credentials(variables(Telegram)), TelegramInput)


def test_no_secret_stands_in_the_credentials():
    messengers = {name: entry for name, entry in CREDENTIALS.items() if name.startswith("poplit.rasa.messengers.")}
    assert len(messengers) == 3
    assert all(value.isupper() for entry in messengers.values() for value in entry.values())
    web_chat = {name: entry for name, entry in CREDENTIALS.items() if name not in messengers}
    assert all(isinstance(value, int | list) for entry in web_chat.values() for value in entry.values())


def handed_over(text: str) -> tuple[list[str], list[str]]:
    """What reaches the bot of a message that somebody types into a messenger, and what they are told without it."""
    reached, output = [], Collector()

    async def handle(message: UserMessage) -> None:
        reached.append(message.text)

    asyncio.run(as_words(handle)(UserMessage(text, output, "someone")))
    return reached, [message["text"] for message in output.messages]


@pytest.mark.parametrize(
    ("text", "reaches"),
    [
        ("/EXTERNAL_recheck", "EXTERNAL_recheck"),
        ("EXTERNAL: EXTERNAL_recheck", "EXTERNAL_recheck"),
        ("external:/EXTERNAL_recheck", "EXTERNAL_recheck"),
        ('/inform{"finding": "fever"}', 'inform{"finding": "fever"}'),
        ("//session_start", "session_start"),
        ("/chest pain", "chest pain"),
        ("my calf is sore", "my calf is sore"),
        ("/start", "/greet"),
        ("/restart", "start again"),
    ],
)
def test_what_is_typed_into_a_messenger_is_words(text, reaches):
    assert handed_over(text) == ([reaches], [])


def test_a_message_without_words_is_answered():
    assert handed_over(" / ") == ([], [load().wording["blank"]])


def test_a_connector_that_is_on_hands_over_words(monkeypatch):
    for name in variables(Slack).values():
        monkeypatch.setenv(name, "value")
    channel, given = Slack.from_credentials(variables(Slack)), []
    monkeypatch.setattr(type(channel), "blueprint", lambda self, on_new_message: given.append(on_new_message))
    channel = Slack.from_credentials(variables(Slack))
    channel.blueprint(asyncio.sleep)
    assert given[0].__qualname__.startswith("as_words")
