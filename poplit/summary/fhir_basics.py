"""What every resource of the bundle shares: ids made from the content, references, codes, clean strings."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from poplit.summary.plain import readable

Json = dict[str, Any]

# Code systems of others, and our own. A name under .invalid can belong to nobody, so it is never mistaken for a published system.
LOINC = "http://loinc.org"
SNOMED = "http://snomed.info/sct"
ICD10 = "http://hl7.org/fhir/sid/icd-10"
HPO = "http://human-phenotype-ontology.org"
UCUM = "http://unitsofmeasure.org"
TERMS = "http://terminology.hl7.org/CodeSystem"
OURS = "https://poplit.invalid/fhir"

_URN = "urn:uuid:"
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, OURS)


class Bundler:
    """Collects resources. Ids come from the content of the whole summary, so that they are the same each time and name nobody."""

    def __init__(self, content: str, made: datetime | None) -> None:
        self._root = uuid.uuid5(_NAMESPACE, content)
        self._entries: list[Json] = []
        self._subject: Json = {}
        self.performer: Json = {}
        self.moment = made.isoformat(timespec="seconds") if made else None

    def about(self, patient: Json, device: Json) -> None:
        """From now on resources are about this patient, and said to be made by this device."""
        self._subject, self.performer = patient, device

    def add(self, kind: str, name: str, content: Json) -> Json:
        """Add a resource under a name that is its own in this bundle; return the reference to it."""
        address = self.address(kind, name)
        resource = {"resourceType": kind, "id": address.removeprefix(_URN), "language": "en-GB", **_clean(content)}
        self._entries.append({"fullUrl": address, "resource": resource})
        return {"reference": address}

    def address(self, kind: str, name: str) -> str:
        """Where a resource of this kind and name stands, whether it was added yet or not."""
        return f"{_URN}{uuid.uuid5(self._root, f'{kind}/{name}')}"

    def subject(self) -> Json:
        """The element that says whom a resource is about."""
        return {"subject": self._subject}

    def dated(self, name: str) -> Json:
        """The element of this name with the moment of the summary; nothing when it has none."""
        return {name: self.moment} if self.moment else {}

    def bundle(self) -> Json:
        """All of it."""
        return {
            "resourceType": "Bundle",
            "id": str(self._root),
            "language": "en-GB",
            "type": "collection",
            **self.dated("timestamp"),
            "entry": self._entries,
        }


def concept(text: str, *codings: Json) -> Json:
    """A CodeableConcept; without codings it is its text."""
    return {**({"coding": list(codings)} if codings else {}), "text": text}


def coding(system: str, code: str, display: str | None = None) -> Json:
    """A Coding."""
    return {"system": system, "code": code, **({"display": display} if display else {})}


def note(text: str) -> Json:
    """The element for a note; nothing for an empty one."""
    return {"note": [{"text": text}]} if text else {}


def _clean(value: Any) -> Any:
    """The value without what FHIR's strings may not hold."""
    if isinstance(value, str):
        return readable(value)
    if isinstance(value, dict):
        return {name: _clean(part) for name, part in value.items()}
    return [_clean(part) for part in value] if isinstance(value, list) else value
