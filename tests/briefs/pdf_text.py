"""What a PDF written by :mod:`ripple_sim.briefs.pdf` holds: words, pictures, the record.

It reads what that module writes, and no other PDF: simple fonts with a table of their letters,
streams that are deflated, one attached file.
"""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

ATTACHED = "record.json"

_OBJECT = re.compile(rb"(\d+) 0 obj\s(.*?)endobj", re.DOTALL)
_STREAM = re.compile(rb"^(.*?)\bstream\r?\n(.*?)\r?\n?endstream", re.DOTALL)
_LETTERS = re.compile(r"<([0-9A-F]{2})> <([0-9A-F]{4,6})>")
_FONT = re.compile(rb"/(F[\w+]+) (\d+) 0 R")
_SHOWN = re.compile(rb"/(F[\w+]+) [\d.]+ Tf|\(((?:\\.|[^\\)])*)\) Tj|(T\*|\bT[dm]\b|\bET\b)", re.DOTALL)
_ESCAPED = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_NAMED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


@dataclass(frozen=True)
class Paper:
    """The parts of a file: its objects by number, each a dictionary and a stream (or nothing)."""

    objects: dict[int, tuple[bytes, bytes]]

    def words(self) -> Iterator[str]:
        """Yield the texts of all pages in the order in which they are written."""
        letters = self._letters()
        for head, _ in self.objects.values():
            page = re.search(rb"/Type /Page\b(?!s)", head)
            content = re.search(rb"/Contents (\d+) 0 R", head)
            if page and content and int(content[1]) in self.objects:
                yield from _shown(self.objects[int(content[1])][1], letters)

    def pictures(self) -> list[bytes]:
        """Return the contents of all pictures."""
        return [body for head, body in self.objects.values() if b"/Subtype /Image" in head]

    def attached(self) -> str | None:
        """Return the attached record, or None."""
        for head, body in self.objects.values():
            if b"/Type /EmbeddedFile" in head:
                return body.decode(errors="replace")
        return None

    def _letters(self) -> dict[bytes, dict[int, str]]:
        """Return by the name of each font which code stands for which letter."""
        found = {}
        for head, _ in self.objects.values():
            for name, number in _FONT.findall(head):
                font = self.objects.get(int(number), (b"", b""))[0]
                table = re.search(rb"/ToUnicode (\d+) 0 R", font)
                if table and int(table[1]) in self.objects:
                    text = self.objects[int(table[1])][1].decode("latin-1")
                    found[name] = {int(code, 16): chr(int(letter, 16)) for code, letter in _LETTERS.findall(text)}
        return found


def read_paper(content: bytes) -> Paper:
    """Return the parts of a file; what can't be read is left out."""
    objects = {}
    for number, body in _OBJECT.findall(content):
        parts = _STREAM.match(body)
        head = parts[1] if parts else body
        objects[int(number)] = (head, _decoded(head, parts[2]) if parts else b"")
    return Paper(objects)


def _decoded(head: bytes, stream: bytes) -> bytes:
    try:
        if b"/ASCII85Decode" in head:
            stream = base64.a85decode(stream.strip().removesuffix(b"~>"))
        if b"/FlateDecode" in head:
            stream = zlib.decompress(stream)
    except (ValueError, zlib.error):
        return b""
    return stream


def _shown(stream: bytes, letters: dict[bytes, dict[int, str]]) -> Iterator[str]:
    """Yield what is shown, piece by piece; a piece ends where the next one begins elsewhere."""
    font: dict[int, str] = {}
    piece = ""
    for name, text, moved in _SHOWN.findall(stream):
        if name:
            font = letters.get(name, {})
        elif moved:
            yield piece
            piece = ""
        else:
            codes = _ESCAPED.sub(_unescaped, text)
            piece += "".join(font.get(code, chr(code)) for code in codes)
    yield piece


def _unescaped(found: re.Match[bytes]) -> bytes:
    said = found[1]
    return bytes([int(said, 8) & 255]) if said.isdigit() else _NAMED.get(said, said)
