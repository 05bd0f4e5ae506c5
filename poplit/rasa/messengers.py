"""Rasa's own messenger connectors, each off until its environment variables are set.

In credentials.yml each setting names the environment variable that holds it; a connector with a variable missing serves nothing.
What people write is words and never a command of Rasa's ("/restart", "/EXTERNAL_recheck").
"""

from __future__ import annotations

import logging
import os
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage
from rasa.core.channels.slack import SlackInput
from rasa.core.channels.telegram import TelegramInput
from rasa.core.channels.twilio import TwilioInput
from sanic import Blueprint

from poplit.knowledge import load
from poplit.rasa.web_guard import typed

logger = logging.getLogger(__name__)
_COMMANDS = {"/start": "/greet", "/restart": "start again"}  # Telegram's button for a new chat, and its own command


class Off(InputChannel):
    """A connector that is not set up: it has a name and no routes."""

    def __init__(self, name: str) -> None:
        self._name = name

    def name(self) -> str:  # the instance's, for Rasa asks the instance
        return self._name

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        return Blueprint(f"{self._name}_off")


def _if_set(connector: type[InputChannel], variables: dict[str, str] | None) -> InputChannel:
    """The connector with its settings from the environment; Off when one of them is missing."""
    missing = [name for name in (variables or {}).values() if not os.environ.get(name)]
    if missing:
        logger.info("%s is off: set %s to turn it on", connector.name(), ", ".join(missing))
        return Off(connector.name())
    channel = connector.from_credentials({setting: os.environ[name] for setting, name in (variables or {}).items()})
    serve = channel.blueprint
    channel.blueprint = lambda on_new_message: serve(as_words(on_new_message))
    return channel


def as_words(handle: Callable[[UserMessage], Awaitable[Any]]) -> Callable[[UserMessage], Awaitable[Any]]:
    """A message handler that takes nothing in a message for a command but the two that messengers send by themselves."""

    async def handle_message(message: UserMessage) -> Any:
        message.text = _COMMANDS.get(message.text) or typed(message.text or "")
        if not message.text:
            return await message.output_channel.send_text_message(message.sender_id, load().wording["blank"])
        return await handle(message)

    return handle_message


class Telegram(InputChannel):
    """Telegram, when its variables are set."""

    @classmethod
    def from_credentials(cls, credentials: dict[str, str] | None) -> InputChannel:
        return _if_set(TelegramInput, credentials)


class Slack(InputChannel):
    """Slack, when its variables are set."""

    @classmethod
    def from_credentials(cls, credentials: dict[str, str] | None) -> InputChannel:
        return _if_set(SlackInput, credentials)


class Twilio(InputChannel):
    """Twilio (SMS and WhatsApp), when its variables are set."""

    @classmethod
    def from_credentials(cls, credentials: dict[str, str] | None) -> InputChannel:
        return _if_set(TwilioInput, credentials)
