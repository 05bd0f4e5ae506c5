"""An answer to a question with several options: which are there, which are not, and which are still open."""

from __future__ import annotations

import re
from typing import Any

from poplit.dialogue.open_question import OpenQuestion
from poplit.dialogue.options import after_yes, by_clause, named
from poplit.dialogue.picking import painful_sites, vague_days

_YES = re.compile(r"\b(?:yes|yeah|yep|yup)\b", re.I)


class SeveralOptions(OpenQuestion):
    """A question about several findings at once."""

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
        elif not (spoken and self._take_spoken(spoken)) and not self._take_plain_answer(spoken):
            self._take_beside()

    def _take_spoken(self, spoken: list[str]) -> bool:
        """What an answer that names some of the findings means for the others; False when it means nothing by that."""
        if not any(self.case.status(name) == "present" for name in spoken):
            if self.reading.affirms:  # "no chest pain, but yes to the breathing"
                self._take_what_yes_names(spoken)
                return True
            if self.reading.answer != "no" and self._danger() and self._goes_on():
                self._narrow()  # "no fever" answers for the fever alone
                return True
            if self.reading.answer == "no":
                return False
        self._leave_unmentioned(spoken)
        return True

    def _goes_on(self) -> bool:
        """True while a message settles something of the question: one after another is no try that failed."""
        return not self.asking["tries"] or bool(self.taken.stated)

    def _take_what_yes_names(self, spoken: list[str]) -> None:
        rest = _YES.split(self.reading.text)[-1] if _YES.search(self.reading.text) else ""
        said = [o for o in named(rest, self.asking["options"]) if not set(o["present"]) & set(spoken)]
        self.taken.which = bool(rest) and not said
        if not rest:
            self._narrow()
        if said:
            self._take_options(said)
            self.taken.answered = True

    def _take_plain_answer(self, spoken: list[str]) -> bool:
        """A no, an unsure or a yes to the whole question; False when the message is none of these."""
        reading, others = self.reading, self._present_beside()
        if reading.answer == "no" and self._danger() and not reading.flat_no and (reading.mentions or reading.denied_qualities):
            self._narrow()  # "it is not hot" is no answer to the rest
        elif reading.answer == "no" and not (others and not reading.bare and self.asking["group"] == "start"):
            self._state([name for name in self.asking["findings"] if name not in spoken], "absent")
            self.taken.answered = True
        elif reading.answer == "unsure":
            self._take_unsure()
        elif reading.answer == "yes" and not others:
            self.taken.which = True
        else:
            return False
        return True

    def _take_unsure(self) -> None:
        """ "Not sure about the dent" is about that option alone; a bare "not sure" is about the whole question."""
        meant = named(self.reading.text, self.asking["options"]) or self._options_of_quality()
        if not meant and self.asking.get("which") and self._danger():  # after a yes to a danger, which is not to be lost
            self.taken.which = True
            return
        if not meant:
            self._state_unsure()
            self.taken.answered = True
            return
        unsure = [name for option in meant for name in option["present"]]
        self._state(unsure, "unsure")
        if self._danger() and self._goes_on():
            self._narrow()
        else:
            self._leave_unmentioned(unsure)

    def _options_of_quality(self) -> list[dict[str, Any]]:
        """The options whose quality the message names in other words: "no idea about the swelling"."""
        said = set(self.reading.text.lower().split())
        doubted = {quality for quality, words in self.kb.qualities.items() if quality != "pain" and said & set(words.words)}
        return [
            option
            for option in self.asking["options"]
            if any(part.quality in doubted for name in option["present"] for part in self.kb.findings[name].parts)
        ]

    def _take_beside(self) -> None:
        """A time said in other words, or something else that is told instead of an answer."""
        days = vague_days(self.kb, self.asking, self.reading)
        if days is not None:
            self.case.tell(self.kb, {"duration_days": days})
            self.taken.answered = True
        elif (self._present_beside() and not self._danger()) or (
            self.asking["detail"] == "duration" and self.case.details.get("duration_days") is not None
        ):
            self._leave_unmentioned([])

    def _take_options(self, options: list[dict[str, Any]]) -> None:
        for option in options:
            self._state(option["present"], "present", option["title"])
            self._state(option["absent"], "absent", option["title"])
            if option["value"]:
                days = self.asking["detail"] == "duration"
                self.case.tell(self.kb, {"duration_days": float(option["value"])} if days else {self.asking["detail"]: option["value"]})
        chosen = {name for option in options for name in option["present"]}
        self._leave_open([name for name in self.asking["findings"] if name not in chosen])

    def _leave_open(self, findings: list[str]) -> None:
        """Options not picked: not there, in a question about pain; not known, in one about dangers and risks."""
        left = [name for name in findings if self.case.status(name) is None]
        if self._danger():
            self.case.unmentioned += [name for name in left if name not in self.case.unmentioned]
        else:
            self._state(left, "absent", quietly=True)

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

    def _narrow(self) -> None:
        """The open question goes on with what is still unknown; it is answered when nothing is left."""
        if self.reading.answer == "no" and not self.reading.ids("present"):  # "no clots, no pill"
            self._state([name for option in named(self.reading.text, self.asking["options"]) for name in option["present"]], "absent")
        unknown = [option for option in self.asking["options"] if any(self.case.status(name) is None for name in option["present"])]
        self.asking["options"] = unknown
        self.asking["findings"] = [name for option in unknown for name in option["present"]]
        self.taken.answered = not unknown
