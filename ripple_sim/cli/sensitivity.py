"""The command that tells what moves an outcome most."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from ripple_sim.cli.application import command
from ripple_sim.cli.options import (
    Base,
    Dask,
    DecimalComma,
    Horizon,
    MaybePlan,
    Outcome,
    Processes,
    Quiet,
    Replications,
    Resume,
    RunsFolder,
    Seed,
    Vary,
    Workers,
    check_resume,
    executor,
    varied,
)


@command
def sensitivity(
    base: Base,
    plan: MaybePlan = None,
    method: Annotated[
        Literal["morris", "sobol"], typer.Option(help="morris screens with few runs, sobol divides the variance.")
    ] = "morris",
    vary: Vary = None,
    outcome: Outcome = None,
    n: Annotated[
        int | None,
        typer.Option(
            "-n",
            min=2,
            max=100_000,
            metavar="N",
            help="Trajectories of morris, points of sobol.",
            show_default="10 or 64",
        ),
    ] = None,
    pairs: Annotated[bool, typer.Option("--pairs", help="With sobol: how far each two work together.")] = False,
    horizon: Horizon = None,
    replications: Replications = 2,
    seed: Seed = 0,
    out: RunsFolder = None,
    workers: Workers = None,
    processes: Processes = False,
    dask: Dask = None,
    resume: Resume = False,
    decimal_comma: DecimalComma = False,
    quiet: Quiet = False,
) -> None:
    """Tell what moves an outcome most.

    It is a plan's profit difference, or any measure. Coefficients, circumstances and the plan's own
    size vary at once; a tornado shows which matter, and with sobol how far they only matter
    together.
    """
    check_resume(resume, out)
    over = varied(vary)
    from ripple_sim.cli.progress import Screen, progress_of_runs
    from ripple_sim.study.sensitivity import sensitivity as find
    from ripple_sim.study.sensitivity.tables import tornado_table

    with progress_of_runs(quiet, kept=out is not None) as on_run:
        result = find(
            base,
            plan,
            method=method,
            over=over,
            outcome=outcome,
            n=n,
            pairs=pairs,
            horizon=horizon,
            replications=replications,
            seed=seed,
            folder=out,
            workers=workers,
            executor=executor(processes),
            dask=dask,
            resume=resume,
            on_run=on_run,
        )
    Screen(quiet=quiet).print_answer(result, tornado_table(result))
    if out is not None:
        written = result.save(out, decimal_comma=decimal_comma)
        Screen(stderr=True, quiet=quiet).print_written(written, out)
