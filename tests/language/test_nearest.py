"""Guesses at wordings that nobody listed: near enough to be asked about, never a reading."""

from __future__ import annotations

import csv

import pytest

from benchmarks.guesses import SENTENCES
from poplit.language.nearest import NearestFinding
from poplit.understanding import to_json


@pytest.fixture(scope="module")
def nearest(kb):
    return NearestFinding(kb)


@pytest.mark.parametrize(
    ("words", "finding"),
    [
        ("my lower leg is as solid as a plank", "tense_shiny_calf"),
        ("steps are murder", "pain_stairs"),
        ("shuddering under three blankets", "rigors"),
        ("hello there, putting my feet up settles it", "pain_activity_relief_rest"),
    ],
)
def test_unusual_words_come_nearest_to_what_they_mean(nearest, words, finding):
    assert nearest.guess(words).finding == finding


def test_a_guess_carries_only_the_clause_it_was_made_from(nearest):
    assert nearest.guess("hello there, putting my feet up settles it").words == "putting my feet up settles it"


@pytest.mark.parametrize(
    "words",
    ["", "?", "calf", "thanks for listening", "the car is parked on a hill", "the steps are not murder", "never drum tight in the calf"],
)
def test_chatter_single_words_and_denials_are_near_to_nothing(nearest, words):
    assert nearest.guess(words) is None


def test_what_is_known_is_not_guessed(nearest):
    assert nearest.guess("steps are murder", known={"pain_stairs"}) is None


def test_a_guess_is_no_finding_of_the_message(kb, reader, nearest):
    words = "shuddering under three blankets"
    assert nearest.guess(words)
    answer = to_json(kb, reader.read(words))
    assert answer["findings"] == [] and answer["red_flags"] == []


def test_at_least_half_of_the_guesses_are_right_and_they_win_what_was_not_read(kb, reader, nearest):
    rows = list(csv.DictReader(SENTENCES.read_text(encoding="utf-8").splitlines(), delimiter="\t"))
    assert {row["finding"] for row in rows if row["finding"]} <= set(kb.findings)
    guessed = [(row["finding"], nearest.guess(row["sentence"])) for row in rows if not reader.read(row["sentence"]).mentions]
    right = [meant for meant, guess in guessed if guess and meant in (guess.finding, *kb.findings[guess.finding].implies)]
    assert len(right) >= 0.5 * sum(guess is not None for _, guess in guessed)
    assert len(right) >= 0.08 * len(guessed)  # of what nobody listed: how much that is falls with every phrase that is listed
