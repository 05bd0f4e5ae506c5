"""The open question and the message that may answer it: what both say of a finding."""

from __future__ import annotations

from poplit import safety
from poplit.case import Case
from poplit.dialogue.picking import picked
from poplit.dialogue.taken import Taken, state
from poplit.knowledge import KnowledgeBase
from poplit.language.reading import Reading

DANGERS = ("safety", "risk", "closer")  # groups of questions to which a yes must not be lost, and silence is no no


class OpenQuestion:
    """One open question, one message, and the case that takes what it says."""

    def __init__(self, kb: KnowledgeBase, case: Case, reading: Reading, taken: Taken):
        self.kb, self.case, self.reading, self.taken, self.asking = kb, case, reading, taken, case.asking
        self.picked = picked(kb, self.asking, reading)

    def _state(self, findings, status: str, words: str = "", quietly: bool = False) -> None:
        guarded = safety.guarded(self.kb, self.case) if status != "present" else set()
        for finding in findings:
            if finding in guarded or (status != "present" and self.case.status(finding) == "present" and self.asking["kind"] != "yes_no"):
                continue
            taken = Taken() if quietly else self.taken
            state(self.kb, self.case, taken, finding, status, words or self.reading.text[:80], "answered")

    def _spoken_of(self, finding: str) -> bool:
        return any(m.id == finding and m.status in ("present", "absent", "unsure") for m in self.reading.mentions) or (
            self.case.findings.get(finding, {}).get("turn") == self.case.turn
        )

    def _danger(self) -> bool:
        """True for the questions about dangers and risks, where silence and guesses count for nothing."""
        return self.asking["group"] in DANGERS

    def _present_beside(self) -> bool:
        """True when the message states any finding at all."""
        return any(mention.status == "present" for mention in self.reading.mentions)

    def _meant(self, findings: list[str]) -> list[str]:
        """The asked findings that a quality without a place of its own must mean: "a bit bigger", asked about the calf."""
        if set(self.reading.sites) - {"leg", "knee"} or self.reading.question:
            return []
        felt, both = set(self.reading.qualities) - {"pain"}, self.reading.details.get("side") == "both"
        # both legs are swollen only when both are named
        return [
            name
            for name in findings
            if any(part.quality in felt and (both or part.only_side != "both") for part in self.kb.findings[name].parts)
        ]

    def _denied(self) -> list[str]:
        """The asked findings that a denied quality without a place must mean: "no swelling", asked about the calf."""
        denied = set(self.reading.denied_qualities) - {"pain"}
        return [name for name in self.asking["findings"] if any(part.quality in denied for part in self.kb.findings[name].parts)]

    def _state_unsure(self) -> None:
        self._state(self.asking["findings"], "unsure")
        self.case.open_safety = self.case.open_safety or self.asking["group"] == "safety"

    def _leave_unmentioned(self, spoken: list[str]) -> None:
        left = [name for name in self.asking["findings"] if name not in spoken and self.case.status(name) is None]
        self.case.unmentioned += [name for name in left if name not in self.case.unmentioned]
        self.taken.answered = True
