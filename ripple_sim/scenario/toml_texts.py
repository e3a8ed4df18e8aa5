"""The texts of files that people write: found by name or path, read, parsed, written."""

from __future__ import annotations

import os
import re
import stat
import tomllib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from ripple_sim.scenario.checked_files import write_whole
from ripple_sim.scenario.problems import ScenarioError, Where, nearest
from ripple_sim.scenario.showing import one_line, short, short_path
from ripple_sim.wording import Phrase, mark

_OF_SCENARIOS = {"company", "market", "service"}
_OF_PLANS = {"asks", "works", "notice", "things_to_try", "base", "budget", "context", "context_shocks", "interventions"}
LARGEST_FILE = 2**20
BYTE_ORDER_MARK = "\ufeff"
_LINE_END = b"\n"  # by a name: what gathers texts can't read bytes where something is counted


def text_of(
    name_or_path: str | Path, names: Sequence[str], path_of: Callable[[str], Path], noun: str
) -> tuple[str, str]:
    """Return the text of a bundled file or of a user's own, and what sentences call it.

    Parameters
    ----------
    name_or_path
        One of ``names``, or the path of a file.
    names, path_of
        What comes with the package, and where each is kept.
    noun
        What one of them is called: "preset", "plan".

    Raises
    ------
    ScenarioError
        With one sentence on why there is nothing to read.
    """
    name = str(name_or_path)
    if name in names:
        return _read(path_of(name), name), name
    path = Path(name_or_path)
    said = short_path(name)
    looks_like_a_path = path.suffix or path.name != name
    if not looks_like_a_path and not os.path.lexists(path):
        hint = nearest(name, names) or f"; the {noun}s are {', '.join(names)}"
        raise ScenarioError(f"'{short(name)}' is neither a {noun} nor a file{hint}")
    return _read(path, said), said


def _read(path: Path, where: str) -> str:
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise ScenarioError(f"{where} is a folder, not a file")
        if not stat.S_ISREG(found.st_mode):
            raise ScenarioError(f"{where} is not an ordinary file")
        if found.st_size > LARGEST_FILE:
            raise ScenarioError(f"{where} has {found.st_size / 2**20:,.1f} MiB; at most 1 MiB is read")
        content = path.read_bytes()
    except FileNotFoundError:
        raise ScenarioError(f"there is no file {where}") from None
    except PermissionError:
        raise ScenarioError(f"{where} can't be read: permission denied") from None
    except (OSError, ValueError) as problem:
        said = getattr(problem, "strerror", None) or str(problem)
        raise ScenarioError(f"{where} can't be read: {one_line(said)}") from None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = content.count(_LINE_END, 0, problem.start) + 1
        raise ScenarioError(f"{where}, line {line}: the file is not written in UTF-8") from None
    if not text.strip():
        raise ScenarioError(f"{where} is empty; 'ripple new' makes a file from a preset or a plan")
    return text


def toml_of(text: str, where: Where) -> dict[str, Any]:
    """Return a text's TOML as plain data; ``where`` is what the sentence calls it.

    Raises
    ------
    ScenarioError
        When it isn't TOML, or is nested too deeply.
    """
    if is_too_deep(text):
        raise nested_too_deeply(where)
    try:
        return tomllib.loads(text.removeprefix(BYTE_ORDER_MARK))
    except ValueError as problem:
        raise broken_toml(problem, where, text) from None


def looks_like_a_plan(data: Mapping[str, Any]) -> bool:
    """Tell whether a file's plain data is meant as a plan rather than as a scenario."""
    return not data.keys() & _OF_SCENARIOS and bool(data.keys() & _OF_PLANS)


def write(path: Path, text: str) -> None:
    """Write a text to a file; the file is never seen half written."""
    try:
        write_whole(path, text)
    except OSError as problem:
        raise ScenarioError(f"{short_path(str(path))} can't be written: {_why(problem)}") from None


def write_new(path: Path, text: str) -> None:
    """Write a text to a new file; an existing file is left alone."""
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise ScenarioError(f"{short_path(str(path))} exists already; choose another name") from None
    except OSError as problem:
        raise ScenarioError(f"{short_path(str(path))} can't be written: {_why(problem)}") from None


def _why(problem: OSError) -> str:
    return (problem.strerror or str(problem)).lower()


_TOO_LONG = "Exceeds the limit"  # how Python begins to say so
_POSITION = re.compile(r" \((?:at line (\d+), column (\d+)|at end of document)\)$")
# Python's own sentences, word by word; what it says beyond these is shown as it is.
_KNOWN = (
    mark("invalid statement"),
    mark("invalid value"),
    mark("invalid hex value"),
    mark("invalid date or datetime"),
    mark("invalid initial character for a key part"),
    mark("expected newline or end of document after a statement"),
    mark("expected ']' at the end of a table declaration"),
    mark("expected ']]' at the end of an array declaration"),
    mark("expected '=' after a key in a key/value pair"),
    mark("expected {found}"),
    mark("found invalid character {found}"),
    mark("illegal character {found}"),
    mark("cannot declare {found} twice"),
    mark("cannot overwrite a value"),
    mark("cannot mutate immutable namespace {found}"),
    mark("cannot redefine namespace {found}"),
    mark("duplicate inline table key {found}"),
    mark("unclosed array"),
    mark("unclosed inline table"),
    mark("unterminated string"),
    mark("unescaped '\\' in a string"),
    mark("escaped character is not a Unicode scalar value"),
)


_CURLY = re.compile("[\u201c-\u201f\u2018-\u201b\u00ab\u00bb\u2039\u203a]")
_WORD = re.compile(r"[^\W\d_][\w .-]*")


def broken_toml(problem: ValueError, where: Where, text: str = "") -> ScenarioError:
    """Return the sentence on a text that isn't TOML, with line and column.

    Words without quotation marks, curly ones and decimal commas are told how to be written.
    """
    message = str(problem)
    match = _POSITION.search(message)
    hint = _hint(text, match)
    said = one_line(_POSITION.sub("", message))
    wrong = _known(said[:1].lower() + said[1:])
    if said.startswith(_TOO_LONG):
        wrong = Phrase("a whole number has too many digits")
    if match and match.group(1):
        return ScenarioError(
            "{where}, line {line}, column {column}: this is not valid TOML: {problem}",
            where=where,
            line=int(match.group(1)),
            column=int(match.group(2)),
            problem=wrong,
            hint=hint,
        )
    if match:
        return ScenarioError(
            "{where}, at its end: this is not valid TOML: {problem}", where=where, problem=wrong, hint=hint
        )
    return ScenarioError("{where}: this is not valid TOML: {problem}", where=where, problem=wrong)


def nested_too_deeply(where: Where) -> ScenarioError:
    """Return the sentence on tables and lists that stand inside too many others."""
    return ScenarioError(
        "{where} is nested too deeply; at most {most} tables and lists may stand inside each other",
        where=where,
        most=MOST_DEEP,
    )


def _hint(text: str, position: re.Match[str] | None) -> Phrase | None:
    """Return how to write what stands where a text stops being TOML, if that can be told."""
    lines = text.replace("\r\n", "\n").split("\n")
    at = len(lines) if position is None or position[1] is None else int(position[1])
    line = lines[at - 1] if 0 < at <= len(lines) else ""
    column = int(position[2]) - 1 if position and position[2] else len(line)
    before, rest = line[:column], line[column:]
    curly = _CURLY.search(line)
    if curly:
        return Phrase("a text needs straight quotation marks ('\"'), not {curly}", curly=curly[0])
    if re.match(r",\s*\d", rest) and before[-1:].isdigit():
        return Phrase("decimals are written with a point, as in 12.6, and thousands without a mark")
    word = _WORD.match(rest)
    if word and before.rstrip()[-1:] in ("=", "[", ","):
        said = word[0].strip()
        if said.lower() in ("true", "false"):
            return Phrase("true and false are written in small letters")
        return Phrase('a text needs straight quotation marks: "{word}"', word=said)
    return None


def _known(said: str) -> Phrase:
    for text in _KNOWN:
        before, field, after = text.partition("{found}")
        if not field and said == text:
            return Phrase(text)
        if field and said.startswith(before) and said.endswith(after):
            return Phrase(text, found=said[len(before) : len(said) - len(after)])
    return Phrase(said)


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
