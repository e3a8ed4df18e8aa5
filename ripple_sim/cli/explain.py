"""The command that explains a plan's profit difference link by link."""

from __future__ import annotations

from typing import Annotated

import typer

from ripple_sim.cli.application import command
from ripple_sim.cli.options import (
    AlsoFolder,
    Base,
    DecimalComma,
    Horizon,
    Overwrite,
    PlanName,
    Quiet,
    Seed,
    Uncertainty,
)


@command
def explain(
    base: Base,
    plan: PlanName,
    pairs: Annotated[
        int | None, typer.Option(min=2, max=10_000, help="Pairs of worlds.", show_default="6 to 24, by the plan")
    ] = None,
    horizon: Horizon = None,
    uncertainty: Uncertainty = "luck",
    seed: Seed = 0,
    couples: Annotated[
        int | None,
        typer.Option(
            min=2,
            max=1_000,
            help="Couples of orders of the links to run in each pair: fewer worlds, less precise.",
            show_default="all orders",
        ),
    ] = None,
    out: AlsoFolder = None,
    overwrite: Overwrite = False,
    decimal_comma: DecimalComma = False,
    quiet: Quiet = False,
) -> None:
    """Split a plan's profit difference link by link.

    In hybrid worlds some links carry the baseline's values while all else follows the plan. How
    the plan reached service, how service reached money, and what it cost: each part with its range,
    and all of them add up to the whole.
    """
    from ripple_sim.cli.progress import Screen, progress_bar

    if out is not None:
        from ripple_sim.report.folder import prepare

        prepare(out, overwrite)
    from ripple_sim.study.explain import explain as find
    from ripple_sim.study.explain.tables import explanation_table

    said = Screen(stderr=True, quiet=quiet)
    with progress_bar(said, "Running the first worlds", "Pair") as on_pair:
        result = find(
            base,
            plan,
            pairs=pairs,
            horizon=horizon,
            uncertainty=uncertainty,
            seed=seed,
            couples=couples,
            on_pair=on_pair,
        )
    Screen(quiet=quiet).print_answer(result, explanation_table(result))
    if out is not None:
        said.print_written(result.save(out, overwrite=overwrite, decimal_comma=decimal_comma), out)
