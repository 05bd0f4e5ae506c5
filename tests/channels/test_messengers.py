"""Rasa's messengers: off until their environment variables are set, with nothing in credentials.yml but the names of those."""

import asyncio

import yaml
from rasa.core.channels.telegram import TelegramInput

from poplit.knowledge import FOLDER
from poplit.rasa.messengers import Off, Slack, Telegram, Twilio

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
    settings = [value for entry in CREDENTIALS.values() for value in (entry or {}).values()]
    assert all(value.isupper() for value in settings)
