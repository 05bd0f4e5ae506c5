"""The small words by which a sentence is taken apart, one model for each step of reading."""

from __future__ import annotations

from pydantic import Field

from poplit.knowledge.schema.base import Item

Set = frozenset[str]


class TokenWords(Item):
    articles: Set
    answered: Set
    begins_a_statement: Set
    ability: Set
    never_skipped: Set


class CompositionWords(Item):
    joiners: Set
    also: Set
    placing: Set
    clause_opens: Set
    owners: Set
    both: Set
    one: Set


class ContextWords(Item):
    copula: Set
    states: Set
    pronouns: Set
    contrast: Set
    past: Set
    negations: Set
    unreal: Set
    points_back: Set
    still_it: Set
    before_gone: Set
    exceptions: Set
    conditions: Set
    clause_opens: Set
    ability: Set
    senses: Set
    me: Set
    subjects: Set


class ResolvedWords(Item):
    was: Set
    is_not: Set
    everything: Set
    felt: Set
    touched: Set
    contrast: Set
    present: Set


class SideWords(Item):
    compared: Set
    alike: Set
    fine: Set
    looks: Set
    passed_over: Set
    after_not: Set
    other_too: Set
    one_of: Set
    crossed: Set
    after_name: Set
    after_alone: Set
    before_alone: Set
    owners: Set
    meant: Set
    now: Set
    spots: Set
    whose: Set


class ScopeWords(Item):
    self_: Set = Field(..., alias="self")
    no_complaint: Set
    aches: tuple[str, ...]


class AnswerWords(Item):
    hesitation: Set
    after_no: Set
    denies: Set
    few: dict[str, int]


class NearestWords(Item):
    cuts: Set
    denials: Set


class TimeWords(Item):
    each: Set
    spent: Set
    spans: Set
    vague: Set
    short: dict[str, str]


class PeopleWords(Item):
    children: tuple[str, ...]
    adults: tuple[str, ...]
    sexes: tuple[str, ...]
    female: Set
    things: tuple[str, ...]
    years_of: dict[str, int]
    no_child: tuple[str, ...]
    before_distance: tuple[str, ...]
    after_distance: tuple[str, ...]
    first: Set
    writer: Set
    spoken_of: Set
    third: Set
    as_the_writer: Set
    clinicians: Set
    belongs: Set
    speaks: Set
    somebody: tuple[str, ...]
    somebody_does: tuple[str, ...]
    described: tuple[str, ...]
    greets: tuple[str, ...]
    opens_child: tuple[str, ...]
    opens_adult: tuple[str, ...]
    does_not_ail: tuple[str, ...]
    done_to_me: tuple[str, ...]
    afraid: tuple[str, ...]
    young: tuple[str, ...]
    child_of: tuple[str, ...]


class Grammar(Item):
    """grammar.yml; what each list is for stands beside it there."""

    tokens: TokenWords
    composition: CompositionWords
    context: ContextWords
    resolved: ResolvedWords
    sides: SideWords
    scope: ScopeWords
    answers: AnswerWords
    nearest: NearestWords
    times: TimeWords
    people: PeopleWords
