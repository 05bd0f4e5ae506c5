"""Reads an answer in the light of the open question."""

from __future__ import annotations

import re
from typing import Any

from poplit import safety
from poplit.case import Case
from poplit.dialogue.options import after_yes, by_clause, named
from poplit.dialogue.picking import felt_too, painful_sites, picked, takes_back, vague_days
from poplit.dialogue.taken import Taken, state
from poplit.knowledge import KnowledgeBase
from poplit.language.reading import Reading
from poplit.wording.questions import option_titles

_YES = re.compile(r"\b(?:yes|yeah|yep|yup)\b", re.I)


class Answer:
    """The answer to the open question, read in its light."""

    def __init__(self, kb: KnowledgeBase, case: Case, reading: Reading, taken: Taken):
        self.kb, self.case, self.reading, self.taken, self.asking = kb, case, reading, taken, case.asking
        self.picked = picked(kb, self.asking, reading)

    def take(self) -> None:
        if not self.reading.sites and not self.reading.correction:
            self._state(self._denied(), "absent")
        if not self.reading.sites and not self.reading.question:
            self._state(
                [name for name in felt_too(self.kb, self.reading) if self.case.status(name) is None and not self._spoken_of(name)],
                "present",
            )
        kind = self.asking["kind"]
        if self.picked is not None:
            self._take_picks(self.picked)
        elif kind == "confirm":
            self._take_confirm(self.reading.answer)
        elif kind == "number":
            self._take_number()
        elif kind == "text":
            self.taken.answered = bool(self.case.having("present"))
        elif takes_back(self.asking, self.reading):
            return
        elif kind == "yes_no":
            self._take_yes_no()
        else:
            self._take_several()

    def _take_picks(self, titles: list[str]) -> None:
        words, self.taken.answered = self.kb.wording["question"], True
        if self.asking["kind"] == "confirm":
            self._take_confirm("yes" if titles[0] == option_titles(self.kb, self.asking)[0] else "no")
        elif self.asking["kind"] == "yes_no":
            self._state(self.asking["findings"], {words["yes"]: "present", words["no"]: "absent"}.get(titles[0], "unsure"))
        elif titles == [words["unsure"]]:
            self._state_unsure()
        elif self.asking["none"] in titles and len(titles) == 1:
            self._state(self.asking["findings"], "absent")
        else:
            self._take_options([o for o in self.asking["options"] if o["title"] in titles])

    def _state_unsure(self) -> None:
        self._state(self.asking["findings"], "unsure")
        self.case.open_safety = self.case.open_safety or self.asking["group"] == "safety"

    def _take_options(self, options: list[dict[str, Any]]) -> None:
        for option in options:
            self._state(option["present"], "present", option["title"])
            self._state(option["absent"], "absent", option["title"])
            if option["value"] and self.asking["detail"] == "duration":
                self.case.tell(self.kb, {"duration_days": float(option["value"])})
        chosen = {name for option in options for name in option["present"]}
        self._leave_open([name for name in self.asking["findings"] if name not in chosen])

    def _leave_open(self, findings: list[str]) -> None:
        """Options not picked: not there, in a question about pain; not known, in one about dangers and risks."""
        left = [name for name in findings if self.case.status(name) is None]
        if self._danger():
            self.case.unmentioned += [name for name in left if name not in self.case.unmentioned]
        else:
            self._state(left, "absent", quietly=True)

    def _take_yes_no(self) -> None:
        finding = self.asking["findings"][0]
        if self.reading.answer != "no" and self._meant([finding]):
            self._state([finding], "present")
        if finding in self.taken.stated or self._spoken_of(finding):
            self.taken.answered = True
            return
        ability = self.kb.findings[finding].ability
        says = {"yes": "present", "no": "absent", "unsure": "unsure"}
        says |= {"can": "absent", "cannot": "present"} if ability else {"can": "present", "cannot": "absent"}
        status = says.get(self.reading.answer or "")
        if status is None and not self._danger() and self.reading.denies and not self.reading.mentions and not self.reading.question:
            status = "absent"
        if status:
            self._state([finding], status)
            self.taken.answered = True

    def _take_named_options(self) -> bool:
        """A free answer without a finding of its own ("on the stairs", "behind it"): the options or places it names."""
        if self.reading.question or self.reading.answer in ("no", "unsure") or self._danger():
            return False  # of a danger nothing is guessed from one shared word
        options, denied = by_clause(self.reading.text, self.asking["options"])
        if options and denied:
            self._state([name for option in denied for name in option["present"]], "absent")
        if self.reading.denies and not denied:
            return False
        free = not options or self.asking["group"] == "place"
        places = [f for f in self.asking["findings"] if free and set(self.reading.sites) & painful_sites(self.kb, f)]
        if options:
            self._take_options(options)
        self._state(places, "present")
        self.taken.answered = bool(options or places)
        return self.taken.answered

    def _take_after_yes(self) -> None:
        """A risk named right after a yes: "yes, the pill". Of a danger nothing is guessed: "yes, the pain" is no chest pain."""
        if self.asking["group"] == "risk" and self.reading.answer == "yes" and not self.reading.question:
            read = {mention.id for mention in self.reading.mentions}  # "no, but my dad had a clot"
            for option in after_yes(self.reading.text, self.asking["options"]):
                if not read & set(option["present"]):
                    self._state(option["present"], "present", option["title"])

    def _take_more_options(self) -> None:
        """Options named beside a finding that was read: "a lump, yes, and stiffness"."""
        for option in by_clause(self.reading.text, self.asking["options"])[0]:
            self._state([name for name in option["present"] if self.case.status(name) is None], "present", option["title"])

    def _meant(self, findings: list[str]) -> list[str]:
        """The asked findings that a quality without a place of its own must mean: "a bit bigger", asked about the calf."""
        if set(self.reading.sites) - {"leg", "knee"} or self.reading.question:
            return []
        felt = set(self.reading.qualities) - {"pain"}
        return [name for name in findings if any(part.quality in felt for part in self.kb.findings[name].parts)]

    def _denied(self) -> list[str]:
        """The asked findings that a denied quality without a place must mean: "no swelling", asked about the calf."""
        denied = set(self.reading.denied_qualities) - {"pain"}
        return [name for name in self.asking["findings"] if any(part.quality in denied for part in self.kb.findings[name].parts)]

    def _take_several(self) -> None:
        if not any(self._spoken_of(name) for name in self.asking["findings"]):
            if self.reading.answer != "no" and (self.reading.affirms or not self._danger()):  # "it's cold outside" is no cold foot
                self._state(self._meant(self.asking["findings"]), "present")
            if not self.taken.stated and self._take_named_options():
                return
            self._take_after_yes()
        elif not self._danger() and self.reading.answer != "no" and not self.reading.question:
            self._take_more_options()
        spoken = [name for name in self.asking["findings"] if self._spoken_of(name)]
        if not spoken and self.reading.all_of_them:
            self._state(self.asking["findings"], "present")
            self.taken.answered = True
            return
        present = [name for name in spoken if self.case.status(name) == "present"]
        other_present = [m for m in self.reading.mentions if m.status == "present"]
        if spoken and not present and self.reading.affirms:  # "no chest pain, but yes to the breathing"
            after_yes = _YES.split(self.reading.text)[-1] if _YES.search(self.reading.text) else ""
            said = [o for o in named(after_yes, self.asking["options"]) if not set(o["present"]) & set(spoken)]
            self.taken.which = bool(after_yes) and not said
            if not after_yes:
                self._narrow()
            if said:
                self._take_options(said)
                self.taken.answered = True
        elif spoken and not present and self.reading.answer != "no" and self._danger() and not self.asking["tries"]:
            self._narrow()  # "no fever" answers for the fever alone
        elif present or (spoken and self.reading.answer != "no"):
            self._leave_unmentioned(spoken)
        elif (
            self.reading.answer == "no"
            and self._danger()
            and not self.reading.flat_no
            and (self.reading.mentions or self.reading.denied_qualities)
        ):
            self._narrow()  # "it is not hot" is no answer to the rest
        elif self.reading.answer == "no" and not (other_present and not self.reading.bare and self.asking["group"] == "start"):
            self._state([name for name in self.asking["findings"] if name not in spoken], "absent")
            self.taken.answered = True
        elif self.reading.answer == "unsure":
            self._state_unsure()
            self.taken.answered = True
        elif self.reading.answer == "yes" and not other_present:
            self.taken.which = True
        elif (days := vague_days(self.kb, self.asking, self.reading)) is not None:
            self.case.tell(self.kb, {"duration_days": days})
            self.taken.answered = True
        elif (other_present and not self._danger()) or (
            self.asking["detail"] == "duration" and self.case.details.get("duration_days") is not None
        ):
            self._leave_unmentioned([])

    def _danger(self) -> bool:
        """True for the questions about dangers and risks, where silence and guesses count for nothing."""
        return self.asking["group"] in ("safety", "risk")

    def _narrow(self) -> None:
        """The open question goes on with what is still unknown; it is answered when nothing is left."""
        if self.reading.answer == "no" and not self.reading.ids("present"):  # "no clots, no pill"
            self._state([name for option in named(self.reading.text, self.asking["options"]) for name in option["present"]], "absent")
        unknown = [option for option in self.asking["options"] if any(self.case.status(name) is None for name in option["present"])]
        self.asking["options"] = unknown
        self.asking["findings"] = [name for option in unknown for name in option["present"]]
        self.taken.answered = not unknown

    def _leave_unmentioned(self, spoken: list[str]) -> None:
        left = [name for name in self.asking["findings"] if name not in spoken and self.case.status(name) is None]
        self.case.unmentioned += [name for name in left if name not in self.case.unmentioned]
        self.taken.answered = True

    def _take_number(self) -> None:
        if self.reading.details.get(self.asking["detail"]) is not None:
            self.taken.answered = True
        elif self._is_age():
            self.case.tell(self.kb, {"age": int(self.reading.number)})
            self.taken.answered = True
        elif self.reading.answer in ("unsure", "no"):
            self.taken.answered = True

    def _is_age(self) -> bool:
        """A bare number, with no unit of time and no minus sign."""
        number, text = self.reading.number, self.reading.text
        timed = "duration_days" in self.reading.details or "severity" in self.reading.details
        return self.asking["detail"] == "age" and number is not None and 0 <= number <= 110 and not timed and "-" not in text[:3]

    def _take_confirm(self, answer: str | None) -> None:
        finding = self.asking["findings"][0]
        if finding in self.reading.ids("present"):  # "yes, I really do have it"
            self.taken.answered = True
            return
        if answer == "yes":
            state(self.kb, self.case, self.taken, finding, "absent", self.reading.text, "corrected")
        self.taken.answered = answer in ("yes", "no")

    def _spoken_of(self, finding: str) -> bool:
        return any(m.id == finding and m.status in ("present", "absent", "unsure") for m in self.reading.mentions) or (
            self.case.findings.get(finding, {}).get("turn") == self.case.turn
        )

    def _state(self, findings, status: str, words: str = "", quietly: bool = False) -> None:
        guarded = safety.guarded(self.kb, self.case) if status != "present" else set()
        for finding in findings:
            if finding in guarded or (status != "present" and self.case.status(finding) == "present" and self.asking["kind"] != "yes_no"):
                continue
            taken = Taken() if quietly else self.taken
            state(self.kb, self.case, taken, finding, status, words or self.reading.text[:80], "answered")
