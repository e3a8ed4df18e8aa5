"""How deeply a text's TOML is nested, told in one pass before any of it is parsed.

Python's reader calls itself for each bracket and looks at each part of a dotted key again for each
further part, so that a small file could keep a processor busy or run out of stack.
"""

from __future__ import annotations

import re

MOST_DEEP = 32
_TOKEN = re.compile(
    r"""
    (?P<space>[ \t\r]++|\#[^\n]*+)
    |(?P<text>\"\"\"(?:[^"\\]|\\.|"(?!""))*+"{3,5}|'''(?:[^']|'(?!''))*+'{3,5}
        |(?!\"\"\")"(?:[^"\\\n]|\\.)*+"|(?!''')'[^'\n]*+')
    |(?P<part>[^\s\#"'.=,{}\[\]]++)
    |(?P<mark>.)
    """,
    re.VERBOSE | re.DOTALL,
)


def is_too_deep(text: str, most: int = MOST_DEEP) -> bool:
    """Tell whether a value of a TOML text would stand inside more than so many tables and lists.

    A text that isn't TOML is read as far as Python's reader gets: to a string without an end.
    """
    table = parts = key = 0  # parts of the table's name, of the name read, of the key before "="
    above: list[int] = []  # how deep each open bracket stands
    heading = dotted = False
    begins = True  # a line outside of brackets
    for match in _TOKEN.finditer(text):
        kind, token = match.lastgroup, match[0]
        if kind == "space":
            continue
        if token in ("'", '"'):
            return False
        if token == "\n" and (heading or not above):
            above.clear()
            parts = key = 0
            heading, begins = False, True
        elif kind in ("part", "text"):
            parts = parts + 1 if dotted else 1
            begins = False
        elif token == "[" and begins:
            heading, begins, table = True, False, 0
        elif token in "[{" and not heading:
            above.append((above[-1] if above else 0) + key + 1)
            parts = key = 0
        elif token in "]}":
            table = max(table, parts) if heading else table
            above = above[:-1]
            parts = key = 0
        elif token == "=":
            key, parts = parts, 0
        elif token == ",":
            parts = key = 0
        dotted = token == "."
        if (0 if heading else table) + (above[-1] if above else 0) + key + parts > most:
            return True
    return False
