"""Says what a finding's surroundings make of it: present, absent, unsure, past, somebody else's, or not stated at all."""

from __future__ import annotations

import re
from collections.abc import Sequence

from poplit.knowledge.schema import ContextRule
from poplit.language.phrases import Match, PhraseFinder, longest
from poplit.language.tokens import Token, Tokeniser

# the strongest first: somebody else's denied symptom is still somebody else's
_ORDER = ("other", "worry", "instruction", "past", "absent", "unsure")
_COPULA = frozenset(
    {
        "is",
        "are",
        "was",
        "were",
        "has",
        "have",
        "feels",
        "feel",
        "looks",
        "look",
        "went",
        "goes",
        "hurts",
        "got",
        "gets",
        "'s",
        "keeps",
        "started",
        "turned",
    }
)
_CONTRAST = frozenset({"but", "however", "although", "though", "now"})
_PAST = frozenset(
    {"was", "were", "had", "did", "went", "got", "came", "took", "felt", "fell", "tore", "broke", "hit", "heard", "gave", "landed"}
)
_ENDS_ED = re.compile(r"[a-z]{3,}ed")
_BREAKS = frozenset({")", "]"})
_NEGATIONS = frozenset({"no", "not", "never", "without", "nothing"})
_ME = frozenset({"i", "me", "my", "mine", "myself"})
_SUBJECTS = frozenset({"i", "it", "he", "she", "they", "we", "my", "there", "the", "his", "her", "this"})


class ContextReader:
    """The rules of kb/context.yml, ready to be asked about one finding at a time."""

    def __init__(self, rules: Sequence[ContextRule], tokenise: Tokeniser):
        self._rules = {rule.id: rule for rule in rules}
        self._finder, self._times = PhraseFinder(tokenise, skip="none"), PhraseFinder(tokenise, skip="none")
        for rule in rules:
            (self._times if rule.status in ("long_ago", "now") else self._finder).add(rule.id, rule.cues)

    def cues(self, tokens: list[Token], used: list[Match]) -> list[Match]:
        """The cue words of the message; those inside a phrase that asserts a finding ("can't bend") are used up.

        A cue that starts a whole clause of doubt or of no denial wins over a shorter one inside it."""
        used_up = {number for match in used if match.end - match.start > 1 for number in range(match.start, match.end)}
        found = self._finder.find(tokens)
        return longest(c for c in found if self._rules[c.key].status == "stop" or not set(range(c.start, c.end)) <= used_up)

    def status(self, head: tuple[int, int], span: tuple[int, int], tokens: list[Token], cues: list[Match]) -> tuple[str, Match | None]:
        """The status of the finding whose decisive words are `head`, and the cue that made it so."""
        stops = {cue.start for cue in cues if self._rules[cue.key].status == "stop"}
        reached: dict[str, Match] = {}
        for cue in cues:
            rule = self._rules[cue.key]
            if rule.status in ("keep", "stop") or self._inside(cue, head):
                continue
            if (self._forward if rule.direction == "forward" else self._backward)(rule, cue, head, span, tokens, stops):
                reached.setdefault(rule.status, cue)
        for status in _ORDER:
            if status in reached:
                return status, reached[status]
        return "present", None

    def long_ago(self, tokens: list[Token]) -> dict[int, int]:
        """The sentences that tell of long ago, each with the word from which on: a far date, and what follows it in the past
        tense, until a sentence says now."""
        times = [(self._rules[cue.key].status, tokens[cue.start].sentence, cue.start) for cue in self._times.find(tokens)]
        now = {sentence for status, sentence, _ in times if status == "now"}
        told = {sentence: start for status, sentence, start in reversed(times) if status == "long_ago" and sentence not in now}
        for sentence in range(1, tokens[-1].sentence + 1 if tokens else 0):
            past = any(t.text in _PAST or _ENDS_ED.fullmatch(t.text) for t in tokens if t.sentence == sentence)
            if sentence - 1 in told and sentence not in told and past and sentence not in now:
                told[sentence] = 0
        return told

    @staticmethod
    def _inside(cue: Match, head: tuple[int, int]) -> bool:
        return head[0] <= cue.start < head[1]

    @staticmethod
    def _forward(rule: ContextRule, cue: Match, head, span, tokens: list[Token], stops: set[int]) -> bool:
        between = range(cue.end, head[0])
        if cue.start >= head[0] or tokens[cue.start].sentence != tokens[head[0]].sentence:
            return False
        words = sum(not tokens[n].filler and not tokens[n].punctuation for n in between)
        if words > rule.reach or any(n in stops or tokens[n].text in _BREAKS for n in between):
            return False
        if rule.status == "other" and any(tokens[n].text in _ME for n in range(cue.end, span[1])):
            return False  # "my dad hit my leg" is about my leg
        denial = rule.status == "absent"
        if denial and words and any(tokens[n].text in _NEGATIONS for n in range(*head)):
            return False  # "without pain and could not bend it": a finding with a denial of its own
        for n in between:
            if tokens[n].text == "," and not (rule.over_commas and tokens[n + 1].text not in _SUBJECTS):
                return False
            if tokens[n].text in (",", "and", "&") and denial and _own_clause(tokens, n + 1, span[1]):
                return False
        return True

    @staticmethod
    def _backward(rule: ContextRule, cue: Match, head, span, tokens: list[Token], stops: set[int]) -> bool:
        after_question = tokens[cue.start].text in ("?", ":", "-")
        if cue.start < span[1] or tokens[cue.end - 1].sentence - tokens[head[0]].sentence > after_question:
            return False
        between = range(span[1], cue.start)
        words = sum(not tokens[n].filler and not tokens[n].punctuation for n in between)
        apart = any(tokens[n].text == "," for n in between if n != cue.start - 1)  # "a fever last week, all gone now"
        apart = apart or any(
            tokens[n].text == "and" and tokens[n + 1].text in _SUBJECTS for n in between
        )  # "pain, and I had a clot in 2017"
        contrast = any(tokens[n].text in _CONTRAST and not _gone_since(rule, tokens, n, head) for n in between)
        return words <= rule.reach and not apart and not contrast


def _gone_since(rule: ContextRule, tokens: list[Token], contrast: int, head: tuple[int, int]) -> bool:
    """True where a contrast says that what was there is gone: "my foot was numb but it is gone now"."""
    was = any(t.text in _PAST for t in tokens[max(0, head[0] - 3) : contrast])
    return rule.status == "past" and was and tokens[contrast + 1].text in ("it", "they", "that", "this")


def _own_clause(tokens: list[Token], start: int, end: int) -> bool:
    """True when a subject with its own verb follows: "no swelling and my foot is cold"."""
    return any(tokens[n].text in _COPULA for n in range(start + 1, end))
