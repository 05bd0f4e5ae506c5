"""The forms in which a summary can be had, each with its file ending and media type."""

from __future__ import annotations

from dataclasses import dataclass

from poplit.knowledge import KnowledgeBase
from poplit.summary.parts import Summary
from poplit.summary.text import to_text


@dataclass(frozen=True)
class Form:
    """How a form is called in a file name and over HTTP."""

    ending: str
    media_type: str


FORMS = {
    "text": Form("txt", "text/plain; charset=utf-8"),
    "pdf": Form("pdf", "application/pdf"),
    "fhir": Form("json", "application/fhir+json; charset=utf-8"),
}


def made_as(form: str, kb: KnowledgeBase, summary: Summary) -> bytes:
    """The summary in one of FORMS, as the bytes of a file. Raises KeyError for another form."""
    if form == "pdf":
        from poplit.summary.pdf import to_pdf

        return to_pdf(kb, summary)
    if form == "fhir":
        from poplit.summary.fhir import to_json

        return to_json(kb, summary).encode()
    if form == "text":
        return to_text(kb, summary).encode()
    raise KeyError(form)
