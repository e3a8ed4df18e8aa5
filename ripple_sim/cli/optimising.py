"""The command that splits and times a plan's budget anew."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ripple_sim.cli.application import command
from ripple_sim.cli.options import DecimalComma
from ripple_sim.cli.studies import WorkerCount
from ripple_sim.cli.study_options import AskedHorizon, Base, Quiet, Seed


@command
def optimise(
    base: Base,
    plan: Annotated[str, typer.Argument(metavar="PLAN", help="A plan's name or file.")],
    budget: Annotated[
        float | None,
        typer.Option(min=0, metavar="MONEY", help="Over the horizon.", show_default="the plan's"),
    ] = None,
    burnt_out: Annotated[
        float | None,
        typer.Option(min=0, max=100, metavar="PERCENT",
                     help="Staff that may be burnt out in the worst quarter.",
                     show_default="no limit"),
    ] = None,
    aim: Annotated[
        str, typer.Option(metavar="NAME", help="Well-being: engagement, enps, burnt_out, leavers.")
    ] = "engagement",
    latest_start: Annotated[
        str | None,
        typer.Option(metavar="TIME", help="Nothing starts later, such as 12mo.",
                     show_default="half the horizon"),
    ] = None,
    trials: Annotated[int, typer.Option(min=1, max=10_000, help="Plans to try.")] = 60,
    replications: Annotated[
        int, typer.Option(min=2, max=10_000, help="Pairs of worlds for each try.")
    ] = 6,
    pairs: Annotated[
        int, typer.Option(min=2, max=100_000, help="Pairs with fresh luck for what is found.")
    ] = 30,
    horizon: AskedHorizon = None,
    seed: Seed = 0,
    workers: WorkerCount = None,
    out: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Also write tables, data and pictures.")
    ] = None,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Replace results written earlier.")
    ] = False,
    decimal_comma: DecimalComma = False,
    quiet: Quiet = False,
) -> None:  # fmt: skip
    """Split and time a plan's budget anew.

    For profit and well-being: shows the front of both aims within the budget and the limit on
    burnt-out staff, measured again with fresh luck, and what keeping the plan as written forgoes.
    """
    from ripple_sim.commands import optimising

    optimising.optimise(
        base,
        plan,
        budget=budget,
        burnt_out=burnt_out,
        aim=aim,
        latest_start=latest_start,
        trials=trials,
        replications=replications,
        pairs=pairs,
        horizon=horizon,
        seed=seed,
        workers=workers,
        out=out,
        overwrite=overwrite,
        quiet=quiet,
        decimal_comma=decimal_comma,
    )
