"""Whether the Rasa side agrees with itself and with the knowledge: intents, actions, phases, slots, conversations."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from poplit.case import PHASES
from poplit.check.examples import check as check_examples
from poplit.knowledge import Problem
from poplit.knowledge.files import Document, KnowledgeError, read

_SECTIONS = {"intents": list, "actions": list, "responses": dict, "slots": dict}
_TYPES = {list: "a list", dict: "a mapping"}
_DATA = {"version", "nlu", "rules", "stories"}
_ENTRY = {"rules": {"rule", "steps", "condition", "wait_for_user_input", "conversation_start"}, "stories": {"story", "steps"}}
_STEP = {"intent", "action", "or", "slot_was_set", "entities", "checkpoint"}


@dataclass
class _Domain:
    """What domain.yml declares, and what the data has used of it."""

    document: Document
    intents: set[str]
    actions: set[str]
    slots: dict[str, Any]
    used: set[str] = field(default_factory=set)

    def line(self, *path: str | int) -> int:
        return self.document.line(*path)


def check(root: Path) -> Iterator[Problem]:
    """Problems between domain.yml, data/, actions/ and the phases of a case."""
    documents = []
    for file in (root / "domain.yml", *sorted((root / "data").rglob("*.yml"))):
        try:
            documents.append(read(file, root, True, {}))
        except FileNotFoundError:
            yield Problem(str(file.relative_to(root)), 1, "there is no such file")
        except KnowledgeError as error:
            yield from error.problems
    if not documents or documents[0].name != "domain.yml":
        return
    wrong = list(_form(documents[0]))
    yield from wrong
    if wrong:
        return
    content = documents[0].content
    actions = set(content["actions"]) | set(content["responses"])
    domain = _Domain(documents[0], set(_names(content["intents"])), actions, content["slots"])
    for document in documents[1:]:
        yield from _unknown_keys(document)
        yield from _conversations(domain, document)
    yield from check_examples(documents[1:], domain.intents)
    yield from _declared(domain, root / "actions")


def _form(document: Document) -> Iterator[Problem]:
    """Sections of domain.yml that are not there or of another form, and names that stand twice."""
    content = document.content or {}
    for section, form in _SECTIONS.items():
        if not isinstance(content.get(section), form):
            yield Problem(document.name, document.line(section), f"'{section}' must be {_TYPES[form]}")
    for section in ("intents", "actions"):
        names = _names(content.get(section) or [])
        for name in sorted(name for name, times in Counter(names).items() if times > 1):
            yield Problem(document.name, document.line(section, names.index(name)), f"{section}: '{name}' stands twice")


def _unknown_keys(document: Document) -> Iterator[Problem]:
    for key in sorted(set(document.content or {}) - _DATA):
        yield Problem(document.name, document.line(key), f"unknown key '{key}'; allowed: {', '.join(sorted(_DATA))}")
    for kind, allowed in _ENTRY.items():
        for number, entry in enumerate((document.content or {}).get(kind) or ()):
            for key in sorted(set(entry) - allowed):
                says = f"{kind}: unknown key '{key}'; allowed: {', '.join(sorted(allowed))}"
                yield Problem(document.name, document.line(kind, number, key), says)


def _conversations(domain: _Domain, document: Document) -> Iterator[Problem]:
    for title, line, step in _steps(document):
        for key in sorted(set(step) - _STEP):
            yield Problem(document.name, line, f"{title}: unknown key '{key}' in a step; allowed: {', '.join(sorted(_STEP))}")
        for what, allowed in (("intent", domain.intents), ("action", domain.actions | {"action_listen"})):
            name = step.get(what)
            domain.used.add(name)
            if name is not None and name not in allowed:
                yield Problem(document.name, line, f"{title}: unknown {what} '{name}'; available: {', '.join(sorted(allowed))}")
        for slot in step.get("slot_was_set") or ():
            yield from (Problem(document.name, line, f"{title}: {wrong}") for wrong in _slot(domain, slot))


def _slot(domain: _Domain, slot: Any) -> Iterator[str]:
    """What is wrong with a slot and the value that it is to have."""
    for name, value in slot.items() if isinstance(slot, dict) else [(slot, None)]:
        known = domain.slots.get(name)
        if known is None:
            yield f"unknown slot '{name}'; available: {', '.join(sorted(domain.slots))}"
        elif value is not None and known.get("values") and value not in known["values"]:
            yield f"slot {name}: unknown value '{value}'; available: {', '.join(known['values'])}"


def _declared(domain: _Domain, code: Path) -> Iterator[Problem]:
    """What domain.yml declares and nothing answers, runs or carries out."""
    content, written = domain.document.content, _written(code)
    for number, intent in enumerate(_names(content["intents"])):
        if intent not in domain.used:
            yield Problem("domain.yml", domain.line("intents", number), f"no rule or story answers the intent '{intent}'")
    for number, action in enumerate(content["actions"]):
        if action not in domain.used:
            yield Problem("domain.yml", domain.line("actions", number), f"no rule or story runs '{action}'")
        if written and action not in written:
            yield Problem("domain.yml", domain.line("actions", number), f"nothing in actions/ carries out '{action}'")
    for action in sorted(written - set(content["actions"])):
        yield Problem("domain.yml", domain.line("actions"), f"actions/ has '{action}', which is not declared here")
    phases = tuple((content["slots"].get("phase") or {}).get("values") or ())
    if phases != PHASES:
        says = f"slot phase has {', '.join(phases) or 'no values'}; the case knows {', '.join(PHASES)}"
        yield Problem("domain.yml", domain.line("slots", "phase"), says)


def _written(code: Path) -> set[str]:
    """The names of the actions in a folder of Python files, which are read and not run; actions are strings called action_name."""
    found = set()
    for file in sorted(code.glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
                found |= {node.value.value for target in node.targets if getattr(target, "id", "") == "action_name"}
    return found


def _steps(document: Document) -> Iterator[tuple[str, int, dict[str, Any]]]:
    """Each step and each condition of each rule and story, with its title and line."""
    for kind, title in (("rules", "rule"), ("stories", "story")):
        for number, entry in enumerate((document.content or {}).get(kind) or ()):
            for part in ("condition", "steps"):
                for place, step in enumerate(entry.get(part) or ()):
                    for one in step.get("or", [step]):
                        yield entry.get(title, kind), document.line(kind, number, part, place), one


def _names(intents: list[Any]) -> list[str]:
    return [next(iter(intent)) if isinstance(intent, dict) else intent for intent in intents]
