"""What somebody gave, as sentences show it: on one line, escaped, and cut short.

Names and values come from files and command lines. Shown as they are, control characters would
draw on a terminal, and characters that steer the direction of writing would reorder a sentence.
"""

from __future__ import annotations

import re
import unicodedata
from numbers import Integral

LONGEST_SHOWN = 80
LONGEST_PATH = 200
LONGEST_SENTENCE = 1000
# Joiners belong to the spelling of Persian, Hindi and other languages, but only within a word.
_HIDDEN = re.compile(r"(?<=[^\W\d_])[\u200c\u200d](?=[^\W\d_])|([^ -~])")
# Longer than the folders and files of most people; what is longer loses its middle.
_UNBROKEN = re.compile(r"\S{121,}")
_LONGEST_INTEGER_BITS = 256


def escaped(text: str) -> str:
    r"""Return a text in which what can't be seen is written as Python writes it, such as ``\x1b``.

    Line breaks are among it, for what is shown stands on one line.
    """
    return _HIDDEN.sub(_seen, text)


def _seen(match: re.Match[str]) -> str:
    c = match[0]
    if match[1] is None or c.isprintable():
        return c
    return c.encode("unicode_escape").decode("ascii")


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


def sentence(text: str, most: int = LONGEST_SENTENCE) -> str:
    """Return a sentence in which nothing is hidden; what makes it endless is left out within."""
    text = _UNBROKEN.sub(lambda match: _without_middle(match[0], LONGEST_SHOWN), escaped(text))
    return _without_middle(text, most)


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
    try:
        return short(str(value), most)
    except Exception:  # whatever a stranger's class makes of itself
        return short(f"a {type(value).__name__}", most)
