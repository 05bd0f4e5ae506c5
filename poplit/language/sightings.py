"""Whose words stand in a message: phrases of findings, wordings that deny them, and findings put together from parts."""

from __future__ import annotations

from typing import NamedTuple

from poplit.knowledge import KnowledgeBase
from poplit.language.composition import Composed, Composer
from poplit.language.context import ContextReader
from poplit.language.phrases import Match, PhraseFinder, longest
from poplit.language.tokens import Tokeniser, Tokens

DENIAL = "denial:"  # before the id of a finding whose denial was found


class Seen(NamedTuple):
    """A finding spoken of: its id, the tokens of its decisive words, and those of the whole wording."""

    key: str
    head: tuple[int, int]
    span: tuple[int, int]


class SightingReader:
    """The phrases of kb/findings/, and the idioms of kb/words.yml, whose words mean no finding."""

    def __init__(self, kb: KnowledgeBase, tokenise: Tokeniser):
        self._phrases, self._exact = PhraseFinder(tokenise), PhraseFinder(tokenise, "articles")
        for finding in kb.findings.values():
            self._exact.add(finding.id, finding.exact)
            for name, phrases in ((finding.id, finding.phrases), (DENIAL + finding.id, finding.denials)):
                self._phrases.add(name, phrases, bare=self._exact)
        self._idioms = PhraseFinder(tokenise)
        self._idioms.add("idiom", kb.words["idioms"])
        self._as_the_writer = frozenset(kb.grammar.people.as_the_writer)
        self._writer = tokenise.phrase("i")[0].stem

    def read(self, tokens: Tokens, sites: list[Match], composer: Composer, context: ContextReader) -> tuple[list[Seen], list[Match]]:
        """The findings spoken of, and the cues of the context that no phrase has used up."""
        idioms = self._idioms.find(tokens)
        matches = [m for m in self._matches(tokens) if not _inside(m, idioms)]
        denials = [m for m in matches if m.key.startswith(DENIAL) and not _asserted_before(m, matches)]
        matches = [m for m in matches if not m.key.startswith(DENIAL) or m in denials]
        matches = [m for m in matches if not _denied_whole(m, denials)]
        cues = context.cues(tokens, [m for m in matches if m not in denials])
        composed = [c for c in composer.compose(tokens, sites, denials, idioms) if not _denied_head(c, denials)]
        exact = [Seen(m.key, (m.start, m.end), (m.start, m.end)) for m in _most_exact(matches)]
        return [*exact, *(Seen(c.id, c.head, c.span) for c in composed)], cues

    def _matches(self, tokens: Tokens) -> list[Match]:
        """Every phrase in the words as they stand, and as the one who is spoken of would tell it: "even when I rest"."""
        found = self._phrases.find(tokens) + self._exact.find(tokens)
        if not any(token.text in self._as_the_writer for token in tokens):
            return found
        told = Tokens(t._replace(stem=self._writer) if t.text in self._as_the_writer else t for t in tokens)
        return list(dict.fromkeys(found + self._phrases.find(told) + self._exact.find(told)))


def _inside(match: Match, wider: list[Match]) -> bool:
    return any(other.start <= match.start and match.end <= other.end for other in wider)


def _asserted_before(denial: Match, matches: list[Match]) -> bool:
    """True for a denial that begins inside a wording that states something: "still cannot stand, is that normal"."""
    return any(not m.key.startswith(DENIAL) and m.start < denial.start < m.end for m in matches)


def _denied_head(composed: Composed, denials: list[Match]) -> bool:
    """True for a finding whose decisive words a wording denies: "equally warm" in "both calves are equally warm"."""
    start, end = composed.head
    return any(d.key == DENIAL + composed.id and d.start <= start and end <= d.end for d in denials)


def _denied_whole(match: Match, denials: list[Match]) -> bool:
    """True for a phrase inside a longer wording that denies the same finding."""
    return any(d.key == DENIAL + match.key and d.start <= match.start and match.end <= d.end and d != match for d in denials)


def _most_exact(matches: list[Match]) -> list[Match]:
    """For each finding its longest phrases; a phrase that lies wholly inside a longer one of another finding stays too."""
    by_key: dict[str, list[Match]] = {}
    for match in matches:
        by_key.setdefault(match.key, []).append(match)
    return sorted((m for group in by_key.values() for m in longest(group)), key=lambda m: (m.start, m.end, m.key))
