"""The command that explains a plan's profit difference link by link."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ripple_sim.cli.application import command
from ripple_sim.cli.options import LARGEST_SEED, DecimalComma, Uncertainty


@command
def explain(
    base: Annotated[str, typer.Argument(metavar="BASE", help="A preset's name or a file.")],
    plan: Annotated[str, typer.Argument(metavar="PLAN", help="A plan's name or file.")],
    pairs: Annotated[
        int | None,
        typer.Option(
            min=2, max=10_000, help="Pairs of worlds.", show_default="6 to 24, by the plan"
        ),
    ] = None,
    horizon: Annotated[
        str | None,
        typer.Option(metavar="TIME", help="Such as 36mo.", show_default="as the plan states"),
    ] = None,
    uncertainty: Annotated[
        Uncertainty, typer.Option(help="luck, or all: the parameters' values as well.")
    ] = Uncertainty.luck,
    seed: Annotated[
        int, typer.Option(min=0, max=LARGEST_SEED, help="The address of all luck.")
    ] = 0,
    couples: Annotated[
        int | None,
        typer.Option(
            min=2,
            max=1_000,
            help="Couples of orders of the links to live in each pair: fewer worlds, less precise.",
            show_default="all orders",
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Also write table, data and the path chart."),
    ] = None,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Replace results written earlier.")
    ] = False,
    decimal_comma: DecimalComma = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print nothing but problems.")] = False,
) -> None:
    """Split a plan's profit difference link by link.

    In hybrid worlds some links carry the baseline's values while all else lives under the plan. How
    the plan reached service, how service reached money, and what it cost: each part with its range,
    and all of them add up to the whole.
    """
    from ripple_sim.commands import explaining

    explaining.explain(
        base,
        plan,
        pairs=pairs,
        horizon=horizon,
        uncertainty=uncertainty.value,
        seed=seed,
        couples=couples,
        out=out,
        overwrite=overwrite,
        quiet=quiet,
        decimal_comma=decimal_comma,
    )
