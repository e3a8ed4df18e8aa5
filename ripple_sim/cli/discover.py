"""The command that tells where something happens."""

from __future__ import annotations

from typing import Annotated

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


def _bound(side: str) -> typer.models.OptionInfo:
    said = f"It happens where the outcome is {side} this, in its unit."
    option: typer.models.OptionInfo = typer.Option(metavar="VALUE", help=said)
    return option


def _part(end: str) -> typer.models.OptionInfo:
    said = f"Or where it is among this share of the {end} points."
    option: typer.models.OptionInfo = typer.Option(metavar="SHARE", help=said)
    return option


@command
def discover(
    base: Base,
    plan: MaybePlan = None,
    vary: Vary = None,
    outcome: Outcome = None,
    below: Annotated[float | None, _bound("below")] = None,
    above: Annotated[float | None, _bound("above")] = None,
    lowest: Annotated[float | None, _part("lowest")] = None,
    highest: Annotated[float | None, _part("highest")] = None,
    n: Annotated[
        int,
        typer.Option(
            "-n", min=20, max=500_000, help="Points; half as many more measure. More take longer and are more precise."
        ),
    ] = 100,
    limits: Annotated[int, typer.Option(min=1, max=10, help="Things a box limits, at most.")] = 3,
    boxes: Annotated[int, typer.Option(min=1, max=10, help="Boxes, at most.")] = 3,
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
    """Tell in words where a plan loses.

    Or where any measure is low or high. Boxes are found by PRIM, each measured at points that it
    wasn't found with. Without a bound, a plan's difference counts below zero, any other figure in
    its lowest fifth.
    """
    check_resume(resume, out)
    over = varied(vary)
    from ripple_sim.cli.progress import Screen, progress_of_runs
    from ripple_sim.study.discover import discover as find
    from ripple_sim.study.discover.tables import discovery_table

    with progress_of_runs(quiet, kept=out is not None) as on_run:
        result = find(
            base,
            plan,
            over=over,
            outcome=outcome,
            below=below,
            above=above,
            lowest=lowest,
            highest=highest,
            n=n,
            most_limits=limits,
            most_boxes=boxes,
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
    tables = [discovery_table(result)] if result.boxes else []
    Screen(quiet=quiet).print_answer(result, *tables)
    if out is not None:
        written = result.save(out, decimal_comma=decimal_comma)
        Screen(stderr=True, quiet=quiet).print_written(written, out)
