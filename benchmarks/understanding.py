"""Readers of free text compared in one run on the same messages: Poplit, keyword lists, keywords with ConText, and Rasa's DIET.

    .venv/bin/python -m benchmarks.understanding MESSAGES.jsonl LABELS.jsonl VOCABULARY.csv --write docs/benchmarks.md

Rivals that need other packages run in environments of their own (README.md); one that is missing is skipped, and the table says so.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from benchmarks.readers import Keywords, Phrases, Poplit, red_flags, settled
from benchmarks.scoring import Score, findings_as_labels, read_lines, read_vocabulary, score
from benchmarks.training_data import training_data
from poplit.knowledge import KnowledgeBase, load
from poplit.language import Reader
from poplit.language.nearest import NearestFinding

ROOT = Path(__file__).resolve().parent.parent
RIVALS = ROOT / "benchmarks" / "rivals"
MADE = ROOT / "build" / "benchmarks"
BEGIN, END = "<!-- table: begin -->", "<!-- table: end -->"
HEAD = (
    "reader", "F1", "recall", "precision", "denied recall", "inverted", "emergencies flagged", "emergency or same day flagged",
    "mild flagged", "ms, median", "ms, p95",
)  # fmt: skip
Answer = dict[str, Any]


@dataclass(frozen=True)
class Result:
    """One reader's row: its score and the milliseconds of each message, or why it was skipped."""

    name: str
    score: Score | None = None
    times: tuple[float, ...] = ()
    skipped: str = ""


class Skipped(Exception):
    """A rival that cannot run here, and why."""


def main() -> int:
    """Run every reader that can run; print the table, and write it where it is asked for."""
    options = _options()
    kb = load()
    vocabulary = read_vocabulary(options.vocabulary) if options.vocabulary else findings_as_labels(kb)
    labels, messages = read_lines(options.labels), read_lines(options.messages)
    labels = {name: label for name, label in labels.items() if not options.set or label.get("set") == options.set}
    texts = {name: " ".join(messages[name]["text"].split()) for name in labels if name in messages}
    results = [_result(name, run, texts, labels, vocabulary) for name, run in _readers(kb, options)]
    lines = table(results, texts, labels)
    print("\n".join(lines))
    if options.write:
        _write(options.write, lines)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("messages", type=Path, help="jsonl: id, text")
    parser.add_argument("labels", type=Path, help="jsonl: id, findings_present, findings_absent, risk_factors, triage …")
    parser.add_argument("vocabulary", type=Path, nargs="?", help="csv: label, finding_id, relation; without it labels are finding ids")
    parser.add_argument("--set", help="only the labels with this value of `set`: tuned or held_out in the project's own")
    parser.add_argument("--rivals", type=Path, default=ROOT / ".venv-rivals/bin/python", help="Python of the rivals' environment")
    parser.add_argument("--stock", type=Path, default=ROOT / ".venv-stock/bin/python", help="Python of the stock Rasa environment")
    parser.add_argument("--diet", type=Path, help="a DIET model trained before, instead of one of today's training data")
    parser.add_argument("--write", type=Path, help="a Markdown page with the two marks of the table")
    return parser.parse_args()


def _readers(kb: KnowledgeBase, options: argparse.Namespace) -> list[tuple[str, Callable[[list[str]], list[Answer]]]]:
    keywords, phrases = Keywords(kb), Phrases(kb)
    diet = cache(lambda texts: _diet(kb, options.stock, options.diet, texts))
    return [
        ("Poplit", lambda texts: _here(Poplit(kb), texts)),
        ("keyword list", lambda texts: _flagged(kb, _here(keywords, texts))),
        ("keyword list + ConText", lambda texts: _flagged(kb, _context(options.rivals, _here(keywords, texts), texts))),
        ("Poplit's phrase matching alone", lambda texts: _flagged(kb, _here(phrases, texts))),
        ("Poplit's phrase matching + ConText", lambda texts: _flagged(kb, _context(options.rivals, _here(phrases, texts), texts))),
        ("Rasa DIET", lambda texts: _flagged(kb, diet(tuple(texts)))),
        ("Rasa DIET, spans named by the nearest phrase", lambda texts: _flagged(kb, _named(kb, diet(tuple(texts)), texts))),
    ]


def _result(name: str, run: Callable[[list[str]], list[Answer]], texts: dict[str, str], labels: dict[str, Any], vocabulary: Any) -> Result:
    try:
        answers = run(list(texts.values()))
    except Skipped as why:
        return Result(name, skipped=str(why))
    return Result(name, score(dict(zip(texts, answers, strict=True)), labels, vocabulary), tuple(answer["ms"] for answer in answers))


def _here(reader: Any, texts: list[str]) -> list[Answer]:
    """The answers of a reader in this process, each with the time it took."""
    reader.read("My knee hurts.")  # the first message pays for what is built late
    answers = []
    for text in texts:
        begun = time.perf_counter()
        answer = reader.read(text)
        answers.append({**answer, "ms": (time.perf_counter() - begun) * 1000})
    return answers


def _context(python: Path, matched: list[Answer], texts: list[str]) -> list[Answer]:
    asked = [{"text": text, "findings": answer["findings"]} for text, answer in zip(texts, matched, strict=True)]
    judged = _elsewhere(python, [RIVALS / "context.py"], asked)
    return [{**new, "ms": new["ms"] + old["ms"]} for new, old in zip(judged, matched, strict=True)]


def _diet(kb: KnowledgeBase, python: Path, trained: Path | None, texts: Sequence[str]) -> list[Answer]:
    asked = [{"text": text} for text in texts]
    if trained:
        return _elsewhere(python, [RIVALS / "diet.py", trained.resolve()], asked)
    MADE.mkdir(parents=True, exist_ok=True)
    data = MADE / "diet.yml"
    data.write_text(training_data(kb, Reader(kb), ROOT / "data" / "nlu"), encoding="utf-8")
    return _elsewhere(python, [RIVALS / "diet.py", data, MADE], asked)


def _named(kb: KnowledgeBase, answers: list[Answer], texts: list[str]) -> list[Answer]:
    """DIET's answers with an id for each span whose words no synonym has: that of the phrase nearest by character trigrams."""
    nearest = NearestFinding(kb)
    named = []
    for answer, text in zip(answers, texts, strict=True):
        begun = time.perf_counter()
        spans = [one | {"id": _id_of(kb, nearest, one, text)} for one in answer["findings"]]
        spent = (time.perf_counter() - begun) * 1000
        named.append({**answer, "findings": [one for one in spans if one["id"]], "ms": answer["ms"] + spent})
    return named


def _id_of(kb: KnowledgeBase, nearest: NearestFinding, span: dict[str, Any], text: str) -> str | None:
    return span["id"] if span["id"] in kb.findings else nearest.name(text[span["start"] : span["end"]])


def _elsewhere(python: Path, command: list[Path], asked: list[Answer]) -> list[Answer]:
    """The answers of a program in another environment: one JSON object per line in and out."""
    if not python.exists():
        raise Skipped(f"its environment {python.parent.parent.name} is missing; benchmarks/README.md says how to make it")
    given = "".join(json.dumps(one) + "\n" for one in asked)
    run = subprocess.run([python, *command], input=given, capture_output=True, text=True, cwd=MADE.parent if MADE.exists() else None)
    answers = [json.loads(line) for line in run.stdout.splitlines()]
    if len(answers) != len(asked):
        print(run.stderr[-2000:], file=sys.stderr)
        raise Skipped(f"it ended with status {run.returncode} after {len(answers)} of {len(asked)} messages")
    return answers


def _flagged(kb: KnowledgeBase, answers: list[Answer]) -> list[Answer]:
    """Answers of a reader without red flags of its own, with those that Poplit's rules raise on its findings; this is not timed."""
    answers = [{**answer, "findings": settled(answer["findings"])} for answer in answers]
    return [{**answer, "red_flags": red_flags(kb, answer["findings"])} for answer in answers]


def table(results: list[Result], texts: dict[str, str], labels: dict[str, Any]) -> list[str]:
    """The results as lines of Markdown."""
    outside = sum(labels[name].get("scope") == "out_of_scope" for name in texts)
    lines = [
        f"{date.today():%d %B %Y}; n = {len(texts)} messages, of which {len(texts) - outside} concern a knee or leg and {outside} do not.",
        "",
        "| " + " | ".join(HEAD) + " |",
        "|---|" + "---:|" * (len(HEAD) - 1),
    ]
    lines += [_row(result) for result in results if not result.skipped]
    lines += ["", *(f"Skipped: {result.name}: {result.skipped}." for result in results if result.skipped)]
    return lines if lines[-1] else lines[:-1]


def _row(result: Result) -> str:
    found, counts = result.score, result.score.counts
    cells = [result.name, *(_figure(value) for value in (found.f1, found.recall, found.precision, found.denied_recall))]
    cells += ["–" if found.inverted is None else f"{found.inverted:.1%}"]
    cells += [f"{counts[f'{name} flagged']} of {counts[name]}" for name in ("emergency", "urgent", "mild")]
    cells += [f"{median(result.times):.1f}", f"{quantiles(result.times, n=20)[-1]:.1f}"]
    return "| " + " | ".join(cells) + " |"


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _write(page: Path, lines: list[str]) -> None:
    before, rest = page.read_text(encoding="utf-8").split(BEGIN)
    _, after = rest.split(END)
    page.write_text(f"{before}{BEGIN}\n{chr(10).join(lines)}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
