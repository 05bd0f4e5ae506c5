"""Finds what a question is about: an entry of kb/faq/, or a condition and which part of it is asked for."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import Any

from poplit.knowledge import KnowledgeBase
from poplit.knowledge.schema import Cause, NotRanked
from poplit.language.phrases import PhraseFinder, longest
from poplit.language.tokens import Token, Tokeniser
from poplit.language.vectors import Nearest, inverse_document_frequency

_NEAR_ENOUGH = (
    0.4  # cosine; the entries' own examples, each left out in turn: 353 right, 76 wrong, 691 unanswered (n = 1,120); at 0.34: 439, 128, 553
)
_SAME_QUESTION = 0.75
_SURE = 0.6  # a FAQ entry this near is meant, even when a condition is named too
_BRACKETS, _MARKS = re.compile(r"\s*\([^)]*\)"), re.compile(r"[()]")
_VAGUE = ("dangerous", "one_line", "tell_apart")  # "is it safe to drive with …" asks about driving
_OWN_WORDS = {"i": "i", "me": "me", "he": "i", "she": "i", "they": "i", "him": "me", "them": "me"}  # "can he take …" is "can I take …"


class TopicFinder:
    """The questions of kb/ as weighted bags of stems (tf-idf), one for all examples of an entry."""

    def __init__(self, kb: KnowledgeBase, tokenise: Tokeniser):
        self._tokenise = tokenise
        examples = [(entry.id, self._bag(tokenise(example))) for entry in kb.faq.values() for example in entry.asks]
        profiles: dict[str, Counter] = {}
        for name, bag in examples:
            profiles.setdefault(name, Counter()).update(bag)
        idf = inverse_document_frequency(profiles.values())
        self._examples, self._profiles = Nearest(examples, idf), Nearest(profiles.items(), idf)
        self._causes, self._aspects = PhraseFinder(tokenise), PhraseFinder(tokenise, skip="none")
        for cause in (*kb.causes.values(), *kb.not_ranked.values()):
            self._causes.add(cause.id, names_of(cause))
        for aspect, words in kb.words["aspects"].items():
            self._aspects.add(aspect, words)
        self._own = {aspect for cause in kb.causes.values() for aspect in cause.answers} | {"course", "clinician"}
        self._rules = PhraseFinder(tokenise)
        for rule in kb.rules.values():
            self._rules.add(rule.id, (rule.name, *rule.also))
        self._asks = {entry.id: " . ".join(entry.asks) for entry in kb.faq.values()}
        self._about = cache(self._named)

    def find(self, tokens: list[Token]) -> dict[str, Any] | None:
        """{"faq": id, "score": cosine}, {"causes": [ids], "aspect": name, "score": 1} or {"rule": id, "score": 1}; None when
        nothing is near enough."""
        rules = [match.key for match in longest(self._rules.find(tokens))]
        if rules:
            return {"rule": rules[0], "score": 1.0}
        name, score = self._nearest(self._bag(tokens))
        named = longest(self._causes.find(tokens))
        causes = list(dict.fromkeys(match.key for match in named))
        inside = {number for match in named for number in range(match.start, match.end)}
        aspect = self._aspect(tokens, inside, len(causes))
        entry_says_it = aspect not in self._own and score >= _SURE and set(causes) & set(self._about(name))
        if causes and not entry_says_it and (aspect or score < _NEAR_ENOUGH):
            return {"causes": causes, "aspect": aspect, "score": 1.0}
        return {"faq": name, "score": round(score, 3)} if score >= _NEAR_ENOUGH else None

    def _aspect(self, tokens, inside: set[int], causes: int) -> str | None:
        """What is asked about a condition; words that belong to its name (`inside`) do not count."""
        found = (match for match in self._aspects.find(tokens) if inside.isdisjoint(range(match.start, match.end)))
        said = [match.key for match in longest(found)]
        if causes > 1 and "tell_apart" in said:
            return "tell_apart"
        specific = [aspect for aspect in said if aspect not in _VAGUE]
        return next(iter(specific), None) or next((aspect for aspect in _VAGUE if aspect in said and aspect != "tell_apart"), None)

    def _named(self, entry: str) -> frozenset[str]:
        """The causes that the questions of a FAQ entry name."""
        return frozenset(match.key for match in longest(self._causes.find(self._tokenise(self._asks[entry]))))

    def _nearest(self, bag: Counter) -> tuple[str | None, float]:
        """The entry whose words in all are nearest, or one of whose examples is nearly the same question."""
        by_example = self._examples.find(bag)
        return by_example if by_example[1] >= _SAME_QUESTION else self._profiles.find(bag)

    def _bag(self, tokens: list[Token]) -> Counter:
        return Counter(
            _OWN_WORDS.get(token.text, token.stem)
            for token in tokens
            if not token.punctuation and not (token.filler and token.text not in _OWN_WORDS)
        )


def names_of(condition: Cause | NotRanked) -> tuple[str, ...]:
    """What a condition is called: its name with and without what stands in brackets, and its other names."""
    bare = _BRACKETS.sub(" ", condition.name)
    return (bare, _MARKS.sub(" ", condition.name), *condition.also)
