"""The command that makes a one-page brief."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ripple_sim.cli.application import command


class BriefFormat(StrEnum):
    """Formats of a brief."""

    html = "html"
    pdf = "pdf"
    pptx = "pptx"
    xlsx = "xlsx"


@command
def brief(
    result: Annotated[
        Path, typer.Argument(metavar="RESULT", help="A folder that 'ripple compare --out' wrote.")
    ],
    form: Annotated[
        BriefFormat | None,
        typer.Option("--format", help="What to write.", show_default="html"),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Where to write.", show_default="beside RESULT"),
    ] = None,
    plan: Annotated[
        str | None,
        typer.Option(metavar="PLAN", help="Which plan, of several.", show_default="the best"),
    ] = None,
    why: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER",
            help="What 'ripple explain --out' wrote.",
            show_default="one beside RESULT",
        ),
    ] = None,
    tornado: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER",
            help="What 'ripple sensitivity --out' wrote.",
            show_default="one beside RESULT",
        ),
    ] = None,
    complete: Annotated[
        bool, typer.Option("--complete", help="Compute the two that aren't there; takes minutes.")
    ] = False,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Replace a file written earlier.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print nothing but problems.")] = False,
) -> None:
    """Make a one-page brief of a comparison.

    The question, the answer in a sentence, the ranges over time, why (link by link of the chain),
    what it depends on most, assumptions and limits. 'ripple verify' with the file computes its
    numbers again.
    """
    from ripple_sim.commands import briefing

    briefing.brief(
        result,
        plan=plan,
        form=form.value if form else None,
        out=out,
        why=why,
        tornado=tornado,
        complete=complete,
        overwrite=overwrite,
        quiet=quiet,
    )
