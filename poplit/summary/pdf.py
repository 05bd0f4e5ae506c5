"""The summary as a PDF on A4: one file, its fonts inside, the same bytes for the same summary."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from poplit.knowledge import KnowledgeBase
from poplit.summary.layout import story
from poplit.summary.parts import Summary
from poplit.summary.sections import made
from poplit.summary.style import BOTTOM, GREY, LINE, SIDE, SMALL, TOP, load_fonts, printable

_WIDTH, _HEIGHT = A4


def to_pdf(kb: KnowledgeBase, summary: Summary) -> bytes:
    """The PDF file, as bytes."""
    load_fonts()
    pages = _set(kb, summary, None)[1]
    return _set(kb, summary, pages)[0]


def _set(kb: KnowledgeBase, summary: Summary, pages: int | None) -> tuple[bytes, int]:
    """The file and its number of pages. It is set twice: only then each page can say how many there are."""
    out = BytesIO()
    words = kb.summary
    document = BaseDocTemplate(
        out,
        pagesize=A4,
        title=words["title"],
        author="Poplit",
        lang="en-GB",
        invariant=1,  # no clock and no random ids in the file: the moment that counts is printed on the page
    )
    width, height = _WIDTH - 2 * SIDE, _HEIGHT - TOP - BOTTOM
    frame = Frame(SIDE, BOTTOM, width, height, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)

    def foot(canvas: Any, template: Any) -> None:
        page = words["page"].format(page=template.page, pages=pages)
        _foot(canvas, f"{words['title']} · {made(kb, summary)}", page)

    document.addPageTemplates(PageTemplate("page", [frame], onPage=foot))
    flowables: list[Flowable] = story(kb, summary, width)
    document.build(flowables)
    return out.getvalue(), document.page


def _foot(canvas: Any, left: str, right: str) -> None:
    canvas.saveState()
    canvas.setStrokeColor(LINE)
    canvas.line(SIDE, BOTTOM - 8, _WIDTH - SIDE, BOTTOM - 8)
    canvas.setFillColor(GREY)
    canvas.setFont(SMALL.fontName, SMALL.fontSize)
    canvas.drawString(SIDE, BOTTOM - 20, printable(left))
    canvas.drawRightString(_WIDTH - SIDE, BOTTOM - 20, printable(right))
    canvas.restoreState()
