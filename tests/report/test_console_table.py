"""No width cuts a table: what doesn't fit side by side is folded or becomes a list."""

import copy
import io
import re
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

import ripple_sim as rs
from ripple_sim.cli.screen import Screen
from ripple_sim.evidence.facts import UNTESTABLE
from ripple_sim.evidence.stored import stored
from ripple_sim.evidence.table import board_rows, digits, fact_rows, fact_table, untestable_table, verdict
from ripple_sim.report.chain_table import chain_table
from ripple_sim.report.console_table import ConsoleTable
from ripple_sim.study.compare import console as compare_console
from ripple_sim.study.compare.console import comparison_table, ranking_table
from ripple_sim.study.discover.console import discovery_table
from ripple_sim.study.explain.console import explanation_table
from ripple_sim.study.optimise.console import optimum_table
from ripple_sim.study.sensitivity.console import tornado_table
from ripple_sim.study.trace.console import passages_table, rings_table

PLAN = "coaching-everywhere"
OVER = {"plan.1.change": {"low": 0.1, "high": 0.9}, "market.churn_per_year": {"low": 0.05, "high": 0.4}}


def printed(shown, width):
    console = Console(file=io.StringIO(), width=width, color_system=None)
    console.print(shown)
    return console.file.getvalue()


def letters(text):
    return re.sub(r"[\s─━]", "", text)


def plain(cell):
    inner = cell.renderable if isinstance(cell, Padding) else cell
    return letters(inner.plain if isinstance(inner, Text) else str(inner))


def check(table, width):
    """Hold that no line is too wide, and that every letter of headings and cells is there."""
    bare = copy.copy(table)
    bare.title = bare.caption = None
    text = printed(bare, width)
    assert max(map(cell_len, text.splitlines()), default=0) <= width
    whole = letters(text)
    headings = [plain(column.header) for column in table.columns if table.show_header]
    cells = [plain(cell) for column in table.columns for cell in column.cells]
    # Folded cells stand between each other's lines, so letters are counted.
    if Counter(whole) != Counter("".join([*headings, *cells])):
        # A list says the headings of what a row has, each cell after its own.
        listed = [plain(column.header) for column in table.columns if any(map(plain, column.cells))]
        assert [cell for cell in [*cells, *listed] if cell not in whole] == [], width


CELLS = st.text(st.sampled_from("ab1−+ \u202f%"), max_size=30)


HEADS = ("a", "80 % interval", "averylongheadingofoneword", "")


@settings(max_examples=120)
@given(
    width=st.integers(20, 200),
    rows=st.lists(st.tuples(CELLS, CELLS, CELLS, CELLS), max_size=4),
    heads=st.tuples(*[st.sampled_from(["a", "80 % interval", "averylongheadingofoneword", ""])] * 4),
    no_wrap=st.tuples(*[st.booleans()] * 4),
    least=st.sampled_from([None, 17]),
    expand=st.booleans(),
)
def test_any_table_at_any_width(width, rows, heads, no_wrap, least, expand):
    table = ConsoleTable(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), expand=expand)
    for head, fixed in zip(heads, no_wrap, strict=True):
        table.add_column(head, no_wrap=fixed, min_width=None if fixed else least)
    for row in rows:
        table.add_row(*map(Text, row))
    check(table, width)


def test_the_board_at_every_width():
    board = stored().board
    rows = board_rows(board.findings[:6], "Hits")
    for width in (20, 30, 45, 60, 74, 75, 80, 120, 200):
        text = printed(rows, width)
        assert max(map(cell_len, text.splitlines())) <= width
        whole = letters(text)
        for finding in board.findings[:6]:
            for said in (digits(finding.value), verdict(finding), finding.check.unit):
                for word in said.split():
                    assert letters(word) in whole, (word, width)


@pytest.fixture(scope="module")
def tables():
    asked = {"horizon": 13, "seed": 5}
    company = rs.load("hotel-group").model_copy(update={"currency": "Kč"})
    compared = rs.compare("bakery", PLAN, "skills-training", pairs=2, **asked)
    explained = rs.explain("bakery", PLAN, pairs=2, **asked)
    traced = rs.trace("bakery", PLAN, pairs=2, **asked)
    studied = {"over": OVER, "replications": 1, **asked}
    made = {
        "chain": chain_table(rs.run(company, weeks=2)),
        "comparison": comparison_table(compared, PLAN),
        "ranking": ranking_table(compared),
        "explanation": explanation_table(explained),
        "rings": rings_table(traced),
        "passages": passages_table(traced),
        "optimum": optimum_table(rs.optimise("bakery", PLAN, trials=2, replications=2, pairs=2, **asked)),
        "tornado": tornado_table(rs.sensitivity("bakery", PLAN, n=2, **studied)),
        "discovery": discovery_table(rs.discover("bakery", PLAN, lowest=0.3, n=20, **studied)),
        "untestable": untestable_table(UNTESTABLE),
        "fact": fact_table(fact_rows(rs.evidence.fact("F01")), "F01"),
    }
    assert all(isinstance(table, ConsoleTable) for table in made.values())
    return made


NAMES = (
    "chain",
    "comparison",
    "ranking",
    "explanation",
    "rings",
    "passages",
    "optimum",
    "tornado",
    "discovery",
    "untestable",
    "fact",
)


@pytest.mark.parametrize("name", NAMES)
def test_every_table_of_a_study_at_every_width(tables, name):
    for width in (*range(20, 110, 3), 79, 80, 150, 200):
        check(tables[name], width)


def test_at_thirty_columns_change_and_unit_are_there(tables):
    text = printed(tables["chain"], 30)
    assert "change:" in text
    assert "unit:" in text
    assert text.count("Kč") > 3


def test_where_there_is_room_a_table_is_a_table(tables):
    text = printed(tables["chain"], 80)
    assert re.search(r"measure +start +end +change +unit", text)
    assert "unit:" not in text


def test_every_list_on_the_screen_is_made_so():
    from pathlib import Path

    root = Path(rs.__file__).parent
    others = [
        path.name
        for path in root.rglob("*.py")
        if "from rich.table import" in path.read_text(encoding="utf-8") and path.name != "console_table.py"
    ]
    assert not others


def test_a_comparison_in_thousands_is_a_table_at_eighty_columns(monkeypatch):
    found = rs.compare("bakery", PLAN, pairs=2, horizon=20)
    monkeypatch.setattr(compare_console, "short_change", lambda value: "−71.8k")
    text = printed(comparison_table(found, PLAN), 80)
    assert re.search(r"baseline +value +mean, 80 % +futures, 80 %", text)
    assert re.search(r"−71.8k +−71.8k to −71.8k +−71.8k to −71.8k", text)
    assert "value: " not in text


@pytest.mark.parametrize("width", ["0", "1", "9", "10", "30", "80"])
def test_whatever_width_a_terminal_tells_something_is_shown(monkeypatch, capsys, width):
    monkeypatch.setenv("COLUMNS", width)
    Screen().print("All that was found.")
    assert capsys.readouterr().out.split() == ["All", "that", "was", "found."]
