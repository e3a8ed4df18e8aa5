"""The command line: ``ripple``. Nothing heavy is loaded before a command is called."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from pathlib import Path
from typing import Annotated, ParamSpec

import typer

from ripple_sim import __version__
from ripple_sim.scenario.problems import RippleError

P = ParamSpec("P")
PROBLEM = 2
STOPPED = 130  # what Typer makes of Ctrl-C outside of a command
LARGEST_SEED = 2**32 - 1

app = typer.Typer(
    help="Simulate how employees' engagement ripples through to customers and profit.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


class Format(StrEnum):
    """Formats of the weekly series."""

    csv = "csv"
    parquet = "parquet"
    xlsx = "xlsx"
    netcdf = "netcdf"


class Uncertainty(StrEnum):
    """What differs between the worlds of a board."""

    luck = "luck"
    all = "all"


Name = Annotated[str, typer.Argument(metavar="SCENARIO", help="A preset's name or a file.")]


def main() -> None:
    """Run the command line; whatever goes wrong is said in one sentence, with exit code 2."""
    try:
        code = app(args=sys.argv[1:] or ["--help"], prog_name="ripple", standalone_mode=False)
    except (KeyboardInterrupt, typer.Abort):
        code = STOPPED
    except Exception as problem:
        format_message = getattr(problem, "format_message", None)
        if format_message is None:
            raise
        code = _say(f"{format_message().rstrip('.')}; 'ripple --help' lists what there is")
    sys.exit(_say("stopped") if code == STOPPED else code)


def _say(sentence: str) -> int:
    """Say what went wrong; returns the exit code."""
    end = "" if sentence.endswith((".", "?", "!")) else "."
    print(f"ripple: {sentence}{end}", file=sys.stderr)
    return PROBLEM


def _one_sentence(command: Callable[P, int | None]) -> Callable[P, int | None]:
    """Turn everything a user can cause or mend into one sentence."""

    @wraps(command)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> int | None:
        try:
            code = command(*args, **kwargs)
            sys.stdout.flush()
            return code
        except RippleError as problem:
            return _say(str(problem))
        except KeyboardInterrupt:
            return _say("stopped")
        except MemoryError:
            return _say("there isn't enough memory; a smaller market.members takes less")
        except BrokenPipeError:
            _forget_output()
            return _say("the output was not read to its end")
        except OSError as problem:
            where = f"{problem.filename}: " if problem.filename else ""
            return _say(f"{where}{(problem.strerror or str(problem)).lower()}")

    return guarded


def _forget_output() -> None:
    """Let Python's own last flush go nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _print_version(asked: bool) -> None:
    if asked:
        print(f"ripple_sim {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """Simulate how employees' engagement ripples through to customers and profit."""


@app.command()
@_one_sentence
def presets() -> None:
    """List the scenarios that come with the package."""
    from ripple_sim.commands.scenarios import list_presets

    list_presets()


@app.command()
@_one_sentence
def show(
    scenario: Name,
    all: Annotated[
        bool, typer.Option("--all", help="Every value, with range, source and kind.")
    ] = False,
) -> None:
    """Show a scenario in words, with units."""
    from ripple_sim.commands import scenarios

    scenarios.show(scenario, all)


@app.command()
@_one_sentence
def new(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to make.")],
    preset: Annotated[str, typer.Option("--from", metavar="NAME", help="The preset to copy.")],
) -> None:
    """Make a scenario file from a preset."""
    from ripple_sim.scenario.files import new_file

    new_file(file, preset)
    print(f"Written to {file}; 'ripple check {file}' checks it after a change.")


@app.command()
@_one_sentence
def check(scenario: Name) -> None:
    """Check a scenario file without running it."""
    from ripple_sim.commands import scenarios

    scenarios.check(scenario)


@app.command()
@_one_sentence
def levers() -> None:
    """List what can be moved and what can happen."""
    from ripple_sim.commands.lists import list_levers

    list_levers()


@app.command()
@_one_sentence
def explain_week() -> None:
    """List the steps of a week in their order."""
    from ripple_sim.commands import lists

    lists.explain_week()


@app.command()
@_one_sentence
def run(
    scenario: Name,
    weeks: Annotated[
        int | None,
        typer.Option(min=1, max=5200, help="Weeks to report.", show_default="as in the scenario"),
    ] = None,
    seed: Annotated[
        int, typer.Option(min=0, max=LARGEST_SEED, help="The address of all luck.")
    ] = 0,
    changes: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="PATH=VALUE", help="Change a value; can be repeated."),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Where to write.", show_default="in results/"),
    ] = None,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Replace results written earlier.")
    ] = False,
    formats: Annotated[
        list[Format] | None,
        typer.Option("--format", help="Format of the series; can be repeated.", show_default="csv"),
    ] = None,
    threads: Annotated[
        int | None,
        typer.Option(min=1, max=1024, help="Threads to use.", show_default="all processors"),
    ] = None,
    member: Annotated[
        int | None,
        typer.Option(
            min=1,
            help="Parameter set of the ensemble to run with.",
            show_default="the fitted values",
        ),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print nothing but problems.")] = False,
) -> None:
    """Run a scenario and keep its results.

    Prints the chain from the drivers of engagement to money. Stopped with Ctrl-C, it keeps the
    weeks that are finished.
    """
    from ripple_sim.commands import running

    running.run(
        scenario,
        weeks=weeks,
        seed=seed,
        changes=changes or [],
        out=out,
        overwrite=overwrite,
        formats=[chosen.value for chosen in formats or [Format.csv]],
        threads=threads,
        member=member,
        quiet=quiet,
    )


@app.command()
@_one_sentence
def verify(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A results folder.")],
) -> int:
    """Run a results folder again and compare.

    The exit code is 0 if the numbers are the same, 1 if they differ, 2 if it can't be told.
    """
    from ripple_sim.commands import running

    return 0 if running.verify(folder) else 1


@app.command()
@_one_sentence
def balance(
    scenario: Name,
    out: Annotated[Path, typer.Option(metavar="FILE", help="The file to make.")],
    seeds: Annotated[int, typer.Option(min=1, max=1000, help="Worlds to average over.")] = 4,
) -> None:
    """Make a scenario's yearly rates come true.

    Finds the offsets with which the company at rest shows the turnover, churn and winning that the
    scenario states, and writes a new scenario file.
    """
    from ripple_sim.commands import balancing

    balancing.balance(scenario, out, seeds)


@app.command()
@_one_sentence
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


@app.command()
@_one_sentence
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


@app.command()
@_one_sentence
def doctor() -> None:
    """Show versions, and where the compiled model is kept."""
    from ripple_sim.commands import doctor as examination

    examination.doctor()


if __name__ == "__main__":
    main()
