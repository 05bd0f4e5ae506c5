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
    short: dict[str, str]


class Grammar(Item):
    """grammar.yml; what each list is for stands beside it there."""

    tokens: TokenWords
    composition: CompositionWords
    resolved: ResolvedWords
    sides: SideWords
    scope: ScopeWords
    answers: AnswerWords
    nearest: NearestWords
    times: TimeWords
