"""Writes all pages of the reviewers' site as Markdown files."""

from __future__ import annotations

from pathlib import Path

from markupsafe import Markup

from poplit.conditions import form
from poplit.knowledge import KnowledgeBase
from poplit.review.cases import Cases
from poplit.review.markdown import environment
from poplit.review.names import Names
from poplit.review.pages import pages

TEMPLATES = Path(__file__).resolve().parents[2] / "docs" / "site" / "pages"


def write(kb: KnowledgeBase, folder: Path, cases: Cases | None = None) -> list[Path]:
    """Write the pages into `folder` and return their paths. The knowledge base must have been loaded with lines.

    A page that would not change is left alone, so that a second build has less to do; one that is no longer wanted is removed."""
    names, written = Names(kb), []
    templates = environment(
        TEMPLATES,
        kb=kb,
        link=names.link,
        href=names.href,
        place=names.place,
        label=names.label,
        found=names.found,
        form=_form,
        **_plurals(),
    )
    for page in pages(kb, cases or Cases()):
        text = templates.get_template(f"{page.template}.md.j2").render(**page.about, here=page.path)
        written.append(_put(folder / f"{page.path}.md", text))
    for file in set(folder.rglob("*.md")) - set(written):
        file.unlink()
    return written


def _put(file: Path, text: str) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    if not file.exists() or file.read_text(encoding="utf-8") != text:
        file.write_text(text, encoding="utf-8")
    return file


def _form(condition) -> str:
    """Which form a condition has: `name` for a finding or a group, else as poplit.conditions says."""
    return "name" if isinstance(condition, str) else form(condition)


def _plurals() -> dict[str, object]:
    return {"count": lambda number, one, many: Markup("{} {}").format(number, one if number == 1 else many)}
