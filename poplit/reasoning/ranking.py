"""Ranks the causes: naive Bayes over priors and likelihoods, with clusters of findings that go together damped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import exp, log

from poplit.case import Case
from poplit.knowledge import KnowledgeBase
from poplit.knowledge.schema import Cause


@dataclass(frozen=True)
class Weight:
    """What one finding does to one cause: natural logarithm of its likelihood ratio, damping included."""

    finding: str
    status: str
    log_lr: float


@dataclass(frozen=True)
class Ranked:
    """One cause with its probability in [0, 1] among all complaints that look like this, and its weights."""

    cause: Cause
    probability: float
    weights: tuple[Weight, ...]

    def standing_alone(self) -> float:
        """Prior odds times likelihood ratios, against complaints at large: a likelier cause that explains the same does not lower it."""
        return self.cause.prior.weight / 1000 * self.changed()

    def changed(self) -> float:
        """By how much what is known changed this cause's own odds: the product of its likelihood ratios."""
        return exp(sum(weight.log_lr for weight in self.weights))

    def cautious(self, exponent: float) -> float:
        """The same, with what speaks against it counted as if it went together: the strongest in full, the rest at the exponent.

        Signs of one illness are there or missing together, so five small denials do not rule it out as five independent ones would."""
        against = sorted(weight.log_lr for weight in self.weights if weight.log_lr < 0)
        speaking_for = sum(weight.log_lr for weight in self.weights if weight.log_lr > 0)
        return exp(speaking_for + sum(against[:1]) + exponent * sum(against[1:]))

    def speaking_for(self, telling: float) -> list[Weight]:
        """The findings that make this cause likelier by more than `telling` (in ln LR), the strongest first."""
        return sorted((w for w in self.weights if w.log_lr > telling), key=lambda w: (-w.log_lr, w.finding))

    def speaking_against(self, telling: float) -> list[Weight]:
        """The findings that make this cause less likely by more than `telling` (in ln LR), the strongest first."""
        return sorted((w for w in self.weights if w.log_lr < -telling), key=lambda w: (w.log_lr, w.finding))


def ratio(kb: KnowledgeBase, cause: Cause, finding: str, present: bool) -> float | None:
    """LR+ (present) or LR- (absent) as the figures give it; None where nothing is known."""
    figure, background = cause.likelihoods.get(finding), kb.findings[finding].background
    if figure is None:
        return None
    given = figure.lr if present else figure.lr_absent
    if given is None and figure.p is not None and background is not None and background.p is not None:
        return figure.p / background.p if present else (1 - figure.p) / (1 - background.p)
    return given


def log_ratio(kb: KnowledgeBase, cause: Cause, finding: str, present: bool) -> float:
    """Natural logarithm of the ratio, clamped as kb/settings.yml says; 0 where nothing is known."""
    given, clamp = ratio(kb, cause, finding, present), kb.settings["clamp"]
    return 0.0 if given is None else log(min(max(given, clamp["lowest"]), clamp["highest"]))


def weights(kb: KnowledgeBase, cause: Cause, known: Mapping[str, bool]) -> tuple[Weight, ...]:
    """The weight of each known finding for one cause. Of a cluster the strongest counts in full, the others at the exponent."""
    figures = logs(kb)[cause.id]
    raw = {name: value for name, present in sorted(known.items()) if name in figures and (value := figures[name][not present])}
    return tuple(Weight(name, "present" if known[name] else "absent", value) for name, value in damped(kb, raw).items())


def damped(kb: KnowledgeBase, raw: Mapping[str, float]) -> dict[str, float]:
    """Logarithms of ratios by finding, those of one cluster damped: the strongest in full, the others at the exponent."""
    strongest: dict[int, str] = {}
    groups = clusters(kb)
    for name, value in raw.items():
        cluster = groups.get(name)
        if cluster is not None and (cluster not in strongest or abs(value) > abs(raw[strongest[cluster]])):
            strongest[cluster] = name
    exponent = kb.settings["cluster_exponent"]
    return {n: v if strongest.get(groups.get(n, -1), n) == n else v * exponent for n, v in raw.items()}


def rank_causes(kb: KnowledgeBase, case: Case) -> list[Ranked]:
    """All causes, the likeliest first. Probabilities and the part left for causes not in kb/ add up to 1."""
    known = known_findings(case)
    all_weights = {cause.id: weights(kb, cause, known) for cause in kb.causes.values()}
    scores = {c.id: log(c.prior.weight) + sum(w.log_lr for w in all_weights[c.id]) for c in kb.causes.values()}
    probabilities = normalised(scores, kb.settings["other_weight"])
    ranked = [Ranked(cause, probabilities[cause.id], all_weights[cause.id]) for cause in kb.causes.values()]
    return sorted(ranked, key=lambda r: (-r.probability, r.cause.id))


def known_findings(case: Case) -> dict[str, bool]:
    """Finding id → True (present) or False (absent); "unsure" counts as unknown."""
    return {name: said["status"] == "present" for name, said in case.findings.items() if said["status"] in ("present", "absent")}


def normalised(scores: Mapping[str, float], other_weight: float) -> dict[str, float]:
    """Probabilities from log scores, with `other_weight` set aside for everything else."""
    top = max([*scores.values(), log(other_weight)])
    total = sum(exp(score - top) for score in scores.values()) + exp(log(other_weight) - top)
    return {name: exp(score - top) / total for name, score in scores.items()}


def word(kb: KnowledgeBase, ranked: Ranked) -> str:
    """The words for how well a cause fits; of a serious one that is not likely they say that it must be ruled out."""
    step = next(step for step in kb.settings["likelihood_words"] if ranked.probability >= step["from"])
    return (ranked.cause.serious and step["serious"]) or step["word"]


@lru_cache(maxsize=4)
def logs(kb: KnowledgeBase) -> dict[str, dict[str, tuple[float, float]]]:
    """By cause, the logarithms of each finding it has a figure for: when the finding is there, and when it is not."""
    return {
        cause.id: {name: (log_ratio(kb, cause, name, True), log_ratio(kb, cause, name, False)) for name in cause.likelihoods}
        for cause in kb.causes.values()
    }


@lru_cache(maxsize=4)
def clusters(kb: KnowledgeBase) -> dict[str, int]:
    """Finding id → the number of its cluster."""
    return {name: number for number, cluster in enumerate(kb.settings["clusters"]) for name in cluster}


def listed(kb: KnowledgeBase, ranked: Iterable[Ranked], flagged: Iterable[Ranked] = ()) -> list[Ranked]:
    """The causes worth showing, the likeliest first, up to the most that kb/settings.yml allows: the leading one, those likely
    enough, a serious one that would be likely if it stood alone, and of the `flagged` ones (a red flag stands for them) the likeliest."""
    limit, ranked = kb.settings["listed"], list(ranked)
    worth = [r for n, r in enumerate(ranked) if n == 0 or r.probability >= limit["from_probability"] or _pressing(r, limit)]
    beside = [r for r in flagged if r not in worth[: limit["most"]]][: limit["flagged"]]
    return sorted([*worth[: limit["most"] - len(beside)], *beside], key=lambda r: (-r.probability, r.cause.id))


def _pressing(ranked: Ranked, limit: Mapping[str, float]) -> bool:
    return ranked.cause.serious and ranked.standing_alone() >= limit["serious_odds"]
