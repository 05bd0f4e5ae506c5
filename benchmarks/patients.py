"""Let simulated patients talk with the assistant, and print in one table what they were told.

    .venv/bin/python -m benchmarks.patients [FILE.jsonl …] --write docs/benchmarks.md

Without files: the project's own patients. Each conversation is held twice, to see whether it is the same, byte for byte.
"""

from __future__ import annotations

import argparse
import json
import shlex
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path

from benchmarks.patients_read import Patient, read_patients
from benchmarks.patients_score import Verdict, figures, judge, reliability
from benchmarks.patients_talk import Assistant, Silent, Talk, converse

OWN = Path(__file__).with_name("patients")
BEGIN, END = "<!-- patients: begin -->", "<!-- patients: end -->"


def main() -> int:
    """Run every set of patients, print the table, and write it where it is asked for. Returns 0."""
    options = _options()
    assistant = Assistant(shlex.split(options.bot))
    sets = {path.stem: _run(assistant, read_patients(path), options) for path in options.files or [OWN]}
    assistant.stop()
    lines = table(sets)
    print("\n".join(lines))
    if options.write:
        before, rest = options.write.read_text(encoding="utf-8").split(BEGIN)
        options.write.write_text(f"{before}{BEGIN}\n{chr(10).join(lines)}\n{END}{rest.split(END)[1]}", encoding="utf-8")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path, help="jsonl files, YAML files, or folders of YAML files of patients")
    parser.add_argument("--bot", default=f"{sys.executable} -m poplit talk --json", help="the program that answers lines with lines")
    parser.add_argument("--once", action="store_true", help="hold each conversation once; repeatability is not looked at")
    parser.add_argument("--details", type=Path, help="a file for one JSON line per patient: the verdict and the conversation")
    parser.add_argument("--write", type=Path, help="a Markdown page with the two marks of the table")
    return parser.parse_args()


Run = tuple[list[Verdict], list[Talk], list[bool]]  # the verdicts, the conversations held, and whether each was the same twice


def _run(assistant: Assistant, patients: Sequence[Patient], options: argparse.Namespace) -> Run:
    verdicts, talks, same = [], [], []
    for number, patient in enumerate(patients, 1):
        print(f"\r{number} of {len(patients)}", end="", file=sys.stderr)
        try:
            held = [_talk(assistant, patient) for _ in range(1 if options.once else 2)]
        except (Silent, ValueError, KeyError) as error:
            print(f"\n{patient['id']}: {error}", file=sys.stderr)
            verdicts.append(Verdict(patient["id"]))
            assistant.restart()
            continue
        verdicts.append(judge(patient, held[0]))
        talks.append(held[0])
        same += [held[0].lines == again.lines for again in held[1:]]
        if options.details:
            with options.details.open("a", encoding="utf-8") as file:
                print(json.dumps({"verdict": asdict(verdicts[-1]), "talk": asdict(held[0])}), file=file)
    print(file=sys.stderr)
    return verdicts, talks, same


def _talk(assistant: Assistant, patient: Patient) -> Talk:
    talk = converse(assistant, patient)
    assistant.next_person()
    return talk


def table(sets: dict[str, Run]) -> list[str]:
    """The figures of every set of patients side by side, and how well the probabilities held, as lines of Markdown."""
    columns = {name: figures(verdicts) | _beside(talks, same) for name, (verdicts, talks, same) in sets.items()}
    rows = list(dict.fromkeys(row for column in columns.values() for row in column))
    numbers = ", ".join(f"{len(verdicts)} ({name})" for name, (verdicts, _, _) in sets.items())
    lines = [f"{date.today():%d %B %Y}; n = {numbers} patients.", "", f"| | {' | '.join(columns)} |", "|---|" + "---:|" * len(columns)]
    lines += [f"| {row} | {' | '.join(column.get(row, '–') for column in columns.values())} |" for row in rows]
    lines += ["", "| probability told | patients | causes | told, mean | right |", "|---|---|---:|---:|---:|"]
    for name, (verdicts, _, _) in sets.items():
        lines += [f"| {span} | {name} | {count} | {told:.2f} | {right:.2f} |" for span, count, told, right in reliability(verdicts)]
    return lines


def _beside(talks: Sequence[Talk], same: Sequence[bool]) -> dict[str, str]:
    times = sorted(second * 1000 for talk in talks for second in talk.seconds[1:])
    spans = f"{times[len(times) // 2]:.0f}, {times[int(len(times) * 0.95)]:.0f}" if times else "–"
    repeated = f"{sum(same)} of {len(same)}" if same else "–"
    return {"the same twice, byte for byte": repeated, "ms a turn, median and p95": spans}


if __name__ == "__main__":
    sys.exit(main())
