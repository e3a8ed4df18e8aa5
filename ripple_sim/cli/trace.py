"""Commands that follow the ripple: who moves when, and the story of one person."""

from __future__ import annotations

from typing import Annotated

import typer

from ripple_sim.cli.application import command
from ripple_sim.cli.options import (
    LARGEST_SEED,
    AlsoFolder,
    Base,
    DecimalComma,
    Horizon,
    Overwrite,
    PlanName,
    Quiet,
    Seed,
)
from ripple_sim.scenario.problems import RippleError


@command
def trace(
    base: Base,
    plan: PlanName,
    start: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="WHERE",
            help='Such as "team 1", "branch 3", a unit\'s name, centre or company.',
            show_default="where the plan acts",
        ),
    ] = None,
    pairs: Annotated[int, typer.Option(min=2, max=10_000, help="Pairs of worlds.")] = 12,
    horizon: Horizon = None,
    seed: Seed = 0,
    circles: Annotated[int, typer.Option(min=1, max=6, help="Circles of friends to tell apart.")] = 3,
    stated: Annotated[float, typer.Option("--size", help="From which difference on a person counts as moved.")] = 1.0,
    out: AlsoFolder = None,
    overwrite: Overwrite = False,
    decimal_comma: DecimalComma = False,
    quiet: Quiet = False,
) -> None:
    """Show how a plan's ripple travels, and through whom.

    Twin worlds with the same luck are compared person by person: the team where it starts, its
    colleagues, their customers, the customers' friends.
    """
    if not stated > 0:
        raise RippleError(f"--size is {stated:g}; it must be more than 0")
    from ripple_sim.cli.progress import Screen, progress_bar

    if out is not None:
        from ripple_sim.report.folder import prepare

        prepare(out, overwrite)
    from ripple_sim.study.trace import trace as find
    from ripple_sim.study.trace.tables import passages_table, rings_table, sizes_table

    said, screen = Screen(stderr=True, quiet=quiet), Screen(quiet=quiet)
    with progress_bar(said, "Settling the first companies", "Pair") as on_pair:
        result = find(
            base, plan, start, pairs=pairs, horizon=horizon, seed=seed, circles=circles, stated=stated, on_pair=on_pair
        )
    if result.first_mover() is not None:
        for table in (rings_table, sizes_table, passages_table):
            screen.print(table(result))
    screen.print(result.say())
    if out is not None:
        said.print_written(result.save(out, overwrite=overwrite, decimal_comma=decimal_comma), out)


@command
def story(
    base: Base,
    plan: PlanName,
    who: Annotated[str, typer.Option(metavar="WHO", help='Such as "employee 17" or "customer 4211".')],
    horizon: Horizon = None,
    seed: Seed = 0,
    replication: Annotated[int, typer.Option(min=0, max=LARGEST_SEED, help="Which pair of worlds.")] = 0,
    out: AlsoFolder = None,
    overwrite: Overwrite = False,
    decimal_comma: DecimalComma = False,
    quiet: Quiet = False,
) -> None:
    """Tell one person's life, with and without a plan.

    What happened in both worlds is told once; then where the two lives part, and what followed in
    each.
    """
    from ripple_sim.cli.progress import Screen, announcing_compiling

    if out is not None:
        from ripple_sim.report.folder import prepare

        prepare(out, overwrite)
    from ripple_sim.study.trace import story as find

    said, screen = Screen(stderr=True, quiet=quiet), Screen(quiet=quiet)
    with announcing_compiling(said):
        result = find(base, plan, who, horizon=horizon, seed=seed, replication=replication)
    screen.print(result.say())
    screen.print()
    screen.print(result.text())
    if out is not None:
        said.print_written(result.save(out, overwrite=overwrite, decimal_comma=decimal_comma), out)
