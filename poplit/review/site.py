"""Writes all pages of the reviewers' site as Markdown files."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from poplit.conditions import form
from poplit.knowledge import KnowledgeBase
from poplit.review.cases import Cases
from poplit.review.markdown import environment
from poplit.review.names import Names
from poplit.review.pages import pages

TEMPLATES = Path(__file__).resolve().parents[2] / "docs" / "site" / "pages"


def write(kb: KnowledgeBase, folder: Path, cases: Cases | None = None) -> list[Path]:
    """Write the pages into `folder` and return their paths. The knowledge base must have been loaded with lines."""
    names, written = Names(kb), []
    known = {"link": cache(names.link), "href": names.href, "place": names.place, "label": names.label, "found": names.found}
    templates = environment(TEMPLATES, kb=kb, form=_form, count=_count, **known)
    for page in pages(kb, cases or Cases()):
        text = templates.get_template(f"{page.template}.md.j2").render(**page.about, here=page.path)
        written.append(_put(folder / f"{page.path}.md", text))
    return written


def _put(file: Path, text: str) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def _form(condition: Any) -> str:
    """Which form a condition has: `name` for a finding or a group, else as poplit.conditions says."""
    return "name" if isinstance(condition, str) else form(condition)


def _count(number: int, one: str, many: str) -> str:
    """A number with its noun."""
    return f"{number} {one if number == 1 else many}"
