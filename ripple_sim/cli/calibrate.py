"""The command that fits the default parameters anew."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ripple_sim.cli.application import command
from ripple_sim.scenario.problems import RippleError, nearest

if TYPE_CHECKING:
    import pandas as pd

    from ripple_sim.report.console_table import ConsoleTable

TARGETS = ("default",)
CALIBRATED = Path("results/calibration")


@command
def calibrate(
    targets: Annotated[str, typer.Option(metavar="NAME", help="What to fit to.")] = "default",
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER", help="Where to write; a fit begun there goes on.", show_default="results/calibration"
        ),
    ] = None,
    trials: Annotated[
        int | None, typer.Option(min=1, max=100_000, help="Sets of values to try at first.", show_default="as shipped")
    ] = None,
    worlds: Annotated[
        int | None, typer.Option(min=2, max=100, help="Worlds to average over.", show_default="as shipped")
    ] = None,
    quick: Annotated[bool, typer.Option("--quick", help="A few trials, to see that it works.")] = False,
    install: Annotated[bool, typer.Option("--install", help="Make the fitted values the defaults here.")] = False,
) -> None:
    """Fit the default parameters anew.

    Shows each fitted value with its 90 % interval, which target informs it, and what is weakly
    identified. Stopped, it goes on from where it was. The defaults stay as they are unless
    --install is given.
    """
    if targets not in TARGETS:
        raise RippleError(
            f"there are no targets '{targets}'; known are: {', '.join(TARGETS)}{nearest(targets, TARGETS)}"
        )
    if quick and install:
        raise RippleError("a quick fit shows that fitting works; it is not made the default")
    folder = out or CALIBRATED
    if folder.exists() and not folder.is_dir():
        raise RippleError(f"{folder} is a file; name a folder for the fit")
    from ripple_sim.cli.progress import Screen, progress_bar, set_asides_said
    from ripple_sim.evidence import calibration

    said = Screen(stderr=True)
    stages: list[str] = []
    asked = {"trials": trials, "worlds": worlds}
    with set_asides_said(said), progress_bar(said, "Settling the first company", "Run") as tell:

        def progress(stage: str, done: int, total: int) -> None:
            if not stages or stages[-1] != stage:
                stages.append(stage)
                said.print(f"{stage[:1].upper()}{stage[1:]}", soft_wrap=True)
            tell(done, total)

        fit = calibration.calibrate_defaults(
            folder,
            quick=quick,
            progress=progress,
            **{name: number for name, number in asked.items() if number is not None},
        )
    screen = Screen()
    screen.print(_fit_table(fit.table()))
    for note in fit.notes:
        screen.print(note)
    said.print(f"Written to {folder}", soft_wrap=True)
    if install:
        calibration.install(fit)
        said.print("The fitted values are the defaults from now on.", soft_wrap=True)


def _fit_table(fitted: pd.DataFrame) -> ConsoleTable:
    from rich import box

    from ripple_sim.evidence.table import digits
    from ripple_sim.report.console_table import ConsoleTable

    table = ConsoleTable("coefficient", "value", "90 % interval", "informed most by", box=box.SIMPLE_HEAD)
    table.add_column("identified")
    for path, row in fitted.iterrows():
        table.add_row(
            str(path),
            digits(row["fitted"]),
            f"{digits(row['low'])} to {digits(row['high'])}",
            str(row["informed_by"]),
            "weakly" if row["weakly_identified"] else "yes",
        )
    return table
