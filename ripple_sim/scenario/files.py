"""Scenarios as files: presets, reading, changing single values, writing."""

from __future__ import annotations

import os
import stat
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ripple_sim.scenario.checking import broken_toml, checked
from ripple_sim.scenario.problems import ScenarioError, nearest
from ripple_sim.scenario.schema import Scenario
from ripple_sim.scenario.tree import dotted, field_at, nearest_path, one_line, place_of, short
from ripple_sim.scenario.whole_files import write_whole
from ripple_sim.scenario.writing import to_toml

__all__ = [
    "load",
    "new_file",
    "override",
    "parse",
    "preset_names",
    "preset_path",
    "save",
    "to_toml",
]

_PRESETS = Path(__file__).resolve().parent / "presets"
_LARGEST_FILE = 2**20
_LONGEST_PATH = 200


def preset_names() -> list[str]:
    """Return the names of the scenarios that come with the package."""
    return sorted(path.stem for path in _PRESETS.glob("*.toml"))


def preset_path(name: str) -> Path:
    """Return the file of a preset."""
    if name not in preset_names():
        hint = nearest(name, preset_names()) or f"; there are {', '.join(preset_names())}"
        raise ScenarioError(f"there is no preset '{short(name, _LONGEST_PATH)}'{hint}")
    return _PRESETS / f"{name}.toml"


def load(name_or_path: str | Path) -> Scenario:
    """Return a preset by its name, or a scenario by the path of its file.

    Raises
    ------
    ScenarioError
        With one sentence on what is wrong: where, what, and what is allowed.
    """
    name = str(name_or_path)
    if name in preset_names():
        return parse(_read(preset_path(name), name), name)
    path = Path(name_or_path)
    looks_like_a_path = path.suffix or path.name != name
    if not looks_like_a_path and not os.path.lexists(path):
        hint = nearest(name, preset_names()) or f"; the presets are {', '.join(preset_names())}"
        raise ScenarioError(f"'{short(name, _LONGEST_PATH)}' is neither a preset nor a file{hint}")
    return parse(_read(path, short(name, _LONGEST_PATH)), short(name, _LONGEST_PATH))


def _read(path: Path, where: str) -> str:
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise ScenarioError(f"{where} is a folder, not a scenario file")
        if not stat.S_ISREG(found.st_mode):
            raise ScenarioError(f"{where} is not an ordinary file")
        if found.st_size > _LARGEST_FILE:
            raise ScenarioError(
                f"{where} has {found.st_size / 2**20:,.1f} MiB; a scenario file has at most 1 MiB"
            )
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
        line = content.count(b"\n", 0, problem.start) + 1
        raise ScenarioError(f"{where}, line {line}: the file is not written in UTF-8") from None
    if not text.strip():
        raise ScenarioError(f"{where} is empty; 'ripple new' makes a file from a preset")
    return text


def parse(text: str, where: str = "scenario") -> Scenario:
    """Return the scenario that a text describes; ``where`` is what its sentences call it."""
    return checked(_toml(text, where), where, text)


def _toml(text: str, where: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise ScenarioError(f"{where}: this is not valid TOML: it is nested too deeply") from None
    except ValueError as problem:
        raise broken_toml(problem, where) from None


def override(scenario: Scenario, assignments: Iterable[str]) -> Scenario:
    """Return a copy with other values, each given as ``dotted.path=value``.

    Values are written as in a file; words need no quotation marks. The first intervention is
    ``interventions.1``.
    """
    data: dict[str, Any] = scenario.model_dump()
    given = list(assignments)
    for assignment in given:
        path, value = _split(assignment)
        _put(data, path, value)
    return checked(data, f"with {', '.join(short(text) for text in given)}")


def _split(assignment: str) -> tuple[str, Any]:
    path, sign, text = (part.strip() for part in assignment.partition("="))
    if not sign or not path:
        raise ScenarioError(
            f"'{short(assignment)}' changes nothing; "
            "write a dotted path, '=' and a value, as in company.drivers.trust.level=0.6"
        )
    try:
        values = tomllib.loads(f"value = {text}")
    except (ValueError, RecursionError):
        values = {}
    return path, values["value"] if set(values) == {"value"} else text


def _put(data: dict[str, Any], path: str, value: Any) -> None:
    place = place_of(path)
    if field_at(place) is None:
        near = nearest_path(path)
        hint = f"; did you mean '{near}'?" if near else "; 'ripple show NAME --all' lists the paths"
        raise ScenarioError(f"there is no '{short(path)}'{hint}")
    holder: Any = data
    for i, part in enumerate(place[:-1]):
        if isinstance(part, int):
            holder = list(holder)
            if not 0 <= part < len(holder):
                said = f"there are {len(holder)}" if holder else "there are none"
                raise ScenarioError(f"there is no '{dotted(place[: i + 1])}'; {said}")
        holder = holder[part]
    holder[place[-1]] = value


def save(scenario: Scenario, path: str | Path, full: bool = False) -> None:
    """Write a scenario to a file; the file is never seen half written."""
    target = Path(path)
    try:
        write_whole(target, to_toml(scenario, full))
    except OSError as problem:
        raise ScenarioError(
            f"{short(str(target), _LONGEST_PATH)} can't be written: {_why(problem)}"
        ) from None


def new_file(path: str | Path, preset_name: str) -> None:
    """Copy a preset's text, comments included, to a new file; an existing file is left alone."""
    text = preset_path(preset_name).read_text(encoding="utf-8")
    target = Path(path)
    try:
        with target.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise ScenarioError(
            f"{short(str(target), _LONGEST_PATH)} exists already; choose another name"
        ) from None
    except OSError as problem:
        raise ScenarioError(
            f"{short(str(target), _LONGEST_PATH)} can't be written: {_why(problem)}"
        ) from None


def _why(problem: OSError) -> str:
    return (problem.strerror or str(problem)).lower()
