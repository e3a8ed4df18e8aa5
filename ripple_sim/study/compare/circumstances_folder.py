"""Comparisons of plans for different circumstances as a folder of results folders."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ripple_sim.report.csv_table import write_table
from ripple_sim.report.folder import started_at, write_folder
from ripple_sim.report.manifest import (
    MANIFEST,
    Manifest,
    describe_study,
    hash_file,
    read_manifest,
    write_manifest,
)
from ripple_sim.scenario.files import to_toml
from ripple_sim.scenario.problems import RippleError
from ripple_sim.study.compare import folder as comparison_folder

if TYPE_CHECKING:
    from ripple_sim.study.compare.circumstances import Comparisons

KIND = "comparisons"


def write_comparisons(
    found: Comparisons, out: Path, overwrite: bool = False, decimal_comma: bool = False
) -> list[Path]:
    """Write a results folder for each of the circumstances, and the answer and tables beside them.

    ``circumstances-1`` and so on are comparisons like any other: ``ripple verify`` and ``ripple
    brief`` take each of them. The whole appears at once or not at all. ``decimal_comma`` gives the
    tables of text a decimal comma, and semicolons between fields.

    Returns
    -------
    list[Path]
        The files written, the manifest of the whole last.

    Raises
    ------
    RippleError
        As :func:`ripple_sim.report.folder.write_folder` does.
    """
    started = started_at(found.wall_seconds)
    return write_folder(out, overwrite, lambda fresh: _fill(fresh, found, started, decimal_comma))


def group_folder(number: int) -> str:
    """Return the name of the folder of the circumstances with a number, from 1."""
    return f"circumstances-{number}"


def _fill(folder: Path, found: Comparisons, started: str, decimal_comma: bool) -> list[str]:
    names = []
    for number, group in enumerate(found, 1):
        inside = folder / group_folder(number)
        inside.mkdir()
        written = comparison_folder.fill(inside, group, started, decimal_comma)
        names += [f"{inside.name}/{name}" for name in written]
    tables = {"outcomes": found.table(), "units": found.by_unit(), "ranking": found.ranking()}
    for name, table in tables.items():
        write_table(table, folder / f"{name}.csv", decimal_comma)
    said = [found.apart()]
    for heading, group in zip(found.headings(), found, strict=True):
        said += ["", heading, *(group.say(plan) for plan in group.plans), *group.conditions()]
    (folder / "answer.txt").write_text("\n".join(said) + "\n", encoding="utf-8", newline="\n")
    (folder / "scenario.toml").write_text(
        to_toml(found.base, full=True), encoding="utf-8", newline="\n"
    )
    names += ["answer.txt", *(f"{name}.csv" for name in tables), "scenario.toml"]
    arrays: dict[str, NDArray[np.float64]] = {}
    for number, group in enumerate(found, 1):
        arrays |= _named(number, comparison_folder.numbers(group))
    first = found.groups[0]
    manifest = describe_study(
        KIND,
        {"circumstances": len(found)},
        found.base,
        seed=first.seed,
        weeks=max(group.weeks for group in found),
        started=started,
        wall_seconds=found.wall_seconds,
        numbers=arrays,
        files={name: hash_file(folder / name) for name in names},
    )
    write_manifest(manifest, folder)
    return [*names, MANIFEST]


def _named(number: int, arrays: dict[str, NDArray[np.float64]]) -> dict[str, NDArray[np.float64]]:
    return {f"circumstances {number} {name}": held for name, held in arrays.items()}


def compare_each_again(folder: Path, manifest: Manifest) -> dict[str, NDArray[np.float64]]:
    """Compare again what each folder inside holds, and return all numbers.

    Raises
    ------
    RippleError
        When the manifest doesn't say how many there are, or one of them can't be read.
    """
    count = manifest.study.settings.get("circumstances") if manifest.study else None
    if not isinstance(count, int) or not 1 <= count <= len(manifest.files):
        raise RippleError(
            f"{folder / MANIFEST} doesn't say how many circumstances there are, so the "
            "comparisons can't be repeated"
        )
    arrays: dict[str, NDArray[np.float64]] = {}
    for number in range(1, count + 1):
        inside = folder / group_folder(number)
        again = comparison_folder.compare_again(inside, read_manifest(inside))
        arrays |= _named(number, again)
    return arrays
