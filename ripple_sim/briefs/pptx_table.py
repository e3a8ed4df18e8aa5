"""A table on a slide, as PowerPoint's own: it can be edited, copied and read aloud."""

from __future__ import annotations

from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Inches, Pt

from ripple_sim.briefs.tables import Table
from ripple_sim.report.style import DARK, LIGHT, MIDDLE
from ripple_sim.scenario.showing import visible

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
            _fill(grid.cell(number, column), words, points, MIDDLE if number == 0 else DARK, right)


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


def _fill(cell: Any, words: str, points: float, colour: str, right: bool) -> None:
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
