"""The classifier's examples (data/nlu/) agree with the domain and with themselves."""

import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted((ROOT / "data" / "nlu").glob("*.yml"))
# set by understanding.py, by FallbackClassifier and by the scheduler of reminders: never typed, so the classifier must not learn them
SET_BY_RULES = {"red_flag", "nlu_fallback", "EXTERNAL_recheck"}
LEAST = 20


def _examples() -> list[tuple[str, str, str]]:
    """Every example as (file, intent, text)."""
    found = []
    for path in FILES:
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            found += [
                (path.name, block["intent"], line.removeprefix("- ").strip()) for line in block["examples"].splitlines() if line.strip()
            ]
    return found


EXAMPLES = _examples()
DOMAIN = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
LEARNED = [intent for intent in DOMAIN["intents"] if intent not in SET_BY_RULES]


def normal(text: str) -> str:
    """A text as the test for doubles sees it: no case, no punctuation, single blanks. Letters and vowel signs of any script stay."""
    kept = "".join("" if char in "'’" else char if unicodedata.category(char)[0] in "LMN" else " " for char in text.casefold())
    return " ".join(kept.split())


def test_only_intents_of_the_domain_are_taught():
    assert {intent for _, intent, _ in EXAMPLES} - set(LEARNED) == set()


@pytest.mark.parametrize("intent", LEARNED)
def test_every_intent_has_enough_examples(intent):
    assert sum(1 for _, name, _ in EXAMPLES if name == intent) >= LEAST


def test_no_text_stands_twice_within_or_across_intents():
    counts = Counter(normal(text) for _, _, text in EXAMPLES)
    assert [(file, intent, text) for file, intent, text in EXAMPLES if counts[normal(text)] > 1] == []


def test_every_example_is_plain_text():
    """No entity annotations, which kb/ makes needless, no payloads, and nothing that is all punctuation."""
    odd = [(file, text) for file, _, text in EXAMPLES if not normal(text) or text.startswith("/") or re.search(r"\[.*\][({]", text)]
    assert odd == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_line_is_an_example(path):
    for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
        assert set(block) in ({"intent", "examples"}, {"regex", "examples"}, {"lookup", "examples"})
        assert [line for line in block["examples"].splitlines() if line.strip() and not line.startswith("- ")] == []


def test_normal_sees_through_case_and_punctuation():
    assert normal("It's  HOT!") == normal("its hot")
    assert normal("膝盖后面很痛") and normal("मेरे घुटने") != normal("मर घटन")
