"""Says in one plain line what is wrong with an item: where, what was found, and what is allowed."""

from __future__ import annotations

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


def explain(document: Document, path: tuple[str | int, ...], mistake: dict[str, Any], model: type[Item]) -> Problem:
    """The problem for one of pydantic's errors (an entry of `ValidationError.errors()`) in the item at `path`."""
    where = ".".join(str(step) for step in mistake["loc"]) or "the item"
    line = document.line(*path, *mistake["loc"])
    name = ".".join(str(step) for step in path) or document.name
    if mistake["type"] == "value_error.extra":
        allowed = ", ".join(sorted(_keys(model, mistake["loc"][:-1])))
        return Problem(document.name, line, f"{name}: unknown key '{where}'; allowed: {allowed}")
    if mistake["type"] == "value_error.missing":
        return Problem(document.name, line, f"{name}: '{where}' is missing")
    return Problem(document.name, line, f"{name}: {where}: {_says(mistake, _found(document.content, (*path, *mistake['loc'])))}")


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
