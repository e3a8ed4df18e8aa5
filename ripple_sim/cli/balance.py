"""The command that makes a scenario's yearly rates come true."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ripple_sim.cli.application import command
from ripple_sim.cli.options import ScenarioName
from ripple_sim.scenario.problems import RippleError


@command
def balance(
    scenario: ScenarioName,
    out: Annotated[Path, typer.Option(metavar="FILE", help="The file to make.")],
    seeds: Annotated[int, typer.Option(min=1, max=1000, help="Worlds to average over.")] = 4,
) -> None:
    """Make a scenario's yearly rates come true.

    Finds the offsets with which the company at rest shows the turnover, churn and winning that the
    scenario states, and writes a new scenario file.
    """
    from ripple_sim.scenario.files import load, save

    company = load(scenario)
    if out.exists():
        raise RippleError(f"{out} exists already; choose another name")
    if not out.parent.is_dir():
        raise RippleError(f"{out} can't be written: there is no folder {out.parent}")

    from rich import box

    from ripple_sim.cli.progress import Screen, progress_bar
    from ripple_sim.report.console_table import ConsoleTable
    from ripple_sim.study.balance import balance as find

    said = Screen(stderr=True)
    with progress_bar(said, "Settling the company", "World") as tell:
        result = find(company, tell, seeds)
    save(result.scenario, out)
    table = ConsoleTable("share a year", "stated", "shown", box=box.SIMPLE_HEAD)
    for rate, stated in result.stated.items():
        table.add_row(rate, f"{stated:.3f}", f"{result.shown[rate]:.3f}")
    Screen().print(table)
    said.print(f"Written to {out}", soft_wrap=True)
