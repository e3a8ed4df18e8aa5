"""Balancing a scenario and keeping it as a file."""

from __future__ import annotations

from pathlib import Path

from rich import box

from ripple_sim.commands.screen import Screen, progress_bar
from ripple_sim.report.console_table import ConsoleTable
from ripple_sim.scenario.files import load, save
from ripple_sim.scenario.problems import RippleError


def balance(name: str, out: Path, seeds: int) -> None:
    """Find the offsets with which a scenario's yearly rates come true; write it to a new file."""
    scenario = load(name)
    if out.exists():
        raise RippleError(f"{out} exists already; choose another name")
    if not out.parent.is_dir():
        raise RippleError(f"{out} can't be written: there is no folder {out.parent}")

    from ripple_sim.study.balance import balance as find

    said = Screen(stderr=True)
    with progress_bar(said, "Settling the company", "World") as tell:
        found = find(scenario, tell, seeds)
    save(found.scenario, out)
    table = ConsoleTable("share a year", "stated", "shown", box=box.SIMPLE_HEAD)
    for rate, stated in found.stated.items():
        table.add_row(rate, f"{stated:.3f}", f"{found.shown[rate]:.3f}")
    Screen().print(table)
    said.print(f"Written to {out}", soft_wrap=True)
