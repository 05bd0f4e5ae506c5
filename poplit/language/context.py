"""Says what a finding's surroundings make of it: present, absent, unsure, past, somebody else's, or not stated at all."""

from __future__ import annotations

import re

from poplit.knowledge import KnowledgeBase
from poplit.knowledge.schema import ContextRule
from poplit.language.phrases import Match, PhraseFinder, longest
from poplit.language.reach import Reach
from poplit.language.tokens import Token, Tokeniser

# the strongest first: somebody else's denied symptom is still somebody else's
_ORDER = ("other", "worry", "instruction", "past", "gone", "absent", "unsure")
_AS_WRITTEN = ("gone", "turned", "now")  # tense counts: "stopped" and "stops" have one stem, "hurts" and "hurt" too
_WORD = re.compile(r"[^\s()|]+")
_MARKS = ("keep", "stop", "some", "again", "turned")  # rules that say no status of their own
_ENDS_ED = re.compile(r"[a-z]{3,}ed")


class ContextReader:
    """The rules of kb/context.yml, ready to be asked about one finding at a time."""

    def __init__(self, kb: KnowledgeBase, tokenise: Tokeniser):
        rules, self._small = kb.context, kb.grammar.context
        self._reach = Reach(self._small)
        self._rules = {rule.id: rule for rule in rules}
        self._words = {rule.id: frozenset(_WORD.findall(" ".join(rule.cues))) for rule in rules if rule.status in _AS_WRITTEN}
        self._finder, self._times = PhraseFinder(tokenise, skip="none"), PhraseFinder(tokenise, skip="none")
        for rule in rules:
            (self._times if rule.status in ("long_ago", "now") else self._finder).add(rule.id, rule.cues)

    def cues(self, tokens: list[Token], used: list[Match]) -> list[Match]:
        """The cue words of the message; those inside a phrase that asserts a finding ("can't bend") are used up.

        A cue that starts a whole clause of doubt or of no denial wins over a shorter one inside it."""
        used_up = {number for match in used if match.end - match.start > 1 for number in range(match.start, match.end)}
        found = [c for c in self._finder.find(tokens) if self._marks_an_end(c) or not set(range(c.start, c.end)) <= used_up]
        found = [c for c in found if self._as_written(c, tokens)]
        spans = {(c.start, c.end) for c in longest(found)}
        kept = [c for c in found if (c.start, c.end) in spans]  # one wording may reach both ways: "in the past"
        again = [c.start for c in kept if self._rules[c.key].status == "again"]
        return [c for c in kept if self._rules[c.key].status != "gone" or not self._undone(c, tokens, again)]

    def on_condition(self, head: tuple[int, int], tokens: list[Token]) -> bool:
        """True where something holds only if: "if I keep it straight walking is fine"."""
        before = [token for token in tokens[: head[0]] if token.sentence == tokens[head[0]].sentence]
        return any(token.text in self._small.conditions for token in before)

    def ends(self, cue: Match) -> bool:
        """True for a cue that says something is over: "went away"."""
        return self._rules[cue.key].status == "gone"

    def ended(self, tokens: list[Token], cues: list[Match]) -> list[tuple[Match, ContextRule]]:
        """The cues by which something is over whose subject only points back, each with its rule: "it went away"."""
        gone = [(cue, self._rules[cue.key]) for cue in cues if self.ends(cue)]
        return [(cue, rule) for cue, rule in gone if not rule.reach or self._reach.points_back(tokens, cue.start)]

    def turned(self, cues: list[Match]) -> list[tuple[Match, ContextRule]]:
        """The cues by which what was not there is there now, each with its rule: "today it is"."""
        return [(cue, self._rules[cue.key]) for cue in cues if self._rules[cue.key].status == "turned"]

    def _marks_an_end(self, cue: Match) -> bool:
        return self._rules[cue.key].status in ("stop", "some", "again")

    def _undone(self, cue: Match, tokens: list[Token], again: list[int]) -> bool:
        """True where "gone" is denied or only hoped for, or it came back: "not quite gone", "if it has gone", "gone, then back"."""
        before = [t for t in tokens[max(0, cue.start - 4) : cue.start] if t.sentence == tokens[cue.start].sentence]
        last_stop = max((n for n, t in enumerate(before) if t.punctuation), default=-1)
        near = {t.text for t in before[last_stop + 1 :]}
        here = tokens[cue.start].sentence
        return any(cue.start < n and tokens[n].sentence <= here + 1 for n in again) or bool(
            near & (self._small.negations | self._small.unreal)
        )

    def status(
        self, head: tuple[int, int], span: tuple[int, int], tokens: list[Token], cues: list[Match], finding: str | None = None
    ) -> tuple[str, Match | None]:
        """The status of the finding whose decisive words are `head`, and the cue that made it so."""
        stops = {cue.start for cue in cues if self._rules[cue.key].status == "stop"}
        some = stops | {cue.start for cue in cues if self._rules[cue.key].status == "some"}
        reached: dict[str, Match] = {}
        for cue in cues:
            rule = self._rules[cue.key]
            if rule.status in _MARKS or self._inside(cue, head) or (rule.only and finding not in rule.only):
                continue
            ends = some if rule.status == "absent" else stops
            if (self._reach.forward if rule.direction == "forward" else self._reach.backward)(rule, cue, head, span, tokens, ends):
                reached.setdefault(rule.status, cue)
        for status in _ORDER:
            if status in reached:
                return "past" if status == "gone" else status, reached[status]
        return "present", None

    def long_ago(self, tokens: list[Token]) -> dict[int, int]:
        """The sentences that tell of long ago, each with the word from which on: a far date, and what follows it in the past
        tense, until a sentence says now."""
        found = [cue for cue in self._times.find(tokens) if self._as_written(cue, tokens)]
        times = [(self._rules[cue.key].status, tokens[cue.start].sentence, cue.start) for cue in found]
        now = {sentence for status, sentence, _ in times if status == "now"}
        told = {sentence: start for status, sentence, start in reversed(times) if status == "long_ago" and sentence not in now}
        past = {t.sentence for t in tokens if t.text in self._small.past or _ENDS_ED.fullmatch(t.text)} if told else set()
        for sentence in range(1, tokens[-1].sentence + 1 if tokens else 0):
            if sentence - 1 in told and sentence not in told and sentence in past and sentence not in now:
                told[sentence] = 0
        return told

    def _as_written(self, cue: Match, tokens: list[Token]) -> bool:
        """True unless the rule minds the tense and the words have another form than its cues."""
        words = self._words.get(cue.key)
        return words is None or {token.text for token in tokens[cue.start : cue.end]} <= words

    @staticmethod
    def _inside(cue: Match, head: tuple[int, int]) -> bool:
        return head[0] <= cue.start < head[1]
