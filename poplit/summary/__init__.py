"""A summary of one case for a clinician: gathered once, then set as plain text, as a PDF or as an HL7 FHIR bundle.

Nothing here writes a file or sends anything: each form is handed back to whoever asked. The PDF and the bundle are imported by their
own modules (poplit.summary.pdf, poplit.summary.fhir), because only they need a library."""

from poplit.summary.gather import gather
from poplit.summary.parts import Summary
from poplit.summary.text import bubbles, to_text

__all__ = ["Summary", "bubbles", "gather", "to_text"]
