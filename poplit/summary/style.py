"""How the PDF looks: fonts, sizes, colours, margins."""

from __future__ import annotations

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from reportlab.lib.colors import Color, HexColor, white
from reportlab.lib.fonts import addMapping
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

SIDE, TOP, BOTTOM = 18 * mm, 15 * mm, 20 * mm

INK, GREY, LINE, SHADE = HexColor("#1a1f24"), HexColor("#55606b"), HexColor("#c4ccd3"), HexColor("#f1f4f6")
# text and background of the banner, by how urgent it is
BANNER: dict[str | None, tuple[Color, Color]] = {
    "emergency_ambulance": (white, HexColor("#a31515")),
    "emergency": (white, HexColor("#a31515")),
    "consultation_24": (HexColor("#4a2c00"), HexColor("#ffe3b8")),
    "consultation": (HexColor("#123a5c"), HexColor("#dcebf7")),
    "self_care": (HexColor("#17452a"), HexColor("#dff1e5")),
    None: (INK, SHADE),
}

# DejaVu Sans knows the letters of most languages. Its files come with matplotlib, which Rasa needs anyway.
_FAMILY = "DejaVuSans"
_FACES = {(0, 0): _FAMILY, (1, 0): f"{_FAMILY}-Bold", (0, 1): f"{_FAMILY}-Oblique", (1, 1): f"{_FAMILY}-BoldOblique"}
_NO_GLYPH = "\ufffd"


def _style(name: str, size: float, leading: float, **more: object) -> ParagraphStyle:
    return ParagraphStyle(
        name, **{"fontName": _FAMILY, "fontSize": size, "leading": leading, "textColor": INK, "splitLongWords": 1, **more}
    )


TITLE = _style("title", 15, 19, fontName=f"{_FAMILY}-Bold")
HEADING = _style("heading", 9.2, 12, fontName=f"{_FAMILY}-Bold", spaceBefore=7, spaceAfter=2)
BODY = _style("body", 8, 10.8)
BULLET = _style("bullet", 8, 10.8, leftIndent=9, bulletIndent=0, spaceAfter=1)
SMALL = _style("small", 6.8, 9, textColor=GREY)
LEAD = _style("lead", 11.5, 15, fontName=f"{_FAMILY}-Bold")


@lru_cache(maxsize=1)
def load_fonts() -> None:
    """Make the fonts known to reportlab. Raises RuntimeError when they are not installed."""
    found = find_spec("matplotlib")  # found, not imported: that would take a second
    if found is None or not found.origin:
        raise RuntimeError("the fonts for the PDF are missing: run bin/setup")
    folder = Path(found.origin).parent / "mpl-data" / "fonts" / "ttf"
    for (bold, italic), face in _FACES.items():
        pdfmetrics.registerFont(TTFont(face, str(folder / f"{face}.ttf")))
        addMapping(_FAMILY, bold, italic, face)


def printable(text: str) -> str:
    """The text with a replacement sign for what the font cannot show, such as pictures."""
    glyphs = pdfmetrics.getFont(_FAMILY).face.charToGlyph
    return "".join(character if ord(character) in glyphs or character.isspace() else _NO_GLYPH for character in text)
