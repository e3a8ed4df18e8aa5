"""Studies of many worlds on the command line: run, kept in a folder, and said in a sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from ripple_sim.commands.screen import Screen, progress_bar, set_asides_said
from ripple_sim.scenario.problems import RippleError

if TYPE_CHECKING:
    from ripple_sim.study.core.answer import Answer
    from ripple_sim.study.sweep.result import Sweep

SOME_FAILED = 1
_REASONS = 3


def run_sweep(
    spec: Path,
    out: Path | None,
    *,
    workers: int | None,
    processes: bool,
    dask: str | None,
    resume: bool,
    decimal_comma: bool,
) -> int:
    """Run a study from its file, write what it gives, and print the answer.

    Returns
    -------
    int
        0, or 1 if some worlds failed.

    Raises
    ------
    RippleError
        When the study can't be run, or every world failed.
    """
    from ripple_sim.study.sweep.specification import read_specification
    from ripple_sim.study.sweep.sweep import sweep

    study = read_specification(spec)
    folder = out or Path("results") / _plain(study.name)
    with progress() as on_run:
        found = sweep(
            study, folder, workers=workers, executor=_where(processes), dask=dask, resume=resume,
            on_run=on_run,
        )  # fmt: skip
    _show_failures(found)
    _finish(found, folder, decimal_comma)
    return _code(found, folder)


def _plain(name: str) -> str:
    return re.sub(r"[^\w.-]+", "-", name).strip("-.") or "study"


def _where(processes: bool) -> Literal["threads", "processes"]:
    return "processes" if processes else "threads"


@contextmanager
def progress(quiet: bool = False, kept: bool = True) -> Iterator[Callable[[int, int], None]]:
    """Show how many runs ended, their rate and the time left.

    When stopped, say how to go on if the runs are ``kept``.
    """
    from ripple_sim.study.sweep.runner import StudyStoppedError

    said = Screen(stderr=True, quiet=quiet)
    try:
        with (
            set_asides_said(said),
            progress_bar(said, "Preparing", "Run", rate="runs/s") as tell,
        ):
            yield tell
    except StudyStoppedError as stopped:
        how = "the same command with --resume goes on" if kept else "with --out runs are kept"
        raise RippleError(f"{stopped}; {how}") from None


def _show_failures(found: Sweep) -> None:
    said = Screen(stderr=True)
    for reason in found.failures[:_REASONS]:
        said.print(f"Failed: {reason}", soft_wrap=True)


def _code(found: Sweep, folder: Path) -> int:
    """Return the exit code, after a sentence on what failed."""
    from ripple_sim.study.sweep.store import RUNS

    failed, worlds = found.without_result, len(found.worlds) * found.about.replications
    if not failed:
        return 0
    again = f"the reasons are in {folder / RUNS}, and the same command with --resume tries again"
    if failed == worlds:
        raise RippleError(f"every one of the {worlds:,} worlds of the study failed; {again}")
    Screen(stderr=True).print(f"{failed:,} of {worlds:,} worlds failed; {again}.", soft_wrap=True)
    return SOME_FAILED


def _finish(found: Answer, folder: Path, decimal_comma: bool) -> None:
    """Write table and picture, and print the answer."""
    from ripple_sim.report.csv_table import write_table
    from ripple_sim.report.overview_figure import save

    write_table(found.table(), folder / "table.csv", decimal_comma)
    save(found.figure(), folder / "figure.png")
    Screen().print(found.say(), soft_wrap=True)
    Screen(stderr=True).print(f"Written to {folder}", soft_wrap=True)
