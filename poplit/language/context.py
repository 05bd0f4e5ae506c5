"""Says what a finding's surroundings make of it: present, absent, unsure, past, somebody else's, or not stated at all."""

from __future__ import annotations

import re
from collections.abc import Sequence

from poplit.knowledge.schema import ContextRule
from poplit.language.phrases import Match, PhraseFinder, longest
from poplit.language.tokens import Token, Tokeniser

# the strongest first: somebody else's denied symptom is still somebody else's
_ORDER = ("other", "worry", "instruction", "past", "gone", "absent", "unsure")
_AS_WRITTEN = ("gone", "turned", "now")  # tense counts: "stopped" and "stops" have one stem, "hurts" and "hurt" too
_WORD = re.compile(r"[^\s()|]+")
_MARKS = ("keep", "stop", "some", "again", "turned")  # rules that say no status of their own
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
# a word that, right after a comma, begins a statement of its own: "no fall, has a temperature"
_STATES = _COPULA | {"can", "could", "had", "aches", "says", "walks"}
_PRONOUNS = frozenset({"i", "it", "he", "she", "they", "we"})
_CONTRAST = frozenset({"but", "however", "although", "though", "now"})
_PAST = frozenset(
    {"was", "were", "had", "did", "went", "got", "came", "took", "felt", "fell", "tore", "broke", "hit", "heard", "gave", "landed"}
)
_ENDS_ED = re.compile(r"[a-z]{3,}ed")
_BREAKS = frozenset({")", "]"})
_NEGATIONS = frozenset({"no", "not", "never", "without", "nothing"})
_UNREAL = frozenset({"if", "unless", "whether", "hope", "hoping", "hopefully", "wish", "thought", "until", "till", "hardly", "barely"})
_POINTS_BACK = frozenset({"it", "that", "this", "they", "these", "those", "which", "everything", "all", "nothing"})
_BEFORE_GONE = frozenset(
    {"now", "just", "then", "has", "have", "had", "'s", "'ve", "is", "are", "was", "were", "all", "well", "soon", "eventually", "finally"}
    | {"mostly", "pretty", "much", "completely", "since", "been", "being", "got", "totally", "quickly", "slowly", "did", "seems", "to"}
)
_EXCEPT = frozenset({"but", "only", "except", "unless", "until", "apart"})  # a finding that opens with one is no part of the denial before
_CONDITIONS = frozenset({"if", "unless", "provided", "providing"})
_CLAUSE_OPENS = frozenset({"and", "but", "well", "so", "then", "now", "thankfully", "luckily", "though", "although", "yet"})
_ABILITY = frozenset({"can", "could", "will", "would"})
_SENSES = frozenset({"see", "feel", "notice", "spot", "find", "say", "have", "detect"})
_ME = frozenset({"i", "me", "my", "mine", "myself"})
_SUBJECTS = frozenset({"i", "mine", "it", "he", "she", "they", "we", "my", "there", "the", "his", "her", "this"})


class ContextReader:
    """The rules of kb/context.yml, ready to be asked about one finding at a time."""

    def __init__(self, rules: Sequence[ContextRule], tokenise: Tokeniser):
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

    @staticmethod
    def on_condition(head: tuple[int, int], tokens: list[Token]) -> bool:
        """True where something holds only if: "if I keep it straight walking is fine"."""
        before = [token for token in tokens[: head[0]] if token.sentence == tokens[head[0]].sentence]
        return any(token.text in _CONDITIONS for token in before)

    def ends(self, cue: Match) -> bool:
        """True for a cue that says something is over: "went away"."""
        return self._rules[cue.key].status == "gone"

    def ended(self, tokens: list[Token], cues: list[Match]) -> list[tuple[Match, ContextRule]]:
        """The cues by which something is over whose subject only points back, each with its rule: "it went away"."""
        gone = [(cue, self._rules[cue.key]) for cue in cues if self.ends(cue)]
        return [(cue, rule) for cue, rule in gone if not rule.reach or _points_back(tokens, cue.start)]

    def turned(self, cues: list[Match]) -> list[tuple[Match, ContextRule]]:
        """The cues by which what was not there is there now, each with its rule: "today it is"."""
        return [(cue, self._rules[cue.key]) for cue in cues if self._rules[cue.key].status == "turned"]

    def _marks_an_end(self, cue: Match) -> bool:
        return self._rules[cue.key].status in ("stop", "some", "again")

    @staticmethod
    def _undone(cue: Match, tokens: list[Token], again: list[int]) -> bool:
        """True where "gone" is denied or only hoped for, or it came back: "not quite gone", "if it has gone", "gone, then back"."""
        before = [t for t in tokens[max(0, cue.start - 4) : cue.start] if t.sentence == tokens[cue.start].sentence]
        last_stop = max((n for n, t in enumerate(before) if t.punctuation), default=-1)
        near = {t.text for t in before[last_stop + 1 :]}
        return any(cue.start < n for n in again) or bool(near & (_NEGATIONS | _UNREAL))

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
            if (self._forward if rule.direction == "forward" else self._backward)(rule, cue, head, span, tokens, ends):
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
        past = {t.sentence for t in tokens if t.text in _PAST or _ENDS_ED.fullmatch(t.text)} if told else set()
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

    @staticmethod
    def _forward(rule: ContextRule, cue: Match, head, span, tokens: list[Token], stops: set[int]) -> bool:
        between = range(cue.end, head[0])
        if cue.start >= head[0] or tokens[cue.start].sentence != tokens[head[0]].sentence or tokens[head[0]].text in _EXCEPT:
            return False
        words = sum(not tokens[n].filler and not tokens[n].punctuation for n in between)
        if words > rule.reach or any(n in stops or tokens[n].text in _BREAKS for n in between):
            return False
        if rule.status == "other" and any(tokens[n].text in _ME for n in range(cue.end, span[1])):
            return False  # "my dad hit my leg" is about my leg
        denial = rule.status == "absent"
        if denial and head[1] <= cue.end:
            return False  # "more a washed-out feeling than": what stands inside the cue is not what it denies
        if denial and words and any(tokens[n].text in _NEGATIONS for n in range(*head)):
            return False  # "without pain and could not bend it": a finding with a denial of its own
        ability = denial and _denies_ability(cue, tokens)
        for n in between:
            if tokens[n].text == "," and ability:
                return False  # "he cannot stand, pain in the hip": what cannot be done is no list of what is not there
            if tokens[n].text == "," and not (rule.over_commas and tokens[n + 1].text not in _SUBJECTS):
                return False
            if denial and _begins_a_statement(tokens, n):
                return False
            if tokens[n].text in (",", "and", "&") and denial and _own_clause(tokens, n + 1, span[1]):
                return False
        return True

    @staticmethod
    def _backward(rule: ContextRule, cue: Match, head, span, tokens: list[Token], stops: set[int]) -> bool:
        after_question = tokens[cue.start].text in ("?", ":", "-")
        end = span[1] if span[1] <= cue.start else head[1]  # "the swelling has gone, an ache behind the knee is left"
        if cue.start < end or tokens[cue.end - 1].sentence - tokens[head[0]].sentence > after_question:
            return False
        between = range(end, cue.start)
        words = sum(not tokens[n].filler and not tokens[n].punctuation for n in between)
        apart = any(tokens[n].text == "," for n in between if n != cue.start - 1)  # "a fever last week, all gone now"
        apart = apart or any(
            tokens[n].text == "and" and tokens[n + 1].text in _SUBJECTS for n in between
        )  # "pain, and I had a clot in 2017"
        contrast = any(tokens[n].text in _CONTRAST and not _gone_since(rule, tokens, n, head) for n in between)
        return words <= rule.reach and not apart and not contrast


def _denies_ability(cue: Match, tokens: list[Token]) -> bool:
    """True for "cannot stand", not for "cannot see any redness": the first says what fails, the second what is not there."""
    before, after = tokens[cue.start - 1].text if cue.start else "", tokens[cue.end : cue.end + 1]
    return before in _ABILITY and tokens[cue.start].text == "not" and not (after and after[0].text in _SENSES)


def _points_back(tokens: list[Token], start: int) -> bool:
    """True where the subject before a cue is a word like "it" that opens its clause."""
    at = start if tokens[start].text == "nothing" else start - 1
    while at >= 0 and tokens[at].text in _BEFORE_GONE and tokens[at].text not in _POINTS_BACK - {"all"}:
        at -= 1
    if at < 0 or tokens[at].text not in _POINTS_BACK:
        return False
    return at == 0 or tokens[at].text == "which" or tokens[at - 1].punctuation or tokens[at - 1].text in _CLAUSE_OPENS


def _gone_since(rule: ContextRule, tokens: list[Token], contrast: int, head: tuple[int, int]) -> bool:
    """True where a contrast says that what was there is gone: "my foot was numb but it is gone now"."""
    was = any(t.text in _PAST for t in tokens[max(0, head[0] - 3) : contrast])
    return rule.status == "gone" and was and tokens[contrast + 1].text in ("it", "they", "that", "this")


def _begins_a_statement(tokens: list[Token], at: int) -> bool:
    """True where what follows a comma or "and" states something anew: "no fall, has a temperature", "not puffy and she can walk"."""
    following = tokens[at + 1].text
    return (tokens[at].text == "," and following in _STATES) or (tokens[at].text == "and" and following in _PRONOUNS)


def _own_clause(tokens: list[Token], start: int, end: int) -> bool:
    """True when a subject with its own verb follows: "no swelling and my foot is cold"."""
    return any(tokens[n].text in _COPULA for n in range(start + 1, min(end + 1, len(tokens))))
