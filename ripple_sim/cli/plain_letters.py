"""Streams that can't show every letter: what they can't show is written in plain characters."""

from __future__ import annotations

import codecs
import io
import sys
import unicodedata
from typing import TextIO

_HANDLER = "ripple_sim.plain_letters"
# Where another spelling than that of a table of letters reads better.
_SIGNS = {"→": "->", "←": "<-", "⇒": "=>", "≠": "!=", "≈": "~", "◇": "<>", "✕": "x", "·": "-"}
_WITHOUT_WIDTH = ("Mn", "Me", "Cf")  # accents that follow their letter, and marks of direction


def show_all_text() -> None:
    """Let standard output and error take any text, whatever their encoding."""
    for stream in (sys.stdout, sys.stderr):
        take_any_text(stream)


def take_any_text(stream: TextIO | None) -> None:
    """Let a stream write in plain characters what its encoding doesn't have.

    A true minus sign becomes "-", "≥" becomes ">=", "é" becomes "e"; no letter stops an answer.
    """
    codecs.register_error(_HANDLER, _spelled)
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors=_HANDLER)


def plain_letters(text: str) -> str:
    r"""Return a text in ASCII: signs and letters as near as ASCII has them, "?" where it has none.

    Halves of surrogate pairs, which no encoding takes, are written out, such as ``\\udc80``.
    """
    return "".join(map(_letter, text))


def _spelled(problem: UnicodeError) -> tuple[str, int]:
    if not isinstance(problem, UnicodeEncodeError):
        raise problem
    return plain_letters(problem.object[problem.start : problem.end]), problem.end


def _letter(letter: str) -> str:
    from anyascii import anyascii  # a table that is read only where it is needed

    if letter.isascii():
        return letter
    kind = unicodedata.category(letter)
    if kind == "Cs":
        return f"\\u{ord(letter):04x}"
    return _SIGNS.get(letter) or anyascii(letter) or ("" if kind in _WITHOUT_WIDTH else "?")
