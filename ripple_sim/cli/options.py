"""Arguments and options that several commands share, each written once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Literal

import typer

from ripple_sim.scenario.problems import RippleError

LARGEST_SEED = 2**32 - 1

ScenarioName = Annotated[str, typer.Argument(metavar="SCENARIO", help="A preset's name or a file.")]
Base = Annotated[str, typer.Argument(metavar="BASE", help="A preset's name or a file.")]
PlanName = Annotated[str, typer.Argument(metavar="PLAN", help="A plan's name or file.")]
MaybePlan = Annotated[str | None, typer.Argument(metavar="PLAN", help="A plan's name or file.", show_default=False)]
Horizon = Annotated[str | None, typer.Option(metavar="TIME", help="Such as 36mo.", show_default="as the plan states")]
Uncertainty = Annotated[Literal["luck", "all"], typer.Option(help="luck, or all: the parameters' values as well.")]
Seed = Annotated[int, typer.Option(min=0, max=LARGEST_SEED, help="The same seed gives the same luck.")]
Replications = Annotated[int, typer.Option(min=1, max=10_000, help="Worlds at each point, the same luck at all.")]
Vary = Annotated[
    list[str] | None,
    typer.Option(
        metavar="PATH[=LOW:HIGH]",
        help="What varies; repeat it. A path alone takes its own range, PATH=A,B,C these values.",
        show_default="fitted",
    ),
]
Outcome = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help='A measure, such as enps or "enps difference".',
        show_default="profit, with a plan its difference",
    ),
]

Workers = Annotated[int | None, typer.Option(min=1, max=1024, help="Runs at a time.", show_default="all processors")]
Processes = Annotated[bool, typer.Option("--processes", help="Use processes instead of threads.")]
Dask = Annotated[str | None, typer.Option(metavar="ADDRESS", help="A Dask scheduler, such as tcp://host:8786.")]
Resume = Annotated[bool, typer.Option("--resume", help="Go on with a study that was stopped or killed.")]

ResultsFolder = Annotated[
    Path | None, typer.Option(metavar="FOLDER", help="Where to write.", show_default="in results/")
]
AlsoFolder = Annotated[Path | None, typer.Option(metavar="FOLDER", help="Also write tables, data and pictures.")]
RunsFolder = Annotated[Path | None, typer.Option(metavar="FOLDER", help="Keep runs, tables, data and pictures there.")]
Overwrite = Annotated[bool, typer.Option("--overwrite", help="Replace what was written there earlier.")]
DecimalComma = Annotated[
    bool, typer.Option("--decimal-comma", help="CSV files with 1,5 for one and a half, and semicolons between fields.")
]
Quiet = Annotated[bool, typer.Option("--quiet", help="Print nothing but problems.")]


def executor(processes: bool) -> Literal["threads", "processes"]:
    """Return where a study's runs are made."""
    return "processes" if processes else "threads"


def check_resume(resume: bool, out: Path | None) -> None:
    """Refuse to go on with a study whose folder isn't named."""
    if resume and out is None:
        raise RippleError("--resume needs the study's folder; name it with --out")


def varied(words: Sequence[str] | None) -> dict[str, object] | None:
    """Return ranges and values by path; None where nothing was said.

    ``PATH`` alone varies over its own range, ``PATH=LOW:HIGH`` over another, ``PATH=A,B,C`` takes
    these values. Numbers may carry their unit: ``market.churn_per_year=5 %:40 %``.

    Raises
    ------
    RippleError
        When one can't be read.
    """
    if not words:
        return None
    over: dict[str, object] = {}
    for word in words:
        path, equals, given = (part.strip() for part in word.partition("="))
        if path in over:
            raise RippleError("{path} is varied twice", path=path)
        over[path] = _range(word, given) if equals else None
    return over


def _range(word: str, given: str) -> object:
    ends = [part.strip() for part in given.split(":")]
    if len(ends) == 2 and all(ends):
        low, high = (_number(end) for end in ends)
        return {"low": low, "high": high}
    values = [_number(part.strip()) for part in given.split(",")]
    if len(ends) > 1 or "" in values or len(values) < 2:
        raise RippleError(
            "'{given}' can't be read; write a path alone, with a range (path=0.2:0.6) or with values (path=1,2,3)",
            given=word,
        )
    return values


def _number(text: str) -> float | str:
    try:
        return float(text)
    except ValueError:
        return text
