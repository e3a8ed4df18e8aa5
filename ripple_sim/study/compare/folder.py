"""A comparison as a results folder, and the same comparison again from one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ripple_sim.report.csv_table import write_table
from ripple_sim.report.folder import started_at, write_folder
from ripple_sim.report.labelled_file import write_labelled
from ripple_sim.report.manifest import (
    MANIFEST,
    Manifest,
    describe_study,
    hash_file,
    write_manifest,
)
from ripple_sim.scenario.files import load, to_toml
from ripple_sim.scenario.problems import RippleError

if TYPE_CHECKING:
    from ripple_sim.study.compare import Comparison

KIND = "comparison"


def write_comparison(
    found: Comparison, out: Path, overwrite: bool = False, decimal_comma: bool = False
) -> list[Path]:
    """Write everything there is to keep of a comparison; the folder appears whole or not at all.

    ``decimal_comma`` gives the tables of text a decimal comma, and semicolons between fields.

    Returns
    -------
    list[Path]
        The files written, the manifest last.

    Raises
    ------
    RippleError
        As :func:`ripple_sim.report.folder.write_folder` does.
    """
    started = started_at(found.wall_seconds)
    return write_folder(out, overwrite, lambda fresh: fill(fresh, found, started, decimal_comma))


def fill(folder: Path, found: Comparison, started: str, decimal_comma: bool = False) -> list[str]:
    """Write pictures, tables and data into an empty folder; return the names, the manifest last."""
    from ripple_sim.report.overview_figure import save
    from ripple_sim.study.compare.figure import comparison_figure

    for number, plan in enumerate(found.plans, 1):
        figure = comparison_figure(found, plan)
        for ending in ("png", "svg"):
            save(figure, folder / f"{_numbered(found, 'comparison', number)}.{ending}")
    return write_data(found, folder, started, decimal_comma)


def write_data(
    found: Comparison, folder: Path, started: str, decimal_comma: bool = False
) -> list[str]:
    """Write everything but the pictures into a folder, and the manifest of all that is there.

    Returns
    -------
    list[str]
        The names of all files of the folder, the manifest last.
    """
    tables = {"outcomes": found.table(), "units": found.by_unit()}
    if len(found.plans) > 1:
        tables["ranking"] = found.ranking()
    for name, table in tables.items():
        write_table(table, folder / f"{name}.csv", decimal_comma)
    write_labelled(found.data, folder / "comparison.nc")
    said = [found.say(plan) for plan in found.plans]
    if len(said) > 1:
        said.insert(0, found.say())
    _write(folder / "answer.txt", "\n".join([*said, "", *found.conditions()]) + "\n")
    _write(folder / "scenario.toml", to_toml(found.worlds.baseline, full=True))
    for number, world in enumerate(found.worlds.planned, 1):
        _write(folder / plan_file(number), to_toml(world, full=True))
    files = {path.name: hash_file(path) for path in sorted(folder.iterdir())}
    write_manifest(_describe(found, started, files), folder)
    return [*files, MANIFEST]


def _numbered(found: Comparison, name: str, number: int) -> str:
    return name if len(found.plans) == 1 else f"{name}-{number}"


def plan_file(number: int) -> str:
    """Return the name of the file with the company under a plan, plans counted from 1."""
    return f"plan-{number}.toml"


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _describe(found: Comparison, started: str, files: dict[str, str]) -> Manifest:
    return describe_study(
        KIND,
        {
            "plans": list(found.plans),
            "titles": [found.worlds.title(plan) for plan in found.plans],
            "pairs": found.pairs,
            "uncertainty": found.uncertainty,
            "discount_rate": found.discount_rate,
        },
        found.worlds.baseline,
        seed=found.seed,
        weeks=found.weeks,
        started=started,
        wall_seconds=found.wall_seconds,
        numbers=numbers(found),
        files=files,
    )


def numbers(found: Comparison) -> dict[str, NDArray[np.float64]]:
    """Return every number of every pair: the figures of its worlds, and the plans' outcomes."""
    arrays = found.figures.arrays()
    for number, plan in enumerate(found.plans, 1):
        arrays |= {f"plan {number} {name}": held for name, held in found.values(plan).items()}
    return arrays


def compare_again(folder: Path, manifest: Manifest) -> dict[str, NDArray[np.float64]]:
    """Compare again what a folder holds, and return its numbers.

    Raises
    ------
    RippleError
        As :func:`comparison_again` does.
    """
    return numbers(comparison_again(folder, manifest))


def comparison_again(folder: Path, manifest: Manifest) -> Comparison:
    """Compare again what a folder holds.

    Raises
    ------
    RippleError
        When the manifest doesn't say how, or a scenario can't be read.
    """
    from ripple_sim.study.compare import compare

    settings = manifest.study.settings if manifest.study else {}
    try:
        names = [str(name) for name in settings["plans"]]  # type: ignore[union-attr]
        asked = {name: settings[name] for name in ("pairs", "uncertainty", "discount_rate")}
    except (KeyError, TypeError):
        raise RippleError(
            f"{folder / MANIFEST} doesn't say how the plans were compared, so it can't be repeated"
        ) from None
    # The worlds in the files bear the company's name; a comparison calls each by its plan's.
    plans = [
        load(folder / plan_file(number)).model_copy(update={"name": name})
        for number, name in enumerate(names, 1)
    ]
    found = compare(
        load(folder / "scenario.toml"),
        *plans,
        horizon=manifest.weeks,
        seed=manifest.seed,
        **asked,  # type: ignore[arg-type]
    )
    return replace(found, worlds=replace(found.worlds, titles=_titles(settings, len(names))))


def _titles(settings: Mapping[str, object], plans: int) -> tuple[str, ...]:
    """Return the plans' titles that a folder keeps; folders of earlier versions keep none."""
    kept = settings.get("titles")
    if not isinstance(kept, list) or len(kept) != plans:
        return ("",) * plans
    return tuple(title if isinstance(title, str) else "" for title in kept)
