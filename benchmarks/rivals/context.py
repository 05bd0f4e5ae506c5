"""medspaCy's ConText as a judge of keyword matches; runs in the rivals' environment (requirements-rivals.in), never in Poplit's.

    .venv-rivals/bin/python benchmarks/rivals/context.py < matches.jsonl > answers.jsonl

One JSON object with `text` and `findings` (id, start, end) per line in, the findings with their status and `ms` per line out.
"""

import json
import sys
import time

import medspacy
from loguru import logger

GROUP = "medspacy_spans"
STATUS = (
    ("is_family", "other"),
    ("is_negated", "absent"),
    ("is_historical", "past"),
    ("is_hypothetical", "unsure"),
    ("is_uncertain", "unsure"),
)


def judged(nlp, text: str, findings: list) -> list:
    """The matches, each with what ConText says of it."""
    doc = nlp.make_doc(text)
    places = sorted({(f["start"], f["end"]) for f in findings})
    spans = {place: doc.char_span(*place, alignment_mode="expand") for place in places}
    doc.spans[GROUP] = list(spans.values())
    for _, part in nlp.pipeline:
        doc = part(doc)
    status = {}
    for place in places:
        said = spans[place]._
        status[place] = next((name for attribute, name in STATUS if getattr(said, attribute)), "present")
    return [{**f, "status": status[f["start"], f["end"]]} for f in findings]


def main() -> None:
    out, sys.stdout = sys.stdout, sys.stderr
    logger.remove()
    nlp = medspacy.load(medspacy_enable=["medspacy_pyrush"])
    nlp.add_pipe("medspacy_context", config={"input_span_type": "group", "span_group_name": GROUP})
    judged(nlp, "no fever", [{"start": 3, "end": 8}])  # the first text pays for building what is built late
    for line in sys.stdin:
        asked = json.loads(line)
        begun = time.perf_counter()
        findings = judged(nlp, asked["text"], asked["findings"])
        print(json.dumps({"findings": findings, "ms": (time.perf_counter() - begun) * 1000}), file=out, flush=True)


if __name__ == "__main__":
    main()
