"""The summary as an HL7 FHIR R4 bundle: what was asked and said, what was found, and what it may mean.

Built as plain JSON: the FHIR models library checks it in the tests, where it costs nobody who only wants the file. Nothing in it names the
person. Everything is unconfirmed: statements are preliminary, conditions unconfirmed or differential, the assessment preliminary."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from poplit.knowledge import KnowledgeBase
from poplit.summary import fhir_said, fhir_thought
from poplit.summary.fhir_basics import Bundler, Json
from poplit.summary.parts import Summary


def to_fhir(kb: KnowledgeBase, summary: Summary) -> Json:
    """The bundle, as plain JSON-able data. The same summary gives the same bundle, ids included."""
    content = json.dumps(asdict(summary), sort_keys=True, default=str)
    bundler = Bundler(content, summary.made)
    patient = bundler.add("Patient", "patient", _patient(summary))
    device = bundler.add("Device", "device", _device(summary))
    bundler.about(patient, device)
    questions = fhir_said.questionnaire(kb, bundler, summary)
    fhir_said.response(kb, bundler, summary, questions)
    observed = fhir_said.observations(kb, bundler, summary)
    fhir_said.complaint(kb, bundler, summary, observed)
    fhir_thought.flags(kb, bundler, summary)
    fhir_thought.scores(bundler, summary)
    conditions = fhir_thought.conditions(bundler, summary)
    fhir_thought.assessment(kb, bundler, summary, observed, conditions)
    return bundler.bundle()


def to_json(kb: KnowledgeBase, summary: Summary) -> str:
    """The bundle as the text of a JSON file."""
    return json.dumps(to_fhir(kb, summary), ensure_ascii=False, indent=1) + "\n"


def _patient(summary: Summary) -> dict[str, Any]:
    sex = summary.details.get("sex")
    return {"gender": sex} if sex in ("female", "male") else {"gender": "unknown"}


def _device(summary: Summary) -> dict[str, Any]:
    versions = [("program", summary.version), ("knowledge base", summary.kb)]
    return {
        "deviceName": [{"name": "Poplit", "type": "user-friendly-name"}],
        "version": [{"type": {"text": kind}, "value": value} for kind, value in versions if value],
    }
