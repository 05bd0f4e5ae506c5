"""The test cases of tests/kb/, sorted to the items they are about: what a clinician can check without running anything."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).resolve().parents[2] / "tests" / "kb"
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
EMPTY: dict[str, Any] = {"person": {}, "present": [], "absent": [], "unsure": []}


class Cases:
    """Cases by cause and by rule (the file is named as the item), and by red flag (the ones a case names)."""

    def __init__(self, folder: Path = FOLDER):
        self.causes = {file.stem: _read(file) for file in sorted(folder.glob("*.yml"))}
        self.rules = {file.stem: _read(file) for file in sorted((folder / "rules").glob("*.yml"))}
        self.red_flags: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for file in sorted((folder / "red_flags").glob("*.yml")):
            for case in _read(file):
                for flag in dict.fromkeys((*case["expect"].get("fires", ()), *case["expect"].get("not_fires", ()))):
                    self.red_flags[flag].append(case)

    def count(self) -> int:
        """How many cases there are about causes, rules and red flags."""
        by_flag = {case["name"] for cases in self.red_flags.values() for case in cases}
        return sum(map(len, self.causes.values())) + sum(map(len, self.rules.values())) + len(by_flag)


def _read(file: Path) -> list[dict[str, Any]]:
    return [{**EMPTY, **case} for case in yaml.load(file.read_text(encoding="utf-8"), Loader=LOADER) or ()]
