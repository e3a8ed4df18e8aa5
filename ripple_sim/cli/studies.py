"""Commands that run many worlds: sweeps, sensitivity, discovery, optimisation."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ripple_sim.cli.application import command
from ripple_sim.cli.options import DecimalComma

Out = Annotated[
    Path | None,
    typer.Option(metavar="FOLDER", help="Where to write.", show_default="in results/"),
]
WorkerCount = Annotated[
    int | None,
    typer.Option(
        "--workers", min=1, max=1024, help="Runs at a time.", show_default="all processors"
    ),
]
InProcesses = Annotated[bool, typer.Option("--processes", help="Use processes instead of threads.")]
Dask = Annotated[
    str | None,
    typer.Option(metavar="ADDRESS", help="A Dask scheduler, such as tcp://host:8786."),
]
Resume = Annotated[
    bool, typer.Option("--resume", help="Go on with a study that was stopped or killed.")
]


@command
def sweep(
    spec: Annotated[Path, typer.Argument(metavar="SPEC.toml", help="The file of the study.")],
    out: Out = None,
    workers: WorkerCount = None,
    processes: InProcesses = False,
    dask: Dask = None,
    resume: Resume = False,
    decimal_comma: DecimalComma = False,
) -> int:
    """Run many points, with and without plans.

    Every finished run is kept at once; a run that fails is a row with its reason.
    The exit code is 0 if every run succeeded, 1 if some failed, 2 if all did or none could begin.
    """
    from ripple_sim.commands import studies

    return studies.run_sweep(
        spec,
        out,
        workers=workers,
        processes=processes,
        dask=dask,
        resume=resume,
        decimal_comma=decimal_comma,
    )
