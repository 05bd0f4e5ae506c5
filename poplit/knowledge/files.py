"""Reads the YAML files of kb/: their content, the line of each item, and what is wrong with their form."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import Any

import yaml

FOLDER = Path(__file__).resolve().parents[2] / "kb"


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """YAML in which only true and false are truth values: "yes", "no", "on" and "off" are words people say."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool" or first in "tTfF"]
    for first, resolvers in _Loader.yaml_implicit_resolvers.items()
}


@dataclass(frozen=True)
class Problem:
    """One mistake in kb/: the file, the line (1-based, 0 when unknown), and a plain sentence."""

    file: str
    line: int
    says: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.says}"


class KnowledgeError(ValueError):
    """kb/ cannot be used as it is; `problems` says why, one line each."""

    def __init__(self, problems: list[Problem]):
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))


@dataclass(frozen=True)
class Document:
    """One YAML file: its name inside kb/, its content, and its tree of nodes, which knows the lines."""

    name: str
    content: Any
    tree: yaml.Node | None

    def line(self, *path: str | int) -> int:
        """The 1-based line of the item at `path` (keys and positions); the nearest one above when there is none."""
        node, line = self.tree, 1
        for step in path:
            found = _child(node, step)
            if found is None:
                break
            line, node = found
        return line


def read(file: Path, folder: Path, with_lines: bool, words: Mapping[str, str]) -> Document:
    """Read one file, place-holders such as $crisis_line filled in. Raises KnowledgeError when it is not YAML or repeats a key."""
    name, text = str(file.relative_to(folder)), file.read_text(encoding="utf-8")
    try:
        content = yaml.load(text, Loader=_Loader)
        tree = yaml.compose(text, Loader=_Loader) if with_lines else None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise KnowledgeError(
            [Problem(name, mark.line + 1 if mark else 0, f"this is not YAML: {error.problem or error.context}")]
        ) from error
    repeated = [Problem(name, line, f"the key '{key}' stands twice") for key, line in _repeated_keys(tree)]
    if repeated:
        raise KnowledgeError(repeated)
    return Document(name, _filled(content, words), tree)


def _filled(content: Any, words: Mapping[str, str]) -> Any:
    """The same content with every place-holder replaced that `words` knows."""
    if isinstance(content, str):
        return Template(content).safe_substitute(words) if "$" in content else content
    if isinstance(content, dict):
        return {key: _filled(value, words) for key, value in content.items()}
    return [_filled(value, words) for value in content] if isinstance(content, list) else content


def fingerprint(folder: Path = FOLDER) -> str:
    """SHA-256 over names and bytes of all YAML files, first 12 hex digits: which knowledge gave an answer."""
    digest = hashlib.sha256()
    for file in sorted(folder.rglob("*.yml")):
        digest.update(str(file.relative_to(folder)).encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


def _child(node: yaml.Node | None, step: str | int) -> tuple[int, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(step):
                return key.start_mark.line + 1, value
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        value = node.value[step]
        return value.start_mark.line + 1, value
    return None


def _repeated_keys(node: yaml.Node | None):
    if isinstance(node, yaml.MappingNode):
        seen = set()
        for key, value in node.value:
            if key.value in seen:
                yield key.value, key.start_mark.line + 1
            seen.add(key.value)
            yield from _repeated_keys(value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _repeated_keys(value)
