"""Makes two places quick where Rasa 3.6.21 does the same work again in every turn; what it accepts and answers stays the same.

Measured on a bot with an action in every turn, the first is three quarters of a turn; the second halves the cost of a long
conversation. A third place is in Sanic: its websockets do not work on Python 3.11 without it.
"""

from __future__ import annotations

import asyncio
import functools
import logging
from collections.abc import Callable
from typing import Any

import rasa
import sanic
from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction
from rasa.shared.core.events import Event
from sanic.server.websockets.frame import WebsocketFrameAssembler

logger = logging.getLogger(__name__)

RASA = "3.6.21"  # the version these were written against, and the last one
SANIC = "21.12"  # the line that Rasa needs


def apply() -> bool:
    """Patches Rasa, once; True when Rasa is patched. Another version than ours is left alone, and says so in the log."""
    if rasa.__version__ != RASA:
        logger.warning("Rasa is %s, not %s: it runs without Poplit's speed patches.", rasa.__version__, RASA)
        return False
    if not hasattr(RemoteAction._validate_action_result, "__wrapped__"):
        RemoteAction._validate_action_result = _quick_validation(RemoteAction._validate_action_result)
        Event.resolve_by_type = staticmethod(_quick_resolution(Event.resolve_by_type))
    return True


def mend_websockets() -> bool:
    """Lets Sanic 21.12 read from a websocket on Python 3.11, once; True when it can. Another version is left alone."""
    if not sanic.__version__.startswith(f"{SANIC}."):
        return False
    if not hasattr(WebsocketFrameAssembler.get, "__wrapped__"):
        WebsocketFrameAssembler.get = _as_task(WebsocketFrameAssembler.get)
    return True


def _as_task(read: Callable[..., Any]) -> Callable[..., asyncio.Future]:
    """Sanic hands this coroutine to asyncio.wait as it is, which Python 3.11 no longer takes; a task it takes."""

    @functools.wraps(read)
    def reading(*args: Any, **kwargs: Any) -> asyncio.Future:
        return asyncio.ensure_future(read(*args, **kwargs))

    return reading


def _quick_validation(original: Callable[..., bool]) -> Callable[..., bool]:
    """Compiles the schema of an action's answer once. Rasa compiles it, and checks the schema itself, for every action."""
    schema = RemoteAction.action_response_format_spec()
    validator = validator_for(schema)(schema)

    @functools.wraps(original)
    def validate(self: RemoteAction, result: dict[str, Any]) -> bool:
        return validator.is_valid(result) or original(self, result)  # what is wrong is for Rasa to say, in its own words

    return validate


def _quick_resolution(original: Callable[..., type[Event] | None]) -> Callable[..., type[Event] | None]:
    """Remembers the class of each event's name. Rasa walks all subclasses for every event of the tracker, in every turn."""
    known: dict[str, type[Event]] = {}

    @functools.wraps(original)
    def resolve_by_type(type_name: str, default: type[Event] | None = None) -> type[Event] | None:
        if isinstance(type_name, str) and type_name in known:
            return known[type_name]
        found = original(type_name, default)
        if found is not None and found is not default:  # a default is the caller's, not the name's
            known[type_name] = found
        return found

    return resolve_by_type
