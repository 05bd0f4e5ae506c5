"""The conversation's rules: a message enters the case, and the case says what comes next. Knows no Rasa."""

from poplit.dialogue.message import Message
from poplit.dialogue.turn import greet, respond

__all__ = ["Message", "greet", "respond"]
