"""Loads kb/ into one unchangeable KnowledgeBase."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from poplit.knowledge import schema
from poplit.knowledge.collecting import KINDS, NEUTRAL, Collector
from poplit.knowledge.files import FOLDER, KnowledgeError, fingerprint


@dataclass(frozen=True, eq=False)
class KnowledgeBase:
    """Everything Poplit knows. Mappings are by id, in the order of the files.

    One base equals only itself, so that results can be cached by it."""

    findings: Mapping[str, schema.Finding]
    causes: Mapping[str, schema.Cause]
    goes_with: Mapping[str, schema.GoesWith]
    red_flags: Mapping[str, schema.RedFlag]
    groups: Mapping[str, tuple[str, ...]]
    not_ranked: Mapping[str, schema.NotRanked]
    rules: Mapping[str, schema.Rule]
    questions: Mapping[str, schema.Question]
    body_map: Mapping[str, schema.Spot]
    self_checks: Mapping[str, schema.SelfCheck]
    care: Mapping[str, schema.Care]
    faq: Mapping[str, schema.Faq]
    sources: Mapping[str, schema.Source]
    locales: Mapping[str, schema.Locale]
    country_words: Mapping[str, str]
    sites: Mapping[str, schema.WordClass]
    qualities: Mapping[str, schema.WordClass]
    context: tuple[schema.ContextRule, ...]
    grammar: schema.Grammar
    words: Mapping[str, Any]
    settings: Mapping[str, Any]
    wording: Mapping[str, Any]
    reading: Mapping[str, Any]
    recheck: Mapping[str, Any]
    summary: Mapping[str, Any]
    hash: str
    folder: Path
    places: Mapping[tuple[str, str], tuple[str, int]]

    def condition(self, name: str) -> schema.Cause | schema.NotRanked:
        """A cause, or a condition that is not ranked. Raises KeyError for any other name."""
        return self.causes[name] if name in self.causes else self.not_ranked[name]

    def place(self, kind: str, item: str) -> tuple[str, int]:
        """The file and line where an item stands; the head of its file when it is none."""
        return self.places.get((kind, item), (KINDS[kind][0] if kind in KINDS else f"{kind}.yml", 1))

    def line_of(self, file: str, line: int, word: str) -> int:
        """The first line from `line` on (1-based) in a file of kb/ that holds the word; `line` itself when none does."""
        if not (self.folder / file).is_file():
            return line
        lines = (self.folder / file).read_text(encoding="utf-8").splitlines()
        holds = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)")
        return next((n for n, text in enumerate(lines[line - 1 :], line) if holds.search(text)), line)


_PLAIN = {
    "words": schema.Words,
    "settings": schema.Settings,
    "wording": schema.Wording,
    "reading": schema.Reading,
    "recheck": schema.Recheck,
    "summary": schema.Summary,
}  # files that are one item each


def load(folder: Path | None = None, with_lines: bool = False, country: str | None = None) -> KnowledgeBase:
    """Read all of kb/, in the words of a country. Raises KnowledgeError with every mistake of form.

    `folder` is kb/ unless the environment names another (POPLIT_KB); `country` is POPLIT_COUNTRY, else neutral words.
    poplit.check looks at what the items mean."""
    folder, usual = _where(folder)
    return _kept(folder, (country or usual).lower(), with_lines)


def load_afresh(folder: Path, with_lines: bool = False) -> KnowledgeBase:
    """The same, read anew even when it was read before: for files that may have changed since."""
    return _load(folder, _where(folder)[1].lower(), with_lines)


def _where(folder: Path | None) -> tuple[Path, str]:
    """The folder and the country, as given or as the environment names them."""
    return folder or Path(os.environ.get("POPLIT_KB") or FOLDER), os.environ.get("POPLIT_COUNTRY") or NEUTRAL


@lru_cache(maxsize=4)
def _kept(folder: Path, country: str, with_lines: bool) -> KnowledgeBase:
    return _load(folder, country, with_lines)


def _load(folder: Path, country: str, with_lines: bool) -> KnowledgeBase:
    reader = Collector(folder, with_lines, country)
    kinds = {kind: reader.items(kind, pattern, model) for kind, (pattern, model) in KINDS.items()}
    groups = reader.groups()
    plain = {name: reader.plain(f"{name}.yml", model) for name, model in _PLAIN.items()}
    grammar = reader.whole("grammar.yml", schema.Grammar)
    plain["settings"] = _with_clusters(plain["settings"], reader.extra_clusters())
    if reader.problems:
        raise KnowledgeError(reader.problems)
    kinds["context"] = tuple(kinds["context"].values())
    return KnowledgeBase(
        **kinds,
        **plain,
        grammar=grammar,
        groups=groups,
        country_words=reader.words,
        hash=fingerprint(folder),
        folder=folder,
        places=reader.places,
    )


def _with_clusters(settings: dict[str, Any], more: list[list[str]]) -> dict[str, Any]:
    return {**settings, "clusters": (*settings.get("clusters", ()), *map(tuple, more))}
