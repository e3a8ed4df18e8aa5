"""A brief as slides: the answer, why, what it depends on, and what it rests on."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import datetime
from html import escape, unescape
from typing import Any
from zipfile import BadZipFile, ZipFile

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Inches, Pt

from ripple_sim import __version__
from ripple_sim.briefs import tables as shown
from ripple_sim.briefs.formats import Seen, seen
from ripple_sim.briefs.page import BriefPage
from ripple_sim.briefs.pictures import pngs
from ripple_sim.briefs.tables import Table
from ripple_sim.report.style import DARK, LIGHT, MIDDLE
from ripple_sim.scenario.showing import visible
from ripple_sim.study.sensitivity.figure import MEASURES

_WITHOUT_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
_LETTER = 0.0090  # inches a letter is wide, for each point of its size
_LINE = 0.0212  # inches a row is high, for each point


def add_table(
    slide: Any, table: Table, left: float, top: float, wide: float, points: float, numbers: bool = True
) -> None:
    """Add a table to a slide; places and sizes in inches.

    Parameters
    ----------
    numbers
        Whether cells other than a row's first and its unit stand to the right.
    """
    rows = [table.head, *table.rows]
    shape = slide.shapes.add_table(
        len(rows), len(table.head), Inches(left), Inches(top), Inches(wide), Inches(len(rows) * points * _LINE)
    )
    shape.name = table.caption
    shape._element.nvGraphicFramePr.cNvPr.set("descr", visible(table.caption))
    grid = shape.table
    grid._tbl.tblPr.find("{*}tableStyleId").text = _WITHOUT_STYLE
    for column, share in enumerate(_widths(table, wide, points, numbers)):
        grid.columns[column].width = Inches(share)
    for number, row in enumerate(rows):
        grid.rows[number].height = Inches(points * _LINE)
        for column, words in enumerate(row):
            right = numbers and column > 0 and table.head[column] != "unit"
            _fill_cell(grid.cell(number, column), words, points, MIDDLE if number == 0 else DARK, right)


def _widths(table: Table, wide: float, points: float, numbers: bool) -> list[float]:
    """Return the columns' widths: numbers as wide as they are, the first takes what is left."""
    if not numbers:
        return [0.3 * wide, 0.7 * wide]
    needed = [
        max(len(row[column]) for row in (table.head, *table.rows)) * points * _LETTER + 0.14
        for column in range(1, len(table.head))
    ]
    while sum(needed) > 0.72 * wide:
        needed[needed.index(max(needed))] *= 0.95  # the longest texts break into lines
    return [wide - sum(needed), *needed]


def _fill_cell(cell: Any, words: str, points: float, colour: str, right: bool) -> None:
    cell.margin_top = cell.margin_bottom = Inches(0.012)
    cell.margin_left, cell.margin_right = Inches(0.05), Inches(0.05)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT if right else PP_ALIGN.LEFT
    run = paragraph.add_run()
    run.text = visible(words)
    run.font.size = Pt(points)
    run.font.color.rgb = ink(colour)
    line = parse_xml(
        f'<a:lnB {nsdecls("a")} w="6350"><a:solidFill><a:srgbClr val="{LIGHT.removeprefix("#")}"/>'
        "</a:solidFill></a:lnB>"
    )
    cell._tc.get_or_add_tcPr().insert(0, line)


def ink(colour: str) -> Any:
    """Return a colour such as ``#30383f`` as python-pptx has it."""
    made: Any = RGBColor  # which carries no types
    return made(*bytes.fromhex(colour.removeprefix("#")))


_WIDE, _TALL = 13.333, 7.5  # inches
_LEFT, _ROOM = 0.6, 12.13
_LONGEST_PROPERTY = 255  # characters, as python-pptx has it
_TITLE_ONLY = 5  # of the layouts that come with python-pptx
_NAMESPACE = "urn:ripple_sim:record"
_RECORD = re.compile(rf'<record xmlns="{_NAMESPACE}">(.*?)</record>', re.DOTALL)
_PARAGRAPH = re.compile(r"<a:p>.*?</a:p>|<a:p [^>]*>.*?</a:p>", re.DOTALL)
_RUN = re.compile(r"<a:t>(.*?)</a:t>", re.DOTALL)
_SLIDE = re.compile(r"ppt/slides/slide(\d+)\.xml")


def render(brief: BriefPage, record: str) -> bytes:
    """Return the file."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(_WIDE), Inches(_TALL)
    pictures = pngs(brief)
    tables = shown.tables(brief)
    _answer(deck, brief, pictures, tables)
    if "ranking" in tables:
        slide = _slide(deck, brief, "Which plan is best", brief.compared.say())
        add_table(slide, tables["ranking"], _LEFT, 2.4, _ROOM, 14)
    if brief.why:
        slide = _slide(deck, brief, "Why: the profit difference along the chain", brief.why.say())
        _picture(slide, *pictures["path"], _LEFT + 1.5, 1.75, 9.1)
        half = _ROOM / 2 - 0.2
        add_table(slide, tables["why_service"], _LEFT, 5.0, half, 9.5)
        add_table(slide, tables["why_money"], _LEFT + half + 0.4, 5.0, half, 9.5)
    if brief.tornado:
        slide = _slide(deck, brief, "What it depends on most", brief.tornado.say())
        _picture(slide, *pictures["tornado"], _LEFT, 2.2, 6.0)
        _text(
            slide,
            [f"Bars: {MEASURES[brief.tornado.method]}. Lines: 95 % interval."],
            (_LEFT, 6.0, 6.0, 0.4),
            10,
            MIDDLE,
        )
        add_table(slide, tables["tornado"], _LEFT + 6.3, 2.2, _ROOM - 6.3, 10)
    slide = _slide(deck, brief, "Assumptions and limits", "")
    _text(slide, brief.limits, (_LEFT, 1.3, 7.3, 5.2), 12, DARK)
    origin = shown.Table("Where the numbers come from", ("", "where the numbers come from"), brief.origin)
    add_table(slide, origin, _LEFT + 7.7, 1.4, _ROOM - 7.7, 10, numbers=False)
    return _saved(deck, brief, record)


def look(content: bytes) -> Seen:
    """Return the words of all slides, and their pictures."""
    with ZipFile(io.BytesIO(content)) as package:
        names = package.namelist()
        slides = sorted((int(result[1]), result[0]) for name in names if (result := _SLIDE.fullmatch(name)))
        words = [
            unescape("".join(_RUN.findall(paragraph)))
            for _, name in slides
            for paragraph in _PARAGRAPH.findall(package.read(name).decode())
        ]
        pictures = [package.read(name) for name in names if name.startswith("ppt/media/")]
    return seen(words, pictures)


def carried(content: bytes) -> str | None:
    """Return the record that the file carries."""
    try:
        with ZipFile(io.BytesIO(content)) as package:
            for name in package.namelist():
                if name.startswith("customXml/") and name.endswith(".xml"):
                    result = _RECORD.search(package.read(name).decode(errors="replace"))
                    if result:
                        return unescape(result[1])
    except BadZipFile:
        return None
    return None


def _answer(
    deck: Any, brief: BriefPage, pictures: dict[str, tuple[bytes, str]], tables: dict[str, shown.Table]
) -> None:
    long = len(brief.say())
    slide = _slide(deck, brief, brief.say(), "", points=22 if long < 260 else 17 if long < 380 else 14)
    _text(slide, [brief.question], (_LEFT, 0.2, _ROOM, 0.35), 13, MIDDLE)
    _text(slide, brief.done, (_LEFT, 1.8, _ROOM, 0.5), 10, MIDDLE)
    _picture(slide, *pictures["range"], _LEFT, 2.45, 6.2)
    _text(
        slide,
        [
            "Profit, plan less baseline, cumulated, not discounted. Bold: mean over pairs. Bands: 80 "
            "and 95 % interval of the mean. Thin: simulated futures."
        ],
        (_LEFT, 6.35, 6.2, 0.5),
        10,
        MIDDLE,
    )
    add_table(slide, tables["outcomes"], _LEFT + 6.3, 2.35, _ROOM - 6.3, 9.5)


def _slide(deck: Any, brief: BriefPage, title: str, under: str, points: float = 24) -> Any:
    slide = deck.slides.add_slide(deck.slide_layouts[_TITLE_ONLY])
    box = slide.shapes.title
    box.left, box.top, box.width = Inches(_LEFT), Inches(0.5), Inches(_ROOM)
    box.height = Inches(1.25 if points < 24 else 0.6)
    _fill(box.text_frame, [title], points, DARK, bold=True)
    if under:
        _text(slide, [under], (_LEFT, 1.05, _ROOM, 0.7), 12, DARK)
    seed = brief.manifest.seed
    _text(
        slide,
        [
            f"{brief.title} · ripple_sim {__version__} · seed {seed} · {brief.compared.pairs} pairs · "
            f"baseline {brief.manifest.scenario_hash}"
        ],
        (_LEFT, 7.0, _ROOM, 0.3),
        9,
        MIDDLE,
    )
    return slide


def _text(
    slide: Any, paragraphs: Sequence[str], box: tuple[float, float, float, float], points: float, colour: str
) -> None:
    shape = slide.shapes.add_textbox(*map(Inches, box))
    _fill(shape.text_frame, paragraphs, points, colour)


def _fill(frame: Any, paragraphs: Sequence[str], points: float, colour: str, bold: bool = False) -> None:
    frame.word_wrap = True
    frame.vertical_anchor = MSO_ANCHOR.TOP
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    for number, words in enumerate(paragraphs):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.alignment = PP_ALIGN.LEFT
        if number:
            paragraph.space_before = Pt(0.5 * points)
        run = paragraph.add_run()
        run.text = visible(words)
        run.font.size, run.font.bold = Pt(points), bold
        run.font.color.rgb = ink(colour)


def _picture(slide: Any, content: bytes, words: str, left: float, top: float, wide: float) -> None:
    shape = slide.shapes.add_picture(io.BytesIO(content), Inches(left), Inches(top), width=Inches(wide))
    shape._element.nvPicPr.cNvPr.set("descr", visible(words))


def _saved(deck: Any, brief: BriefPage, record: str) -> bytes:
    about = deck.core_properties
    about.title, about.subject = (visible(text)[:_LONGEST_PROPERTY] for text in (brief.title, brief.question))
    about.author = "ripple_sim"
    about.created = about.modified = datetime.fromisoformat(brief.manifest.started)
    xml = f'<?xml version="1.0" encoding="UTF-8"?>\n<record xmlns="{_NAMESPACE}">{escape(record)}'
    part = Part(PackURI("/customXml/item1.xml"), "application/xml", deck.part.package, f"{xml}</record>".encode())
    deck.part.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_XML)
    file = io.BytesIO()
    deck.save(file)
    return file.getvalue()
