"""Dangers in everyday words are raised by the message alone (dangers.yml); the same words meant harmlessly are not (harmless.yml)."""

from pathlib import Path

import pytest
import yaml

from poplit import understanding
from poplit.safety import rank

HERE = Path(__file__).parent


def _sentences(file: str, key: str):
    """Each sentence of a file's groups with its group, as pytest parameters."""
    for group in yaml.safe_load((HERE / file).read_text(encoding="utf-8")):
        for text in group.get(key, ()):
            yield pytest.param(group, text, id=f"{group['name']}: {text}")


def _raised(kb, reader, text: str) -> list:
    return [(raised.flag.id, raised.flag.level) for raised in understanding.flags(kb, reader.read(text))]


@pytest.mark.parametrize("group, text", _sentences("dangers.yml", "says"))
def test_a_danger_is_raised_at_its_level(kb, reader, group, text):
    flags = _raised(kb, reader, text)
    assert max((rank(level) for _, level in flags), default=-1) >= rank(group["level"]), flags


@pytest.mark.parametrize("group, text", _sentences("dangers.yml", "misses"))
def test_what_is_missed_is_still_missed(kb, reader, group, text):
    flags = _raised(kb, reader, text)
    assert max((rank(level) for _, level in flags), default=-1) < rank(group["level"]), f"caught now, move it to says: {flags}"


@pytest.mark.parametrize("group, text", _sentences("harmless.yml", "says"))
def test_harmless_words_raise_nothing(kb, reader, group, text):
    assert not _raised(kb, reader, text)
