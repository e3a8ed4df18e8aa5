"""Commands that follow the ripple: who moves when, and the story of one person."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ripple_sim.cli.application import command
from ripple_sim.cli.options import LARGEST_SEED, DecimalComma

Base = Annotated[str, typer.Argument(metavar="BASE", help="A preset's name or a file.")]
PlanName = Annotated[str, typer.Argument(metavar="PLAN", help="A plan's name or file.")]
Horizon = Annotated[
    str | None,
    typer.Option(metavar="TIME", help="Such as 36mo.", show_default="as the plan states"),
]
Seed = Annotated[int, typer.Option(min=0, max=LARGEST_SEED, help="The address of all luck.")]


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
    circles: Annotated[
        int, typer.Option(min=1, max=6, help="Circles of friends to tell apart.")
    ] = 3,
    stated: Annotated[
        float,
        typer.Option("--size", help="From which difference on a person counts as moved."),
    ] = 1.0,
    out: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Also write tables, data and the picture."),
    ] = None,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Replace results written earlier.")
    ] = False,
    decimal_comma: DecimalComma = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print nothing but problems.")] = False,
) -> None:
    """Show how a plan's ripple travels, and through whom.

    Twin worlds with the same luck are compared person by person: the team where it starts, its
    colleagues, their customers, the customers' friends.
    """
    from ripple_sim.commands import tracing

    tracing.trace(
        base,
        plan,
        start,
        pairs=pairs,
        horizon=horizon,
        seed=seed,
        circles=circles,
        stated=stated,
        out=out,
        overwrite=overwrite,
        quiet=quiet,
        decimal_comma=decimal_comma,
    )


@command
def story(
    base: Base,
    plan: PlanName,
    who: Annotated[
        str, typer.Option(metavar="WHO", help='Such as "employee 17" or "customer 4211".')
    ],
    horizon: Horizon = None,
    seed: Seed = 0,
    replication: Annotated[
        int, typer.Option(min=0, max=LARGEST_SEED, help="Which pair of worlds.")
    ] = 0,
) -> None:
    """Tell one person's life, with and without a plan.

    What happened in both worlds is told once; then where the two lives part, and what followed in
    each.
    """
    from ripple_sim.commands import tracing

    tracing.story(base, plan, who, horizon=horizon, seed=seed, replication=replication)
