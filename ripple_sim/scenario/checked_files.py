"""Files that are read back only if every byte is as it was written.

There are four ways to keep a checksum, and none can part from what it is the checksum of: before
the bytes of a cache, as the last field of a JSON object, in the last line of another text, and in
the name of a file in a format of others.  All use BLAKE2, which is fast and lets no flipped bit
through.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ripple_sim.scenario.under_way import file_under_way

FIELD = "blake2b"
_BYTES = 16
_LABEL = b"ripple_sim 1\n"  # which way this is, so that a later one can be told apart
_ENDING = re.compile(rb',[ \n]*"%s": "([0-9a-f]{%d})"\n?}\Z' % (FIELD.encode(), 2 * _BYTES))
_LONGEST_ENDING = 80
_COMMENT = f"# {FIELD}: "


class DamagedError(ValueError):
    """Bytes that aren't those that were written."""


class SetAsideWarning(UserWarning):
    """A damaged file was set aside, and what it held is worked out again; its text says which."""


def set_aside(path: Path) -> Path:
    """Rename a damaged file so that it is no longer read; returns its new path.

    Raises
    ------
    OSError
        When it can't be renamed.
    """
    place, number = path.with_name(f"{path.name}.damaged"), 1
    while place.exists():
        number += 1
        place = path.with_name(f"{path.name}.damaged-{number}")
    path.rename(place)
    return place


def checksum(content: bytes, belongs_to: str = "") -> str:
    """Return the 32 hexadecimal digits that stand for bytes, and for what they belong to."""
    return hashlib.blake2b(content, digest_size=_BYTES, key=_key(belongs_to)).hexdigest()


def to_checked_bytes(content: bytes) -> bytes:
    """Return bytes with their checksum before them."""
    return _LABEL + checksum(content).encode() + content


def from_checked_bytes(content: bytes) -> memoryview:
    """Return what :func:`to_checked_bytes` was given.

    Raises
    ------
    DamagedError
        Where a byte is another, or there is no checksum.
    """
    start = len(_LABEL) + 2 * _BYTES
    held = memoryview(content)[start:]
    if content[:start] != _LABEL + hashlib.blake2b(held, digest_size=_BYTES).hexdigest().encode():
        raise DamagedError
    return held


def to_checked_json(data: Mapping[str, Any], *, indent: int | None = None, belongs_to: str = "") -> str:
    """Return a JSON object whose last field, ``blake2b``, is the checksum of all before it.

    Parameters
    ----------
    data
        At least one field of plain data.
    indent
        As for :func:`json.dumps`.
    belongs_to
        What the object belongs to, needed again for reading it.
    """
    return check_json(json.dumps(data, indent=indent, ensure_ascii=False), belongs_to=belongs_to)


def check_json(text: str, *, belongs_to: str = "") -> str:
    """Return the text of a JSON object with one more field, as :func:`to_checked_json` does."""
    before = text.rstrip()[:-1].rstrip()
    last_line = before.rpartition("\n")[2]
    indent = last_line[: len(last_line) - len(last_line.lstrip())]
    gap, end = ("\n" + indent, "\n") if "\n" in before else (" ", "")
    return f'{before},{gap}"{FIELD}": "{checksum(before.encode(), belongs_to)}"{end}}}'


def from_checked_json(content: str | bytes, *, belongs_to: str = "") -> dict[str, Any]:
    """Return what :func:`to_checked_json` was given; the end of the last line doesn't count.

    Raises
    ------
    DamagedError
        Where a byte is another, there is no checksum, or it belongs to something else.
    """
    whole = (content.encode() if isinstance(content, str) else content).rstrip(b"\n")
    start = max(len(whole) - _LONGEST_ENDING, 0)
    found = _ENDING.search(whole[start:])
    before = whole[: start + found.start()] if found else b""
    if found is None or found[1] != checksum(before, belongs_to).encode():
        raise DamagedError
    data: dict[str, Any] = json.loads(before + b"}")
    return data


def from_shipped_json(content: bytes) -> dict[str, Any]:
    """Return a JSON object that ships with the package, checked from format 2 on.

    Raises
    ------
    ValueError
        Where it isn't as it was written, or no JSON object.
    """
    # One flipped bit can't hide both signs of a file that has a checksum.
    if FIELD.encode() in content or b'"format": 2' in content:
        return from_checked_json(content)
    data = json.loads(content)
    if not isinstance(data, dict):
        raise DamagedError
    return data


def to_checked_text(text: str) -> str:
    """Return a text of whole lines and one more, a comment with their checksum."""
    return f"{text}{_COMMENT}{checksum(text.encode())}\n"


def check_text(text: str) -> None:
    """Check what :func:`to_checked_text` returned; how lines end doesn't count.

    Raises
    ------
    DamagedError
        Where a character is another, or there is no checksum.
    """
    whole = text.replace("\r\n", "\n").rstrip("\n") + "\n"
    held, found, _ = whole.rpartition(_COMMENT)
    if not found or whole != to_checked_text(held):
        raise DamagedError


def with_checksum(name: str, content: bytes) -> str:
    """Return a file's name with the checksum of its content before the ending."""
    path = Path(name)
    return f"{path.stem}.{checksum(content)}{path.suffix}"


def read_named(path: Path) -> bytes:
    """Return the content of a file named by :func:`with_checksum`.

    Raises
    ------
    DamagedError
        Where a byte is another.
    OSError
        When it can't be read.
    """
    content = path.read_bytes()
    if path.suffixes[-2:-1] != [f".{checksum(content)}"]:
        raise DamagedError
    return content


def _key(belongs_to: str) -> bytes:
    return hashlib.blake2b(belongs_to.encode(), digest_size=32).digest() if belongs_to else b""


def write_whole(path: Path, content: str | bytes, *, durable: bool = False) -> None:
    """Write a file beside its place and rename it; what was there stays until then.

    Parameters
    ----------
    path
        The file; its folder must be there.
    content
        Bytes, or a text that is written as UTF-8.
    durable
        Whether it is to be on the disk when this returns, whatever happens to the machine.

    Raises
    ------
    OSError
        When it can't be written; nothing is left behind.
    """
    with file_under_way(path) as file:
        file.write(content.encode() if isinstance(content, str) else content)
        if durable:
            file.flush()
            os.fsync(file.fileno())
