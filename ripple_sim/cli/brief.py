"""The command that makes a one-page brief."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from ripple_sim.cli.application import command
from ripple_sim.cli.options import Overwrite, Quiet


@command
def brief(
    result: Annotated[Path, typer.Argument(metavar="RESULT", help="A folder that 'ripple compare --out' wrote.")],
    form: Annotated[
        Literal["html", "pdf", "pptx", "xlsx"] | None,
        typer.Option("--format", help="What to write.", show_default="html"),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Where to write.", show_default="beside RESULT")
    ] = None,
    plan: Annotated[
        str | None, typer.Option(metavar="PLAN", help="Which plan, of several.", show_default="the best")
    ] = None,
    why: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="What 'ripple explain --out' wrote.", show_default="one beside RESULT"),
    ] = None,
    tornado: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="What 'ripple sensitivity --out' wrote.", show_default="one beside RESULT"),
    ] = None,
    complete: Annotated[
        bool, typer.Option("--complete", help="Compute the two that aren't there; takes minutes.")
    ] = False,
    overwrite: Overwrite = False,
    quiet: Quiet = False,
) -> None:
    """Make a one-page brief of a comparison.

    The question, the answer in a sentence, the ranges over time, why (link by link of the chain),
    what it depends on most, assumptions and limits. 'ripple verify' with the file computes its
    numbers again.
    """
    from ripple_sim.briefs.formats import form_of, writer
    from ripple_sim.briefs.make import check_file
    from ripple_sim.cli.progress import Screen, progress_bar

    asked = form_of(out, form)
    folder = result if result.name not in ("", "..") else result.resolve()
    file = out or folder.with_name(f"{folder.name}-brief.{asked}")
    check_file(file, overwrite)
    writer(asked)  # a library that is missing is said before anything takes long

    from ripple_sim.briefs import brief as make

    said = Screen(stderr=True, quiet=quiet)
    with progress_bar(said, "Reading", "Worlds") as tell:
        found = make(result, plan=plan, why=why, tornado=tornado, complete=complete, on_pair=tell, on_run=tell)
    found.write(file, asked, overwrite)
    Screen(quiet=quiet).print(found.say())
    missing = [
        words
        for part, words in (
            (found.why, "the path chart ('ripple explain' computes it)"),
            (found.tornado, "the tornado ('ripple sensitivity' computes it)"),
        )
        if part is None
    ]
    if missing:
        said.print(f"Without {' and '.join(missing)}; --complete computes what is missing.")
    said.print(f"Written to {file}", soft_wrap=True)
