"""Workbooks in which text is text: the one way to make them and to write words into a cell."""

from __future__ import annotations

import re
from pathlib import Path
from typing import IO, Any

import xlsxwriter

from ripple_sim.scenario.showing import visible

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

    Parameters
    ----------
    file
        Where it goes.
    settings
        Further ones of XlsxWriter.
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
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), written)


def _fitting(text: str) -> str:
    if len(text) <= LONGEST // 2 or len(text.encode("utf-16-le")) // 2 <= LONGEST:
        return text
    kept = text.encode("utf-16-le")[: 2 * (LONGEST - 1)].decode("utf-16-le", errors="ignore")
    return f"{kept}…"
