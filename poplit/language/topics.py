"""Finds what a question is about: an entry of kb/faq/, or a condition and which part of it is asked for."""

from __future__ import annotations

from collections import Counter
from math import log, sqrt
from typing import Any

from poplit.knowledge import KnowledgeBase
from poplit.language.phrases import PhraseFinder, longest
from poplit.language.tokens import Tokeniser

_NEAR_ENOUGH = 0.34  # cosine; on the entries' own examples, each left out in turn, 168 right, 45 wrong, 370 unanswered (n = 583)
_SAME_QUESTION = 0.75
_SURE = 0.6  # a FAQ entry this near is meant, even when a condition is named too
_OWN_WORDS = frozenset({"i", "me"})


class TopicFinder:
    """The questions of kb/ as weighted bags of stems (tf-idf), one for all examples of an entry."""

    def __init__(self, kb: KnowledgeBase, tokenise: Tokeniser):
        self._tokenise = tokenise
        bags = {entry.id: sum((self._bag(example) for example in entry.asks), Counter()) for entry in kb.faq.values()}
        count = Counter(stem for bag in bags.values() for stem in bag)
        self._idf = {stem: log((1 + len(bags)) / (1 + n)) + 1 for stem, n in count.items()}
        self._rare = log(1 + len(bags)) + 1
        self._examples = [(entry.id, self._weighted(self._bag(example))) for entry in kb.faq.values() for example in entry.asks]
        self._profiles = [(name, self._weighted(bag)) for name, bag in bags.items()]
        self._causes, self._aspects = PhraseFinder(tokenise), PhraseFinder(tokenise, skip_fillers=False)
        for cause in kb.causes.values():
            self._causes.add(cause.id, (cause.name, *cause.also))
        for aspect, words in kb.words["aspects"].items():
            self._aspects.add(aspect, words)

    def find(self, text: str) -> dict[str, Any] | None:
        """{"faq": id, "score": cosine} or {"causes": [ids], "aspect": name, "score": 1}; None when nothing is near enough."""
        tokens = self._tokenise(text)
        name, score = self._nearest(self._weighted(self._bag(text)))
        causes = list(dict.fromkeys(match.key for match in longest(self._causes.find(tokens))))
        aspect = self._aspect(tokens, len(causes))
        if causes and score < _SURE and (aspect or score < _NEAR_ENOUGH):
            return {"causes": causes, "aspect": aspect, "score": 1.0}
        return {"faq": name, "score": round(score, 3)} if score >= _NEAR_ENOUGH else None

    def _aspect(self, tokens, causes: int) -> str | None:
        said = [match.key for match in longest(self._aspects.find(tokens))]
        if causes > 1 and "tell_apart" in said:
            return "tell_apart"
        specific = [aspect for aspect in said if aspect not in ("one_line", "tell_apart")]
        return specific[0] if specific else "one_line" if "one_line" in said else None

    def _nearest(self, bag: dict[str, float]) -> tuple[str | None, float]:
        """The entry whose words in all are nearest, or one of whose examples is nearly the same question."""
        by_example = max(((name, _cosine(bag, example)) for name, example in self._examples), key=lambda pair: pair[1], default=(None, 0.0))
        if by_example[1] >= _SAME_QUESTION:
            return by_example
        return max(((name, _cosine(bag, profile)) for name, profile in self._profiles), key=lambda pair: pair[1], default=(None, 0.0))

    def _bag(self, text: str) -> Counter:
        return Counter(token.stem for token in self._tokenise(text) if not token.punctuation and not (token.filler and token.text not in _OWN_WORDS))

    def _weighted(self, bag: Counter) -> dict[str, float]:
        return {stem: (1 + log(n)) * self._idf.get(stem, self._rare) for stem, n in bag.items()}


def _cosine(one: dict[str, float], other: dict[str, float]) -> float:
    shared = sum(weight * other[stem] for stem, weight in one.items() if stem in other)
    if not shared:
        return 0.0
    return shared / sqrt(sum(w * w for w in one.values()) * sum(w * w for w in other.values()))
