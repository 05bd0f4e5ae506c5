"""Puts findings together from their parts: a quality ("swollen", "hot") at a site ("calf", "back of the knee")."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from poplit.knowledge import KnowledgeBase
from poplit.language.phrases import Match, PhraseFinder, longest
from poplit.language.tokens import Token, Tokeniser, Tokens

UNSAID, ANY = "unsaid", "any"
_BETWEEN_CLAUSES = 5  # what a comma or a joining word between quality and site costs, in words
_JOINERS = frozenset(
    {
        "and",
        "or",
        "to",
        "into",
        "down",
        "in",
        "on",
        "behind",
        "up",
        "around",
        "round",
        "through",
        "at",
        "plus",
        "n",
        "so",
        "does",
        "as",
        "well",
        "also",
        "all",
        "over",
        "particularly",
        "especially",
        "mainly",
        "mostly",
        "including",
        "worst",
        "worse",
    }
)
_PLACING = frozenset({"in", "at", "on", "behind", "around", "over", "inside"})
_FARTHEST = 14
_BESIDE = 5  # tokens: "an excruciating leg cramp", "the itching behind my knee is unbearable"
_BOTH = frozenset({"both", "bilateral", "bilaterally"})


@dataclass(frozen=True)
class Composed:
    """A finding seen as quality at site: the tokens of the quality, and of the whole."""

    id: str
    head: tuple[int, int]
    span: tuple[int, int]


_OWNERS = frozenset({"my", "his", "her", "their", "your"})
_ALSO = frozenset({"so", "too", "also", "well"})


class Composer:
    """Knows which finding each quality is at each site."""

    def __init__(self, kb: KnowledgeBase, tokenise: Tokeniser):
        self._kb = kb
        self._sites, self._qualities = PhraseFinder(tokenise), PhraseFinder(tokenise)
        for finder, classes in ((self._sites, kb.sites), (self._qualities, kb.qualities)):
            for name, word_class in classes.items():
                finder.add(name, word_class.words)
        self._no_places = PhraseFinder(tokenise, skip="none")
        self._no_places.add("no_place", kb.words["no_places"])
        self._plurals = frozenset(kb.words["plurals"]) | _BOTH
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
        if owned and any(token.text in _OWNERS for token in tokens[match.start : match.end]):
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
            for site in _linked(quality, [site for site in sites if not _not_there(site, quality, tokens)], tokens, self._within):
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
        side = _side(tokens, span, self._plurals)
        if site is not None and side is None:  # "my feet are red. The swelling began yesterday": both feet
            side = _side(tokens, (site.start, site.end), self._plurals)
        found = self._lookup(quality.key, site.key if site else UNSAID)
        ids = [name for name, part in found if part.unless_side in (None, *_other(side)) and part.only_side in (None, side)]
        return [Composed(name, head, span) for name in ids]

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

    def on_leg(self, site: str) -> bool:
        """True for a place on the leg, the knee and the foot among them."""
        while site and site != "leg":
            site = self._kb.sites[site].within or ""
        return site == "leg"


def _not_there(site: Match, quality: Match, tokens: list[Token]) -> bool:
    """True for a place that is only named to say that it is another: "the pain is not in my calf but behind my knee"."""
    first = quality.end if quality.end <= site.start else 0
    at = site.start - 1
    while at >= first and (tokens[at].filler or tokens[at].text in _PLACING):
        at -= 1
    return at >= first and tokens[at].text == "not"


def _linked(quality: Match, sites: list[Match], tokens: Tokens, within: Callable[[str, str], bool]) -> list[Match | None]:
    """The nearest site in the quality's sentence with those joined to it; else the last one of the sentence before."""
    sentence = tokens[quality.start].sentence
    here = [site for site in sites if tokens[site.start].sentence == sentence and _distance(quality, site, tokens) <= _FARTHEST]
    if not here:
        before = [site for site in sites if site.end <= quality.start and sentence - tokens[site.start].sentence <= 2]
        return [before[-1] if before else None]
    nearest = min(here, key=lambda site: (_distance(quality, site, tokens), site.start > quality.start))
    joined = [nearest]
    for other in here:
        same = within(other.key, nearest.key) or _shares(quality, nearest, other, tokens)
        listed = quality.end <= nearest.start < other.start  # "pain in my wrists, elbows and knees"
        apart = "elsewhere" in (nearest.key, other.key) and not (listed and nearest.key == "elsewhere")
        if other is not nearest and same and not apart and _joined(nearest, other, [*here, quality], tokens):
            joined.append(other)
    return joined


def _shares(quality: Match, nearest: Match, other: Match, tokens: list[Token]) -> bool:
    """True when the quality may belong to both places: "my calf is swollen and my knee clicks" joins nothing, "and so is my knee" does."""
    if (other.start < quality.start) == (nearest.start < quality.start):
        return True
    around = tokens[min(quality.end, other.start) : max(quality.start, other.end) + 2]
    return any(token.text in _ALSO for token in around)


def _distance(quality: Match, site: Match, tokens: Tokens) -> int:
    start, end = min(quality.end, site.end), max(quality.start, site.start)
    if end <= start:
        return 0
    words, boundaries = tokens.once("running", lambda: _running(tokens))
    return words[end] - words[start] + _BETWEEN_CLAUSES * (boundaries[end] > boundaries[start])


def _running(tokens: Tokens) -> tuple[list[int], list[int]]:
    """How many words that are no fillers, and how many boundaries of clauses, stand before each token."""
    boundaries = (token.punctuation or token.text in ("but", "and", "while") for token in tokens)
    return list(accumulate((not token.filler for token in tokens), initial=0)), list(accumulate(boundaries, initial=0))


def _joined(one: Match, other: Match, sites: list[Match], tokens: list[Token]) -> bool:
    """True when only joining words, commas, fillers and other sites stand between two sites."""
    start, end = min(one.end, other.end), max(one.start, other.start)
    inside = {number for site in sites for number in range(site.start, site.end)}
    return all(tokens[n].filler or tokens[n].text in _JOINERS or tokens[n].text in (",", "/") or n in inside for n in range(start, end))


def _other(side: str | None) -> tuple[str, ...]:
    """The sides that are not meant."""
    return tuple(name for name in ("both", "one") if name != side)


def _side(tokens: list[Token], span: tuple[int, int], plurals: frozenset[str]) -> str | None:
    """`both` when the words around the span speak of both sides, `one` when of a single one."""
    words = {token.text for token in tokens[max(0, span[0] - 3) : span[1] + 2] if token.sentence == tokens[span[0]].sentence}
    single = bool(words & {"one", "other", "than"}) or len(words & {"left", "right"}) == 1
    if words & plurals and not single:
        return "both"
    return "one" if single else None
