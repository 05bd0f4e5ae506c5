"""What was asked and said, as FHIR: Questionnaire, QuestionnaireResponse, an Observation for each statement, the complaint."""

from __future__ import annotations

from collections.abc import Iterator

from poplit.knowledge import KnowledgeBase
from poplit.summary.facts import facts
from poplit.summary.fhir_basics import LOINC, OURS, TERMS, UCUM, Bundler, Json, coding, concept, note
from poplit.summary.parts import Answer, Stated, Summary
from poplit.summary.plain import number
from poplit.summary.sections import banner, notice

_VALUES: dict[str, Json] = {"present": {"valueBoolean": True}, "absent": {"valueBoolean": False}}
# why there is no value: https://terminology.hl7.org/CodeSystem-data-absent-reason
_ABSENT = {"unsure": "asked-unknown", "open": "unknown", "past": "unknown"}
_SURVEY = {"category": [concept("Survey", coding(f"{TERMS}/observation-category", "survey", "Survey"))]}


def questionnaire(kb: KnowledgeBase, bundler: Bundler, summary: Summary) -> str | None:
    """Add the questions that were asked, in order; return the canonical address that the answers name. None without a conversation."""
    if not summary.answers:
        return None
    items = [{"linkId": str(answer.message), "text": _asked(kb, answer), "type": "string"} for answer in summary.answers]
    url = bundler.address("Questionnaire", "questions")
    bundler.add("Questionnaire", "questions", {"url": url, "status": "active", "subjectType": ["Patient"], "item": items})
    return url


def response(kb: KnowledgeBase, bundler: Bundler, summary: Summary, url: str | None) -> None:
    """Add every message as an answer, in order."""
    if url is None:
        return
    items = [
        {"linkId": str(answer.message), "text": _asked(kb, answer), "answer": [{"valueString": answer.words}]}
        for answer in summary.answers
        if answer.words
    ]
    content = {
        "questionnaire": url,
        "status": "completed" if summary.assessed else "in-progress",
        **bundler.subject(),
        **bundler.dated("authored"),
        "author": bundler.performer,
        "item": items,
    }
    bundler.add("QuestionnaireResponse", "answers", content)


def observations(kb: KnowledgeBase, bundler: Bundler, summary: Summary) -> list[Json]:
    """Add an Observation for each statement about this person, and for age and severity; return the references to them.

    What was said of somebody else is in the answers only: here it would look like this person's."""
    made = [_statement(kb, bundler, one) for one in summary.having("present", "absent", "unsure", "open", "past")]
    return [*_measures(kb, bundler, summary), *made]


def complaint(kb: KnowledgeBase, bundler: Bundler, summary: Summary, observed: list[Json]) -> None:
    """Add the complaint, the conditions the person named, and the medicines: as told, unconfirmed."""
    told = dict((name, value) for value, name in facts(kb, summary))
    names, none = kb.summary["facts"], kb.summary["values"]["none"]
    known = {key: told[name] for key, name in names.items() if told.get(name, none) != none}
    text = " / ".join(summary.complaint) or ", ".join(one.label for one in summary.having("present")) or none
    place = ", ".join(known[key] for key in ("site", "side") if key in known)
    onset = ", ".join(f"{names[key].lower()} {known[key]}" for key in ("onset", "duration") if key in known)
    content = {
        **_unconfirmed(bundler),
        "code": concept(text),
        **({"bodySite": [concept(place)]} if place else {}),
        **({"onsetString": onset} if onset else {}),
        **({"evidence": [{"detail": observed}]} if observed else {}),
        **note("\n".join((*banner(kb, summary), notice(kb, summary)))),
    }
    bundler.add("Condition", "complaint", content)
    if "conditions" in known:
        bundler.add("Condition", "own-conditions", {**_unconfirmed(bundler), "code": concept(known["conditions"])})
    if "medicines" in known:
        medicine = {"status": "unknown", "medicationCodeableConcept": concept(known["medicines"]), **bundler.subject()}
        bundler.add("MedicationStatement", "medicines", medicine)


def _asked(kb: KnowledgeBase, answer: Answer) -> str:
    return answer.question or kb.summary["answer"]["open"]


def _unconfirmed(bundler: Bundler) -> Json:
    status = coding(f"{TERMS}/condition-ver-status", "unconfirmed", "Unconfirmed")
    return {"verificationStatus": concept("Unconfirmed", status), **bundler.subject(), **bundler.dated("recordedDate")}


def _statement(kb: KnowledgeBase, bundler: Bundler, one: Stated) -> Json:
    words = kb.summary["statement"]
    said = (
        words["words" if one.words else "unquoted"].format(words=one.words, message=one.message) if one.message is not None else one.words
    )
    meant = kb.summary["headings"][{"open": "unanswered"}.get(one.status, one.status)] if one.status in ("open", "past") else ""
    value = _VALUES.get(one.status) or {"dataAbsentReason": _absent(kb, one.status)}
    code = concept(one.label, coding(f"{OURS}/finding", one.id, one.label))
    content = {**_observed(bundler), "code": code, **value, **note(". ".join(part for part in (meant, said) if part))}
    return bundler.add("Observation", f"{one.id}/{one.status}", content)


def _absent(kb: KnowledgeBase, status: str) -> Json:
    return concept(kb.summary["values"]["unsure" if status == "unsure" else "none"], coding(f"{TERMS}/data-absent-reason", _ABSENT[status]))


def _measures(kb: KnowledgeBase, bundler: Bundler, summary: Summary) -> Iterator[Json]:
    """Age in years, severity out of ten."""
    for name, unit, ucum in (("age", "years", "a"), ("severity", "{score}", "{score}")):
        value = number(summary.details.get(name))
        if value is not None:
            loinc = kb.summary["codes"][name]
            code = concept(kb.summary["facts"][name], coding(LOINC, loinc["code"], loinc["display"]))
            quantity = {"value": value, "unit": unit, "system": UCUM, "code": ucum}
            yield bundler.add("Observation", name, {**_observed(bundler), "code": code, "valueQuantity": quantity})


def _observed(bundler: Bundler) -> Json:
    return {"status": "preliminary", **_SURVEY, **bundler.subject(), **bundler.dated("effectiveDateTime")}
