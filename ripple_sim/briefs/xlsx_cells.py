"""What a workbook holds: its cells, its pictures, the record. No spreadsheet is needed."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from html import unescape
from zipfile import BadZipFile, ZipFile

from ripple_sim.report.workbook import read_text

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
