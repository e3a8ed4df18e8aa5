"""A study's results folder: written by one writer for all studies, and read whole."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from filelock import lock_descriptor
from numpy.typing import NDArray

from ripple_sim.report.csv_table import write_table
from ripple_sim.report.folder import started_at, write_folder, write_labelled
from ripple_sim.report.manifest import (
    MANIFEST,
    Asked,
    Manifest,
    describe,
    hash_file,
    lies_inside,
    read_manifest,
    write_manifest,
)
from ripple_sim.scenario.files import to_toml
from ripple_sim.scenario.plans import Plan
from ripple_sim.scenario.problems import RippleError
from ripple_sim.scenario.under_way import folder_under_way, put_back
from ripple_sim.scenario.writing import plan_to_toml
from ripple_sim.study.core.answer_file import ANSWER, write_answer

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr
    from matplotlib.figure import Figure

    from ripple_sim.scenario.schema import Scenario

SCENARIO = "scenario.toml"
PLAN = "plan.toml"
COMMANDS = {
    "comparison": "compare",
    "comparisons": "compare",
    "discovery": "discover",
    "explanation": "explain",
    "optimum": "optimise",
    "sensitivity": "sensitivity",
    "story": "story",
    "trace": "trace",
}
"""The command that writes each kind of study."""


@dataclass(frozen=True)
class Results:
    """What is kept of a study.

    Attributes
    ----------
    kind
        Which study.
    answer, unkept
        The answer itself, and the fields in it that no file holds, such as ``Optimum.study``.
    settings
        What brings out the same numbers again, beside the company and the plans in the folder.
    base, plans
        The company, and plans, or companies under a plan, by the name of their file.
    tables, figures
        By the name of their file; figures are drawn when they are written.
    data
        Labelled data; their file is called like the kind. None where folders inside hold them.
    said, conditions
        The answer, and what holds for it, one line each.
    numbers
        All numbers of the study, see :func:`ripple_sim.report.manifest.hash_numbers`.
    seed, weeks, wall_seconds
        As in the manifest.
    inside
        Results of their own in folders inside, by the folder's name.
    """

    kind: str
    answer: object
    settings: Mapping[str, Any]
    base: Scenario
    tables: Mapping[str, pd.DataFrame]
    data: xr.Dataset | None
    figures: Mapping[str, Callable[[], Figure]]
    said: tuple[str, ...]
    numbers: Mapping[str, NDArray[np.float64]]
    seed: int
    weeks: int
    wall_seconds: float
    conditions: tuple[str, ...] = ()
    plans: Mapping[str, Plan | Scenario] = field(default_factory=dict)
    unkept: tuple[str, ...] = ()
    inside: Mapping[str, Results] = field(default_factory=dict)

    @property
    def texts(self) -> dict[str, str]:
        """The files of the company and the plans, by name."""
        return {
            SCENARIO: to_toml(self.base, full=True),
            **{
                name: plan_to_toml(plan) if isinstance(plan, Plan) else to_toml(plan, full=True)
                for name, plan in self.plans.items()
            },
        }

    def describe(self, started: str, files: dict[str, str]) -> Manifest:
        """Return the manifest of a folder with these files (name: SHA-256)."""
        study = Asked(kind=self.kind, settings=dict(self.settings))
        known = {"study": study, "seed": self.seed, "weeks": self.weeks, "started": started, "files": files}
        return describe(self.base, self.numbers, self.wall_seconds, **known)


@dataclass(frozen=True)
class Provenance:
    """How an answer came about: the manifest, and the files of company and plans by name."""

    manifest: Manifest
    texts: dict[str, str]


def provenance_of(results: Results) -> Provenance:
    """Return how an answer that isn't kept in a folder came about."""
    return Provenance(results.describe(started_at(results.wall_seconds), {}), results.texts)


def fill(
    folder: Path, results: Results, decimal_comma: bool = False, pictures: bool = True, started: str = ""
) -> list[str]:
    """Write results into an empty folder; return the files' names, the manifest last.

    Parameters
    ----------
    decimal_comma
        Whether tables of text have a decimal comma, and semicolons between their fields.
    pictures
        Whether figures are drawn.
    started
        ISO time at which the study began; if empty, it ended just now.
    """
    from ripple_sim.report.overview_figure import save

    began = started or started_at(results.wall_seconds)
    for name, more in results.inside.items():
        (folder / name).mkdir()
        fill(folder / name, more, decimal_comma, pictures, began)
    for name, table in results.tables.items():
        write_table(table, folder / f"{name}.csv", decimal_comma)
    if results.data is not None:
        write_labelled(results.data, folder / f"{results.kind}.nc")
    for name, draw in results.figures.items() if pictures else ():
        figure = draw()
        for ending in ("png", "svg"):
            save(figure, folder / f"{name}.{ending}")
    write_answer(results.answer, results.unkept, folder / ANSWER)
    rest = ["", *results.conditions] if results.conditions else []
    texts = {"answer.txt": "\n".join([*results.said, *rest]) + "\n", **results.texts}
    write_texts(texts, folder)
    files = {
        path.relative_to(folder).as_posix(): hash_file(path) for path in sorted(folder.rglob("*")) if path.is_file()
    }
    write_manifest(results.describe(began, files), folder)
    return [*files, MANIFEST]


def write_whole_folder(
    folder: Path, results: Results, overwrite: bool, decimal_comma: bool, pictures: bool = True
) -> list[Path]:
    """Write a folder of results, which appears whole or not at all.

    Raises
    ------
    RippleError
        As :func:`ripple_sim.report.folder.write_folder` does.
    """
    return write_folder(folder, overwrite, lambda fresh: fill(fresh, results, decimal_comma, pictures))


def write_beside_runs(folder: Path, results: Results, decimal_comma: bool = False) -> list[Path]:
    """Write results into the folder of a study's runs; each file appears whole, the manifest last.

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


def read_whole(folder: Path, kind: str) -> Manifest:
    """Return the manifest of a study's folder, after a check that it is as it was written.

    Raises
    ------
    RippleError
        When it is no results folder, holds something else, or a file has changed.
    """
    wanted = f"{with_article(kind)} ('ripple {COMMANDS[kind]} … --out FOLDER' writes one)"
    put_back(folder.absolute())
    if not folder.exists():
        raise RippleError(f"there is no folder {folder}; it must hold {wanted}")
    manifest = read_manifest(folder)
    held = manifest.study.kind if manifest.study else "run"
    if (held, kind) == ("comparisons", "comparison"):
        raise RippleError(
            f"{folder} holds comparisons for several circumstances; name the folder of one of "
            f"them, such as {folder / 'circumstances-1'}"
        )
    if held != kind:
        raise RippleError(f"{folder} holds {with_article(held)}, but it must hold {wanted}")
    for name, expected in manifest.files.items():
        path = folder / name
        if not lies_inside(name) or not path.is_file():
            raise RippleError(f"{folder} is not whole: {name} is missing")
        if hash_file(path) != expected:
            raise RippleError(f"{folder} has changed since it was written: {name} is another")
    if ANSWER not in manifest.files:
        raise RippleError(
            f"{folder} was written by an earlier version, which didn't keep the whole answer; "
            f"write it again with 'ripple {COMMANDS[kind]} … --out FOLDER'"
        )
    return manifest


def with_article(kind: str) -> str:
    """Return a kind of study with its article, such as ``an explanation``."""
    return kind if kind == "comparisons" else f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"


def read_texts(folder: Path) -> dict[str, str]:
    """Return the files of companies and plans in a study's folder, by name."""
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.toml"))}


def write_texts(texts: Mapping[str, str], folder: Path) -> None:
    """Write texts into a folder."""
    for name, text in texts.items():
        (folder / Path(name).name).write_text(text, encoding="utf-8", newline="\n")


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
            f"{folder / MANIFEST} doesn't say how the study was made (it lacks '{missing[0]}'), so it can't be repeated"
        )
    return {name: settings[name] for name in names}


def plan_file(number: int) -> str:
    """Return the name of the file with the company under a plan, plans counted from 1."""
    return f"plan-{number}.toml"


def plans_by_file(plans: Mapping[str, Plan]) -> dict[str, Plan]:
    """Return a question's one plan, if it has one, by the name of its file."""
    return dict(zip((PLAN,), plans.values(), strict=False))


def plan_of(folder: Path) -> Path | None:
    """Return the plan's file in a study's folder, if it has one."""
    return folder / PLAN if (folder / PLAN).is_file() else None


LOCK = "lock"


@contextmanager
def locked(folder: Path, work: str = "study") -> Iterator[None]:
    """Hold a folder's lock, made with the folder if missing.

    The kernel gives the lock back when its holder dies, however it dies. ``work`` is what a refusal
    calls the other one's work.

    Raises
    ------
    RippleError
        Where another holds it, or the folder can't be used.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / LOCK).open("a+")
    except OSError as problem:
        raise RippleError(f"the folder {folder} can't be used: {problem.strerror}") from None
    with lock:
        try:
            mine = lock_descriptor(lock.fileno(), blocking=False)
        except OSError as problem:
            raise RippleError(f"the folder {folder} can't be used: {problem.strerror}") from None
        if not mine:
            lock.seek(0)
            holder = lock.read().strip() or "unknown"
            raise RippleError(
                f"another {work} (process {holder}) works in {folder}; wait for it or choose another folder"
            )
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield
