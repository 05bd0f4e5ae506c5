"""Reads an answer in the light of the open question."""

from __future__ import annotations

from poplit.dialogue.measured import measured_status
from poplit.dialogue.picking import felt_too, takes_back
from poplit.dialogue.several import SeveralOptions
from poplit.dialogue.taken import state
from poplit.wording.questions import option_titles


class Answer(SeveralOptions):
    """The answer to the open question, read in its light."""

    def take(self) -> None:
        if not self.reading.sites and not self.reading.correction and self.reading.answer != "unsure":
            self._state(self._denied(), "absent")
        if not self.reading.sites and not self.reading.question:
            self._state(
                [name for name in felt_too(self.kb, self.reading) if self.case.status(name) is None and not self._spoken_of(name)],
                "present",
            )
        kind = self.asking["kind"]
        self._take_measured()
        if self.picked is not None:
            self._take_picks(self.picked)
        elif kind == "confirm":
            self._take_confirm(self.reading.answer)
        elif kind == "recheck":
            return  # better, the same or worse: see rechecking.hear
        elif kind == "number":
            self._take_number()
        elif kind == "text":
            self.taken.answered = bool(self.case.having("present"))
        elif takes_back(self.asking, self.reading):
            return
        elif self.asking.get("check"):
            self._take_check_in_words()
        elif kind == "yes_no":
            self._take_yes_no()
        else:
            self._take_several()

    def _take_measured(self) -> None:
        """What was measured, told instead of a yes: "39.4", asked about a fever."""
        if self.picked is not None or self.asking["kind"] not in ("several", "yes_no") or self.reading.question:
            return
        for finding in self.asking["findings"]:
            status = measured_status(self.kb.findings[finding].measured, self.reading)
            if status and not self._spoken_of(finding):
                self._state([finding], status)

    def _take_picks(self, titles: list[str]) -> None:
        words, self.taken.answered = self.kb.wording["question"], True
        if self.asking["kind"] == "confirm":
            self._take_confirm("yes" if titles[0] == option_titles(self.kb, self.asking)[0] else "no")
        elif self.asking.get("check"):
            self._take_check({words["yes"]: "yes", words["no"]: "no"}.get(titles[0]))
        elif self.asking["kind"] == "yes_no":
            self._state(self.asking["findings"], {words["yes"]: "present", words["no"]: "absent"}.get(titles[0], "unsure"))
        elif titles == [words["unsure"]]:
            self._state_unsure()
        elif self.asking["none"] in titles and len(titles) == 1:
            self._state(self.asking["findings"], "absent")
        else:
            self._take_options([o for o in self.asking["options"] if o["title"] in titles])

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

    def _take_check_in_words(self) -> None:
        """What was found, told in words; "no thermometer here" and "I can't measure it" find nothing."""
        check, answer = self.kb.self_checks[self.asking["check"]], self.reading.answer
        finding = self.asking["findings"][0]
        measured = measured_status(check.measured, self.reading)
        if answer != "no":
            self._state(self._meant([finding]), "present")  # "a bit warmer"
        if any(map(self._spoken_of, check.settles)):
            self.taken.answered = True
        elif measured:
            self._take_check("yes" if measured == "present" else "no")
        elif answer in ("can", "cannot") and self.kb.findings[finding].ability:
            self._take_check(next(name for name in ("yes", "no") if finding in self._stated_by(check.outcome(name), answer)))
        elif answer in ("yes", "unsure", "cannot") or (answer == "no" and self.reading.flat_no):
            self._take_check(answer)

    def _stated_by(self, outcome, answer: str) -> tuple[str, ...]:
        """What an outcome says that "I can", or "I cannot", says too of an ability."""
        return outcome.absent if answer == "can" else outcome.present

    def _take_check(self, answer: str | None) -> None:
        """What a yes or a no to the question of a self-check says; anything else leaves it open what was not sure before."""
        if answer in ("yes", "no"):
            outcome = self.kb.self_checks[self.asking["check"]].outcome(answer)
            self._state(outcome.present, "present")
            self._state(outcome.absent, "absent")
            self.taken.means = outcome.means
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
