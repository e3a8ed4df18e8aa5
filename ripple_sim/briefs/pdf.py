"""A brief as one page of paper: a PDF in A4, with the record attached."""

from __future__ import annotations

import hashlib
import io
import re
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfdoc, pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Image, KeepInFrame, Paragraph, Spacer, Table

from ripple_sim import __version__
from ripple_sim.briefs import tables as shown
from ripple_sim.briefs.formats import Seen
from ripple_sim.briefs.page import BriefPage
from ripple_sim.briefs.pictures import inches, pngs
from ripple_sim.report.style import ACCENT, DARK, GRID, LIGHT, MIDDLE
from ripple_sim.scenario.showing import visible
from ripple_sim.study.sensitivity.figure import MEASURES

_MARGIN, _FOOT = 12 * mm, 10 * mm
_WIDE = A4[0] - 2 * _MARGIN
_BETWEEN = 5 * mm
_LEFT = 0.47 * _WIDE
_RIGHT = _WIDE - _LEFT - _BETWEEN
_OBJECT = re.compile(rb"\d+ 0 obj\s.*?endobj", re.DOTALL)
_STREAM = re.compile(rb"\bstream\r?\n(.*?)\r?\n?endstream", re.DOTALL)
_EMBEDDED = b"/Type /EmbeddedFile"
_ATTACHED = "record.json"
_PLAIN, _BOLD = "DejaVu Sans", "DejaVu Sans Bold"


def render(brief: BriefPage, record: str) -> bytes:
    """Return the file."""
    _register_fonts()
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4, invariant=True, lang="en", pageCompression=1)
    canvas.setTitle(visible(brief.title))
    canvas.setSubject(visible(brief.question))
    canvas.setCreator(f"ripple_sim {__version__}")
    canvas.setAuthor("ripple_sim")
    page = KeepInFrame(_WIDE, A4[1] - _MARGIN - _FOOT - 5 * mm, _story(brief), mode="shrink", hAlign="LEFT")
    _, tall = page.wrapOn(canvas, _WIDE, A4[1])
    page.drawOn(canvas, _MARGIN, A4[1] - _MARGIN - tall)
    canvas.setFont(_PLAIN, 6)
    canvas.setFillColor(HexColor(MIDDLE))
    canvas.drawString(
        _MARGIN,
        _FOOT - 2 * mm,
        f"ripple_sim {__version__}. This file carries what it takes to compute it again: "
        "“ripple verify” with it does so and compares.",
    )
    canvas.showPage()
    _attach(canvas, record)
    canvas.save()
    return file.getvalue()


def look(content: bytes) -> Seen:
    """Return the digest of all that is drawn, its words included: paper isn't read back."""
    drawn = hashlib.sha256()
    for one in _OBJECT.finditer(content):
        if _EMBEDDED not in one[0]:
            drawn.update(one[0])
    return Seen("", (drawn.hexdigest(),))


def carried(content: bytes) -> str | None:
    """Return the record that the file carries."""
    held = next((one[0] for one in _OBJECT.finditer(content) if _EMBEDDED in one[0]), b"")
    result = _STREAM.search(held)
    return result[1].decode(errors="replace") if result else None


@cache
def _register_fonts() -> None:
    """Make known the typeface of the charts, which comes with Matplotlib and has all signs."""
    import matplotlib

    folder = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
    for name, file in ((_PLAIN, "DejaVuSans.ttf"), (_BOLD, "DejaVuSans-Bold.ttf")):
        pdfmetrics.registerFont(TTFont(name, str(folder / file)))


def _story(brief: BriefPage) -> list[Any]:
    pictures = {name: content for name, (content, _) in pngs(brief).items()}
    tables = shown.tables(brief)
    story = [
        _text(brief.question, 8, MIDDLE),
        _text(brief.title, 6.5, MIDDLE),
        _text(brief.say(), 11, DARK, bold=True, before=1),
        *(_text(one, 6.5, MIDDLE, before=1) for one in brief.done),
        _heading("How much, when, and how sure"),
        _beside(
            [
                _picture(pictures["range"], _LEFT),
                _text(
                    "Profit, plan less baseline, cumulated, not discounted. Bold: mean over "
                    "pairs. Bands: 80 and 95 % interval of the mean. Thin: simulated futures.",
                    6,
                    MIDDLE,
                ),
            ],
            [_grid(tables["outcomes"], _RIGHT)],
        ),
    ]
    if "ranking" in tables:
        story += [Spacer(0, 2 * mm), _grid(tables["ranking"], _WIDE)]
    if brief.why:
        story += [
            _heading("Why: the profit difference along the chain"),
            _text(brief.why.say(), 7, DARK),
            _picture(pictures["path"], _WIDE),
            _text(
                f"{brief.currency} over the horizon, with 80 % intervals. Arrows are as wide as "
                "the money that goes along them; dashed boxes are costs. On each side the boxes "
                "add up to the whole.",
                6,
                MIDDLE,
            ),
        ]
    if brief.tornado:
        story += [
            _heading("What it depends on most"),
            _text(brief.tornado.say(), 7, DARK),
            _beside(
                [
                    _picture(pictures["tornado"], _LEFT),
                    _text(f"Bars: {MEASURES[brief.tornado.method]}. Lines: 95 % interval.", 6, MIDDLE),
                ],
                [_grid(tables["tornado"], _RIGHT)],
            ),
        ]
    return [*story, *_limits(brief)]


def _limits(brief: BriefPage) -> list[Any]:
    origin = [_text(f"{name}: {value}", 6.2, DARK, before=0.6) for name, value in brief.origin]
    limits = [_text(f"· {one}", 6.2, DARK, before=0.6) for one in brief.limits]
    return [
        Spacer(0, 2.2 * mm),
        _beside(
            [_heading("Assumptions and limits"), *limits],
            [_heading("Where the numbers come from"), *origin],
            left=0.56 * _WIDE,
        ),
    ]


def _text(words: str, points: float, colour: str, *, bold: bool = False, before: float = 0) -> Paragraph:
    style = ParagraphStyle(
        "text",
        fontName=_BOLD if bold else _PLAIN,
        fontSize=points,
        leading=1.28 * points,
        textColor=HexColor(colour),
        spaceBefore=before * mm,
    )
    return Paragraph(escape(visible(words)), style)


def _heading(words: str) -> Paragraph:
    style = ParagraphStyle(
        "heading",
        fontName=_BOLD,
        fontSize=8.5,
        leading=11,
        textColor=HexColor(ACCENT),
        spaceBefore=2.2 * mm,
        spaceAfter=0.8 * mm,
    )
    return Paragraph(escape(visible(words)), style)


def _picture(content: bytes, wide: float) -> Image:
    across, up = inches(content)
    return Image(io.BytesIO(content), wide, wide * up / across)


def _beside(left_part: list[Any], right_part: list[Any], left: float = _LEFT) -> Table:
    widths = (left, _BETWEEN, _WIDE - left - _BETWEEN)
    return Table(
        [[left_part, "", right_part]],
        widths,
        style=[
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 0),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
        ],
        hAlign="LEFT",
    )


def _grid(table: shown.Table, wide: float) -> Table:
    """Return a table; the first column takes what the others, as wide as their text, leave."""
    units = table.head[-1] == "unit"
    rows = [[visible(cell) for cell in row] for row in (table.head, *table.rows)]
    widths = [
        max(pdfmetrics.stringWidth(row[column], _BOLD if row is rows[0] else _PLAIN, 6.2) for row in rows) + 2.4 * mm
        for column in range(1, len(table.head))
    ]
    first = max(wide - sum(widths), 0.28 * wide)
    cells = [[_text(row[0], 6.2, MIDDLE if row is rows[0] else DARK), *row[1:]] for row in rows]
    return Table(
        cells,
        [first, *widths],
        style=[
            ("FONT", (0, 0), (-1, -1), _PLAIN, 6.2, 7.6),
            ("TEXTCOLOR", (0, 0), (-1, 0), HexColor(MIDDLE)),
            ("TEXTCOLOR", (0, 1), (-1, -1), HexColor(DARK)),
            ("ALIGN", (1, 0), (-2 if units else -1, -1), "RIGHT"),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (0, -1), 0),
            ("LEFTPADDING", (1, 0), (-1, -1), 1 * mm),
            ("LEFTPADDING", (-1, 0), (-1, -1), 2 * mm if units else 1 * mm),
            ("RIGHTPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 0.7),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 1.3),
            ("LINEBELOW", (0, 0), (-1, 0), 0.5, HexColor(LIGHT)),
            ("LINEBELOW", (0, 1), (-1, -1), 0.4, HexColor(GRID)),
        ],
        hAlign="LEFT",
    )


def _attach(canvas: Canvas, record: str) -> None:
    """Attach the record, so that readers show it and no other program is needed to take it out."""
    stream = pdfdoc.PDFStream(
        pdfdoc.PDFDictionary({"Type": pdfdoc.PDFName("EmbeddedFile")}), record.encode(), filters=[]
    )
    document = canvas._doc
    described = pdfdoc.PDFDictionary(
        {
            "Type": pdfdoc.PDFName("Filespec"),
            "F": pdfdoc.PDFString(_ATTACHED),
            "UF": pdfdoc.PDFString(_ATTACHED),
            "Desc": pdfdoc.PDFString("What 'ripple verify' reads"),
            "EF": pdfdoc.PDFDictionary({"F": document.Reference(stream)}),
        }
    )
    names = pdfdoc.PDFArray([pdfdoc.PDFString(_ATTACHED), document.Reference(described)])
    canvas.setCatalogEntry("Names", {"EmbeddedFiles": pdfdoc.PDFDictionary({"Names": names})})
