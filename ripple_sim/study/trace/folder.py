"""A trace as a results folder, and the same trace again from one."""

from __future__ import annotations

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
    from ripple_sim.study.trace import Trace

KIND = "trace"
_PLAN = "plan-1.toml"
_SETTINGS = ("start", "pairs", "circles", "stated")


def write_trace(
    found: Trace, out: Path, overwrite: bool = False, decimal_comma: bool = False
) -> list[Path]:
    """Write everything there is to keep of a trace; the folder appears whole or not at all.

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
    return write_folder(out, overwrite, lambda fresh: _fill(fresh, found, started, decimal_comma))


def _fill(folder: Path, found: Trace, started: str, decimal_comma: bool) -> list[str]:
    from ripple_sim.report.overview_figure import save

    for name, table in (("rings", found.table()), ("passages", found.passages_table())):
        write_table(table, folder / f"{name}.csv", decimal_comma)
    write_labelled(found.data, folder / "trace.nc")
    figure = found.figure()
    for ending in ("png", "svg"):
        save(figure, folder / f"trace.{ending}")
    for name, text in (
        ("answer.txt", f"{found.say()}\n"),
        ("scenario.toml", to_toml(found.base, full=True)),
        (_PLAN, to_toml(found.plan, full=True)),
    ):
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    files = {path.name: hash_file(path) for path in sorted(folder.iterdir())}
    write_manifest(_describe(found, started, files), folder)
    return [*files, MANIFEST]


def _describe(found: Trace, started: str, files: dict[str, str]) -> Manifest:
    return describe_study(
        KIND,
        {"plan": found.plan_name, **{name: getattr(found, name) for name in _SETTINGS}},
        found.base,
        seed=found.seed,
        weeks=found.weeks,
        started=started,
        wall_seconds=found.wall_seconds,
        numbers=numbers(found),
        files=files,
    )


def numbers(found: Trace) -> dict[str, NDArray[np.float64]]:
    """Return every number of every pair by ring and measure, and when each ring first moved."""
    arrays = {f"{ring} {measure}": values for (ring, measure), values in found.each.items()}
    for ring, moves in found.first.items():
        arrays[f"{ring} first"] = np.array([move or (0, 0) for move in moves], np.float64)
    return arrays


def trace_again(folder: Path, manifest: Manifest) -> dict[str, NDArray[np.float64]]:
    """Trace again what a folder holds, and return its numbers.

    Raises
    ------
    RippleError
        When the manifest doesn't say how, or a scenario can't be read.
    """
    from ripple_sim.study.trace import trace

    settings = manifest.study.settings if manifest.study else {}
    try:
        asked = {name: settings[name] for name in _SETTINGS}
    except KeyError:
        raise RippleError(
            f"{folder / MANIFEST} doesn't say how the plan was traced, so it can't be repeated"
        ) from None
    again = trace(
        load(folder / "scenario.toml"),
        load(folder / _PLAN),
        horizon=manifest.weeks,
        seed=manifest.seed,
        **asked,  # type: ignore[arg-type]
    )
    return numbers(again)
