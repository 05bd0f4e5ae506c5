"""Nearest text by the cosine of weighted words (tf-idf), with an inverted index so that looking up takes a fraction of a millisecond."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from math import log, sqrt

import numpy as np


class Nearest:
    """A set of named bags of words; weights are (1 + ln count) × inverse document frequency over the bags that `idf` was made from."""

    def __init__(self, bags: Iterable[tuple[str, Counter]], idf: dict[str, float]):
        self._idf, self._rare = idf, max(idf.values(), default=1.0)
        self._names: list[str] = []
        index: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for name, bag in bags:
            weights = self._weights(bag)
            length = sqrt(sum(weight * weight for weight in weights.values())) or 1.0
            for word, weight in weights.items():
                index[word].append((len(self._names), weight / length))
            self._names.append(name)
        self._index = {
            word: (np.array([number for number, _ in row]), np.array([share for _, share in row])) for word, row in index.items()
        }

    def find(self, bag: Counter) -> tuple[str | None, float]:
        """The name of the nearest bag and the cosine in [0, 1]; (None, 0.0) when no word is shared."""
        weights = self._weights(bag)
        known = {word: weight for word, weight in weights.items() if word in self._index}
        if not known:
            return None, 0.0
        shares = np.zeros(len(self._names))
        for word, weight in known.items():
            bags, share = self._index[word]
            shares[bags] += weight * share
        best = int(shares.argmax())
        return self._names[best], float(shares[best]) / sqrt(sum(weight * weight for weight in weights.values()))

    def _weights(self, bag: Counter) -> dict[str, float]:
        return {word: (1 + log(count)) * self._idf.get(word, self._rare) for word, count in bag.items()}


def inverse_document_frequency(bags: Iterable[Counter]) -> dict[str, float]:
    """ln((1 + N) / (1 + n)) + 1 for each word that stands in n of the N bags."""
    bags = list(bags)
    counted = Counter(word for bag in bags for word in bag)
    return {word: log((1 + len(bags)) / (1 + n)) + 1 for word, n in counted.items()}
