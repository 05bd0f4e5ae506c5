"""What the bot said, in one form for every channel of Poplit's own: text, buttons, and facts for channels that can show more."""

from __future__ import annotations

import copy
from typing import Any

from rasa.core.channels.channel import OutputChannel

from poplit.knowledge import load

_FIRST_LAYER = "utter_red_flag"  # the response in domain.yml that answers a red flag before any action runs


def said(message: dict[str, Any]) -> dict[str, Any]:
    """One bot message as {"text", "buttons": [{"title", "payload"}], "custom"}: a copy, for the tracker keeps the original."""
    buttons = message.get("buttons") or message.get("quick_replies") or []
    named = [{"title": b["title"], "payload": b.get("payload") or b["title"]} for b in buttons if b.get("title")]
    custom = copy.deepcopy(message.get("poplit") or message.get("custom") or {})
    if message.get("utter_action") == _FIRST_LAYER:
        ambulance = load().wording["warning"]["call"] in (message.get("text") or "")
        custom.setdefault("urgent", "emergency_ambulance" if ambulance else "emergency")
    return {"text": message.get("text") or "", "buttons": named, "custom": custom}


class Collector(OutputChannel):
    """Keeps each bot message whole, one bubble a message."""

    def __init__(self) -> None:
        self.messages: list[dict[str, Any]] = []

    @classmethod
    def name(cls) -> str:
        return "collector"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Collects a message; empty ones hold nothing to show."""
        shown = said(message)
        if shown["text"] or shown["buttons"]:
            self.messages.append(shown)

    async def send_text_message(self, recipient_id: str, text: str, **kwargs: Any) -> None:
        """Collects a bare text."""
        await self.send_response(recipient_id, {"text": text})
