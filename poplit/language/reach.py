"""How far a cue of kb/context.yml reaches: over which words, and past which no more."""

from __future__ import annotations

from poplit.knowledge.schema import ContextRule
from poplit.knowledge.schema.grammar import ContextWords
from poplit.language.phrases import Match
from poplit.language.tokens import Token

Span = tuple[int, int]
_BREAKS = frozenset({")", "]"})


class Reach:
    """Judges by the small words between a cue and a finding."""

    def __init__(self, small: ContextWords):
        self._small = small

    def forward(self, rule: ContextRule, cue: Match, head: Span, span: Span, tokens: list[Token], stops: set[int]) -> bool:
        """True when a cue before a finding reaches it; `head` are its decisive words, `stops` the tokens past which nothing reaches."""
        between = range(cue.end, head[0])
        if cue.start >= head[0] or tokens[cue.start].sentence != tokens[head[0]].sentence or tokens[head[0]].text in self._small.exceptions:
            return False
        words = sum(not tokens[n].filler and not tokens[n].punctuation for n in between)
        if words > rule.reach or any(n in stops or tokens[n].text in _BREAKS for n in between):
            return False
        if rule.status == "other" and any(tokens[n].text in self._small.me for n in range(cue.end, span[1])):
            return False  # "my dad hit my leg" is about my leg
        denial = rule.status == "absent"
        if denial and head[1] <= cue.end:
            return False  # "more a washed-out feeling than": what stands inside the cue is not what it denies
        if denial and words and any(tokens[n].text in self._small.negations for n in range(*head)):
            return False  # "without pain and could not bend it": a finding with a denial of its own
        ability = denial and self._denies_ability(cue, tokens)
        for n in between:
            if tokens[n].text == "," and ability:
                return False  # "he cannot stand, pain in the hip": what cannot be done is no list of what is not there
            if tokens[n].text == "," and not (rule.over_commas and tokens[n + 1].text not in self._small.subjects):
                return False
            if denial and self._begins_a_statement(tokens, n):
                return False
            if tokens[n].text in (",", "and", "&") and denial and self._own_clause(tokens, n + 1, span[1]):
                return False
        return True

    def backward(self, rule: ContextRule, cue: Match, head: Span, span: Span, tokens: list[Token], stops: set[int]) -> bool:
        """True when a cue behind a finding reaches it."""
        after_question = tokens[cue.start].text in ("?", ":", "-")
        end = span[1] if span[1] <= cue.start else head[1]  # "the swelling has gone, an ache behind the knee is left"
        if cue.start < end or tokens[cue.end - 1].sentence - tokens[head[0]].sentence > after_question:
            return False
        between = range(end, cue.start)
        words = sum(not tokens[n].filler and not tokens[n].punctuation for n in between)
        apart = any(tokens[n].text == "," for n in between if n != cue.start - 1)  # "a fever last week, all gone now"
        apart = apart or any(
            tokens[n].text == "and" and tokens[n + 1].text in self._small.subjects for n in between
        )  # "pain, and I had a clot in 2017"
        contrast = any(tokens[n].text in self._small.contrast and not self._gone_since(rule, tokens, n, head) for n in between)
        return words <= rule.reach and not apart and not contrast

    def _denies_ability(self, cue: Match, tokens: list[Token]) -> bool:
        """True for "cannot stand", not for "cannot see any redness": the first says what fails, the second what is not there."""
        before, after = tokens[cue.start - 1].text if cue.start else "", tokens[cue.end : cue.end + 1]
        return before in self._small.ability and tokens[cue.start].text == "not" and not (after and after[0].text in self._small.senses)

    def points_back(self, tokens: list[Token], start: int) -> bool:
        """True where the subject before a cue is a word like "it" that opens its clause."""
        at = start if tokens[start].text == "nothing" else start - 1
        while at >= 0 and tokens[at].text in self._small.before_gone and tokens[at].text not in self._small.points_back - {"all"}:
            at -= 1
        if at < 0 or tokens[at].text not in self._small.points_back:
            return False
        return (
            at == 0 or tokens[at].text == "which" or tokens[at - 1].punctuation or tokens[at - 1].text in self._small.clause_opens | {"all"}
        )

    def _gone_since(self, rule: ContextRule, tokens: list[Token], contrast: int, head: tuple[int, int]) -> bool:
        """True where a contrast says that what was there is gone: "my foot was numb but it is gone now"."""
        was = any(t.text in self._small.past for t in tokens[max(0, head[0] - 3) : contrast])
        return rule.status == "gone" and was and tokens[contrast + 1].text in self._small.still_it

    def _begins_a_statement(self, tokens: list[Token], at: int) -> bool:
        """True where what follows a comma or "and" states something anew: "no fall, has a temperature", "not puffy and she can walk"."""
        following = tokens[at + 1].text
        return (tokens[at].text == "," and following in self._small.states) or (
            tokens[at].text == "and" and following in self._small.pronouns
        )

    def _own_clause(self, tokens: list[Token], start: int, end: int) -> bool:
        """True when a subject with its own verb follows: "no swelling and my foot is cold"."""
        return any(tokens[n].text in self._small.copula for n in range(start + 1, min(end + 1, len(tokens))))
