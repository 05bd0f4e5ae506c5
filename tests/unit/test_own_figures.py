"""What Poplit says of its own accuracy is what docs/benchmarks.md says."""

import re
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "benchmarks.md"


def test_the_figures_told_in_the_chat_are_those_of_the_blind_run(kb):
    patients, first, among_five, missed, emergencies = map(int, re.findall(r"\d+", kb.faq["about_accuracy"].answer))
    page = " ".join(PAGE.read_text(encoding="utf-8").split())
    figures = r"the true cause first ([\d.]+), among five ([\d.]+), emergencies missed (\d+) of (\d+)"
    blind = re.search(r"first, blind run \(n = (\d+)\): " + figures, page)
    assert blind, "docs/benchmarks.md no longer states the first, blind run"
    assert (patients, missed, emergencies) == (int(blind[1]), int(blind[4]), int(blind[5]))
    assert (round(first / patients, 3), round(among_five / patients, 3)) == (float(blind[2]), float(blind[3]))
