"""Every sentence of summary.yml, each with the place-holders it may hold."""

from __future__ import annotations

from poplit.knowledge.schema.base import Item
from poplit.knowledge.schema.wording import Texts, text


class InChat(Texts):
    heading: str = text()
    nothing: str = text()


class Blanks(Texts):
    name: str = text()
    born: str = text()


class Headings(Texts):
    person: str = text()
    flags: str = text()
    present: str = text()
    risks: str = text()
    absent: str = text()
    unsure: str = text()
    unanswered: str = text()
    past: str = text()
    others: str = text()
    changed: str = text()
    causes: str = text()
    serious: str = text()
    rules: str = text()
    advice: str = text()
    answers: str = text()
    sources: str = text()


class Facts(Texts):
    subject: str = text()
    age: str = text()
    sex: str = text()
    words: str = text()
    site: str = text()
    side: str = text()
    onset: str = text()
    duration: str = text()
    severity: str = text()
    bmi: str = text()
    medicines: str = text()
    conditions: str = text()


class Values(Texts):
    self_: str = text(alias="self")
    child: str = text()
    other: str = text()
    female: str = text()
    male: str = text()
    left: str = text()
    right: str = text()
    both: str = text()
    sudden: str = text()
    gradual: str = text()
    after_injury: str = text()
    present: str = text()
    absent: str = text()
    unsure: str = text()
    none: str = text()
    years: str = text("number")
    hours: str = text()
    day: str = text()
    days: str = text("number")
    weeks: str = text("number")
    months: str = text("number")
    many_years: str = text("number")
    of_ten: str = text("number")


class Triage(Texts):
    emergency_ambulance: str = text()
    emergency: str = text()
    consultation_24: str = text()
    consultation: str = text()
    self_care: str = text()


class Statement(Texts):
    words: str = text("message", "words")
    unquoted: str = text("message")
    change: str = text("name", "new", "old")
    in_message: str = text("change", "message")


class Flag(Texts):
    said: str = text("level", "name")
    because: str = text("reasons")
    shown: str = text("message")


class CauseSaid(Texts):
    said: str = text("icd10", "name")
    likelihood: str = text("likelihood", "percent")
    for_: str = text("reasons", alias="for")
    against: str = text("reasons")
    shares: str = text()
    measured: str = text("reason", "source")
    together: str = text("first", "one", "other", "second")
    unknown: str = text()


class RuleSaid(Texts):
    said: str = text("most", "name", "score")
    counted: str = text("items")
    unknown: str = text("items")
    source: str = text("source")
    none: str = text("names")


class AnswerSaid(Texts):
    asked: str = text("message", "question")
    unasked: str = text("message")
    open: str = text()
    words: str = text("words")


class Loinc(Item):
    """A code of LOINC and its official name."""

    code: str
    display: str


class Codes(Item):
    age: Loinc
    severity: Loinc


class Summary(Texts):
    """summary.yml."""

    title: str = text()
    made: str = text("when")
    made_by: str = text("kb", "version")
    page: str = text("page", "pages")
    notice: str = text("signed", "total")
    unfinished: str = text()
    blanks: Blanks
    in_chat: InChat
    headings: Headings
    facts: Facts
    values: Values
    triage: Triage
    banner_why: str = text("reasons")
    open_safety: str = text()
    statement: Statement
    flag: Flag
    cause: CauseSaid
    rule: RuleSaid
    answer: AnswerSaid
    net: str = text()
    codes: Codes
