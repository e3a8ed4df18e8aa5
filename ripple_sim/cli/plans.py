"""Commands about plans."""

from __future__ import annotations

from typing import Annotated

import typer

from ripple_sim.cli.application import command


@command
def plans(
    plan: Annotated[
        str | None,
        typer.Argument(metavar="[PLAN]", help="A plan's name or a file.", show_default="list all"),
    ] = None,
    company: Annotated[
        str | None,
        typer.Option(
            "--for",
            metavar="SCENARIO",
            help="The company to tell it for.",
            show_default="the plan's own",
        ),
    ] = None,
) -> None:
    """List the plans that come with the package, or show one.

    A plan is shown with the question it asks, how it works, what to notice and to try, and as one
    sentence with whom it reaches, when, and what it costs.
    """
    from ripple_sim.commands import plans as showing

    if plan is None:
        showing.list_plans()
    else:
        showing.show(plan, company)
