"""A study of many points as results: tables, data, pictures and a manifest, beside its runs."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ripple_sim.report.csv_table import write_table
from ripple_sim.report.folder import started_at
from ripple_sim.report.labelled_file import write_labelled
from ripple_sim.report.manifest import (
    MANIFEST,
    Manifest,
    describe_study,
    hash_file,
    write_manifest,
)
from ripple_sim.scenario.files import to_toml
from ripple_sim.scenario.problems import RippleError
from ripple_sim.scenario.under_way import folder_under_way
from ripple_sim.scenario.writing import plan_to_toml

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr
    from matplotlib.figure import Figure

    from ripple_sim.scenario.plans import Plan
    from ripple_sim.scenario.schema import Scenario

PLAN = "plan.toml"


@dataclass(frozen=True)
class Results:
    """What is kept of a study.

    Attributes
    ----------
    kind
        Which study; also the name of the file of its data.
    settings
        What brings out the same numbers again, beside the company and the plans in the folder.
    base, plans
        The company, and plans by the name of their file.
    tables, data, figures
        By the name of their file.
    sentences
        The answer, and what holds for it.
    numbers
        All numbers of the runs, see :func:`ripple_sim.report.manifest.hash_numbers`.
    seed, weeks, wall_seconds
        As in the manifest.
    """

    kind: str
    settings: Mapping[str, Any]
    base: Scenario
    tables: Mapping[str, pd.DataFrame]
    data: xr.Dataset
    figures: Mapping[str, Figure]
    sentences: tuple[str, ...]
    numbers: Mapping[str, NDArray[np.float64]]
    seed: int
    weeks: int
    wall_seconds: float
    plans: Mapping[str, Plan] = field(default_factory=dict)


def fill(folder: Path, results: Results, decimal_comma: bool = False) -> list[str]:
    """Write results into an empty folder; returns the files' names, the manifest last.

    ``decimal_comma`` gives the tables of text a decimal comma, and semicolons between fields.
    """
    from ripple_sim.report.overview_figure import save

    for name, table in results.tables.items():
        write_table(table, folder / f"{name}.csv", decimal_comma)
    write_labelled(results.data, folder / f"{results.kind}.nc")
    for name, figure in results.figures.items():
        for ending in ("png", "svg"):
            save(figure, folder / f"{name}.{ending}")
    texts = {
        "answer.txt": "\n".join([results.sentences[0], "", *results.sentences[1:]]) + "\n",
        "scenario.toml": to_toml(results.base, full=True),
        **{name: plan_to_toml(plan) for name, plan in results.plans.items()},
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    files = {path.name: hash_file(path) for path in sorted(folder.iterdir())}
    write_manifest(_describe(results, files), folder)
    return [*files, MANIFEST]


def write_beside_runs(folder: Path, results: Results, decimal_comma: bool = False) -> list[Path]:
    """Write results into the folder of a study's runs; each file appears whole, the manifest last.

    ``decimal_comma`` gives the tables of text a decimal comma, and semicolons between fields.

    Raises
    ------
    RippleError
        When they can't be written.
    """
    try:
        with folder_under_way(folder / "results") as fresh:
            names = fill(fresh, results, decimal_comma)
            for name in names:
                os.replace(fresh / name, folder / name)
    except OSError as problem:
        raise RippleError(f"{folder} can't be written: {problem.strerror or problem}") from problem
    return [folder / name for name in names]


def _describe(results: Results, files: dict[str, str]) -> Manifest:
    return describe_study(
        results.kind,
        results.settings,
        results.base,
        seed=results.seed,
        weeks=results.weeks,
        started=started_at(results.wall_seconds),
        wall_seconds=results.wall_seconds,
        numbers=results.numbers,
        files=files,
    )


def settings_of(folder: Path, manifest: Manifest, names: tuple[str, ...]) -> dict[str, Any]:
    """Return the named settings of a study's manifest.

    Raises
    ------
    RippleError
        When one of them isn't there.
    """
    settings = manifest.study.settings if manifest.study else {}
    missing = [name for name in names if name not in settings]
    if missing:
        raise RippleError(
            f"{folder / MANIFEST} doesn't say how the study was made (it lacks '{missing[0]}'), "
            "so it can't be repeated"
        )
    return {name: settings[name] for name in names}


def plans_by_file(plans: Mapping[str, Plan]) -> dict[str, Plan]:
    """Return a question's one plan, if it has one, by the name of its file."""
    return dict(zip((PLAN,), plans.values(), strict=False))


def plan_of(folder: Path) -> Path | None:
    """Return the plan's file in a study's folder, if it has one."""
    return folder / PLAN if (folder / PLAN).is_file() else None
