"""Arguments and options that the studies of a question share: sensitivity, discovery, optimum."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ripple_sim.cli.options import LARGEST_SEED

Vary = Annotated[
    list[str] | None,
    typer.Option(
        metavar="PATH[=LOW:HIGH]",
        help="What varies; repeat it. A path alone takes its own range, PATH=A,B,C these values.",
        show_default="fitted",
    ),
]
AskedOutcome = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help='A measure, such as enps or "enps difference".',
        show_default="profit, with a plan its difference",
    ),
]
AskedHorizon = Annotated[
    str | None,
    typer.Option("--horizon", metavar="TIME", help="Such as 36mo.", show_default="the plan's own"),
]
OutFolder = Annotated[
    Path | None,
    typer.Option(metavar="FOLDER", help="Keep runs, tables, data and pictures there."),
]
Quiet = Annotated[bool, typer.Option("--quiet", help="Print nothing but problems.")]
Seed = Annotated[int, typer.Option(min=0, max=LARGEST_SEED, help="The address of all luck.")]
Base = Annotated[str, typer.Argument(metavar="BASE", help="A preset's name or a file.")]
MaybePlan = Annotated[
    str | None, typer.Argument(metavar="PLAN", help="A plan's name or file.", show_default=False)
]
Replications = Annotated[
    int, typer.Option(min=1, max=10_000, help="Worlds at each point, the same luck at all.")
]
