"""The pages of the PDF, from top to bottom: title, banner, facts, then a block for each section."""

from __future__ import annotations

from xml.sax.saxutils import escape

from reportlab.platypus import CondPageBreak, Flowable, HRFlowable, KeepTogether, Paragraph, Spacer, Table, TableStyle

from poplit.knowledge import KnowledgeBase
from poplit.summary.parts import Summary
from poplit.summary.sections import Row, Section, banner, notice, sections
from poplit.summary.style import BANNER, BODY, BULLET, GREY, HEADING, LEAD, LINE, SHADE, SMALL, TITLE, printable

_GREY = f"#{GREY.hexval()[2:]}"
_IN_WORDS = 40  # characters from which on a value gets a line of its own
_QUESTIONS = 0.48  # of the width, for the questions
_HEAD_ROOM = 40  # points below a heading, or it goes to the next page


def story(kb: KnowledgeBase, summary: Summary, width: float) -> list[Flowable]:
    """All flowables in order, for a frame of this width."""
    found: list[Flowable] = [*_head(kb, summary, width), *_banner(kb, summary, width)]
    for section in sections(kb, summary):
        found += _section(section, width)
    return found


def _head(kb: KnowledgeBase, summary: Summary, width: float) -> list[Flowable]:
    words = kb.summary
    blanks = [[Paragraph(_text(words["blanks"][name]), SMALL), ""] for name in ("name", "born")]
    line = Table([[*blanks[0], "", *blanks[1]]], colWidths=[width * share for share in (0.14, 0.38, 0.03, 0.19, 0.26)])
    line.setStyle(TableStyle([("LINEBELOW", (1, 0), (1, 0), 0.5, LINE), ("LINEBELOW", (4, 0), (4, 0), 0.5, LINE), *_TIGHT]))
    return [
        Paragraph(_text(words["title"]), TITLE),
        Paragraph(_text(notice(kb, summary)), SMALL),
        Spacer(0, 5),
        line,
        Spacer(0, 7),
    ]


def _banner(kb: KnowledgeBase, summary: Summary, width: float) -> list[Flowable]:
    """How urgent it is, in a coloured box; the words alone say it too."""
    lines = banner(kb, summary)
    if not lines:
        return []
    text, ground = BANNER[summary.triage]
    lead, body = LEAD.clone("banner lead", textColor=text), BODY.clone("banner body", textColor=text)
    cells = [[Paragraph(_text(line), lead if number == 0 and summary.triage else body)] for number, line in enumerate(lines)]
    box = Table(cells, colWidths=[width])
    box.setStyle(
        TableStyle(
            [
                ("BACKGROUND", (0, 0), (-1, -1), ground),
                ("LEFTPADDING", (0, 0), (-1, -1), 9),
                ("RIGHTPADDING", (0, 0), (-1, -1), 9),
                ("TOPPADDING", (0, 0), (-1, -1), 1),
                ("TOPPADDING", (0, 0), (-1, 0), 6),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
                ("BOTTOMPADDING", (0, -1), (-1, -1), 7),
            ]
        )
    )
    return [box, Spacer(0, 3)]


def _section(section: Section, width: float) -> list[Flowable]:
    heading = Paragraph(_text(section.heading), HEADING)
    rule = HRFlowable(width="100%", thickness=0.6, color=LINE, spaceBefore=0, spaceAfter=3)
    if section.id == "person":
        return [heading, rule, *_facts(section.rows, width)]
    if section.id == "answers":
        return [CondPageBreak(HEADING.leading + _HEAD_ROOM), heading, rule, _questions(section.rows, width)]
    rows = [_row(section.id, row) for row in section.rows]
    return [KeepTogether([heading, rule, rows[0]]), *rows[1:]]


def _facts(rows: tuple[Row, ...], width: float) -> list[Flowable]:
    """Short facts side by side, four to a line; long ones below, each across the page."""
    short, long = ([row for row in rows if (len(row.text) > _IN_WORDS) is wide] for wide in (False, True))
    cells = [[Paragraph(_text(row.label), SMALL), Paragraph(_text(row.text), BODY)] for row in short]
    lines = [cells[start : start + 4] for start in range(0, len(cells), 4)]
    found: list[Flowable] = []
    if lines:
        grid = Table([[*line, *[""] * (4 - len(line))] for line in lines], colWidths=[width / 4] * 4)
        grid.setStyle(TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), *_TIGHT, ("BOTTOMPADDING", (0, 0), (-1, -1), 3)]))
        found.append(grid)
    for row in long:
        found.append(Paragraph(f'<font color="{_GREY}" size="{SMALL.fontSize}">{_text(row.label)}</font>  {_text(row.text)}', BODY))
    return found


def _questions(rows: tuple[Row, ...], width: float) -> Flowable:
    """Questions and answers side by side; a long answer may go on over the page."""
    cells = [[Paragraph(_text(row.label), SMALL), Paragraph(_text(row.text), BODY)] for row in rows]
    table = Table(cells, colWidths=[width * _QUESTIONS, width * (1 - _QUESTIONS)], splitInRow=1)
    table.setStyle(
        TableStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("ROWBACKGROUNDS", (0, 0), (-1, -1), [None, SHADE]),
                *_TIGHT,
                ("LEFTPADDING", (0, 0), (-1, -1), 3),
            ]
        )
    )
    return table


def _row(kind: str, row: Row) -> Flowable:
    label = f"<b>{_text(row.label)}</b>" if row.label else ""
    note = f'<font color="{_GREY}" size="{SMALL.fontSize}">{_text(row.note)}</font>' if row.note else ""
    joiner = "<br/>" if "\n" in row.text else "  "
    said = joiner.join(part for part in (label, _text(row.text).replace("\n", "<br/>"), note) if part)
    if kind == "sources" or not (row.label or row.text):
        return Paragraph(said, SMALL)
    return Paragraph(said, BULLET, bulletText="•")


def _text(text: str) -> str:
    return escape(printable(text))


_TIGHT = [
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 6),
    ("TOPPADDING", (0, 0), (-1, -1), 1.5),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 1.5),
]
