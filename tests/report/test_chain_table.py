"""The table: every measure of the chain, readable at 80 and at 60 columns."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import pytest
from rich.cells import cell_len
from rich.console import Console

from ripple_sim.observe.results import ChainRow, Run
from ripple_sim.report.chain_table import chain_table
from ripple_sim.report.numbers import MINUS, THIN
from ripple_sim.scenario.levers import DRIVERS
from ripple_sim.study.run import run as simulate

MEASURES = [
    *(driver.label for driver in DRIVERS),
    "Engagement",
    "Energy",
    "Leavers per year",
    "eNPS",
    "Skill",
    "Waiting",
    "Service quality",
    "Customer satisfaction",
    "cNPS",
    "Retention",
    "Share of wallet",
    "Word of mouth",
    "Revenue",
    "Cost",
    "Profit",
    "Return on customer experience",
]


def printed(run: Any, width: int) -> str:
    console = Console(width=width, color_system=None, force_terminal=False)
    with console.capture() as capture:
        console.print(chain_table(run))
    return capture.get()


@dataclass
class Shown:
    """A run of which only the table's side is made up."""

    run: Run
    rows: list[ChainRow]
    interrupted: bool = False

    def __getattr__(self, name: str) -> Any:
        return getattr(self.run, name)

    def chain(self) -> list[ChainRow]:
        return self.rows


def test_every_measure_of_the_chain_has_a_row(run: Run) -> None:
    text = printed(run, 200)
    for measure in MEASURES:
        assert f" {measure}" in text


def test_the_links_are_sections_in_the_order_of_the_chain(run: Run) -> None:
    lines = [line.strip() for line in printed(run, 80).splitlines()]
    places = [lines.index(link) for link in ("Drivers", "Employees", "Service", "Customers", "Money")]
    assert places == sorted(places)


@pytest.mark.parametrize("width", [60, 80])
def test_no_line_is_too_wide_and_nothing_is_cut(run: Run, width: int) -> None:
    text = printed(run, width)
    assert "…" not in text
    assert max(cell_len(line) for line in text.splitlines()) <= width
    for word in " ".join(MEASURES).split():
        assert word in text


def test_title_and_caption_say_what_is_shown(run: Run) -> None:
    text = printed(run, 80)
    assert "A small shop: 2 counters" in text
    assert "30 weeks · seed 4, replication 1 · money in CHF" in text
    assert "start: weeks 1 to 13 as a whole; end: weeks 18 to 30" in " ".join(text.split())


def test_the_caption_of_a_very_short_run(run: Run) -> None:
    assert "the only week" in printed(simulate(run.scenario, 4, weeks=1), 80)
    assert "start: week 1 as a whole; end: week 3" in printed(simulate(run.scenario, 4, weeks=3), 80)


def test_numbers_have_separators_and_changes_a_sign(run: Run) -> None:
    row = ChainRow("revenue", "money", "Revenue", "CHF/week", 123_456.4, 120_000, 0)
    up = replace(row, name="cost", label="Cost", end=130_000.0)
    text = printed(Shown(run, [row, up]), 60)
    assert f"123{THIN}456" in text
    assert f" {MINUS}3{THIN}456 " in text
    assert f" +6{THIN}544 " in text


def test_large_money_gets_a_shorter_unit_in_all_its_rows(run: Run) -> None:
    revenue = ChainRow("revenue", "money", "Revenue", "CHF/week", 123_456_789.0, 1e8, 0)
    profit = ChainRow("profit", "money", "Profit", "CHF/week", -21_000.0, 5_000.0, 0)
    text = printed(Shown(run, [revenue, profit]), 80)
    assert f"123{THIN}457" in text
    assert f"{MINUS}21 " in text
    assert text.count("thousand CHF") == 2


def test_a_missing_value_is_a_dash_and_a_stop_is_told(run: Run) -> None:
    row = ChainRow("cnps", "customers", "cNPS", "points", float("nan"), 3.0, 1)
    text = printed(Shown(run, [row], interrupted=True), 80)
    assert "–" in text
    assert "nan" not in text
    assert "30 weeks, stopped early" in text


def test_names_are_never_read_as_markup(run: Run) -> None:
    row = ChainRow("profit", "money", "Profit", "[b]/week", 1.0, 2.0, 0)
    assert "[b]/week" in printed(Shown(run, [row]), 80)
