"""Whatever is typed, the reader answers: ten thousand messages nobody would write, and some that make slow programs hang.

The messages are made by chance from a fixed seed, so that a message that fails today fails tomorrow too. The time limit is no
benchmark: it only tells a message that hangs from one that is read."""

from __future__ import annotations

import itertools
import json
import random
import time
from collections.abc import Callable, Iterator

import pytest

from poplit.knowledge import KnowledgeBase
from poplit.language import Reader
from poplit.language.phrases import expand
from poplit.understanding import to_json

_SHORT, _LONG = 9_700, 300
_HANGS = 2.0  # seconds of computing; a message of 2,000 characters takes a fortieth of it
_EMOJI = "😀🦵🩸👍🏽🇬🇧👨‍👩‍👧❤️🤕\u200d\ufe0f"
_RIGHT_TO_LEFT = "אבגדהוزسشصضطعغ\u200f\u202e\u2067،؟"
_CONTROL = "".join(map(chr, (*range(32), 127, 0x85, 0x200B, 0x2028, 0xFEFF, 0xFFFE, 0xD800, 0xDFFF)))
_WIDE = "ﷺ½Ⅷ㎏①ﬁ€™…´’“—ß\u0130\u0301ａ１"  # one character that becomes several, or another
_PUNCTUATION = "!?.,;:'\"()[]{}<>/\\|-_*&^%$#@~`+="
_UNITS = ("years old", "weeks", "kg", "cm", "lbs", "ft", "'", '"', "/10", "out of 10", "m", "f", "st", "ago", "days", "%", ".", ",", "-")

# fmt: off
_PIECES = (
    "pain ", "no ", "not ", "my knee hurts and ", "it went away ", "my dad has ", "I am ", "the other leg ", "left right ", "knees, ",
    "20 ", "5 ft ", "10 years old ", "for about ", "since last ", "a few more ", "over the past ", "on a scale of ", "every ", "male ",
    "if ", "could it be ", "worried about ", "what if ", "1,", "1.", "1/", "12 stone ", "(", "((a|b) ", "...", "…", "'", "\"", "-",
    "a-", "a.A", "nt", "can't", "'s ", "aaaa", "in ", "very ", "\n", "\t", "\0", "?", ";", "ﷺ", "é", "🦵", "of ", "to the back of ",
    "x" * 50 + " ",
)
# fmt: on


def _makers(kb: KnowledgeBase, chance: random.Random) -> list[Callable[[int], str]]:
    """The ways to make a message of about so many words."""
    phrases = [p for finding in kb.findings.values() for p in (*finding.phrases, *finding.denials)]
    cues = [cue for rule in kb.context for cue in rule.cues]
    joins = (" ", " and ", ", ", ". ", " but ", " ... ", "\n", "", " not ", "? ", "'")

    def letters(alphabet: str, size: int) -> str:
        return "".join(chance.choices(alphabet, k=size))

    def said(size: int) -> str:
        words = (chance.choice(expand(chance.choice(chance.choice((phrases, cues))))) for _ in range(size))
        return "".join(word + chance.choice(joins) for word in words)

    def numbers(size: int) -> str:
        return " ".join(
            f"{chance.choice((chance.randint(0, 120), 10 ** chance.randint(3, 40)))}{chance.choice(_UNITS)}" for _ in range(size)
        )

    def brackets(size: int) -> str:
        return "(" * size + chance.choice(("pain", "knee hurts", "")) + ")" * chance.randint(0, size)

    def mixed(size: int) -> str:
        return letters(_EMOJI + _RIGHT_TO_LEFT + _WIDE + _PUNCTUATION + _CONTROL + "aeiknost 0123456789", 4 * size)

    return [
        said,
        numbers,
        brackets,
        mixed,
        lambda size: chance.randbytes(5 * size).decode(chance.choice(("utf-8", "latin-1", "utf-16-le")), "replace"),
        lambda size: letters(_EMOJI, size),
        lambda size: letters(_RIGHT_TO_LEFT + " ", 5 * size),
        lambda size: letters(_PUNCTUATION, 5 * size),
        lambda size: letters(_CONTROL + "knee ", 5 * size),
        lambda size: letters(_WIDE, 5 * size),
        lambda size: letters("abcdefghijklmnopqrstuvwxyz", 10 * size),
        lambda size: " ".join([chance.choice(("no", "not", "my knee hurts", "left", "my dad", "ago", "10", "a", "."))] * size),
        lambda size: said(size).upper()[::-1],
    ]


def _messages(kb: KnowledgeBase) -> Iterator[str]:
    chance = random.Random(20240229)
    makers = _makers(kb, chance)
    for number in range(_SHORT):
        yield makers[number % len(makers)](chance.randint(0, 7))
    for number in range(_LONG):
        yield makers[number % len(makers)](chance.randint(100, 800))


def test_ten_thousand_messages_by_chance_are_all_answered(kb: KnowledgeBase, reader: Reader):
    known = {"present", "absent", "unsure", "past", "other"}
    for text in _messages(kb):
        seconds, said = _read(kb, reader, text)
        assert seconds < _HANGS, f"{seconds:.1f} s for {text[:200]!r}"
        for finding in said["findings"]:
            assert finding["id"] in kb.findings, text
            assert finding["status"] in known, text
            assert finding["text"] == text[finding["start"] : finding["end"]], text


@pytest.mark.parametrize("piece", _PIECES)
def test_one_thing_said_without_end_is_read_in_time(kb: KnowledgeBase, reader: Reader, piece: str):
    for size in (2_000, 100_000):
        seconds, _ = _read(kb, reader, "".join(itertools.islice(itertools.cycle(piece), size)))
        assert seconds < _HANGS, f"{seconds:.1f} s"


@pytest.mark.parametrize(
    "text", ["", " ", "\0", "\ud800", "\u202e", "😀", "(", ")", "|", "..." * 700, "a" * 100_000, "\ufeffmy knee hurts"]
)
def test_odd_messages_are_read(kb: KnowledgeBase, reader: Reader, text: str):
    assert _read(kb, reader, text)[1]["text"] == text


def _read(kb: KnowledgeBase, reader: Reader, text: str) -> tuple[float, dict]:
    """How long it took, in seconds of computing, and what `poplit understand` prints."""
    started = time.process_time()
    reading = reader.read(text)
    said = to_json(kb, reading)
    seconds = time.process_time() - started
    json.dumps(said)
    return seconds, said
