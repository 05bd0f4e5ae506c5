"""Walks through the files of kb/ and collects items by kind, with the place of each and every mistake of form."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from poplit.knowledge import schema
from poplit.knowledge.explaining import explain_all
from poplit.knowledge.files import Document, KnowledgeError, Problem, read

# where each kind of knowledge is kept, and the model its items are read into
KINDS: dict[str, tuple[str, type[schema.Item]]] = {
    "findings": ("findings/*.yml", schema.Finding),
    "causes": ("causes/*.yml", schema.Cause),
    "goes_with": ("goes_with.yml", schema.GoesWith),
    "not_ranked": ("not_ranked.yml", schema.NotRanked),
    "rules": ("rules/*.yml", schema.Rule),
    "questions": ("questions.yml", schema.Question),
    "body_map": ("body_map.yml", schema.Spot),
    "self_checks": ("self_checks/*.yml", schema.SelfCheck),
    "care": ("care/*.yml", schema.Care),
    "faq": ("faq/*.yml", schema.Faq),
    "sources": ("sources/*.yml", schema.Source),
    "locales": ("locales.yml", schema.Locale),
    "sites": ("parts.yml", schema.WordClass),
    "qualities": ("parts.yml", schema.WordClass),
    "red_flags": ("red_flags.yml", schema.RedFlag),
    "context": ("context.yml", schema.ContextRule),
}
COMPLAINTS = "complaints/*/"  # each folder there is one more complaint, laid out like kb/ itself; what it has no need of it leaves out
NEUTRAL = "neutral"
# what a part of the body without a drawing, without checks, or without conditions that come together, does without
OPTIONAL = ("body_map.yml", "self_checks/*.yml", "goes_with.yml")


class Collector:
    """Collects items and problems while the files are walked through."""

    def __init__(self, folder: Path, with_lines: bool, country: str):
        self.folder, self.with_lines = folder, with_lines
        self.problems: list[Problem] = []
        self.places: dict[tuple[str, str], tuple[str, int]] = {}
        self._documents: dict[Path, Document | None] = {}
        self.words: dict[str, str] = {}
        self.words = self._words_of(country)

    def items(self, kind: str, pattern: str, model: type[schema.Item]) -> dict[str, Any]:
        """All items of a kind by id, those of further complaints after those of kb/ itself."""
        found: dict[str, Any] = {}
        for document in self._read(pattern):
            for path, raw in _raw_items(kind, document):
                self._take(kind, model, document, path, raw, found)
        return found

    def plain(self, file: str, model: type[schema.Item]) -> dict[str, Any]:
        """A file that is one item, as plain dicts and tuples."""
        item = self.whole(file, model)
        return {} if item is None else item.dict(by_alias=True)

    def whole(self, file: str, model: type[schema.Item]) -> Any:
        """A file that is one item; None, and problems, when it cannot be read."""
        for document in self._read(file, complaints=False):
            try:
                return model.parse_obj(document.content or {})
            except ValidationError as error:
                self.problems += explain_all(document, (), error.errors(), model)
        return None

    def groups(self) -> dict[str, tuple[str, ...]]:
        """The groups of findings; a further complaint may add findings to a group of the same name."""
        found: dict[str, tuple[str, ...]] = {}
        for document in self._read("red_flags.yml"):
            for name, members in ((document.content or {}).get("groups") or {}).items():
                found[name] = (*found.get(name, ()), *members)
                self.places["groups", name] = (document.name, document.line("groups", name))
        return found

    def extra_clusters(self) -> list[list[str]]:
        """The clusters of findings that further complaints bring along."""
        files = sorted(self.folder.glob(COMPLAINTS + "settings.yml"))
        return [cluster for document in self._documents_of(files) for cluster in (document.content or {}).get("clusters", ())]

    def _words_of(self, country: str) -> dict[str, str]:
        locales = self.items("locales", KINDS["locales"][0], schema.Locale)
        self.places, self._documents = {}, {}
        if country not in locales and not self.problems:
            said = ", ".join(sorted(locales))
            self.problems.append(Problem("locales.yml", 1, f"no words for the country '{country}' (POPLIT_COUNTRY); available: {said}"))
        words: dict[str, str] = {}
        for name in (NEUTRAL, country):
            own = {key: word.text for key, word in locales[name].words.items()} if name in locales else {}
            if "emergency_number" in own:
                own.setdefault("emergency_full", own["emergency_number"])
            words |= own
        return words

    def _take(self, kind, model, document, path, raw, found) -> None:
        line = document.line(*path)
        if not isinstance(raw, dict):
            self.problems.append(Problem(document.name, line, f"an item of {kind} is a mapping, this is {type(raw).__name__}"))
            return
        try:
            item = model.parse_obj(raw)
        except ValidationError as error:
            self.problems += explain_all(document, path, error.errors(), model)
            return
        name = raw.get("id", "")
        if name in found:
            self.problems.append(
                Problem(document.name, line, f"'{name}' stands twice in {kind}, first at {':'.join(map(str, self.places[kind, name]))}")
            )
        found[name] = item
        self.places[kind, name] = (document.name, line)

    def _read(self, pattern: str, complaints: bool = True) -> Iterator[Document]:
        files = sorted(self.folder.glob(pattern))
        if not files and pattern not in OPTIONAL:
            self.problems.append(Problem(pattern, 0, "no such file in kb/"))
        yield from self._documents_of(files + (sorted(self.folder.glob(COMPLAINTS + pattern)) if complaints else []))

    def _documents_of(self, files: list[Path]) -> Iterator[Document]:
        for file in files:
            if file not in self._documents:
                try:
                    self._documents[file] = read(file, self.folder, self.with_lines, self.words)
                except KnowledgeError as error:
                    self.problems += error.problems
                    self._documents[file] = None
            document = self._documents[file]
            if document is not None:
                yield document


def _raw_items(kind: str, document: Document) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Each item of a file with its path, its id put inside when the id is the key."""
    content = document.content
    if kind in ("causes", "rules"):
        yield (), content
        return
    prefix: tuple[str | int, ...] = ()
    if kind in ("sites", "qualities", "red_flags"):
        content, prefix = (content or {}).get(kind, {}), (kind,)
    if kind == "context":
        content, prefix = (content or {}).get("rules", []), ("rules",)
    if isinstance(content, list):
        for number, item in enumerate(content):
            yield (*prefix, number), item
    elif isinstance(content, dict):
        needs_id = kind in ("findings", "sources", "locales", "self_checks")
        for key, item in content.items():
            yield (*prefix, key), ({"id": key, **item} if needs_id and isinstance(item, dict) else _with_key(item, key, kind))


def _with_key(item: Any, key: str, kind: str) -> Any:
    return {**item, "id": key} if isinstance(item, dict) and kind in ("sites", "qualities") else item
