"""How well a reader's answers agree with labelled messages: findings, denials, inversions, red flags.

Messages are labelled with a coarse vocabulary; a table ties each label to finding ids. A finding without a label is not judged.
"""

from __future__ import annotations

import csv
import json
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from poplit.knowledge import KnowledgeBase

# A label implies the wider one: to say the wider invents nothing, and to say the narrower finds the wider.
WIDER = {
    "posterior_knee_pain": "knee_pain",
    "anterior_knee_pain": "knee_pain",
    "medial_knee_pain": "knee_pain",
    "lateral_knee_pain": "knee_pain",
    "knee_pain": "leg_pain",
    "calf_pain": "leg_pain",
    "shin_pain": "leg_pain",
    "thigh_pain": "leg_pain",
    "posterior_thigh_pain": "thigh_pain",
    "calf_swelling": "leg_swelling",
    "spreading_redness": "redness",
    "unable_to_bear_weight": "difficulty_walking",
    "limp": "difficulty_walking",
    "posterior_knee_lump": "lump_leg",
    "wound_infection_signs": "wound",
    "pain_on_stairs": "pain_on_walking",
}
Vocabulary = Mapping[str, frozenset[str]]  # finding id: the labels it may stand for


@dataclass(frozen=True)
class Score:
    """The counts of one reader over all messages, and the figures made of them."""

    counts: Counter[str]

    def share(self, part: str, whole: str) -> float | None:
        return self.counts[part] / self.counts[whole] if self.counts[whole] else None

    @property
    def recall(self) -> float | None:
        return self.share("found", "present")

    @property
    def precision(self) -> float | None:
        invented = self.share("invented", "claimed")
        return None if invented is None else 1 - invented

    @property
    def f1(self) -> float | None:
        recall, precision = self.recall, self.precision
        return None if recall is None or precision is None or not recall + precision else 2 * recall * precision / (recall + precision)

    @property
    def denied_recall(self) -> float | None:
        return self.share("denied found", "denied")

    @property
    def inverted(self) -> float | None:
        return self.share("inverted", "statements")


def read_lines(path: Path) -> dict[str, dict[str, Any]]:
    """The objects of a jsonl file by their id."""
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    return {row["id"]: row for row in rows}


def read_vocabulary(path: Path) -> Vocabulary:
    """The table of label, finding_id, relation as finding id → labels."""
    table = defaultdict(set)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["finding_id"] and row["relation"] != "none":
                table[row["finding_id"]].add(row["label"])
    return {name: frozenset(labels) for name, labels in table.items()}


def findings_as_labels(kb: KnowledgeBase) -> Vocabulary:
    """For labels that are finding ids: each finding stands for itself and what it implies. Ages and the like are not judged."""
    judged = {name for name, finding in kb.findings.items() if finding.kind != "person"}
    return {name: frozenset({name, *kb.findings[name].implies} & judged) for name in judged}


def score(answers: Mapping[str, Mapping[str, Any]], labels: Mapping[str, Mapping[str, Any]], vocabulary: Vocabulary) -> Score:
    """Compare the answers (by message id: `findings` and `red_flags`) with the labels of the same messages."""
    reachable = frozenset().union(*vocabulary.values())
    counts: Counter[str] = Counter()
    for name, answer in answers.items():
        label = labels[name]
        if label.get("scope") == "out_of_scope":
            counts["outside"] += 1
            counts["outside flagged"] += bool(answer["red_flags"]) and not label.get("red_flags")
        else:
            counts["messages"] += 1
            counts += _findings(answer["findings"], label, vocabulary, reachable)
            counts += _flags(bool(answer["red_flags"]), label["triage"])
    return Score(counts)


def _findings(
    findings: list[Mapping[str, Any]], label: Mapping[str, Any], vocabulary: Vocabulary, reachable: frozenset[str]
) -> Counter[str]:
    present = {*label["findings_present"], *(label.get("risk_factors") or ())}
    denied = {*label["findings_absent"], *(label.get("risk_factors_absent") or ())}
    past = set(label.get("findings_not_current") or ())
    unjudged = set(label.get("findings_not_judged") or ())  # what the text may be taken to say, and need not
    said: dict[str, list[frozenset[str]]] = defaultdict(list)
    for finding in findings:
        if vocabulary.get(finding["id"]) and not (finding["status"] == "present" and finding["id"] in unjudged):
            said[finding["status"]].append(vocabulary[finding["id"]])
    heard, sought = widened(frozenset().union(*said["present"])), present & reachable
    invented = [one for one in said["present"] if not one & widened(present)]
    turned = [one for one in invented if one & (denied | past)]
    turned += [one for one in said["absent"] if one & present and not one & denied]
    return Counter(
        {
            "present": len(sought),
            "found": len(sought & heard),
            "claimed": len(said["present"]),
            "invented": len(invented),
            "inverted": len(turned),
            "statements": len(sought) + len(denied) + len(past),
            "denied": len(denied),
            "denied found": len(denied & frozenset().union(*said["absent"])),
        }
    )


def _flags(flagged: bool, triage: str) -> Counter[str]:
    groups = {"emergency": ("emergency", "urgent"), "same_day": ("urgent",), "routine": ("mild",), "self_care": ("mild",)}.get(triage, ())
    return Counter({name: 1 for name in groups} | {f"{name} flagged": int(flagged) for name in groups})


def widened(labels: frozenset[str] | set[str]) -> set[str]:
    """The labels, and the wider ones they imply."""
    wide = set(labels)
    for label in labels:
        while label in WIDER:
            label = WIDER[label]
            wide.add(label)
    return wide
