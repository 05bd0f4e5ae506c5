"""Shared fixtures: the knowledge base, the reader, and one assistant in this process for the whole run."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
import yaml

from poplit.case import build
from poplit.knowledge import load

TESTS = Path(__file__).parent


def cases(folder: str, pattern: str = "*.yml"):
    """Every case of the YAML files of a folder of tests/, as pytest parameters named by file and sentence."""
    for file in sorted((TESTS / folder).glob(pattern)):
        for case in yaml.safe_load(file.read_text(encoding="utf-8")) or ():
            yield pytest.param(case, id=f"{file.stem}: {case['name']}")


def case_of(kb, described: dict):
    """The Case that a YAML test describes: person, present, absent, unsure."""
    person = dict(described.get("person") or {})
    findings = {name: status for status in ("absent", "unsure", "present") for name in described.get(status) or ()}
    return build(kb, findings, person)


@pytest.fixture(scope="session")
def kb():
    return load()


@pytest.fixture(scope="session")
def reader(kb):
    from poplit.language import Reader

    return Reader(kb)


@pytest.fixture(scope="session")
def assistant():
    from poplit.rasa.quiet import hush

    hush()
    from poplit.rasa.runner import Talk, load_agent
    from poplit.rasa.training import model

    return Talk(load_agent(model()))


@pytest.fixture
def say(assistant):
    """A function that sends one message in a conversation of this test's own; `person` starts others beside it."""
    numbers = itertools.count()
    names: dict[str, str] = {}

    def send(text: str, person: str = "someone") -> dict:
        sender = names.setdefault(person, f"test-{id(names)}-{next(numbers)}")
        return assistant.say(text, sender)

    return send
