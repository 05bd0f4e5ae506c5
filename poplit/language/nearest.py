"""The finding that words nobody listed come nearest to: a guess to be confirmed by the person, never a reading.

Character trigrams weighted by tf-idf, compared with the phrases, labels and questions of kb/findings/. A clause is worth a guess when one
finding is near and clearly nearer than any other.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from poplit.language.phrases import expand
from poplit.language.tokens import Token, Tokeniser

if TYPE_CHECKING:
    from poplit.knowledge import KnowledgeBase

NEAR = 0.5  # cosine; with _AHEAD: how often a guess is right is in docs/benchmarks.md
_AHEAD = 0.1  # how much nearer than the next finding
_MOST_FORMS = 8  # readings of one phrase that are compared; the rest differ in a word
_FEWEST_WORDS = 2  # beside small words; "yesterday" alone is near to much and means little


@dataclass(frozen=True)
class Guess:
    """A finding that may be meant, and the person's words it was guessed from."""

    finding: str
    words: str


class NearestFinding:
    """The findings of one knowledge base that can be asked about. Building one takes about half a second; a guess takes milliseconds."""

    def __init__(self, kb: KnowledgeBase):
        from sklearn.feature_extraction.text import TfidfVectorizer  # late: most conversations never need a guess

        self._tokenise, self._words = Tokeniser.of(kb), kb.grammar.nearest
        said = [(text, finding.id) for finding in kb.findings.values() if finding.question for text in _texts(finding)]
        self._ids = [name for _, name in said]
        self._vectors = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 3), sublinear_tf=True)
        self._rows = self._vectors.fit_transform(text for text, _ in said)

    def guess(self, text: str, known: Collection[str] = (), near: float = NEAR) -> Guess | None:
        """The finding one of the clauses most likely means; None when none is `near` enough, or it is `known` already."""
        guesses = [guess for clause in self._clauses(text) if (guess := self._nearest(text[clause[0].start : clause[-1].end]))]
        nearness, finding, words = max(guesses, default=(0.0, "", ""))
        return Guess(finding, words) if nearness >= near and finding not in known else None

    def name(self, words: str) -> str | None:
        """The finding that has the nearest text of all, however far; None when no letters are shared."""
        return next(iter(self._by_nearness(words)), (None, 0.0))[0]

    def _nearest(self, words: str) -> tuple[float, str, str] | None:
        """(cosine, finding, words) when one finding is clearly ahead of all others."""
        (first, top), *rest = self._by_nearness(words) or [("", 0.0)]
        return (top, first, words) if top - (rest[0][1] if rest else 0.0) >= _AHEAD else None

    def _by_nearness(self, words: str) -> list[tuple[str, float]]:
        """The findings that share letters with the words, each with the cosine of its nearest text, the nearest first."""
        nearness = (self._rows @ self._vectors.transform([words.lower()]).T).tocoo()
        best: dict[str, float] = {}
        for row, cosine in zip(nearness.row, nearness.data, strict=True):
            name = self._ids[row]
            best[name] = max(best.get(name, 0.0), float(cosine))
        return sorted(best.items(), key=lambda pair: (-pair[1], pair[0]))

    def _clauses(self, text: str) -> Iterable[list[Token]]:
        """The clauses that say enough to guess from, and deny nothing."""
        clause: list[Token] = []
        for token in self._tokenise(text):
            if not token.punctuation and token.text not in self._words.cuts:
                clause.append(token)
                continue
            if self._worth_a_guess(clause):
                yield clause
            clause = []

    def _worth_a_guess(self, clause: list[Token]) -> bool:
        told = sum(not token.filler for token in clause)
        return told >= _FEWEST_WORDS and self._words.denials.isdisjoint(token.text for token in clause)


def _texts(finding) -> Iterable[str]:
    """What a finding is said with: its phrases with some of their alternatives, its label and its question."""
    forms = (form for phrase in (*finding.phrases, *finding.exact) for form in _some(expand(phrase)))
    return dict.fromkeys([*(" ".join(form.replace("...", " ").split()) for form in forms), finding.label.lower(), finding.question.lower()])


def _some(forms: list[str]) -> list[str]:
    return forms[:: max(1, len(forms) // _MOST_FORMS)][:_MOST_FORMS]
