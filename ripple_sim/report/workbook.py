"""A run as an Excel workbook: the chain first, then the weeks of the company and of its units."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from itertools import product
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import numpy as np
import xlsxwriter
from xlsxwriter.exceptions import XlsxFileError

from ripple_sim.scenario.showing import visible

if TYPE_CHECKING:
    import xarray as xr

    from ripple_sim.observe.results import Run

ROWS_OF_A_SHEET = 1_048_576
WIDEST_COLUMN = 28


def write_workbook(run: Run, path: Path) -> None:
    """Write the run as a workbook.

    The sheet "summary" holds the chain, "company" one row a week, "units" one row a week and
    unit; where Excel's rows run out, "units 2" goes on. Measures stand in columns with their units
    in the header. A value that does not exist (nobody was asked, say) is an empty cell.

    Raises
    ------
    OSError
        When the file can't be written.
    """
    # Rows go through files beside the workbook, so they vanish with a folder that is given up.
    try:
        with workbook(path, constant_memory=True, tmpdir=str(path.parent)) as book:
            book.set_properties({"title": visible(run.scenario.title or run.scenario.name)})
            _summary(book, run)
            _company(book, run)
            _units(book, run)
    except XlsxFileError as problem:
        raise OSError(str(problem)) from problem


def _header_format(book: Any) -> Any:
    return book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "bottom", "align": "right"})


def number_format(decimals: int) -> str:
    """Return Excel's number format with thousands separators and some decimals."""
    return "#,##0" + ("." + "0" * decimals if decimals else "")


def _signed(decimals: int) -> str:
    plain = number_format(decimals)
    return f"+{plain};-{plain};{plain}"


def _summary(book: Any, run: Run) -> None:
    sheet = book.add_worksheet("summary")
    words = book.add_format({"bold": True, "bottom": 1})
    header = _header_format(book)
    formats: dict[str, Any] = {}

    def style(code: str) -> Any:
        return formats.setdefault(code, book.add_format({"num_format": code}))

    for column, width in enumerate((12, 34, 16, 16, 16, 30)):
        sheet.set_column(column, column, width)
    titles = ("link", "measure", "start", "end", "change", "unit")
    for column, text in enumerate(titles):
        write_text(book, sheet, 0, column, text, header if 2 <= column <= 4 else words)
    for number, row in enumerate(run.chain(), 1):
        write_text(book, sheet, number, 0, row.link)
        write_text(book, sheet, number, 1, row.label)
        plain, signed = style(number_format(row.decimals)), style(_signed(row.decimals))
        _write_row(sheet, number, 2, (row.start, row.end, row.change), (plain, plain, signed))
        write_text(book, sheet, number, 5, row.unit)
    sheet.freeze_panes(1, 2)


def _company(book: Any, run: Run) -> None:
    variables = [v for v in run.data.data_vars.values() if v.dims == ("week",)]
    sheet, formats = _sheet(book, "company", ["week"], variables)
    values = np.stack([v.to_numpy() for v in variables], axis=-1)
    for row, (week, line) in enumerate(zip(run.data["week"].to_numpy(), values, strict=True), 1):
        sheet.write_number(row, 0, int(week))
        _write_row(sheet, row, 1, line, formats)


def _units(book: Any, run: Run) -> None:
    variables = [v.transpose("week", "unit") for v in run.data.data_vars.values() if set(v.dims) == {"week", "unit"}]
    if not variables:
        return
    values = np.stack([v.to_numpy() for v in variables], axis=-1)
    names = [str(name) for name in run.data["unit"].to_numpy()]
    sheet, formats = None, list[Any]()
    for number, (week, unit) in enumerate(product(range(len(values)), range(len(names)))):
        part, row = divmod(number, ROWS_OF_A_SHEET - 1)
        if row == 0:
            title = "units" if part == 0 else f"units {part + 1}"
            sheet, formats = _sheet(book, title, ["week", "unit"], variables)
        assert sheet is not None
        sheet.write_number(row + 1, 0, int(run.data["week"].to_numpy()[week]))
        write_text(book, sheet, row + 1, 1, names[unit])
        _write_row(sheet, row + 1, 2, values[week, unit], formats)


def _sheet(book: Any, title: str, keys: list[str], variables: list[xr.DataArray]) -> tuple[Any, list[Any]]:
    sheet = book.add_worksheet(title)
    header = _header_format(book)
    sheet.set_row(0, 45)
    formats: list[Any] = []
    for column, key in enumerate(keys):
        sheet.set_column(column, column, 8 if key == "week" else 18)
        write_text(book, sheet, 0, column, key, header)
    for column, variable in enumerate(variables, len(keys)):
        text = f"{variable.attrs['long_name']} ({variable.attrs['units']})"
        width = min(WIDEST_COLUMN, max(12, len(text) // 2 + 2))
        sheet.set_column(column, column, width)
        write_text(book, sheet, 0, column, text, header)
        formats.append(book.add_format({"num_format": number_format(_decimals(variable))}))
    sheet.freeze_panes(1, len(keys))
    return sheet, formats


def _decimals(variable: xr.DataArray) -> int:
    largest = float(abs(variable).max()) if variable.size else 0.0
    return 0 if largest >= 1000 else 1 if largest >= 20 else 3


def _write_row(sheet: Any, row: int, column: int, values: Iterable[float], formats: Iterable[Any]) -> None:
    for at, (value, form) in enumerate(zip(values, formats, strict=True), column):
        if math.isfinite(value):
            sheet.write_number(row, at, value, form)


LONGEST = 32_767  # units of UTF-16 in a cell
_AS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}

# XlsxWriter takes a text in <r>…</r> for markup, and writes only the first of two escapes that
# share an underscore as what it is.
_MARKUP = re.compile(r"\A<r>.*</r>\Z", re.DOTALL)
_JOINED = re.compile(r"_x[0-9A-Fa-f]{4}_x[0-9A-Fa-f]{4}_")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_APART = re.compile(r"(?=_)|(?<=\A<)")


def workbook(file: Path | IO[bytes], **settings: Any) -> Any:
    """Return a new workbook, in which nothing that looks like a formula or an address is one.

    Further ``settings`` are those of XlsxWriter.
    """
    return xlsxwriter.Workbook(str(file) if isinstance(file, Path) else file, {**settings, **_AS_TEXT})


def write_text(book: Any, sheet: Any, row: int, column: int, text: str, look: Any = None) -> None:
    """Write a text into a cell, whatever it begins with; what is too long ends in "…"."""
    text = _fitting(visible(text))
    if _MARKUP.match(text) or _JOINED.search(text):
        pieces = [piece for piece in _APART.split(text) if piece]
        plain = book.add_format()
        runs = [part for piece in pieces[1:] for part in (plain, piece)]
        sheet.write_rich_string(row, column, pieces[0], *runs, *([look] if look else []))
    else:
        sheet.write_string(row, column, text, look)


def write_across(book: Any, sheet: Any, row: int, columns: int, text: str, look: Any) -> None:
    """Write a text into the first cells of a row, joined to one."""
    if columns > 1:
        sheet.merge_range(row, 0, row, columns - 1, "", look)
    write_text(book, sheet, row, 0, text, look)


def heading(text: str) -> str:
    """Return a chart's title or name; one that begins with "=" would be an address of cells."""
    text = visible(text)
    return f" {text}" if text.startswith("=") else text


def read_text(written: str) -> str:
    """Return a text as it is seen, from what the file holds: ``_x0041_`` stands for a letter."""
    return _ESCAPED.sub(lambda result: chr(int(result[1], 16)), written)


def _fitting(text: str) -> str:
    if len(text) <= LONGEST // 2 or len(text.encode("utf-16-le")) // 2 <= LONGEST:
        return text
    kept = text.encode("utf-16-le")[: 2 * (LONGEST - 1)].decode("utf-16-le", errors="ignore")
    return f"{kept}…"
