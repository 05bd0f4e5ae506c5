"""Which place a quality belongs to: the nearest of its sentence, with those joined to it."""

from __future__ import annotations

from collections.abc import Callable
from itertools import accumulate

from poplit.knowledge.schema.grammar import CompositionWords
from poplit.language.phrases import Match
from poplit.language.tokens import Token, Tokens

ELSEWHERE = "elsewhere"
_BETWEEN_CLAUSES = 5  # what a comma or a joining word between quality and site costs, in words
_FARTHEST = 14


class Linker:
    """Joins qualities and places by the small words between them; `within` says whether one place lies in another."""

    def __init__(self, words: CompositionWords, within: Callable[[str, str], bool]):
        self._words, self._within = words, within

    def linked(self, quality: Match, sites: list[Match], tokens: Tokens) -> list[Match | None]:
        """The nearest site in the quality's sentence with those joined to it; else the last one of the sentence before.

        "I don't have back pain" denies the pain of the back: it rules out no place."""
        sites = [site for site in sites if site.end == quality.start or not self._ruled_out_for(quality, site, tokens)]
        sentence = tokens[quality.start].sentence
        here = [site for site in sites if tokens[site.start].sentence == sentence and self._distance(quality, site, tokens) <= _FARTHEST]
        if not here:
            before = [site for site in sites if site.end <= quality.start and sentence - tokens[site.start].sentence <= 2]
            return [before[-1] if before else None]
        nearest = min(here, key=lambda site: (self._distance(quality, site, tokens), site.start > quality.start))
        return [nearest, *(other for other in here if other is not nearest and self._belongs(quality, nearest, other, here, tokens))]

    def _belongs(self, quality: Match, nearest: Match, other: Match, here: list[Match], tokens: Tokens) -> bool:
        """True when the quality is at the other place as well as at the nearest one."""
        same = self._within(other.key, nearest.key) or self._shares(quality, nearest, other, tokens)
        listed = quality.end <= nearest.start < other.start  # "pain in my wrists, elbows and knees"
        apart = ELSEWHERE in (nearest.key, other.key) and not (listed and nearest.key == ELSEWHERE)
        return same and not apart and self._joined(nearest, other, [*here, quality], tokens)

    def _ruled_out_for(self, quality: Match, site: Match, tokens: Tokens) -> bool:
        return self.ruled_out(site, quality.end if quality.end <= site.start else 0, tokens)

    def ruled_out(self, site: Match, first: int, tokens: list[Token]) -> bool:
        """True for a place that is only named to say that it is another: "the pain is not in my calf but behind my knee". The "not"
        is looked for from the token `first` on."""
        at = site.start - 1
        while at >= first and (tokens[at].filler or tokens[at].text in self._words.placing):
            at -= 1
        return at >= first and tokens[at].text == "not"

    def _shares(self, quality: Match, nearest: Match, other: Match, tokens: list[Token]) -> bool:
        """True when the quality may belong to both places: "my calf is swollen and my knee clicks" joins nothing, "and so is my knee"
        does."""
        if (other.start < quality.start) == (nearest.start < quality.start):
            return True
        around = tokens[min(quality.end, other.start) : max(quality.start, other.end) + 2]
        return any(token.text in self._words.also for token in around)

    def _distance(self, quality: Match, site: Match, tokens: Tokens) -> int:
        start, end = min(quality.end, site.end), max(quality.start, site.start)
        if end <= start:
            return 0
        words, boundaries = tokens.once("running", lambda: self._running(tokens))
        return words[end] - words[start] + _BETWEEN_CLAUSES * (boundaries[end] > boundaries[start])

    def _running(self, tokens: Tokens) -> tuple[list[int], list[int]]:
        """How many words that are no fillers, and how many boundaries of clauses, stand before each token."""
        opens = self._words.clause_opens
        boundaries = (token.punctuation or token.text in opens for token in tokens)
        return list(accumulate((not token.filler for token in tokens), initial=0)), list(accumulate(boundaries, initial=0))

    def _joined(self, one: Match, other: Match, sites: list[Match], tokens: list[Token]) -> bool:
        """True when only joining words, commas, fillers and other sites stand between two sites."""
        start, end = min(one.end, other.end), max(one.start, other.start)
        inside = {number for site in sites for number in range(site.start, site.end)}
        joiners = self._words.joiners
        return all(tokens[n].filler or tokens[n].text in joiners or tokens[n].text in (",", "/") or n in inside for n in range(start, end))
