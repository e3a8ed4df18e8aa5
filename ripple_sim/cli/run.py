"""Commands that run one scenario and check what was kept."""

from __future__ import annotations

import gc
import re
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ripple_sim.cli.application import command
from ripple_sim.cli.options import DecimalComma, Overwrite, Quiet, ResultsFolder, ScenarioName, Seed
from ripple_sim.scenario.problems import RippleError


class Format(StrEnum):
    """Formats of the weekly series."""

    csv = "csv"
    parquet = "parquet"
    xlsx = "xlsx"
    netcdf = "netcdf"

    @property
    def ending(self) -> str:
        """The ending of its files."""
        return "nc" if self is Format.netcdf else self.value


@command
def run(
    scenario: ScenarioName,
    weeks: Annotated[
        str | None,
        typer.Option(
            metavar="TIME", help="How long to report, such as 156 or '2 years'.", show_default="as in the scenario"
        ),
    ] = None,
    seed: Seed = 0,
    changes: Annotated[
        list[str] | None, typer.Option("--set", metavar="PATH=VALUE", help="Change a value; can be repeated.")
    ] = None,
    out: ResultsFolder = None,
    overwrite: Overwrite = False,
    formats: Annotated[
        list[Format] | None, typer.Option("--format", help="Format of the series; can be repeated.", show_default="csv")
    ] = None,
    threads: Annotated[
        int | None, typer.Option(min=1, max=1024, help="Threads to use.", show_default="all processors")
    ] = None,
    member: Annotated[
        int | None,
        typer.Option(min=1, help="Parameter set of the ensemble to run with.", show_default="the fitted values"),
    ] = None,
    decimal_comma: DecimalComma = False,
    quiet: Quiet = False,
) -> None:
    """Run a scenario and keep its results.

    Prints the chain from the drivers of engagement to money. Stopped with Ctrl-C, it keeps the
    weeks that are finished.
    """
    # One run and the process ends: looking for cycles takes a tenth of its time and frees nothing.
    gc.disable()
    from ripple_sim.cli.progress import Screen, progress_bar
    from ripple_sim.scenario.durations import weeks_of
    from ripple_sim.scenario.files import load, override
    from ripple_sim.scenario.fitted import member as parameter_set

    total = None if weeks is None else weeks_of(weeks, "--weeks")
    company = load(scenario)
    if member is not None:
        company = company.with_values(parameter_set(member))
    company = override(company, changes or [])

    from ripple_sim.report.folder import prepare
    from ripple_sim.report.painter import Painter

    folder = out or _free_folder(Path("results"), company.name, seed)
    prepare(folder, overwrite)
    said = Screen(stderr=True, quiet=quiet)
    with Painter() as painter:
        # Imported only now, for the painter gets ready at the same time.
        from ripple_sim.study.run import run as simulate

        with progress_bar(said, "Settling the company", "Week") as on_week:
            try:
                result = simulate(company, seed=seed, weeks=total, threads=threads, on_week=on_week)
            except KeyboardInterrupt:
                raise RippleError("stopped before the first week was over; nothing was written") from None
        from ripple_sim.report.chain_table import chain_table
        from ripple_sim.report.folder import write_results

        endings = tuple(form.ending for form in formats or [Format.csv])
        written = write_results(result, folder, endings, overwrite, painter, decimal_comma)
    Screen(quiet=quiet).print(chain_table(result))
    if result.interrupted:
        planned = company.weeks if weeks is None else weeks
        raise RippleError(f"stopped after week {result.weeks} of {planned}; what was finished is in {folder}")
    said.print_written(written, folder)


def _free_folder(parent: Path, name: str, seed: int) -> Path:
    """Return a folder that doesn't exist yet, named after the scenario and the seed."""
    plain_name = re.sub(r"[^\w.-]+", "-", name).strip("-.") or "scenario"
    first = parent / f"{plain_name}-seed{seed}"
    folder, number = first, 1
    while folder.exists():
        number += 1
        folder = first.with_name(f"{first.name}-{number}")
    return folder


@command
def verify(folder: Annotated[Path, typer.Argument(metavar="RESULT", help="A results folder, or a brief.")]) -> int:
    """Run a results folder or a brief again and compare.

    The exit code is 0 if the numbers are the same, 1 if they differ, 2 if it can't be told.
    """
    from ripple_sim.cli.progress import Screen, progress_bar

    said = Screen(stderr=True)
    # What is neither is refused before anything takes long.
    if folder.is_file():
        from ripple_sim.briefs.verify import read_brief, verify_brief

        read_brief(folder)
        with progress_bar(said, "Doing it again", "Run"):
            verification = verify_brief(folder)
    else:
        from ripple_sim.report.manifest import read_manifest
        from ripple_sim.study.core.verify import verify_results

        read_manifest(folder)
        with progress_bar(said, "Running it again", "Run"):
            verification = verify_results(folder)
    from ripple_sim.scenario.showing import escaped

    print(escaped(verification.say))
    return 0 if verification.same else 1
