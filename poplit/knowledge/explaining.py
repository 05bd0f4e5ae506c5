"""Says in one plain line what is wrong with an item: where, what was found, and what is allowed."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any

from poplit.knowledge.files import Document, Problem
from poplit.knowledge.schema.base import Item

_LIMITS = {"not_le": "at most", "not_ge": "at least", "not_lt": "less than", "not_gt": "more than"}
_TYPES = {
    "float": "a number",
    "integer": "a whole number",
    "str": "a text",
    "tuple": "a list",
    "list": "a list",
    "dict": "a mapping",
    "bool": "true or false",
}


def explain_all(document: Document, path: tuple[str | int, ...], mistakes: list[dict[str, Any]], model: type[Item]) -> list[Problem]:
    """One problem for each mistake in the item at `path`; a misspelt key is one, though pydantic also misses the right one."""
    unknown = [mistake["loc"] for mistake in mistakes if mistake["type"] == "value_error.extra"]
    told = [mistake for mistake in mistakes if not _is_misspelt(mistake, unknown)]
    return [explain(document, path, mistake, model) for mistake in told]


def _is_misspelt(mistake: dict[str, Any], unknown: list[tuple[str | int, ...]]) -> bool:
    """True where a key is missing and one that looks like it stands in its place."""
    *above, key = mistake["loc"] or ("",)
    beside = [str(loc[-1]) for loc in unknown if loc[:-1] == tuple(above)]
    return mistake["type"] == "value_error.missing" and bool(get_close_matches(str(key), beside, 1))


def explain(document: Document, path: tuple[str | int, ...], mistake: dict[str, Any], model: type[Item]) -> Problem:
    """The problem for one of pydantic's errors (an entry of `ValidationError.errors()`) in the item at `path`."""
    if mistake["loc"][-1:] == ("__key__",):
        return _wrong_key(document, (*path, *mistake["loc"][:-1]), mistake)
    where = ".".join(str(step) for step in mistake["loc"]) or "the item"
    line = document.line(*path, *mistake["loc"])
    name = ".".join(str(step) for step in path) or document.name
    if mistake["type"] == "value_error.extra":
        allowed = ", ".join(sorted(_keys(model, mistake["loc"][:-1])))
        return Problem(document.name, line, f"{name}: unknown key '{where}'; allowed: {allowed}")
    if mistake["type"] == "value_error.missing":
        return Problem(document.name, line, f"{name}: '{where}' is missing")
    return Problem(document.name, line, f"{name}: {where}: {_says(mistake, _found(document.content, (*path, *mistake['loc'])))}")


def _wrong_key(document: Document, path: tuple[str | int, ...], mistake: dict[str, Any]) -> Problem:
    """The problem for a mapping at `path` that has a key nobody knows; pydantic does not say which."""
    allowed = list(map(str, mistake["ctx"]["permitted"]))
    key = next(key for key in _found(document.content, path) if key not in allowed)
    *above, last = (document.name, *path)
    name = ".".join(map(str, above[1:])) or document.name
    return Problem(document.name, document.line(*path, key), f"{name}: {last}: unknown key '{key}'; allowed: {', '.join(sorted(allowed))}")


def _says(mistake: dict[str, Any], found: Any) -> str:
    kind, context = mistake["type"].rsplit(".", 1)[-1], mistake.get("ctx", {})
    this = f", this is {found!r}"
    if kind in _LIMITS:
        return f"must be {_LIMITS[kind]} {context['limit_value']:g}{this}"
    if kind == "const":
        return f"must be one of {', '.join(map(str, context['permitted']))}{this}"
    if mistake["type"].startswith("type_error") and kind in _TYPES:
        return f"must be {_TYPES[kind]}{this}"
    return mistake["msg"].replace("\n", " ")


def _found(content: Any, path: tuple[str | int, ...]) -> Any:
    """What stands at a path; the nearest thing above it when it cannot be followed."""
    for step in path:
        try:
            content = content[step]
        except (KeyError, IndexError, TypeError):
            break
    return content


def _keys(model: type[Item], path: tuple[str | int, ...]) -> list[str]:
    """The keys allowed at a path inside a model."""
    for step in path:
        field = next((f for f in model.__fields__.values() if f.alias == step), None)
        if field is not None and isinstance(field.type_, type) and issubclass(field.type_, Item):
            model = field.type_
    return [field.alias for field in model.__fields__.values()]
