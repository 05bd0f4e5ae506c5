"""How often the finding that unread words come nearest to is the one they mean, and how much is understood with it that was not.

    .venv/bin/python -m benchmarks.guesses [MESSAGES.jsonl LABELS.jsonl VOCABULARY.csv] --write docs/benchmarks.md

Measured on the sentences of paraphrases.tsv, each a message of its own, and on labelled messages where they are given.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
from collections import Counter
from pathlib import Path

from benchmarks.scoring import read_lines, read_vocabulary, widened
from poplit.knowledge import KnowledgeBase, load
from poplit.language import Reader, Reading
from poplit.language.nearest import NEAR, NearestFinding

SENTENCES = Path(__file__).with_name("paraphrases.tsv")
BEGIN, END = "<!-- guesses: begin -->", "<!-- guesses: end -->"
THRESHOLDS = (0.4, 0.45, 0.5, 0.55, 0.6, 0.7)
HEAD = ("cosine", "sentences", "right of asked", "understood without", "with it", "chatter asked about")
HEAD_MESSAGES = ("cosine", "messages with nothing read: right of asked", "other messages: right of asked", "labels won, of those missed")
_PARTS = re.compile(r"[^.,;:!?()\n]+")


def main() -> int:
    """Measure at some thresholds; print the tables, and write them where it is asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("labelled", type=Path, nargs="*", help="messages, labels and vocabulary, as for benchmarks.understanding")
    parser.add_argument("--write", type=Path, help="a Markdown page with the two marks of these tables")
    options = parser.parse_args()
    kb = load()
    reader, nearest = Reader(kb), NearestFinding(kb)
    lines = _table(HEAD, sentences(kb, reader, nearest))
    if options.labelled:
        lines += ["", *_table(HEAD_MESSAGES, messages(kb, reader, nearest, *options.labelled))]
    print("\n".join(lines))
    if options.write:
        before, rest = options.write.read_text(encoding="utf-8").split(BEGIN)
        options.write.write_text(f"{before}{BEGIN}\n{chr(10).join(lines)}\n{END}{rest.split(END)[1]}", encoding="utf-8")
    return 0


def sentences(kb: KnowledgeBase, reader: Reader, nearest: NearestFinding) -> list[tuple[str, ...]]:
    """One row for each threshold and set of sentences."""
    with SENTENCES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    readings = [reader.read(row["sentence"]) for row in rows]
    found = []
    for near in THRESHOLDS:
        for name in dict.fromkeys(row["set"] for row in rows):
            counts: Counter[str] = Counter()
            for row, reading in zip(rows, readings, strict=True):
                if row["set"] == name:
                    counts += _sentence(kb, row["finding"], reading, nearest, near)
            found.append((
                _shown(near), name, f"{counts['right']} of {counts['asked']}",
                f"{counts['read']} of {counts['meant']} ({counts['read'] / counts['meant']:.1%})",
                f"{(counts['read'] + counts['right']) / counts['meant']:.1%}", f"{counts['chatter asked']} of {counts['chatter']}",
            ))  # fmt: skip
    return found


def messages(
    kb: KnowledgeBase, reader: Reader, nearest: NearestFinding, texts: Path, labels: Path, vocabulary: Path
) -> list[tuple[str, ...]]:
    """One row for each threshold: guesses at whole messages in which nothing was read, and at the unread parts of the others."""
    given, labelled, words = read_lines(texts), read_lines(labels), read_vocabulary(vocabulary)
    reachable = frozenset().union(*words.values())
    read = {name: reader.read(" ".join(given[name]["text"].split())) for name in labelled if name in given}
    found = []
    for near in THRESHOLDS:
        counts: Counter[str] = Counter()
        for name, reading in read.items():
            present = {*labelled[name].get("findings_present", ()), *(labelled[name].get("risk_factors") or ())}
            heard = widened(frozenset().union(*(words.get(one, frozenset()) for one in reading.ids())))
            missed = (present & reachable) - heard
            guess = nearest.guess(_unread(reading), _spoken_of(kb, reading), near)
            meant = words.get(guess.finding, frozenset()) if guess else frozenset()
            kind = "other" if reading.mentions else "silent"
            counts["missed"] += len(missed)
            counts[f"{kind} asked"] += guess is not None
            counts[f"{kind} right"] += bool(meant & widened(present))
            counts["won"] += len(missed & widened(meant))
        found.append((
            _shown(near), f"{counts['silent right']} of {counts['silent asked']}", f"{counts['other right']} of {counts['other asked']}",
            f"{counts['won']} of {counts['missed']}",
        ))  # fmt: skip
    return found


def _sentence(kb: KnowledgeBase, meant: str, reading: Reading, nearest: NearestFinding, near: float) -> Counter[str]:
    read = {implied for name in reading.ids() for implied in _with_implied(kb, name)}
    understood = reading.mentions or reading.feared or reading.worries or reading.answer or reading.picks or reading.question
    guess = None if understood else nearest.guess(reading.text, near=near)
    if not meant:
        return Counter({"chatter": 1, "chatter asked": int(guess is not None)})
    right = guess is not None and meant in _with_implied(kb, guess.finding)
    return Counter({"meant": 1, "read": int(meant in read), "asked": int(guess is not None), "right": int(right)})


def _with_implied(kb: KnowledgeBase, finding: str) -> set[str]:
    return {finding, *kb.findings[finding].implies}


def _spoken_of(kb: KnowledgeBase, reading: Reading) -> set[str]:
    return {implied for mention in reading.mentions for implied in _with_implied(kb, mention.id)} | set(reading.feared)


def _unread(reading: Reading) -> str:
    """The parts of a message, from one stop or comma to the next, in which nothing was read."""
    parts = _PARTS.finditer(reading.text)
    return " . ".join(p.group() for p in parts if not any(m.start < p.end() and p.start() < m.end for m in reading.mentions))


def _shown(near: float) -> str:
    return f"{near:.2f}, as set" if near == NEAR else f"{near:.2f}"


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> list[str]:
    return [f"| {' | '.join(row)} |" for row in (head, ("---",) * len(head), *rows)]


if __name__ == "__main__":
    sys.exit(main())
