"""The command that runs the points of a study's file."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ripple_sim.cli.application import command
from ripple_sim.cli.options import Dask, DecimalComma, Processes, ResultsFolder, Resume, Workers, executor
from ripple_sim.scenario.problems import RippleError

if TYPE_CHECKING:
    from ripple_sim.cli.progress import Screen
    from ripple_sim.study.sweep.answer import Sweep

SOME_FAILED = 1
_REASONS = 3


@command
def sweep(
    spec: Annotated[Path, typer.Argument(metavar="SPEC.toml", help="The file of the study.")],
    out: ResultsFolder = None,
    workers: Workers = None,
    processes: Processes = False,
    dask: Dask = None,
    resume: Resume = False,
    decimal_comma: DecimalComma = False,
) -> int:
    """Run many points, with and without plans.

    Every finished run is kept at once; a run that fails is a row with its reason.
    The exit code is 0 if every run succeeded, 1 if some failed, 2 if all did or none could begin.
    """
    from ripple_sim.cli.progress import Screen, progress_of_runs
    from ripple_sim.report.csv_table import write_table
    from ripple_sim.report.overview_figure import save
    from ripple_sim.study.sweep.specification import read_specification
    from ripple_sim.study.sweep.sweep import sweep as find

    study = read_specification(spec)
    folder = out or Path("results") / _plain(study.name)
    with progress_of_runs() as on_run:
        result = find(
            study, folder, workers=workers, executor=executor(processes), dask=dask, resume=resume, on_run=on_run
        )
    said = Screen(stderr=True)
    for reason in result.failures[:_REASONS]:
        said.print(f"Failed: {reason}", soft_wrap=True)
    write_table(result.table(), folder / "table.csv", decimal_comma)
    save(result.figure(), folder / "figure.png")
    Screen().print(result.say(), soft_wrap=True)
    said.print(f"Written to {folder}", soft_wrap=True)
    return _code(result, folder, said)


def _plain(name: str) -> str:
    return re.sub(r"[^\w.-]+", "-", name).strip("-.") or "study"


def _code(result: Sweep, folder: Path, said: Screen) -> int:
    """Return the exit code, after a sentence on what failed."""
    from ripple_sim.study.sweep.store import RUNS

    failed, worlds = result.without_result, len(result.worlds) * result.about.replications
    if not failed:
        return 0
    again = f"the reasons are in {folder / RUNS}, and the same command with --resume tries again"
    if failed == worlds:
        raise RippleError(f"every one of the {worlds:,} worlds of the study failed; {again}")
    said.print(f"{failed:,} of {worlds:,} worlds failed; {again}.", soft_wrap=True)
    return SOME_FAILED
