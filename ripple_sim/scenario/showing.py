"""What somebody gave, as sentences show it: on one line, escaped, and cut short.

Names and values come from files and command lines. Shown as they are, control characters would
draw on a terminal, and characters that steer the direction of writing would reorder a sentence.
"""

from __future__ import annotations

import re
import reprlib
import unicodedata
from collections.abc import Callable
from numbers import Integral

LONGEST_SHOWN = 80
LONGEST_PATH = 200
LONGEST_SENTENCE = 1000
# Joiners belong to the spelling of Persian, Hindi and other languages, but only within a word.
_HIDDEN = re.compile(r"(?<=[^\W\d_])[\u200c\u200d](?=[^\W\d_])|([^ -~])")
# What XML, PDF, NetCDF and tables of text can't hold: control characters but tab and line ends,
# halves of surrogate pairs, and what is no character.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# How Python holds the bytes of a command line that the locale's encoding lacks.
_BYTES = re.compile("[\udc80-\udcff]+")
# Longer than the folders and files of most people; what is longer loses its middle.
_UNBROKEN = re.compile(r"\S{121,}")
_LONGEST_INTEGER_BITS = 256


def escaped(text: str) -> str:
    r"""Return a text in which what can't be seen is written as Python writes it, such as ``\x1b``.

    Line breaks are among it, for what is shown stands on one line. Bytes that came as no letters,
    as everything but ASCII does under ``LANG=C``, are shown as the letters that they are in UTF-8.
    """
    return _HIDDEN.sub(_seen, _BYTES.sub(_letters, text))


def visible(text: str) -> str:
    r"""Return a text that every format can hold: what can't be written stands as ``\x07``.

    Tab and line ends stay, and so do characters that steer the direction of writing.
    """
    return _UNWRITABLE.sub(lambda match: _written_row(match[0]), text)


def _seen(match: re.Match[str]) -> str:
    c = match[0]
    if match[1] is None or c.isprintable():
        return c
    return _written_row(c)


def _written_row(c: str) -> str:
    return c.encode("unicode_escape").decode("ascii")


def _letters(match: re.Match[str]) -> str:
    """Return the letters that some bytes are in UTF-8, or the bytes as they came."""
    try:
        return match[0].encode("utf-8", "surrogateescape").decode("utf-8")
    except UnicodeDecodeError:
        return match[0]


def hidden(line: str) -> str:
    """Return the first character of a line that can't be seen and is no space, or ""."""
    for match in _HIDDEN.finditer(line):
        c = match[0]
        if match[1] is not None and not c.isprintable() and unicodedata.category(c) != "Zs":
            return c
    return ""


def one_line(text: str) -> str:
    """Return a text with single spaces for its line breaks; what else can't be seen is escaped."""
    return escaped(" ".join(text.split()))


def short(text: str, most: int = LONGEST_SHOWN) -> str:
    """Return a text on one line, cut where it is longer than ``most`` characters."""
    line = one_line(text[: 8 * most])
    return line if len(line) <= most else f"{line[: most - 3]}..."


def short_path(path: str, most: int = LONGEST_PATH) -> str:
    """Return a path on one line; a longer one loses its middle, for its end tells which file."""
    ends = path if len(path) <= 16 * most else path[: 8 * most] + path[-8 * most :]
    return _without_middle(one_line(ends), most)


def sentence(text: str, most: int = LONGEST_SENTENCE) -> str:
    """Return a sentence in which nothing is hidden; what makes it endless is left out within."""
    return _without_middle(_UNBROKEN.sub(_shorter, escaped(text)), most)


def _shorter(match: re.Match[str]) -> str:
    return _without_middle(match[0], LONGEST_PATH if "/" in match[0] else LONGEST_SHOWN)


def _without_middle(text: str, most: int) -> str:
    if len(text) <= most:
        return text
    begins = (most - 3) // 2
    return f"{text[:begins]}...{text[begins + 3 - most :]}"


def is_huge(value: Integral) -> bool:
    """Tell whether a whole number is too long to show; Python refuses to write 4,301 digits."""
    return int(value).bit_length() > _LONGEST_INTEGER_BITS


def short_value(value: object, most: int = LONGEST_SHOWN) -> str:
    """Return any value as :func:`short` shows its text."""
    if isinstance(value, Integral) and is_huge(value):
        return "a huge number"
    return short(_made_text(str, value), most)


def short_literal(value: object, most: int = LONGEST_SHOWN) -> str:
    """Return any value as Python writes it, such as ``'7'`` for a text, cut short."""
    if isinstance(value, str):
        return short(_made_text(repr, value[:most]), most)
    return short(_made_text(reprlib.repr, value), most)


def _made_text(write: Callable[[object], str], value: object) -> str:
    try:
        return write(value)
    except Exception:  # whatever a stranger's class makes of itself
        return f"a {type(value).__name__}"
