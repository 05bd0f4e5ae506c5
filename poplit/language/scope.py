"""What a message says of things Poplit does not know: other parts of the body, and animals."""

from __future__ import annotations

from math import inf

from poplit.knowledge import KnowledgeBase
from poplit.language.linking import ELSEWHERE
from poplit.language.phrases import Match, PhraseFinder
from poplit.language.tokens import Token, Tokeniser

_BEFORE_ANIMAL = 4  # an animal that is spoken of is named within the first so many words


class ScopeReader:
    """Knows animals (kb/words.yml) and the places named `elsewhere` (kb/parts.yml)."""

    def __init__(self, kb: KnowledgeBase, tokenise: Tokeniser):
        words, self._words = kb.words, kb.grammar.scope
        self._finder = PhraseFinder(tokenise, skip="none")
        self._finder.add("animal", words["animals"])
        self._finder.add("did", words["animal_did"])
        self._people = PhraseFinder(tokenise, skip="none")
        self._people.add("person", [name for names in words["people"].values() for name in names])

    def animal(self, tokens: list[Token], told: list[tuple[int, int]]) -> bool:
        """True when the message is about an animal's own trouble: no person in it, and the animal did nothing to one.

        An animal in the words that tell a finding (`told`) is none of its own: "a charley horse", "for donkey's years"."""
        found = self._finder.find(tokens)
        animals = [m for m in found if m.key == "animal" and not any(start <= m.start and m.end <= end for start, end in told)]
        if not animals or animals[0].start >= _BEFORE_ANIMAL or any(m.key == "did" for m in found) or self._people.find(tokens):
            return False
        named = {n for m in animals for n in range(m.start, m.end)}
        own = any(t.text == "my" and not named & set(range(n + 1, n + 4)) for n, t in enumerate(tokens))
        return not own and not any(token.text in self._words.self_ for token in tokens)

    def elsewhere(self, tokens: list[Token], sites: list[Match], felt: list[tuple[int, int]]) -> tuple[str, ...]:
        """The other parts of the body that are said to hurt or be ill, in the person's words."""
        parts = []
        for site in sites:
            words = [token.text for token in tokens[site.start : site.end]]
            clause = _clause(tokens, site)
            complained = words[-1].endswith(self._words.aches) or any(start in clause for start, _ in felt)
            if site.key == ELSEWHERE and complained and not any(tokens[n].text in self._words.no_complaint for n in clause):
                parts.append(" ".join(words))
        return tuple(dict.fromkeys(parts))

    @staticmethod
    def elsewhere_from(tokens: list[Token], sites: list[Match], had: list[tuple[int, int]], told: list[tuple[int, int]]) -> float:
        """The first sentence that names another part of the body, in a message that names no part of the leg; endless where there is none.

        What was said before it is not about that part. A place inside something the person has (`had`: "breast cancer") does not count,
        nor one with which the words of a finding begin or end (`told`: "head-on collision")."""
        named = [
            site
            for site in sites
            if not any(start - 1 <= site.start and site.end <= end for start, end in had)
            and not any((start == site.start and site.end <= end) or (start <= site.start and site.end == end) for start, end in told)
        ]
        if not named or any(site.key != ELSEWHERE for site in sites):
            return inf
        return min(tokens[site.start].sentence for site in named)


def _clause(tokens: list[Token], site: Match) -> range:
    """The tokens around a place, up to punctuation or "but"."""
    start, end = site.start, site.end
    while start > 0 and not tokens[start - 1].punctuation and tokens[start - 1].text != "but":
        start -= 1
    while end < len(tokens) and not tokens[end].punctuation and tokens[end].text != "but":
        end += 1
    return range(start, end)
