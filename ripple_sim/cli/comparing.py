"""The command that compares plans."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ripple_sim.cli.application import command
from ripple_sim.cli.options import LARGEST_SEED, DecimalComma, Uncertainty


@command
def compare(
    base: Annotated[str, typer.Argument(metavar="BASE", help="A preset's name or a file.")],
    plans: Annotated[
        list[str], typer.Argument(metavar="PLAN...", help="Plans' names or plan files.")
    ],
    pairs: Annotated[
        str, typer.Option(metavar="auto|N", help="Pairs of worlds; auto adds until it is known.")
    ] = "auto",
    horizon: Annotated[
        str | None,
        typer.Option(metavar="TIME", help="Such as 36mo.", show_default="as the plans state"),
    ] = None,
    uncertainty: Annotated[
        Uncertainty, typer.Option(help="luck, or all: the parameters' values as well.")
    ] = Uncertainty.luck,
    seed: Annotated[
        int, typer.Option(min=0, max=LARGEST_SEED, help="The address of all luck.")
    ] = 0,
    discount_rate: Annotated[
        float, typer.Option(min=0, max=1, help="A year's, for the net present value.")
    ] = 0.08,
    out: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Also write tables, data and pictures."),
    ] = None,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Replace results written earlier.")
    ] = False,
    decimal_comma: DecimalComma = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print nothing but problems.")] = False,
) -> None:
    """Compare plans with how it goes on without.

    Every figure is a difference between worlds with the same luck, with an 80 % interval of the
    mean and the range of single futures: profit over time, net present value, payback, leavers
    avoided, customers. Plans made for different circumstances are compared in groups, each with
    its own baseline.
    """
    from ripple_sim.commands import comparing

    comparing.compare(
        base,
        plans,
        pairs=pairs,
        horizon=horizon,
        uncertainty=uncertainty.value,
        seed=seed,
        discount_rate=discount_rate,
        out=out,
        overwrite=overwrite,
        quiet=quiet,
        decimal_comma=decimal_comma,
    )
