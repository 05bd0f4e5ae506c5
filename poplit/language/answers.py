"""Reads what kind of answer a message is: yes, no, unsure, option numbers, a correction, a question."""

from __future__ import annotations

import re
from typing import Any

from poplit.knowledge import KnowledgeBase
from poplit.knowledge.schema.grammar import AnswerWords
from poplit.language.phrases import Match, PhraseFinder
from poplit.language.tokens import Token, Tokeniser

_LEAD = r"(?:(?:just|only|number|option|nr|no\.?|#|answer|choice|the|it's|its|it is|i pick|maybe|probably|both)s?\s*)*"
_PICKS = re.compile(
    _LEAD + r"\d{1,2}(?:\s*(?:,|;|&|and|\+|\s|/)\s*" + _LEAD + r"\d{1,2})*\s*(?:please|thanks|only|one|i think|[.)!])*\s*", re.I
)
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_AUX = r"(?:can|could|should|would|will|do|does|did|is|are|am|was|may|might|shall|must)"
_QUESTION = re.compile(
    r"^(?:(?:and|but|so|ok|okay|well|hi|hello|hey|please|sorry|wait)[\s,]+)*"
    rf"(?:(?:what|why|how|any|{_AUX})\b|(?:when|where|which|who)\s+{_AUX}\b"
    r"|(?:has|have|had|were|r)\s+(?:you|u|anyone|anybody)\b|who\s+(?:made|built|wrote|runs|owns|created|developed|programmed)\b)|\?\s*$",
    re.I,
)
_ANSWERS = ("yes", "no", "unsure", "can", "cannot")
_LONGEST_PICK = 80  # characters; nobody picks options in more
_SOON = 3  # the words of a qualified yes stand at the very beginning
_LEADING = 6  # an answer stands within the first so many words


class AnswerReader:
    """The words for yes, no, unsure and taking back, from kb/words.yml."""

    def __init__(self, kb: KnowledgeBase, tokenise: Tokeniser):
        words, self._words = kb.words, kb.grammar.answers
        self._first_few = re.compile(rf"\bfirst ({'|'.join(self._words.few)})\b", re.I)
        self._finder = PhraseFinder(tokenise, skip="none")
        for kind in (*_ANSWERS, "all", "correction", "qualified"):
            self._finder.add(kind, words[kind])
        self._ordinals = words["ordinals"]

    def read(self, text: str, tokens: list[Token], used: set[int]) -> dict[str, Any]:
        """`used` are the tokens that deny or state a finding: a "no" among them belongs to that finding, not to the question."""
        found = self._finder.find(tokens)
        answers = [m for m in found if m.key in _ANSWERS and m.start < _LEADING and not used.intersection(range(m.start, m.end))]
        asks = bool(_QUESTION.search(text.strip()))
        if asks:  # "what sort of lump?" is no "sort of"
            answers = [m for m in answers if m.start == 0]
        qualified = not asks and any(m.key == "qualified" and m.start < _SOON for m in found)
        answer = _first(answers, tokens, self._words) or ("yes" if qualified else None)
        numbered = self._with_digits(" ".join(text[:_LONGEST_PICK].split())) if len(text) <= _LONGEST_PICK else ""
        picks = tuple(int(n) for n in _NUMBER.findall(numbered)) if _PICKS.fullmatch(numbered.strip()) else ()
        covered = {n for m in answers for n in range(m.start, m.end)}
        words = [n for n, token in enumerate(tokens) if not token.punctuation]
        bare = bool(answers) and set(words) <= covered
        return {
            "answer": answer,
            "affirms": any(m.key == "yes" and not used.intersection(range(m.start, m.end)) for m in found),
            "flat_no": answer == "no" and (bare or _stands_alone(answers, tokens, self._words)),
            "all_of_them": any(m.key == "all" for m in found),
            "bare": bare,
            "picks": picks,
            "correction": any(m.key == "correction" for m in found),
            "question": asks,
            "denies": any(token.text in self._words.denies for token in tokens),
        }

    def _with_digits(self, text: str) -> str:
        """ "the first one and the third" → "the 1 one and the 3"."""
        text = self._first_few.sub(lambda found: " and ".join(str(n + 1) for n in range(self._words.few[found[1].lower()])), text)
        return re.sub(r"[a-z]+", lambda word: str(self._ordinals.get(word.group(), word.group())), text.lower())


def _stands_alone(answers: list[Match], tokens: list[Token], words: AnswerWords) -> bool:
    """True for a message that begins with a no of its own: "none of these, but it clicks"."""
    ends = [m.end for m in answers if m.key == "no" and m.start == 0 and m.end < len(tokens)]
    return any(tokens[end].punctuation or tokens[end].text in words.after_no or tokens[end - 1].punctuation for end in ends)


def _first(answers: list[Match], tokens: list[Token], words: AnswerWords) -> str | None:
    """The answer that comes first. Of wordings that overlap ("I don't", "don't know") the unsure one, then the longer one, is meant."""
    if not answers:
        return None
    earliest = min(answers, key=lambda m: (m.start, m.start - m.end))
    rivals = [m for m in answers if m.start < earliest.end]
    meant = next((m for m in rivals if m.key == "unsure"), max(rivals, key=lambda m: (m.end - m.start, -m.start)))
    lead = [token.text for token in tokens[: earliest.start] if not token.punctuation]
    return meant.key if len(lead) <= 1 or set(lead) <= words.hesitation else None
