"""Scenarios as files: presets, reading, changing single values, writing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from ripple_sim.scenario.accepted import NAME_OR_PATH, SCENARIO
from ripple_sim.scenario.arguments import takes
from ripple_sim.scenario.plan_library import no_company, plan_names, plan_path
from ripple_sim.scenario.problems import ScenarioError, Where, near_or_all
from ripple_sim.scenario.readers import FLAG, PATH
from ripple_sim.scenario.schema import Scenario, checked
from ripple_sim.scenario.showing import short
from ripple_sim.scenario.toml_texts import looks_like_a_plan, text_of, toml_of, write, write_new
from ripple_sim.scenario.tree import put
from ripple_sim.scenario.writing import to_toml
from ripple_sim.wording import Phrase, row_of

__all__ = ["load", "new_file", "override", "parse", "preset_names", "preset_path", "save", "to_toml", "with_settings"]

_PRESETS = Path(__file__).resolve().parent / "presets"


def preset_names() -> list[str]:
    """Return the names of the scenarios that come with the package."""
    return sorted(path.stem for path in _PRESETS.glob("*.toml"))


def preset_path(name: str) -> Path:
    """Return the file of a preset."""
    if name not in preset_names():
        raise ScenarioError("there is no preset '{preset}'", preset=name, hint=near_or_all(name, preset_names()))
    return _PRESETS / f"{name}.toml"


@takes(name_or_path=NAME_OR_PATH)
def load(name_or_path: str | Path) -> Scenario:
    """Return a preset by its name, or a scenario by the path of its file.

    Raises
    ------
    ScenarioError
        With one sentence on what is wrong: where, what, and what is allowed.
    """
    if str(name_or_path) in plan_names():
        name = str(name_or_path)
        text, where = text_of(name, plan_names(), plan_path, "plan")
    else:
        text, where = text_of(name_or_path, preset_names(), preset_path, "preset")
    return parse(text, where)


def parse(text: str, where: Where = "scenario") -> Scenario:
    """Return the scenario that a text describes; ``where`` is what its sentences call it."""
    data = toml_of(text, where)
    if looks_like_a_plan(data):
        raise ScenarioError(no_company(where, data.get("base")))
    return checked(data, where, text)


def override(scenario: Scenario, assignments: Iterable[str]) -> Scenario:
    """Return a copy with other values, each given as ``dotted.path=value``.

    Values are written as in a file; words need no quotation marks. The first intervention is
    ``interventions.1``.
    """
    data: dict[str, Any] = scenario.model_dump()
    given = list(assignments)
    for assignment in given:
        path, value = _split(assignment)
        put(data, path, value, Scenario)
    return checked(data, Phrase("with {settings}", settings=row_of(map(short, given))))


def with_settings(scenario: Scenario, settings: Mapping[str, Any]) -> Scenario:
    """Return a copy with other values by dotted path, as plain data or as a file writes them."""
    data: dict[str, Any] = scenario.model_dump()
    for path, value in settings.items():
        put(data, path, value, Scenario)
    return checked(data, Phrase("with {settings}", settings=row_of(map(short, settings))))


def _split(assignment: str) -> tuple[str, Any]:
    path, sign, text = (part.strip() for part in assignment.partition("="))
    if not sign or not path:
        raise ScenarioError(
            "'{text}' changes nothing; write a dotted path, '=' and a value, as in company.drivers.trust.level=0.6",
            text=short(assignment),
        )
    try:
        values = toml_of(f"value = {text}", path)
    except ScenarioError:
        values = {}
    return path, values["value"] if set(values) == {"value"} else text


@takes(scenario=SCENARIO, path=PATH, full=FLAG)
def save(scenario: Scenario, path: str | Path, full: bool = False) -> None:
    """Write a scenario to a file; the file is never seen half written."""
    write(Path(path), to_toml(scenario, full))


def new_file(path: str | Path, preset_name: str) -> None:
    """Copy a preset's text, comments included, to a new file; an existing file is left alone."""
    write_new(Path(path), preset_path(preset_name).read_text(encoding="utf-8"))
