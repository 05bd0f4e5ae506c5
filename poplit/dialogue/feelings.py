"""Fear and anger said on their own: answered kindly, and the open question comes again."""

from __future__ import annotations

import re
from dataclasses import replace

from poplit import safety
from poplit.case import Case
from poplit.dialogue.message import Message
from poplit.knowledge import KnowledgeBase
from poplit.wording import Reply

FEELING = "feeling"  # an intent of the conversation alone: no classifier knows it
_MAY_BE = ("inform", "greet", "goodbye", "thanks", "out_of_scope", "other_language", "nlu_fallback", "ask_why", "ask_meaning", "affirm")


def heard(kb: KnowledgeBase, message: Message) -> Message:
    """The message as one that only tells a feeling, where it is one; else as it is."""
    reading = message.reading
    told = reading.mentions or reading.answer or reading.worries or reading.picks or reading.correction or reading.question
    if told or message.intent not in _MAY_BE or kind(kb, message) is None:
        return message
    return replace(message, intent=FEELING)


def kind(kb: KnowledgeBase, message: Message) -> str | None:
    """afraid or angry, by the words of kb/words.yml (feelings); None when there are none of these."""
    text = " ".join(re.findall(r"[a-z']+", message.reading.text.lower().replace("’", "'")))
    for name, words in kb.words["feelings"].items():
        if any(re.search(rf"\b{re.escape(word)}\b", text) for word in words):
            return name
    return None


def answer(kb: KnowledgeBase, case: Case, message: Message) -> list[Reply]:
    """A word about the feeling; another one to somebody who is afraid while they need help now."""
    said = kind(kb, message) or "afraid"
    urgent = safety.check(kb, case).urgent(besides=case.heard)
    return [Reply(kb.wording["feelings"]["afraid_urgent" if said == "afraid" and urgent else said])]
