"""Simulated patients: those of the project (YAML, checked) and those of a file of JSON lines, in one shape.

A patient knows facts (finding id → yes or no), details, an opening message, how to answer, the true cause and the acceptable urgencies.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, Extra, validator

from poplit.knowledge import KnowledgeBase
from poplit.safety import rank

Level = Literal["self_care", "consultation", "consultation_24", "emergency", "emergency_ambulance"]
_AGES = {"age_ge_40": (40, 200), "age_lt_40": (0, 40), "age_ge_45": (45, 200), "age_ge_50": (50, 200), "age_ge_65": (65, 200)}
_AGES |= {"age_ge_80": (80, 200), "age_8_16": (8, 17)}
_SEX = {"f": "female", "m": "male"}
Patient = dict[str, Any]


class OwnPatient(BaseModel, extra=Extra.forbid):
    """One patient of benchmarks/patients/*.yml; the header of joint.yml says what each key means."""

    id: str
    age: int
    sex: Literal["f", "m"]
    teller: Literal["self", "parent", "child", "partner"] = "self"
    style: Literal["plain", "minimising", "rambling", "terse", "typos"] = "plain"
    opens: str
    has: dict[str, str]
    denies: list[str] = []
    details: dict[str, Any] = {}
    cause: str
    also: list[str] = []
    must: list[str] = []
    triage: Level
    ok: list[Level]

    @validator("ok")
    def _holds_the_urgency(cls, ok: list[str], values: dict[str, Any]) -> list[str]:
        if values.get("triage") not in ok:
            raise ValueError("ok must hold the urgency itself")
        return ok

    @validator("denies")
    def _denies_nothing_it_has(cls, denies: list[str], values: dict[str, Any]) -> list[str]:
        if both := set(denies) & set(values.get("has", ())):
            raise ValueError(f"has and denies {', '.join(sorted(both))}")
        return denies

    def patient(self) -> Patient:
        """The same patient in the shape of the JSON lines: age and sex are facts too."""
        facts = {name: "yes" if low <= self.age < high else "no" for name, (low, high) in _AGES.items()}
        facts |= {name: "yes" if self.sex == letter else "no" for letter, name in _SEX.items()}
        return {
            "id": self.id,
            "age": self.age,
            "sex": _SEX[self.sex],
            "opener": self.opens,
            "facts": facts | dict.fromkeys(self.denies, "no") | dict.fromkeys(self.has, "yes"),
            "details": self.details,
            "lay_answers": {name: said for name, said in self.has.items() if said},
            "diagnosis": self.cause,
            "also_acceptable": self.also,
            "must_not_miss": self.must,
            "triage": self.triage,
            "triage_acceptable": self.ok,
        }


def read_patients(path: Path) -> list[Patient]:
    """The patients of a file (.jsonl or .yml), or of all YAML files of a folder. Raises ValueError where an own one is malformed."""
    if path.is_dir():
        return [patient for file in sorted(path.glob("*.yml")) for patient in read_patients(file)]
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".jsonl":
        return [json.loads(line) for line in text.splitlines() if line.strip()]
    return [OwnPatient(**described).patient() for described in yaml.safe_load(text)]


def unknown_ids(kb: KnowledgeBase, patient: Patient) -> set[str]:
    """The findings and causes a patient speaks of that the knowledge base does not have."""
    causes = {patient["diagnosis"], *patient.get("also_acceptable", ()), *patient.get("must_not_miss", ())}
    return (set(patient["facts"]) - set(kb.findings)) | (causes - set(kb.causes))


def floor(patient: Patient) -> int:
    """The least urgent level that is acceptable, as a rank."""
    return min(rank(level) for level in patient.get("triage_acceptable") or [patient["triage"]])
