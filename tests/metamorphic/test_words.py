"""What is typed differently but means the same is read the same: every phrase of kb/findings/, said alone."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
import yaml

from poplit.language.phrases import expand
from poplit.language.spelling import english_words
from poplit.safety import rank
from poplit.understanding import case_of, flags

SPELLINGS = yaml.safe_load((Path(__file__).parent / "spellings.yml").read_text(encoding="utf-8"))
WORDINGS, SLIPS = 300, 400
_CONTENT = re.compile(r"[a-z]{7,}")  # long words carry the meaning; short ones become other words when a letter changes

TYPED = {
    "capitals": str.upper,
    "title case": str.title,
    "a first capital and a stop": lambda text: f"{text[:1].upper()}{text[1:]}.",
    "exclamation marks": lambda text: f"{text}!!!",
    "three dots": lambda text: f"{text}...",
    "a picture behind": lambda text: f"{text} 😭😭",
    "a picture before": lambda text: f"🦵 {text}",
    "blanks": lambda text: f"  {text.replace(' ', '  ')} ",
    "empty lines": lambda text: f"\n{text}\n\n",
    "quotation marks": lambda text: f"“{text}”",
    "brackets": lambda text: f"({text})",
    "a bullet": lambda text: f"- {text}",
    "curly apostrophes": lambda text: text.replace("'", "’"),
}


@pytest.fixture(scope="module")
def wordings(kb) -> list[tuple[str, str]]:
    """One reading of each phrase: the finding, and how somebody would type it."""
    chance = random.Random(3)
    found = []
    for finding in kb.findings.values():
        for phrase in (*finding.phrases, *finding.exact):
            said = chance.choice(expand(phrase.replace("...", " "))).replace(" , ", ", ")
            found.append((finding.id, " ".join(said.split()).rstrip(" ,.!;")))
    return found


@pytest.fixture(scope="module")
def some(wordings) -> list[tuple[str, str]]:
    return random.Random(5).sample(wordings, WORDINGS)


def stated(reading) -> tuple:
    """What a message says, whatever letters it is typed in."""
    return sorted((mention.id, mention.status) for mention in reading.mentions), dict(sorted(reading.details.items()))


def urgency(kb, reading) -> int:
    """How urgent the red flags of one message are; -1 for none."""
    return max((rank(raised.flag.level) for raised in flags(kb, reading)), default=-1)


def test_every_phrase_said_alone_means_its_finding(kb, reader, wordings):
    """But for those that speak of another part of the body, or need a word before them: fewer than one in a hundred."""
    lost = [(name, said) for name, said in wordings if case_of(kb, reader.read(said)).status(name) != "present"]
    assert len(wordings) > 5000
    assert len(lost) < len(wordings) / 100, lost


@pytest.mark.parametrize("typed", TYPED)
def test_case_stops_and_pictures_change_nothing(reader, some, typed):
    differ = [said for _, said in some if stated(reader.read(TYPED[typed](said))) != stated(reader.read(said))]
    assert differ == []


def test_american_spelling_says_the_same_as_british(kb, reader):
    """Every reading of every phrase with such a word, in both spellings."""
    pairs = []
    for finding in kb.findings.values():
        for phrase in (*finding.phrases, *finding.exact, *finding.denials):
            if not any(re.search(rf"\b{british}\b", phrase) for british in SPELLINGS):
                continue
            for form in expand(phrase.replace("...", " "))[:40]:
                british = " ".join(form.split())
                american = re.sub(r"[a-z]+", lambda word: SPELLINGS.get(word[0], word[0]), british)
                if american != british:
                    pairs.append((british, american))
    assert len(pairs) > 200
    assert [pair for pair in pairs if stated(reader.read(pair[0])) != stated(reader.read(pair[1]))] == []


def test_one_slip_in_a_long_word_changes_nothing_and_loses_no_red_flag(kb, reader, wordings):
    """Only slips after which no other word is as near: nobody could tell which was meant. Two in a hundred may still be lost, no danger."""
    chance, known = random.Random(7), words_of(kb)
    slips = [(name, said, wrong) for name, said in chance.sample(wordings, len(wordings)) if (wrong := mistyped(chance, said, known))]
    changed = []
    for _, said, wrong in slips[:SLIPS]:
        meant, read = reader.read(said), reader.read(wrong)
        assert urgency(kb, read) >= urgency(kb, meant), (said, wrong)
        if stated(meant) != stated(read):
            changed.append((said, wrong))
    assert len(slips) >= SLIPS
    assert len(changed) <= SLIPS / 50, changed


def words_of(kb) -> set[str]:
    """The words that phrases and places are written with: what a mistyped word could be taken for."""
    phrases = [phrase for finding in kb.findings.values() for phrase in (*finding.phrases, *finding.exact, *finding.denials)]
    phrases += [phrase for classes in (kb.sites, kb.qualities) for one in classes.values() for phrase in one.words]
    phrases += [cue for rule in kb.context for cue in rule.cues]
    return {word for phrase in phrases for word in re.findall("[a-z]+", phrase.lower())}


def mistyped(chance: random.Random, text: str, known: set[str]) -> str | None:
    """The text with one slip in a long word; None where there is no such word, or none whose slip leaves no doubt."""
    for word in sorted(_CONTENT.finditer(text), key=lambda _: chance.random()):
        for place in chance.sample(range(2, len(word[0]) - 1), 2):
            wrong = chance.choice(slips(word[0], place))
            if wrong not in english_words() and not near(wrong) & (known - {word[0]}):
                return text[: word.start()] + wrong + text[word.end() :]
    return None


def slips(word: str, place: int) -> list[str]:
    """A letter left out, typed twice, in the wrong place, or wrong."""
    before, letter, after = word[:place], word[place], word[place + 1 :]
    return [before + after, before + letter + letter + after, before[:-1] + letter + before[-1] + after, f"{before}e{after}"]


def near(word: str) -> set[str]:
    """Everything one slip away from a word, and the word itself."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    cuts = [(word[:n], word[n:]) for n in range(len(word) + 1)]
    changed = {a + letter + b[1:] for a, b in cuts if b for letter in letters}
    added = {a + letter + b for a, b in cuts for letter in letters}
    swapped = {a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1}
    return {word} | changed | added | swapped | {a + b[1:] for a, b in cuts if b}
