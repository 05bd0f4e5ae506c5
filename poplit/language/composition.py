"""Puts findings together from their parts: a quality ("swollen", "hot") at a site ("calf", "back of the knee")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from poplit.knowledge import KnowledgeBase
from poplit.language.linking import Linker
from poplit.language.phrases import Match, PhraseFinder, longest
from poplit.language.tokens import Token, Tokeniser, Tokens

UNSAID, ANY = "unsaid", "any"
_BESIDE = 5  # tokens: "an excruciating leg cramp", "the itching behind my knee is unbearable"


@dataclass(frozen=True)
class Composed:
    """A finding seen as quality at site: the tokens of the quality, and of the whole."""

    id: str
    head: tuple[int, int]
    span: tuple[int, int]


class Composer:
    """Knows which finding each quality is at each site."""

    def __init__(self, kb: KnowledgeBase, tokenise: Tokeniser):
        self._kb, self._words = kb, kb.grammar.composition
        self._linker = Linker(self._words, self._within)
        self._sites, self._qualities = PhraseFinder(tokenise), PhraseFinder(tokenise)
        for finder, classes in ((self._sites, kb.sites), (self._qualities, kb.qualities)):
            for name, word_class in classes.items():
                finder.add(name, word_class.words)
        self._no_places = PhraseFinder(tokenise, skip="none")
        self._no_places.add("no_place", kb.words["no_places"])
        self._plurals = frozenset(kb.words["plurals"]) | self._words.both
        self._table: dict[tuple[str, str], list] = {}
        for finding in kb.findings.values():
            for part in finding.parts:
                for site in part.site:
                    self._table.setdefault((part.quality, site), []).append((finding.id, part))

    def sites(self, tokens: list[Token]) -> list[Match]:
        """Where on the body the message speaks of: the most exact wordings."""
        nowhere = {n for match in self._no_places.find(tokens) for n in range(match.start, match.end)}
        found = longest(site for site in self._sites.find(tokens) if nowhere.isdisjoint(range(site.start, site.end)))
        return [site for match in found if (site := self._resolved(match, found, tokens)) is not None]

    def _resolved(self, match: Match, found: list[Match], tokens: list[Token]) -> Match | None:
        """What "at the back" means beside the nearest named part of the leg; None when there is none."""
        meanings = self._kb.sites[match.key].stands_for
        if not meanings:
            return match
        owned = self._kb.sites[match.key].owned
        if owned and any(token.text in self._words.owners for token in tokens[match.start : match.end]):
            return Match(owned, match.start, match.end)
        near = [o for o in found if self.on_leg(o.key) and abs(tokens[o.start].sentence - tokens[match.start].sentence) <= 1]
        for other in sorted(near, key=lambda o: abs(o.start - match.start)):
            name: str | None = other.key
            while name:
                if name in meanings:
                    return Match(meanings[name], match.start, match.end)
                name = self._kb.sites[name].within
        return None

    def compose(self, tokens: Tokens, sites: list[Match], taken: Sequence[Match], idioms: Sequence[Match]) -> list[Composed]:
        """The findings that arise from a quality linked to the nearest site of its sentence, or of the one before.

        What lies wholly inside a phrase that means a finding by itself (`taken`) is part of that phrase."""
        found = []
        for quality in self._quality_matches(tokens, sites):
            if any(idiom.start <= quality.start and quality.end <= idiom.end for idiom in idioms):
                continue
            for site in self._linker.linked(quality, sites, tokens):
                found += self._findings(quality, site, tokens)
        return [one for one in found if not any(match.start <= one.span[0] and one.span[1] <= match.end for match in taken)]

    def qualities(self, tokens: list[Token], sites: list[Match]) -> list[Match]:
        """What is felt or seen, wherever: an answer to a question often names no place."""
        return self._quality_matches(tokens, sites)

    def _quality_matches(self, tokens, sites) -> list[Match]:
        site_tokens = {number for site in sites for number in range(site.start, site.end)}
        matches = [m for m in self._qualities.find(tokens) if not site_tokens.intersection(range(m.start, m.end))]
        by_class: list[Match] = []
        for key in {match.key for match in matches}:
            by_class += longest(match for match in matches if match.key == key)
        return sorted((m for m in by_class if not self._of_a_thing(m, tokens)), key=lambda m: (m.start, m.key))

    def _of_a_thing(self, quality: Match, tokens: list[Token]) -> bool:
        """True where the word beside it names a thing that is called so without meaning it: "an excruciating cramp"."""
        things = self._kb.qualities[quality.key].not_of
        if not things:
            return False
        near = [t for t in tokens[max(0, quality.start - _BESIDE) : quality.end + _BESIDE] if t.sentence == tokens[quality.start].sentence]
        return any(token.text in things for token in near)

    def _findings(self, quality: Match, site: Match | None, tokens: list[Token]) -> list[Composed]:
        head = (quality.start, quality.end)
        span = (
            head
            if site is None or tokens[site.start].sentence != tokens[quality.start].sentence
            else (min(quality.start, site.start), max(quality.end, site.end))
        )
        side = self._side(tokens, span)
        if site is not None and side is None:  # "my feet are red. The swelling began yesterday": both feet
            side = self._side(tokens, (site.start, site.end))
        found = self._lookup(quality.key, site.key if site else UNSAID)
        ids = [name for name, part in found if part.unless_side in (None, *_other(side)) and part.only_side in (None, side)]
        return [Composed(name, head, span) for name in ids]

    def _side(self, tokens: list[Token], span: tuple[int, int]) -> str | None:
        """`both` when the words around the span speak of both sides, `one` when of a single one."""
        words = {token.text for token in tokens[max(0, span[0] - 3) : span[1] + 2] if token.sentence == tokens[span[0]].sentence}
        single = bool(words & self._words.one) or len(words & {"left", "right"}) == 1
        if words & self._plurals and not single:
            return "both"
        return "one" if single else None

    def _lookup(self, quality: str, site: str) -> list:
        wide = site
        while wide:
            if (quality, wide) in self._table:
                return self._table[quality, wide]
            wide = self._kb.sites[wide].within if wide in self._kb.sites else None
        return self._table.get((quality, ANY), []) if site == UNSAID or self.on_leg(site) else []

    def _within(self, site: str, wider: str) -> bool:
        """True when one place lies in the other: "my knee hurts, at the back"."""
        while site and site != wider:
            site = (self._kb.sites[site].within or "") if site in self._kb.sites else ""
        return site == wider

    def meant(self, sites: list[Match], tokens: list[Token]) -> list[str]:
        """The places on the leg without those only ruled out ("not in my calf but behind my knee"), unless nothing else is named."""
        leg = [site for site in sites if self.on_leg(site.key)]
        return [site.key for site in leg if not self._linker.ruled_out(site, 0, tokens)] or [site.key for site in leg]

    def on_leg(self, site: str) -> bool:
        """True for a place on the leg, the knee and the foot among them."""
        while site and site != "leg":
            site = self._kb.sites[site].within or ""
        return site == "leg"


def _other(side: str | None) -> tuple[str, ...]:
    """The sides that are not meant."""
    return tuple(name for name in ("both", "one") if name != side)
