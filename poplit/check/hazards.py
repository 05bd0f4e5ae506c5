"""The hazard log: its shape, and whether every control points to tests that exist."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import yaml
from pydantic import Field, ValidationError, conlist

from poplit.knowledge import Problem
from poplit.knowledge.files import KnowledgeError, read
from poplit.knowledge.schema.base import Item, Reviewed

LOG = Path("docs/safety/hazards.yml")


class Risk(Item):
    """Severity 1 (minor) to 5 (death of one or more), likelihood 1 (very low) to 5 (very high), as in DCB0129."""

    severity: int = Field(ge=1, le=5)
    likelihood: int = Field(ge=1, le=5)


class Control(Item):
    """What is done against a hazard, and the tests that prove it: "file.py::test_name" or "file.yml: name of the case"."""

    text: str
    tests: conlist(str, min_items=1)


class Hazard(Item):
    """One hazard: what can go wrong, why, whom it harms and how, what is done, and what risk is left."""

    id: str
    hazard: str
    causes: conlist(str, min_items=1)
    harm: str
    before: Risk
    controls: conlist(Control, min_items=1)
    after: Risk
    residual: str
    decision: str | None = None
    status: Literal["open", "accepted"]
    reviewed: Reviewed | None = None


def check(root: Path) -> Iterator[Problem]:
    """Problems of the hazard log of the project at `root`."""
    try:
        log = read(root / LOG, root, True, {})
    except (KnowledgeError, FileNotFoundError) as error:
        yield from getattr(error, "problems", [Problem(str(LOG), 1, "there is no hazard log")])
        return
    seen: set[str] = set()
    for number, raw in enumerate((log.content or {}).get("hazards") or ()):
        line = log.line("hazards", number)
        try:
            hazard = Hazard.parse_obj(raw)
        except ValidationError as error:
            yield from (Problem(str(LOG), line, f"{'.'.join(map(str, e['loc']))}: {e['msg']}") for e in error.errors())
            continue
        if hazard.id in seen:
            yield Problem(str(LOG), line, f"'{hazard.id}' stands twice")
        seen.add(hazard.id)
        yield from _controls(root, hazard, line)


def _controls(root: Path, hazard: Hazard, line: int) -> Iterator[Problem]:
    for control in hazard.controls:
        for test in control.tests:
            wrong = _missing(root, test)
            if wrong:
                yield Problem(str(LOG), line, f"{hazard.id}: {wrong}")
    if hazard.after.severity * hazard.after.likelihood > hazard.before.severity * hazard.before.likelihood:
        yield Problem(str(LOG), line, f"{hazard.id}: the risk after the controls is higher than before them")
    if hazard.status == "accepted" and hazard.reviewed is None:
        yield Problem(str(LOG), line, f"{hazard.id}: is accepted, but nobody has signed")


def _missing(root: Path, test: str) -> str | None:
    """What is wrong with the reference to a test; None when the test exists."""
    file, _, name = test.partition("::") if "::" in test else test.partition(": ")
    path = root / file
    if not path.is_file():
        return f"there is no test file {file}"
    if path.suffix == ".py":
        found = re.search(rf"^(?:async )?def {re.escape(name)}\(", path.read_text(encoding="utf-8"), re.MULTILINE)
        return None if found else f"{file} has no test '{name}'"
    cases = yaml.safe_load(path.read_text(encoding="utf-8")) or []
    return None if any(case.get("name") == name for case in cases) else f"{file} has no case '{name}'"
