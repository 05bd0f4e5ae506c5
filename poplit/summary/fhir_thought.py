"""What Poplit made of it, as FHIR: Flags, scores as Observations, Conditions as differential, and the RiskAssessment."""

from __future__ import annotations

from poplit.knowledge import KnowledgeBase
from poplit.summary import parts
from poplit.summary.fhir_basics import HPO, ICD10, OURS, SNOMED, TERMS, UCUM, Bundler, Json, coding, concept, note
from poplit.summary.parts import Summary
from poplit.summary.sections import sections


def flags(kb: KnowledgeBase, bundler: Bundler, summary: Summary) -> None:
    """Add each red flag as a Flag that is active."""
    said = {section.id: section.rows for section in sections(kb, summary)}
    for flag, row in zip(summary.flags, said.get("flags", ()), strict=True):
        text = " ".join(part for part in (f"{row.label}.", row.text, row.note) if part)
        content = {
            "status": "active",
            "category": [concept("Clinical", coding(f"{TERMS}/flag-category", "clinical", "Clinical"))],
            "code": concept(text, coding(f"{OURS}/red-flag", flag.id, flag.name)),
            **bundler.subject(),
            "author": bundler.performer,
        }
        bundler.add("Flag", flag.id, content)


def scores(bundler: Bundler, summary: Summary) -> None:
    """Add each decision rule with points as an Observation, its items as components."""
    for score in summary.scores:
        if not score.says:
            continue
        absent = concept("Unknown", coding(f"{TERMS}/data-absent-reason", "unknown", "Unknown"))
        content = {
            "status": "preliminary",
            **bundler.subject(),
            **bundler.dated("effectiveDateTime"),
            "code": concept(score.name, coding(f"{OURS}/rule", score.id, score.name)),
            "valueQuantity": {"value": score.score, "unit": "{score}", "system": UCUM, "code": "{score}"},
            "interpretation": [concept(score.means)],
            **note(score.source),
            "component": [
                *({"code": concept(item), "valueBoolean": True} for item in score.counted),
                *({"code": concept(item), "dataAbsentReason": absent} for item in score.unknown),
            ],
        }
        if not content["component"]:
            del content["component"]
        bundler.add("Observation", f"rule/{score.id}", content)


def conditions(bundler: Bundler, summary: Summary) -> dict[str, Json]:
    """Add the causes listed and the serious ones not excluded as differential diagnoses; return the references by id."""
    status = coding(f"{TERMS}/condition-ver-status", "differential", "Differential")
    found: dict[str, Json] = {}
    for condition in (*summary.causes, *(one for one in summary.serious if one.id not in {cause.id for cause in summary.causes})):
        content = {
            "verificationStatus": concept("Differential", status),
            "code": concept(condition.name, *_codes(condition)),
            **bundler.subject(),
            **bundler.dated("recordedDate"),
            **note(condition.tells),
        }
        found[condition.id] = bundler.add("Condition", condition.id, content)
    return found


def assessment(kb: KnowledgeBase, bundler: Bundler, summary: Summary, observed: list[Json], found: dict[str, Json]) -> None:
    """Add the RiskAssessment: a prediction for each cause listed, then for each serious one that is not excluded; none before an
    assessment was reached."""
    if not summary.assessed:
        return
    words = kb.summary
    rows = {section.id: section.rows for section in sections(kb, summary)}
    listed = [_prediction(cause, cause.likelihood, row.text) for cause, row in zip(summary.causes, rows.get("causes", ()), strict=False)]
    excluded = [_prediction(one, words["headings"]["serious"], one.tells) for one in summary.serious]
    notes = [*(row.note or row.text for row in rows.get("causes", ())[len(summary.causes) :]), *_triage(kb, summary)]
    content = {
        "status": "preliminary",
        "method": concept(f"Poplit {summary.version}, knowledge base {summary.kb}"),
        **bundler.subject(),
        **bundler.dated("occurrenceDateTime"),
        "performer": bundler.performer,
        **({"basis": [*observed, *found.values()]} if observed or found else {}),
        **({"prediction": [*listed, *excluded]} if listed or excluded else {}),
        **({"mitigation": "\n".join(summary.advice)} if summary.advice else {}),
        **note("\n".join(notes)),
    }
    bundler.add("RiskAssessment", "assessment", content)


def _prediction(condition: parts.Condition, likelihood: str | None, rationale: str) -> Json:
    return {
        "outcome": concept(condition.name, *_codes(condition)),
        **({"probabilityDecimal": condition.probability} if condition.probability is not None else {}),
        "qualitativeRisk": concept(likelihood or ""),
        **({"rationale": rationale} if rationale else {}),
    }


def _codes(condition: parts.Condition) -> list[Json]:
    """ICD-10 (a cause may have several), SNOMED CT and HPO codes, as far as the knowledge base has them."""
    icd10 = [coding(ICD10, code.strip()) for code in condition.icd10.split("/")]
    more = ((SNOMED, condition.snomed), (HPO, condition.hpo))
    own = coding(f"{OURS}/condition", condition.id, condition.name)
    return [*icd10, *(coding(system, code) for system, code in more if code), own]


def _triage(kb: KnowledgeBase, summary: Summary) -> list[str]:
    return [kb.summary["triage"][summary.triage]] if summary.triage else []
