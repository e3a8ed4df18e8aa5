"""Sheets of a brief's workbook: written from the top down, and read back."""

from __future__ import annotations

import io
import math
import re
from collections.abc import Collection, Iterator, Sequence
from html import unescape
from typing import Any
from zipfile import BadZipFile, ZipFile

from ripple_sim.briefs.pictures import inches
from ripple_sim.report.style import DARK, MIDDLE
from ripple_sim.report.workbook import read_text, write_across, write_text
from ripple_sim.scenario.showing import visible

SHEET_OF_RECORD = "record"

_SHEET = re.compile(r'<sheet name="([^"]*)"[^>]*r:id="([^"]*)"')
_RELATION = re.compile(r"<Relationship [^>]*>")
_CELL = re.compile(r'<c r="([A-Z]+\d+)"([^>]*?)(?:/>|>(.*?)</c>)', re.DOTALL)
_TEXT = re.compile(r"<t\b[^>]*?(?:/>|>(.*?)</t>)", re.DOTALL)
_STRING = re.compile(r"<si>(.*?)</si>", re.DOTALL)
_VALUE = re.compile(r"<v>(.*?)</v>", re.DOTALL)


def cells_of(content: bytes) -> list[str]:
    """Return the filled cells, sheet by sheet, such as ``summary!B7=12.5``; not the record's."""
    with ZipFile(io.BytesIO(content)) as package:
        strings = _strings(package)
        return [
            f"{name}!{place}={value}"
            for name, path in _sheets(package)
            if name != SHEET_OF_RECORD
            for place, value in _cells(package.read(path).decode(), strings)
        ]


def media_of(content: bytes) -> list[bytes]:
    """Return the pictures."""
    with ZipFile(io.BytesIO(content)) as package:
        return [package.read(name) for name in package.namelist() if name.startswith("xl/media/")]


def record_of(content: bytes) -> str | None:
    """Return the text of the record's sheet, or None."""
    try:
        with ZipFile(io.BytesIO(content)) as package:
            if "xl/workbook.xml" not in package.namelist():
                return None
            for name, path in _sheets(package):
                if name == SHEET_OF_RECORD:
                    cells = _cells(package.read(path).decode(), _strings(package))
                    return "".join(value for _, value in cells)
    except (BadZipFile, KeyError):
        return None
    return None


def _sheets(package: ZipFile) -> Iterator[tuple[str, str]]:
    """Yield the sheets' names and where each is kept, in their order."""
    targets = {}
    for relation in _RELATION.findall(package.read("xl/_rels/workbook.xml.rels").decode()):
        told = dict(re.findall(r'(\w+)="([^"]*)"', relation))
        targets[told["Id"]] = told["Target"].removeprefix("/xl/")
    for name, identity in _SHEET.findall(package.read("xl/workbook.xml").decode()):
        yield unescape(name), f"xl/{targets[identity]}"


def _strings(package: ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in package.namelist():
        return []
    kept = _STRING.findall(package.read("xl/sharedStrings.xml").decode())
    return ["".join(read_text(unescape(text)) for text in _TEXT.findall(one)) for one in kept]


def _cells(sheet: str, strings: list[str]) -> Iterator[tuple[str, str]]:
    for place, looks, inside in _CELL.findall(sheet):
        value = _VALUE.search(inside)
        if 't="s"' in looks and value:
            yield place, strings[int(value[1])]
        elif 't="inlineStr"' in looks:
            yield place, "".join(read_text(unescape(text)) for text in _TEXT.findall(inside))
        elif value:
            yield place, _number(value[1])


def _number(text: str) -> str:
    """Return a number in twelve digits; programs write the last ones differently."""
    try:
        return f"{float(text):.12g}"
    except ValueError:
        return unescape(text)


_SCREEN = 96  # dots per inch that a spreadsheet takes a picture to have
_TALLEST = 409  # points that a row may have
_WIDTH_ON_SHEET = 900 / _SCREEN  # inches


class Formats:
    """The formats of a workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._numbers: dict[str, Any] = {}
        heading = {"bold": True, "bottom": 1, "text_wrap": True, "valign": "bottom", "font_color": DARK}
        self.head = book.add_format(heading)
        self.head_of_numbers = book.add_format({**heading, "align": "right"})
        self.never = book.add_format({"align": "right"})
        self.top = book.add_format({"valign": "top"})
        over_cells = {"text_wrap": True, "valign": "top"}
        self.answer = book.add_format({"bold": True, "font_size": 14, "font_color": DARK, **over_cells})
        self.soft = book.add_format({"font_color": MIDDLE, **over_cells})
        self.unit = book.add_format({"indent": 1})

    def number(self, code: str) -> Any:
        """Return the format of a number code; of text, one that breaks lines."""
        if code not in self._numbers:
            looks = {"text_wrap": True, "valign": "top"} if code == "@" else {"num_format": code}
            self._numbers[code] = self._book.add_format(looks)
        return self._numbers[code]


class Sheet:
    """A sheet, filled row by row.

    Attributes
    ----------
    book, name
        The workbook, and the sheet's name in it.
    place
        The row that comes next, from 0.
    """

    def __init__(self, book: Any, formats: Formats, name: str, widths: Sequence[int]) -> None:
        self.book, self.name, self.place = book, name, 0
        self._formats = formats
        self._sheet = book.add_worksheet(name)
        self._sheet.hide_gridlines(2)
        self._sheet.set_landscape()
        self._sheet.set_paper(9)  # A4
        if len(widths) > 1:
            self._sheet.fit_to_pages(1, 0)
        self._widths = tuple(widths)
        for column, width in enumerate(widths):
            self._sheet.set_column(column, column, width)

    def skip(self) -> None:
        """Leave a row out."""
        self.place += 1

    def say(self, words: str, look: str) -> None:
        """Write a sentence over the whole width: an ``answer``, or something ``soft``."""
        letter, tall = (1.45, 19) if look == "answer" else (1.0, 15)
        lines = math.ceil(letter * len(words) / sum(self._widths))
        self._sheet.set_row(self.place, min(tall * lines, _TALLEST))
        write_across(self.book, self._sheet, self.place, len(self._widths), words, getattr(self._formats, look))
        self.place += 1

    def head(
        self, names: Sequence[str], texts: Collection[int] = (0,), width: int | None = None, tall: float = 32
    ) -> None:
        """Write headings.

        Parameters
        ----------
        texts
            The columns that hold words and no numbers, counted from 0; -1 is the last.
        width
            That of all columns but the first, if given.
        tall
            The row's height in points.
        """
        if width is not None:
            self._sheet.set_column(1, len(names) - 1, width)
        self._sheet.set_row(self.place, tall)
        for column, name in enumerate(names):
            words = column in texts or column - len(names) in texts
            look = self._formats.head if words else self._formats.head_of_numbers
            self._write(column, name, look)
        self._headings = (self.place, len(names))
        self.place += 1

    def row(self, values: Sequence[Any], codes: str | Sequence[str]) -> None:
        """Write a row; numbers by one code, or each cell by its own.

        What has no value is an empty cell; a month beyond the horizon is the word "never".
        """
        if codes == "@":
            lines = max(math.ceil(len(value) / width) for value, width in zip(values, self._widths, strict=False))
            self._sheet.set_row(self.place, min(15 * lines, _TALLEST))
        for column, value in enumerate(values):
            if isinstance(value, str):
                look = self._formats.number("@") if codes == "@" else self._formats.unit
                self._write(column, value, look if column else self._formats.top)
                continue
            code = codes if isinstance(codes, str) else codes[column]
            if math.isinf(value):
                self._write(column, "never", self._formats.never)
            elif not math.isnan(value):
                self._sheet.write_number(self.place, column, value, self._formats.number(code))
        self.place += 1

    def _write(self, column: int, text: str, look: Any) -> None:
        write_text(self.book, self._sheet, self.place, column, text, look)

    def freeze(self, columns: int, filtered: bool = False) -> None:
        """Keep headings and first columns in sight, with buttons to filter if asked to."""
        row, count = self._headings
        self._sheet.freeze_panes(row + 1, columns)
        if filtered:
            self._sheet.autofilter(row, 0, self.place - 1, count - 1)

    def picture(self, content: bytes, words: str) -> None:
        """Put a picture below, with what it shows in words."""
        scale = _WIDTH_ON_SHEET / inches(content)[0]
        self._sheet.insert_image(
            self.place,
            0,
            "picture.png",
            {"image_data": io.BytesIO(content), "description": visible(words), "x_scale": scale, "y_scale": scale},
        )

    def chart(self, chart: Any, words: str) -> None:
        """Put a chart below, with what it shows in words."""
        self._sheet.insert_chart(self.place + 1, 0, chart, {"description": visible(words)})
