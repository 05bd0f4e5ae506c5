"""Every sentence of wording.yml, by where it is said, each with the place-holders it may hold."""

from __future__ import annotations

from string import Formatter
from typing import Any, Literal

from pydantic import Field, root_validator

from poplit.knowledge.schema.base import Item


def text(*names: str, alias: str | None = None) -> Any:
    """A sentence in which these names, in braces, are filled in."""
    return Field(..., alias=alias, may_hold=frozenset(names))


class Texts(Item):
    """Sentences; a place-holder that nothing fills in is an error."""

    @root_validator(skip_on_failure=True)
    def hold_only_what_is_filled_in(cls, values: dict) -> dict:
        for name, value in values.items():
            allowed = cls.__fields__[name].field_info.extra.get("may_hold", frozenset())
            for said in (value,) if isinstance(value, str) else ():
                unknown = {field for _, field, _, _ in Formatter().parse(said) if field} - allowed
                if unknown:
                    filled = ", ".join(sorted(allowed)) or "none"
                    raise ValueError(f"{name}: nothing fills in {{{min(unknown)}}}; available: {filled}")
        return values


class Opening(Texts):
    ask: str = text()
    ask_there: str = text("site")
    again: str = text()
    why: str = text()
    meaning: str = text()


class Playback(Texts):
    noted: str = text("present")
    denied: str = text("absent")
    unsure: str = text("unsure")
    mend: str = text()
    corrected: str = text()
    changed: str = text("changes")
    detail: str = text("name", "value")
    now_present: str = text("label")
    now_absent: str = text("label")


class Asked(Texts):
    again: str = text("text")
    guess: str = text("question", "words")
    which: str = text()
    part_first: str = text()
    part_next: str = text()
    unsure: str = text()
    yes: str = text()
    no: str = text()


class SelfCheckSaid(Texts):
    how: str = text("how", "not_if")
    which: str = text()
    still_unsure: str = text()


class Urgent(Texts):
    call: str = text()
    hospital: str = text()
    check: str = text()
    hand_over: str = text()
    because: str = text("why")
    stop: str = text("example")
    go: str = text()
    do: str = text()
    still: str = text("why")
    still_short: str = text()
    mistake: str = text("example")
    confirm: str = text("label")
    confirm_yes: str = text()
    confirm_no: str = text()
    lowered: str = text()


class Persons(Texts):
    means: str = text("person")
    somebody: str = text()
    child: str = text()
    pronouns: dict[Literal["he", "she", "they"], dict[Literal["subject", "object", "own", "owns", "self"], str]]
    asked_with: tuple[str, ...]
    object_after: tuple[str, ...]
    subject_after: tuple[str, ...]
    to_the_reader: tuple[str, ...]
    irregular: dict[str, str]
    adverbs: tuple[str, ...]
    unchanged: tuple[str, ...]
    verbs: tuple[str, ...]


class Crisis(Texts):
    misread: str = text()
    safe: str = text()
    still: str = text()
    still_now: str = text()
    offer: str = text()
    go_on: str = text()
    summary: str = text()
    going_on: str = text()
    medicines: str = text()
    medicines_too_much: str = text()
    before: str = text()


class Banner(Texts):
    emergency_ambulance: str = text()
    emergency: str = text()
    consultation_24: str = text()
    consultation: str = text()
    self_care: str = text()


class Assessment(Texts):
    causes: str = text()
    causes_unsure: str = text()
    cause: str = text("likelihood", "name", "number", "one_line")
    for_: str = text("findings", alias="for")
    against: str = text("findings")
    sources: str = text("sources")
    estimated: str = text()
    together: str = text("first", "one", "other", "second")
    without: str = text("label")
    not_excluded: str = text()
    not_excluded_one: str = text("name", "tells")
    care: str = text()
    care_wait: str = text()
    do_not: str = text("items")
    come_back: str = text("text")
    clinician: str = text("text")
    course: str = text("text")
    disclaimer: str = text()
    unknown: str = text()
    more: str = text()
    more_urgent: str = text()
    open_safety: str = text()


class Changes(Texts):
    up: str = text("names")
    down: str = text("names")
    because: str = text("name", "reasons")
    same_causes: str = text()
    same_level: str = text()
    sooner: str = text()
    later: str = text()
    whole: str = text()


class Feelings(Texts):
    afraid: str = text()
    afraid_urgent: str = text()
    angry: str = text()


class Returning(Texts):
    welcome: str = text()
    last_time: str = text("trouble")
    again: str = text()


class ByLevel(Texts):
    consultation_24: str = text()
    consultation: str = text()
    self_care: str = text()


class RecheckSaid(Texts):
    offer: str = text("when")
    agree: str = text()
    decline: str = text()
    agreed: str = text("when")
    declined: str = text()
    cannot: str = text("when")
    failed: str = text()
    cancelled: str = text()
    ask: str = text()
    better: str = text()
    same: str = text()
    worse: str = text()
    dangers: str = text()
    if_better: ByLevel
    if_same: ByLevel
    if_worse: ByLevel


class Scored(Texts):
    heading: str = text()
    said: str = text("means", "most", "name", "score")
    caught: str = text("means", "name")
    worth: str = text("for_whom", "worth")
    unknown: str = text("items")
    sources: str = text("sources")


class Explain(Texts):
    why: str = text("why")
    nothing_open: str = text()


class Back(Texts):
    done: str = text()
    nothing: str = text()


class CauseAnswer(Texts):
    one_line: str = text("name", "one_line", "who")
    story: str = text("story")
    course: str = text("course", "name")
    clinician: str = text("clinician", "name")
    care: str = text("care", "name")
    come_back: str = text("come_back", "name")
    tell_apart: str = text("one", "other", "tells")
    why_listed: str = text("name", "number", "likelihood")
    why_not_listed: str = text("name")
    why_nothing: str = text()
    why_urgent: str = text("reasons", "sources")
    would_fit: str = text("findings")
    from_: str = text("sources", alias="from")
    worry: str = text("names")
    told: str = text("name", "text")
    rule: str = text("lacks", "name", "sources", "for_whom", "worth")


class Wording(Texts):
    greeting: tuple[str, ...]
    opening: Opening
    playback: Playback
    question: Asked
    self_check: SelfCheckSaid
    warning: Urgent
    persons: Persons
    crisis: Crisis
    banner: Banner
    banner_why: str = text("reasons")
    assessment: Assessment
    changes: Changes
    safety_net: tuple[str, ...]
    rule: Scored
    explain: Explain
    back: Back
    returning: Returning
    recheck: RecheckSaid
    restart: str = text()
    stop: str = text("net")
    stop_net: str = text()
    thanks: str = text()
    goodbye: str = text()
    goodbye_open: str = text("net")
    goodbye_urgent: str = text()
    thanks_urgent: str = text()
    feelings: Feelings
    out_of_scope: str = text()
    also_elsewhere: str = text("parts")
    other_language: str = text()
    in_their_language: dict[str, str]
    fallback: str = text()
    blank: str = text()
    too_long: str = text()
    no_answer: str = text()
    failure: str = text()
    cause_answer: CauseAnswer
