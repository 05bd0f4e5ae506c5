"""What the stock Rasa pipeline is trained on: the examples of data/nlu, and sentences made from the phrases of kb/findings.

Rasa learns entities from marked spans. The examples of data/nlu have none, so their spans are what Poplit reads in them; the made sentences
carry theirs by construction. Every span is an entity `finding`, its status the role, and its words a synonym of the finding's id, as are
all phrases of kb/findings. The same knowledge base always gives the same file.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable
from pathlib import Path

import yaml

from poplit.knowledge import KnowledgeBase
from poplit.language import Reader
from poplit.language.phrases import expand

PER_FINDING = 10
_CARRIERS = (  # status and sentence, one after the other for the phrases of each finding
    ("present", "{}"),
    ("absent", "no {}"),
    ("present", "i have {}"),
    ("present", "for two weeks now {}"),
    ("absent", "i don't have {}"),
    ("past", "i had {} last year but it is gone"),
    ("present", "hello, {} and it worries me"),
    ("other", "my mum had {}"),
    ("present", "since yesterday {}"),
    ("absent", "there is no {} at all"),
    ("present", "and there is {} too"),
    ("past", "years ago i had {}"),
)
_PAIRS = ("{} but no {}", "{}, not {}", "i have {} and i don't have {}")
_BODY = re.compile(r"\b(knee|leg|calf|thigh|foot|ankle|shin|kneecap|hamstring|skin|hip)\b")
_MARKUP = re.compile(r"[\[\]{}()\"|]")


def training_data(kb: KnowledgeBase, reader: Reader, folder: Path) -> str:
    """The training data as a YAML file of Rasa's."""
    intents: dict[str, list[str]] = {}
    for intent, text in _examples(folder):
        if not _MARKUP.search(text):
            intents.setdefault(intent, []).append(_marked(text, _silver(reader, text)))
    intents["inform"] += made(kb)
    nlu = [{"intent": intent, "examples": "".join(f"- {line}\n" for line in lines)} for intent, lines in intents.items()]
    nlu += [{"synonym": name, "examples": "".join(f"- {form}\n" for form in forms)} for name, forms in _synonyms(kb).items()]
    return yaml.safe_dump({"version": "3.1", "nlu": nlu}, allow_unicode=True, sort_keys=False, width=10_000)


def made(kb: KnowledgeBase) -> list[str]:
    """Sentences with their finding marked, some for every finding, and one for each that states it and denies another."""
    sentences, last = [], None
    for number, finding in enumerate(kb.findings.values()):
        pick = random.Random(finding.id)
        phrases = [p for p in finding.phrases if not _MARKUP.search(p.replace("(", "").replace(")", "").replace("|", ""))]
        for turn, phrase in enumerate(phrases[:: max(1, len(phrases) // PER_FINDING)][:PER_FINDING]):
            words = _said(pick.choice(expand(phrase)), turn % 2 == 0)
            status, carrier = _CARRIERS[(number + turn) % len(_CARRIERS)]
            sentences.append(carrier.format(_mark(words, finding.id, status)))
            if turn == 0 and last:
                sentences.append(_PAIRS[number % len(_PAIRS)].format(_mark(words, finding.id, "present"), _mark(*last, "absent")))
        if phrases:
            last = (words, finding.id)
    return sentences


def _synonyms(kb: KnowledgeBase) -> dict[str, list[str]]:
    """Finding id → its phrases written out, without those that have a gap; a phrase of two findings goes to the first."""
    taken: set[str] = set()
    synonyms = {}
    for finding in kb.findings.values():
        forms = dict.fromkeys(form for phrase in finding.phrases if "..." not in phrase for form in expand(phrase))
        synonyms[finding.id] = [form for form in forms if form not in taken and not _MARKUP.search(form)]
        taken.update(forms)
    return {name: forms for name, forms in synonyms.items() if forms}


def _said(phrase: str, mine: bool) -> str:
    """A phrase of kb/ as somebody would write it: without the gap, in every second one with "my" before a part of the body."""
    words = " ".join(phrase.replace("...", " ").split())
    return _BODY.sub(r"my \1", words, count=1) if mine else words


def _examples(folder: Path) -> Iterable[tuple[str, str]]:
    for file in sorted(folder.glob("*.yml")):
        for item in yaml.safe_load(file.read_text(encoding="utf-8"))["nlu"]:
            if "intent" in item:
                for line in item["examples"].splitlines():
                    yield item["intent"], line.removeprefix("- ").strip()


def _silver(reader: Reader, text: str) -> list[tuple[int, int, str, str]]:
    """Spans as Poplit reads them; where two overlap the longer stays, for Rasa can mark a word only once."""
    found, taken = [], set()
    for mention in sorted(reader.read(text).mentions, key=lambda m: (m.start - m.end, m.start, m.id)):
        place = set(range(mention.start, mention.end))
        if place and not place & taken:
            taken |= place
            found.append((mention.start, mention.end, mention.id, mention.status))
    return sorted(found)


def _marked(text: str, spans: list[tuple[int, int, str, str]]) -> str:
    for start, end, name, status in reversed(spans):
        text = text[:start] + _mark(text[start:end], name, status) + text[end:]
    return text


def _mark(words: str, name: str, status: str) -> str:
    return f'[{words}]{{"entity": "finding", "role": "{status}", "value": "{name}"}}'
