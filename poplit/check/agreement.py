"""Whether the Rasa side agrees with itself and with the knowledge: intents, actions, entities, data, training examples."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from poplit.knowledge import KnowledgeBase, Problem

_SET_BY_CODE = {"red_flag", "nlu_fallback"}


def check(kb: KnowledgeBase, root: Path) -> Iterator[Problem]:
    """Problems between domain.yml, data/ and actions/."""
    domain = _read(root / "domain.yml")
    intents, actions = _names(domain["intents"]), set(domain["actions"]) | set(domain["responses"])
    used_intents, used_actions = set(), set()
    for file in sorted((root / "data").rglob("*.yml")):
        content, name = _read(file), str(file.relative_to(root))
        for path, step in _steps(content):
            if "intent" in step:
                used_intents.add(step["intent"])
                if step["intent"] not in intents:
                    yield Problem(name, 0, f"{path}: unknown intent '{step['intent']}'; available: {', '.join(sorted(intents))}")
            if "action" in step and step["action"] != "action_listen":
                used_actions.add(step["action"])
                if step["action"] not in actions:
                    yield Problem(name, 0, f"{path}: unknown action '{step['action']}'; available: {', '.join(sorted(actions))}")
        for entry in content.get("nlu") or ():
            if entry.get("intent") and entry["intent"] not in intents - _SET_BY_CODE:
                yield Problem(
                    name, 0, f"unknown intent '{entry['intent']}' in the examples; available: {', '.join(sorted(intents - _SET_BY_CODE))}"
                )
    for intent in sorted(intents - used_intents):
        yield Problem("domain.yml", 0, f"no rule or story answers the intent '{intent}'")
    for action in sorted(set(domain["actions"]) - used_actions):
        yield Problem("domain.yml", 0, f"no rule or story runs '{action}'")
    phases = tuple(domain["slots"]["phase"]["values"])
    from poplit.case import PHASES

    if phases != PHASES:
        yield Problem("domain.yml", 0, f"slot phase has {', '.join(phases)}; the case knows {', '.join(PHASES)}")


def _steps(content: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for kind, title in (("rules", "rule"), ("stories", "story")):
        for entry in content.get(kind) or ():
            for step in entry.get("steps") or ():
                for one in step.get("or", [step]):
                    yield entry[title], one


def _names(intents: list[Any]) -> set[str]:
    return {next(iter(intent)) if isinstance(intent, dict) else intent for intent in intents}


def _read(file: Path) -> dict[str, Any]:
    return yaml.safe_load(file.read_text(encoding="utf-8")) or {}
