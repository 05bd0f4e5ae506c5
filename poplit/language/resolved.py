"""What of a message is over: gone by what it says later on, or there once and denied now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from poplit.knowledge import KnowledgeBase
from poplit.knowledge.schema import ContextRule, Finding
from poplit.language.phrases import Match
from poplit.language.reading import Status
from poplit.language.tokens import Token

# what can go away while the person tells of it; what happened stays so, and what concerns the whole body counts even when it passed
_STATES = frozenset({"place", "pain", "swelling", "skin", "joint", "nerve"})
_CHECKED = frozenset({"swelling", "skin", "joint", "nerve"})  # what can be felt and yet not be there; pain that is felt is there
_AROUND = 8  # tokens on either side in which tense and touch are told
_SUBJECT = 4  # tokens before "went away" among which its subject stands
_SENTENCES, _WORDS = 2, 20  # how far back "it went away" may point


@dataclass(frozen=True)
class Told:
    """A finding as its surroundings make it: the tokens of its decisive words and of the whole, and whether it is told as gone."""

    id: str
    status: Status
    head: tuple[int, int]
    span: tuple[int, int]
    gone: bool = False


class Resolution:
    """Knows which findings can be over."""

    def __init__(self, kb: KnowledgeBase):
        self._findings, self._words = kb.findings, kb.grammar.resolved

    def resolved(
        self,
        told: list[Told],
        tokens: list[Token],
        ended: Iterable[tuple[Match, ContextRule]],
        felt: Sequence[tuple[str, tuple[int, int]]],
        went: Sequence[tuple[str, int]],
        turned: Iterable[tuple[Match, ContextRule]] = (),
    ) -> list[Told]:
        """The same findings in the same order, those that later words end turned into past ones.

        `ended` are the cues like "it went away" with their rules; `felt` is what is felt or seen, and by which tokens; `went` what
        of that is said to have gone, and where; `turned` are the cues like "today it is", which make of what was denied what is there."""
        over = {n for cue, rule in ended for n in self._ended_by(cue, rule, told, tokens)}
        for n, before in enumerate(told):
            if before.status != "present":
                continue
            same = {key for key, span in felt if span == before.head}
            gone = self._state(before) and any(key in same and before.span[1] <= at for key, at in went)
            later = [after for after in told if before.span[1] <= after.head[0]]
            if gone or any(self._went(before, after) or self._was_and_is_not(before, after, tokens) for after in later):
                over.add(n)
        back = {n for cue, rule in turned for n, one in enumerate(told) if self._meant(cue, rule, one, tokens, "absent")}
        return [replace(one, status="past" if n in over else "present" if n in back else one.status) for n, one in enumerate(told)]

    def _ended_by(self, cue: Match, rule: ContextRule, told: list[Told], tokens: list[Token]) -> list[int]:
        """What "it went away" is said of: all that the last sentence telling of such things tells; "all" is said of everything."""
        here = tokens[cue.start].sentence
        if any(one.gone and one.span[1] <= cue.start and tokens[one.head[0]].sentence == here for one in told):
            return []  # it is said of what its own sentence tells, and no further back
        meant = [n for n, one in enumerate(told) if self._meant(cue, rule, one, tokens)]
        near = {token.text for token in tokens[max(0, cue.start - _SUBJECT) : cue.end] if token.sentence == here}
        if not meant or self._words.everything & near:
            return meant
        last = max(tokens[told[n].head[0]].sentence for n in meant)
        ids = {told[n].id for n in meant if tokens[told[n].head[0]].sentence == last}
        return [n for n in meant if tokens[told[n].head[0]].sentence == last or told[n].id in ids]

    def _meant(self, cue: Match, rule: ContextRule, one: Told, tokens: list[Token], status: Status = "present") -> bool:
        """True where "it went away" speaks of this finding: told a few words before, and not as something of now."""
        if one.status != status or one.span[1] > cue.start or not self._state(one, rule):
            return False
        if tokens[cue.start].sentence - tokens[one.head[0]].sentence > _SENTENCES:
            return False
        between = tokens[one.span[1] : cue.start]
        near = sum(not token.filler and not token.punctuation for token in between) <= _WORDS
        return near and not self._words.present & _clause(tokens, one.head)

    def _state(self, one: Told, rule: ContextRule | None = None) -> bool:
        return one.id in rule.only if rule and rule.only else self._findings[one.id].kind in _STATES

    def _went(self, before: Told, after: Told) -> bool:
        """True where the same is told again, as gone: "the back of my knee was sore ... the pain behind my knee has gone"."""
        return after.gone and after.id == before.id and self._state(before)

    def _was_and_is_not(self, before: Told, after: Told, tokens: list[Token]) -> bool:
        """True where it was there and is denied now: "it hurt first, and hurts no longer"."""
        same = after.id == before.id
        if after.status != "absent" or not (same or after.id in self._findings[before.id].implies):
            return False
        told = {token.text for token in tokens[max(0, before.span[0] - _AROUND) : min(before.span[1] + _AROUND // 2, after.head[0])]}
        said = {token.text for token in tokens[max(0, after.span[0] - _AROUND) : after.span[1] + _AROUND // 2]}
        but = {token.text for token in tokens[before.span[1] : after.span[0]]} & self._words.contrast
        checked = bool(self._words.touched & said) or (but and tokens[before.head[0]].sentence == tokens[after.head[0]].sentence)
        felt = same and self._findings[before.id].kind in _CHECKED and self._words.felt & told
        return bool(self._words.was & told and self._words.is_not & said) or bool(felt and checked)


def settled(told: list[Told], findings: Mapping[str, Finding]) -> list[Told]:
    """One of each finding and status, in the order of the message; stated both ways the present one stands, and so does what it implies."""
    kept: dict[tuple[str, str], Told] = {}
    for one in sorted(told, key=lambda one: (one.span[0], one.span[1])):
        kept.setdefault((one.id, one.status), one)
    present = {one.id for one in kept.values() if one.status == "present"}
    present |= {implied for name in present for implied in findings[name].implies}
    return [one for one in kept.values() if one.status == "present" or one.id not in present]


def _clause(tokens: list[Token], head: tuple[int, int]) -> set[str]:
    """The words of the clause around these tokens."""
    start, end = head
    while start > 0 and not _cuts(tokens[start - 1]):
        start -= 1
    while end < len(tokens) and not _cuts(tokens[end]):
        end += 1
    return {token.text for token in tokens[start:end]}


def _cuts(token: Token) -> bool:
    return token.punctuation or token.text in ("and", "but")
