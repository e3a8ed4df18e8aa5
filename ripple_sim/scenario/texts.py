"""The texts of files that people write: found by name or path, read, parsed, written."""

from __future__ import annotations

import os
import stat
import tomllib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from ripple_sim.scenario.problems import ScenarioError, Where, nearest
from ripple_sim.scenario.showing import one_line, short, short_path
from ripple_sim.scenario.toml_depth import is_too_deep
from ripple_sim.scenario.toml_words import broken_toml, nested_too_deeply
from ripple_sim.scenario.whole_files import write_whole

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
