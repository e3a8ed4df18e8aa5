"""The command that compares plans."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from ripple_sim.cli.application import command
from ripple_sim.cli.options import AlsoFolder, Base, DecimalComma, Horizon, Overwrite, Quiet, Seed, Uncertainty
from ripple_sim.scenario.problems import RippleError

if TYPE_CHECKING:
    from ripple_sim.cli.progress import Screen
    from ripple_sim.study.compare import Comparison


@command
def compare(
    base: Base,
    plans: Annotated[list[str], typer.Argument(metavar="PLAN...", help="Plans' names or plan files.")],
    pairs: Annotated[
        str, typer.Option(metavar="auto|N", help="Pairs of worlds; auto adds until the answer is clear.")
    ] = "auto",
    horizon: Horizon = None,
    uncertainty: Uncertainty = "luck",
    seed: Seed = 0,
    discount_rate: Annotated[float, typer.Option(min=0, max=1, help="A year's, for the net present value.")] = 0.08,
    out: AlsoFolder = None,
    overwrite: Overwrite = False,
    decimal_comma: DecimalComma = False,
    quiet: Quiet = False,
) -> None:
    """Compare plans with going on as before.

    Every figure is a difference between worlds with the same luck, with an 80 % interval of the
    mean and the range of single futures: profit over time, net present value, payback, leavers
    avoided, customers. Plans made for different circumstances are compared in groups, each with
    its own baseline.
    """
    asked = _pairs(pairs)
    from ripple_sim.cli.progress import Screen, progress_bar

    if out is not None:
        from ripple_sim.report.folder import prepare

        prepare(out, overwrite)
    from ripple_sim.study.compare.circumstances import Comparisons
    from ripple_sim.study.compare.circumstances import compare as find

    said, screen = Screen(stderr=True, quiet=quiet), Screen(quiet=quiet)
    with progress_bar(said, "Settling the first companies", "Pair") as on_pair:
        result = find(
            base,
            *plans,
            pairs=asked,
            horizon=horizon,
            uncertainty=uncertainty,
            seed=seed,
            discount_rate=discount_rate,
            on_pair=on_pair,
        )
    if isinstance(result, Comparisons):
        screen.print(result.apart())
        for heading, group in zip(result.headings(), result, strict=True):
            screen.print()
            screen.print(heading)
            _print(screen, group)
    else:
        _print(screen, result)
    if out is not None:
        said.print_written(result.save(out, overwrite=overwrite, decimal_comma=decimal_comma), out)


def _print(screen: Screen, result: Comparison) -> None:
    from ripple_sim.study.compare.tables import comparison_table, ranking_table

    tables = [comparison_table(result, plan) for plan in result.plans]
    if len(result.plans) > 1:
        tables.append(ranking_table(result))
    screen.print_answer(result, *tables)


def _pairs(words: str) -> int | Literal["auto"]:
    if words == "auto":
        return "auto"
    try:
        return int(words)
    except ValueError:
        raise RippleError("the number of pairs is '{pairs}'; write auto or a whole number", pairs=words) from None
