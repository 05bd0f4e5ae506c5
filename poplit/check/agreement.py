"""Whether the Rasa side agrees with itself and with the knowledge: intents, actions, phases, data, training examples."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from poplit.case import PHASES
from poplit.knowledge import Problem
from poplit.knowledge.files import Document, KnowledgeError, read

_SET_BY_CODE = {"red_flag", "nlu_fallback"}


@dataclass
class _Domain:
    """What domain.yml declares, and what the data has used of it."""

    document: Document
    intents: set[str]
    actions: set[str]
    used: set[str] = field(default_factory=set)

    def line(self, *path: str) -> int:
        return self.document.line(*path)


def check(root: Path) -> Iterator[Problem]:
    """Problems between domain.yml, data/ and the phases of a case."""
    documents = []
    for file in (root / "domain.yml", *sorted((root / "data").rglob("*.yml"))):
        try:
            documents.append(read(file, root, True, {}))
        except KnowledgeError as error:
            yield from error.problems
    if not documents or documents[0].name != "domain.yml":
        return
    content = documents[0].content
    domain = _Domain(documents[0], _names(content["intents"]), set(content["actions"]) | set(content["responses"]))
    for document in documents[1:]:
        yield from _conversations(domain, document)
        yield from _examples(domain, document)
    yield from _unanswered(domain)
    phases = tuple(content["slots"]["phase"]["values"])
    if phases != PHASES:
        says = f"slot phase has {', '.join(phases)}; the case knows {', '.join(PHASES)}"
        yield Problem("domain.yml", domain.line("slots", "phase"), says)


def _conversations(domain: _Domain, document: Document) -> Iterator[Problem]:
    for title, line, step in _steps(document):
        for what, allowed in (("intent", domain.intents), ("action", domain.actions | {"action_listen"})):
            name = step.get(what)
            domain.used.add(name)
            if name is not None and name not in allowed:
                yield Problem(document.name, line, f"{title}: unknown {what} '{name}'; available: {', '.join(sorted(allowed))}")


def _examples(domain: _Domain, document: Document) -> Iterator[Problem]:
    allowed = domain.intents - _SET_BY_CODE
    for number, entry in enumerate((document.content or {}).get("nlu") or ()):
        name = entry.get("intent")
        if name and name not in allowed:
            says = f"unknown intent '{name}' in the examples; available: {', '.join(sorted(allowed))}"
            yield Problem(document.name, document.line("nlu", number), says)


def _unanswered(domain: _Domain) -> Iterator[Problem]:
    for intent in sorted(domain.intents - domain.used):
        yield Problem("domain.yml", domain.line("intents"), f"no rule or story answers the intent '{intent}'")
    for action in sorted(set(domain.document.content["actions"]) - domain.used):
        yield Problem("domain.yml", domain.line("actions"), f"no rule or story runs '{action}'")


def _steps(document: Document) -> Iterator[tuple[str, int, dict[str, Any]]]:
    """Each step of each rule and story, with its title and line."""
    for kind, title in (("rules", "rule"), ("stories", "story")):
        for number, entry in enumerate((document.content or {}).get(kind) or ()):
            for place, step in enumerate(entry.get("steps") or ()):
                for one in step.get("or", [step]):
                    yield entry[title], document.line(kind, number, "steps", place), one


def _names(intents: list[Any]) -> set[str]:
    return {next(iter(intent)) if isinstance(intent, dict) else intent for intent in intents}
