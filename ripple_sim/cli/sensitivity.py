"""The command that tells what moves an outcome most."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from ripple_sim.cli.application import command
from ripple_sim.cli.options import DecimalComma
from ripple_sim.cli.studies import Dask, InProcesses, Resume, WorkerCount
from ripple_sim.cli.study_options import (
    AskedHorizon,
    AskedOutcome,
    Base,
    MaybePlan,
    OutFolder,
    Quiet,
    Replications,
    Seed,
    Vary,
)


class Method(StrEnum):
    """Methods of sensitivity."""

    morris = "morris"
    sobol = "sobol"


@command
def sensitivity(
    base: Base,
    plan: MaybePlan = None,
    method: Annotated[
        Method, typer.Option(help="morris screens with few runs, sobol divides the variance.")
    ] = Method.morris,
    vary: Vary = None,
    outcome: AskedOutcome = None,
    n: Annotated[
        int | None,
        typer.Option(
            "-n", min=2, max=100_000, metavar="N", help="Trajectories of morris, points of sobol.",
            show_default="10 or 64",
        ),
    ] = None,
    pairs: Annotated[
        bool, typer.Option("--pairs", help="With sobol: how far each two work together.")
    ] = False,
    horizon: AskedHorizon = None,
    replications: Replications = 2,
    seed: Seed = 0,
    out: OutFolder = None,
    workers: WorkerCount = None,
    processes: InProcesses = False,
    dask: Dask = None,
    resume: Resume = False,
    decimal_comma: DecimalComma = False,
    quiet: Quiet = False,
) -> None:  # fmt: skip
    """Tell what moves an outcome most.

    It is a plan's profit difference, or any measure. Coefficients, circumstances and the plan's own
    size vary at once; a tornado shows which matter, and with sobol how far they only matter
    together.
    """
    from ripple_sim.commands import sensitivity as asking

    asking.sensitivity(
        base,
        plan,
        method=method.value,
        vary=vary or (),
        outcome=outcome,
        n=n,
        pairs=pairs,
        horizon=horizon,
        replications=replications,
        seed=seed,
        out=out,
        workers=workers,
        processes=processes,
        dask=dask,
        resume=resume,
        quiet=quiet,
        decimal_comma=decimal_comma,
    )
