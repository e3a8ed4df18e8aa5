"""Commands about published evidence."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ripple_sim.cli.application import command
from ripple_sim.cli.options import Uncertainty


@command
def evidence(
    quick: Annotated[bool, typer.Option("--quick", help="One world: is something broken?")] = False,
    facts: Annotated[
        list[str] | None,
        typer.Option("--fact", metavar="ID", help="Show a fact wholly; can be repeated."),
    ] = None,
    html: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Also write the board as a page.")
    ] = None,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Replace a page written earlier.")
    ] = False,
    worlds: Annotated[
        int | None,
        typer.Option(min=1, max=1000, help="Worlds to measure in.", show_default="as each wants"),
    ] = None,
    uncertainty: Annotated[
        Uncertainty, typer.Option(help="luck, or all: the parameters' values as well.")
    ] = Uncertainty.luck,
    cautions: Annotated[
        bool, typer.Option("--cautions", help="Show K1 to K12 instead, each by a run.")
    ] = False,
) -> None:
    """Show published facts beside the model's.

    Every fact, its published value and range, and what the model gives with a 95 % interval over
    worlds: misses first with the probable reason, then hits. Last, what can't be tested, and why.
    """
    from ripple_sim.commands import evidence as showing

    if cautions:
        showing.show_cautions()
        return
    showing.show_board(
        facts or [],
        quick=quick,
        html=html,
        overwrite=overwrite,
        worlds=worlds,
        uncertainty=uncertainty.value,
    )


@command
def calibrate(
    targets: Annotated[str, typer.Option(metavar="NAME", help="What to fit to.")] = "default",
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER",
            help="Where to write; a fit begun there goes on.",
            show_default="results/calibration",
        ),
    ] = None,
    trials: Annotated[
        int | None,
        typer.Option(
            min=1, max=100_000, help="Sets of values to try at first.", show_default="as shipped"
        ),
    ] = None,
    worlds: Annotated[
        int | None,
        typer.Option(min=2, max=100, help="Worlds to average over.", show_default="as shipped"),
    ] = None,
    quick: Annotated[
        bool, typer.Option("--quick", help="A few trials, to see that it works.")
    ] = False,
    install: Annotated[
        bool, typer.Option("--install", help="Make the fitted values the defaults here.")
    ] = False,
) -> None:
    """Fit the default parameters anew.

    Shows each fitted value with its 90 % interval, which target informs it, and what is weakly
    identified. Stopped, it goes on from where it was. The defaults stay as they are unless
    --install is given.
    """
    from ripple_sim.commands import evidence as fitting

    fitting.calibrate(targets, out, trials=trials, worlds=worlds, quick=quick, install=install)
