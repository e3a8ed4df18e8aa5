"""The command that finds a better split and timing of a plan's budget."""

from __future__ import annotations

from typing import Annotated

import typer

from ripple_sim.cli.application import command
from ripple_sim.cli.options import AlsoFolder, Base, DecimalComma, Horizon, Overwrite, PlanName, Quiet, Seed, Workers


@command
def optimise(
    base: Base,
    plan: PlanName,
    budget: Annotated[
        float | None, typer.Option(min=0, metavar="MONEY", help="Over the horizon.", show_default="the plan's")
    ] = None,
    burnt_out: Annotated[
        float | None,
        typer.Option(
            min=0,
            max=100,
            metavar="PERCENT",
            help="Staff that may be burnt out in the worst quarter.",
            show_default="no limit",
        ),
    ] = None,
    aim: Annotated[
        str, typer.Option(metavar="NAME", help="Well-being: engagement, enps, burnt_out, leavers.")
    ] = "engagement",
    latest_start: Annotated[
        str | None,
        typer.Option(metavar="TIME", help="Nothing starts later, such as 12mo.", show_default="half the horizon"),
    ] = None,
    trials: Annotated[int, typer.Option(min=1, max=10_000, help="Plans to try.")] = 60,
    replications: Annotated[int, typer.Option(min=2, max=10_000, help="Pairs of worlds for each try.")] = 6,
    pairs: Annotated[int, typer.Option(min=2, max=100_000, help="Pairs with fresh luck for what is found.")] = 30,
    horizon: Horizon = None,
    seed: Seed = 0,
    workers: Workers = None,
    out: AlsoFolder = None,
    overwrite: Overwrite = False,
    decimal_comma: DecimalComma = False,
    quiet: Quiet = False,
) -> None:
    """Find a better split and timing of a budget.

    For profit and well-being: shows the front of both aims within the budget and the limit on
    burnt-out staff, measured again with fresh luck, and what keeping the plan as written forgoes.
    """
    from ripple_sim.cli.progress import Screen, progress_bar

    if out is not None:
        from ripple_sim.report.folder import prepare

        prepare(out, overwrite)
    from ripple_sim.study.optimise import optimise as find
    from ripple_sim.study.optimise.tables import optimum_table

    said = Screen(stderr=True, quiet=quiet)
    with progress_bar(said, "Settling the first companies", "Plan") as on_try:
        result = find(
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
            on_try=on_try,
        )
    Screen(quiet=quiet).print_answer(result, optimum_table(result))
    if out is not None:
        said.print_written(result.save(out, overwrite=overwrite, decimal_comma=decimal_comma), out)
