"""Run again what a results folder holds, and say whether the same comes out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ripple_sim.observe.metrics import METRICS
from ripple_sim.observe.results import Run
from ripple_sim.report.formats import read_series
from ripple_sim.report.manifest import (
    MANIFEST,
    Manifest,
    hash_file,
    hash_numbers,
    lies_inside,
    read_manifest,
    this_platform,
    versions,
)
from ripple_sim.scenario.files import load
from ripple_sim.scenario.problems import RippleError
from ripple_sim.scenario.schema import Scenario
from ripple_sim.study.core.answer import StudyAnswer
from ripple_sim.study.run import run

if TYPE_CHECKING:
    import pandas as pd

_KEYS = ["week", "unit", "metric"]


@dataclass(frozen=True)
class Verification:
    """Whether the same numbers came out, and one sentence that says so."""

    same: bool
    say: str


def verify_results(folder: Path) -> Verification:
    """Check a results folder's files, run its scenario again, and compare all numbers.

    A folder whose files have changed since is reported as such without a run.

    Raises
    ------
    RippleError
        When the folder has no readable manifest or scenario, holds a study that isn't known, or
        the run is stopped.
    """
    manifest = read_manifest(folder)
    try:
        changed = _changed(folder, manifest)
    except OSError as problem:
        raise RippleError(f"{folder} can't be read: {problem.strerror or problem}") from None
    if changed:
        return Verification(False, f"Changed since the results were written: {changed}.")
    scenario = load(folder / "scenario.toml")
    if scenario.hash() != manifest.scenario_hash:
        others = other_versions(manifest)
        return Verification(False, f"Different: scenario.toml is not the scenario that was run{others}.")
    again = None if manifest.study else _run_again(scenario, manifest)
    arrays = again.arrays if again else _studied_again(folder, manifest)
    others = other_versions(manifest)
    if hash_numbers(arrays) == manifest.numbers:
        count = sum(values.size for values in arrays.values())
        return Verification(True, f"The same: all {count:,} numbers come out to the last bit{others}.")
    difference = _difference(folder, again) if again else "other numbers than then"
    return Verification(False, f"Different: {difference}{others}.")


def _run_again(scenario: Scenario, manifest: Manifest) -> Run:
    again = run(scenario, seed=manifest.seed, weeks=manifest.weeks, replication=manifest.replication)
    if again.interrupted:
        raise RippleError("stopped before the run was over; nothing was compared")
    return again


def _studied_again(folder: Path, manifest: Manifest) -> dict[str, NDArray[np.float64]]:
    """Do a study again as its folder says, and return its numbers by name."""
    from ripple_sim.study.compare.circumstances import Comparisons, compare_each_again

    kind = manifest.study.kind if manifest.study else ""
    if kind == Comparisons.kind:
        return compare_each_again(folder, manifest)
    studies = _studies()
    if kind not in studies:
        raise RippleError(f"{folder} holds a study of the kind '{kind}', which this version doesn't know")
    return dict(studies[kind](folder, manifest).results().numbers)


def _studies() -> dict[str, Callable[[Path, Manifest], StudyAnswer]]:
    """Return what does a study of each kind again; loaded when one is verified."""
    from ripple_sim.study.compare.result import Comparison
    from ripple_sim.study.compare.study import compare_again
    from ripple_sim.study.discover.study import Discovery, discover_again
    from ripple_sim.study.explain.result import Explanation
    from ripple_sim.study.explain.study import explain_again
    from ripple_sim.study.optimise.study import Optimum, optimise_again
    from ripple_sim.study.sensitivity.study import Sensitivity, sensitivity_again
    from ripple_sim.study.trace.result import Trace
    from ripple_sim.study.trace.study import trace_again

    return {
        Comparison.kind: compare_again,
        Discovery.kind: discover_again,
        Explanation.kind: explain_again,
        Optimum.kind: optimise_again,
        Sensitivity.kind: sensitivity_again,
        Trace.kind: trace_again,
    }


def _changed(folder: Path, manifest: Manifest) -> str:
    if "scenario.toml" not in manifest.files:
        raise RippleError(f"{folder / MANIFEST} lists no scenario.toml, so nothing can be run again")
    said = []
    for name, expected in manifest.files.items():
        path = folder / name
        if not lies_inside(name):
            raise RippleError(f"{folder / MANIFEST} names '{name}', which is not inside the folder")
        if not path.is_file():
            said.append(f"{name} is missing")
        elif hash_file(path) != expected:
            said.append(f"{name} has other content")
    return ", ".join(said)


def other_versions(manifest: Manifest) -> str:
    """Return which versions differ from those of a manifest, in brackets; or nothing."""
    now = {**versions(), "platform": this_platform()}
    then = {**manifest.versions, "platform": manifest.platform}
    differing = [
        f"{name} {then.get(name, 'unknown')} then and {now[name]} now" for name in now if then.get(name) != now[name]
    ]
    return f" (with {', '.join(differing)})" if differing else ""


def _difference(folder: Path, again: Run) -> str:
    then = read_series(folder)
    if then is None:
        return "other numbers than then; without series.csv or series.parquet, no telling where"
    both = then[[*_KEYS, "value"]].merge(
        again.frame()[[*_KEYS, "value"]], on=_KEYS, how="outer", suffixes=("_then", "_now")
    )
    old, new = both["value_then"].to_numpy(float), both["value_now"].to_numpy(float)
    differ = both[~((old == new) | (np.isnan(old) & np.isnan(new)))]
    if differ.empty:
        return "the series are the same, but not the numbers that the manifest stands for"
    return f"first in {_first(differ)}, {_largest(differ)}"


def _first(differ: pd.DataFrame) -> str:
    week = int(differ["week"].min())
    names = set(differ.loc[differ["week"] == week, "metric"])
    known = [metric.name for metric in METRICS if metric.name in names]
    return f"'{(known or sorted(names))[0]}' of week {week}"


def _largest(differ: pd.DataFrame) -> str:
    old, new = differ["value_then"].to_numpy(float), differ["value_now"].to_numpy(float)
    relative = np.abs(new - old) / np.maximum(np.abs(old), np.abs(new))
    if not np.isfinite(relative).any():
        return "where one of the two has no number"
    row = int(np.nanargmax(relative))
    return f"at most by {relative[row]:.2g} of a number (in '{differ['metric'].iloc[row]}')"
