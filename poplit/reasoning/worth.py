"""How much it would be worth to learn a finding: what it would tell about the cause, and whether it could raise the urgency."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from poplit import safety
from poplit.case import Case
from poplit.knowledge import KnowledgeBase
from poplit.knowledge.schema import Cause
from poplit.reasoning.ranking import clusters, known_findings, log_ratio, rank_causes

_SURE = 0.98  # no answer is taken to be surer than this
_LIVE = 0.002  # causes less likely than this change no question
_ELSEWHERE = 0.05  # the share of people with none of the live causes who have a finding anyway


@dataclass(frozen=True)
class _Tables:
    """The figures of a knowledge base as matrices, a row for each finding and a column for each cause."""

    row: dict[str, int]
    column: dict[str, int]
    present: np.ndarray  # ln of the ratio when the finding is there
    absent: np.ndarray  # ln of the ratio when it is not
    share: np.ndarray  # how many people with the cause have the finding
    base: np.ndarray  # how many people have it anyway


class Worth:
    """The worth of learning each finding, over the causes as they are ranked now."""

    def __init__(self, kb: KnowledgeBase, case: Case):
        self._kb, self._case, self._tables = kb, case, _tables(kb)
        live = [r for r in rank_causes(kb, case) if r.probability > _LIVE]
        columns = [self._tables.column[r.cause.id] for r in live]
        weight = np.array([r.probability for r in live])
        self._chance = np.minimum(_SURE, self._tables.base * _ELSEWHERE + self._tables.share[:, columns] @ weight)
        self._information = self._expected(weight / weight.sum(), columns)
        self._level = max(safety.rank(safety.check(kb, case).level), 0)
        self._known: dict[str, float] = {}

    def is_open(self, finding: str) -> bool:
        """True while nothing was said about the finding and it was not left out of an answer."""
        return self._case.status(finding) is None and finding not in self._case.unmentioned

    def chance(self, finding: str) -> float:
        """How likely the finding is there, in [0, 1], by the causes as they are ranked now."""
        return float(self._chance[self._tables.row[finding]])

    def of(self, finding: str) -> float:
        """The worth in bits: expected fall of the entropy over the causes, and levels of urgency it may add."""
        if finding not in self._known:
            row = self._tables.row[finding]
            urgency = self._kb.settings["asking"]["urgency_worth"] * self._chance[row] * self._raise(finding)
            self._known[finding] = float(self._information[row] + urgency)
        return self._known[finding]

    def _expected(self, shares: np.ndarray, columns: list[int]) -> np.ndarray:
        """Expected fall of the entropy over the causes, in bits, for every finding."""
        damping = self._damping()[:, None]
        before = np.log(shares)
        with_it = _entropy(before + damping * self._tables.present[:, columns])
        without = _entropy(before + damping * self._tables.absent[:, columns])
        now = _entropy(before[None, :])
        return np.maximum(0.0, now - (self._chance * with_it + (1 - self._chance) * without))

    def _damping(self) -> np.ndarray:
        """A finding whose cluster has one that is known already tells less."""
        groups = clusters(self._kb)
        told = {groups[name] for name in known_findings(self._case) if name in groups}
        exponent = self._kb.settings["cluster_exponent"]
        return np.array([exponent if groups.get(name, -1) in told else 1.0 for name in self._tables.row])

    def _raise(self, finding: str) -> int:
        """By how many levels the finding, if present, would raise the urgency."""
        return safety.level_supposing(self._kb, self._case, finding, self._level) - self._level


@lru_cache(maxsize=4)
def _tables(kb: KnowledgeBase) -> _Tables:
    row = {name: number for number, name in enumerate(kb.findings)}
    column = {name: number for number, name in enumerate(kb.causes)}
    rare = kb.settings["asking"]["rare"]
    base = np.array([f.background.p if f.background and f.background.p is not None else rare for f in kb.findings.values()])
    present, absent = (
        np.array([[log_ratio(kb, cause, name, there) for cause in kb.causes.values()] for name in kb.findings]) for there in (True, False)
    )
    share = np.minimum(_SURE, base[:, None] * np.exp(present))
    for cause in kb.causes.values():
        for name in cause.likelihoods:
            share[row[name], column[cause.id]] = _share(cause, name, share[row[name], column[cause.id]])
    return _Tables(row, column, present, absent, share, base)


def _share(cause: Cause, finding: str, by_ratio: float) -> float:
    """The share of people with a cause who have the finding; where no share is known, the background rate by its ratio."""
    given = cause.likelihoods[finding].p
    return by_ratio if given is None else min(_SURE, given)


def _entropy(scores: np.ndarray) -> np.ndarray:
    """The entropy in bits of each row of log scores."""
    shares = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares /= shares.sum(axis=1, keepdims=True)
    return -(shares * np.log2(np.maximum(shares, 1e-300))).sum(axis=1)
