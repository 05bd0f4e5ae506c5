"""How phrases of kb/ are compiled and found: every reading, across gaps, and without keeping what people type."""

from __future__ import annotations

import pytest

from poplit.knowledge import load
from poplit.language import phrases
from poplit.language.phrases import PhraseFinder
from poplit.language.tokens import Tokeniser


@pytest.mark.parametrize(
    ("phrase", "message", "found"),
    [
        ("hot (to|on) touch", "It is hot on the touch", True),
        ("hot (to|on) touch", "It is hot and I touch it", False),
        ("(calf|leg) ... swollen", "my leg is very badly swollen", True),
        ("(calf|leg) ... swollen", "my leg is not swollen", False),
        ("(calf|leg) ... swollen", "my leg. It was swollen", False),
        ("(a|b|c|d|e) (f|g|h|i|j) (k|l|m|n|o) end", "c j l end", True),
        ("(a|b|c|d|e) (f|g|h|i|j) (k|l|m|n|o) end", "c l j end", False),
    ],
)
def test_each_reading_of_a_phrase_is_found(phrase: str, message: str, found: bool):
    tokenise = Tokeniser(load().grammar.tokens, ("the", "is", "very"))
    finder = PhraseFinder(tokenise)
    finder.add("it", [phrase])
    assert bool(finder.find(tokenise(message))) == found


def test_a_reading_that_says_less_without_its_fillers_goes_to_the_exact_finder():
    tokenise = Tokeniser(load().grammar.tokens, ("her", "pain"))
    loose, exact = PhraseFinder(tokenise), PhraseFinder(tokenise, "articles")
    loose.add("wakes", ["pain woke her", "woke from sleep"], bare=exact)
    assert not loose.find(tokenise("I woke at six"))
    assert exact.find(tokenise("the pain woke her"))
    assert loose.find(tokenise("woke from pain sleep"))


def test_what_people_type_is_not_kept():
    tokenise = Tokeniser(load().grammar.tokens)
    finder = PhraseFinder(tokenise)
    finder.add("knee", ["knee"])
    finder.find(tokenise("a first message"))
    before = len(phrases._vocab), len(phrases._vocab.strings)
    assert finder.find(tokenise("zebrafish photosynthesis quokka knee"))
    assert (len(phrases._vocab), len(phrases._vocab.strings)) == before
