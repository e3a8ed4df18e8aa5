"""The command that tells where something happens."""

from __future__ import annotations

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
    outcome: AskedOutcome = None,
    below: Annotated[float | None, _bound("below")] = None,
    above: Annotated[float | None, _bound("above")] = None,
    lowest: Annotated[float | None, _part("lowest")] = None,
    highest: Annotated[float | None, _part("highest")] = None,
    n: Annotated[
        int,
        typer.Option(
            "-n",
            min=20,
            max=500_000,
            help="Points; half as many more measure. More take longer and tell more surely.",
        ),
    ] = 100,
    limits: Annotated[int, typer.Option(min=1, max=10, help="Things a box limits, at most.")] = 3,
    boxes: Annotated[int, typer.Option(min=1, max=10, help="Boxes, at most.")] = 3,
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
) -> None:
    """Tell in words where a plan loses.

    Or where any measure is low or high. Boxes are found by PRIM, each measured at points that it
    wasn't found with. Without a bound, a plan's difference counts below zero, any other figure in
    its lowest fifth.
    """
    from ripple_sim.commands import discovering

    discovering.discover(
        base,
        plan,
        vary=vary or (),
        outcome=outcome,
        below=below,
        above=above,
        lowest=lowest,
        highest=highest,
        n=n,
        limits=limits,
        boxes=boxes,
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
