"""Commands that run one scenario and check what was kept."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ripple_sim.cli.application import command
from ripple_sim.cli.options import LARGEST_SEED, DecimalComma, Format, Name


@command
def run(
    scenario: Name,
    weeks: Annotated[
        str | None,
        typer.Option(
            metavar="TIME",
            help="How long to report, such as 156 or '2 years'.",
            show_default="as in the scenario",
        ),
    ] = None,
    seed: Annotated[
        int, typer.Option(min=0, max=LARGEST_SEED, help="The address of all luck.")
    ] = 0,
    changes: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="PATH=VALUE", help="Change a value; can be repeated."),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Where to write.", show_default="in results/"),
    ] = None,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Replace results written earlier.")
    ] = False,
    formats: Annotated[
        list[Format] | None,
        typer.Option("--format", help="Format of the series; can be repeated.", show_default="csv"),
    ] = None,
    threads: Annotated[
        int | None,
        typer.Option(min=1, max=1024, help="Threads to use.", show_default="all processors"),
    ] = None,
    member: Annotated[
        int | None,
        typer.Option(
            min=1,
            help="Parameter set of the ensemble to run with.",
            show_default="the fitted values",
        ),
    ] = None,
    decimal_comma: DecimalComma = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print nothing but problems.")] = False,
) -> None:
    """Run a scenario and keep its results.

    Prints the chain from the drivers of engagement to money. Stopped with Ctrl-C, it keeps the
    weeks that are finished.
    """
    from ripple_sim.commands import running

    running.run(
        scenario,
        weeks=weeks,
        seed=seed,
        changes=changes or [],
        out=out,
        overwrite=overwrite,
        formats=[chosen.value for chosen in formats or [Format.csv]],
        threads=threads,
        member=member,
        quiet=quiet,
        decimal_comma=decimal_comma,
    )


@command
def verify(
    folder: Annotated[Path, typer.Argument(metavar="RESULT", help="A results folder, or a brief.")],
) -> int:
    """Run a results folder or a brief again and compare.

    The exit code is 0 if the numbers are the same, 1 if they differ, 2 if it can't be told.
    """
    from ripple_sim.commands import running

    return 0 if running.verify(folder) else 1
