"""The overview: a panel for every part of the chain, and the same bytes every time."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import matplotlib
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ripple_sim.observe.metrics import BY_NAME
from ripple_sim.observe.results import Run
from ripple_sim.report.overview_figure import HEIGHT, WIDTH, draw_strip, overview, save, spans
from ripple_sim.report.panel_drawing import spread
from ripple_sim.report.panels import COLUMNS, Line, Panel, limits, line, quarter_starts
from ripple_sim.scenario.schema import Scenario
from ripple_sim.study.run import run as simulate

PANELS = [panel for _, panels in COLUMNS for panel in panels]


@pytest.fixture(scope="module")
def figure(run: Run) -> Figure:
    return overview(run)


def panels(figure: Figure) -> list[Axes]:
    return [axes for axes in figure.axes if axes.get_title("left")]


def words(figure: Figure) -> str:
    return "\n".join(text.get_text() for text in figure.texts)


def test_it_is_a_slide_with_twelve_panels_in_the_order_of_the_chain(figure: Figure) -> None:
    assert WIDTH * 9 == HEIGHT * 16
    assert [axes.get_title("left") for axes in panels(figure)] == [p.title for p in PANELS]
    assert len(PANELS) == 12


def test_every_link_of_the_chain_has_a_panel() -> None:
    links = {BY_NAME[name].link for panel in PANELS for name in panel.metrics}
    assert {"drivers", "employees", "service", "customers", "money"} <= links


def test_the_metrics_of_a_panel_share_their_unit_and_have_a_label() -> None:
    for panel in PANELS:
        assert len({BY_NAME[name].unit for name in panel.metrics}) == 1
        assert len(panel.labels) == len(panel.metrics)


def test_every_panel_has_lines_a_unit_and_labels(figure: Figure, run: Run) -> None:
    for axes, panel in zip(panels(figure), PANELS, strict=True):
        lines = [line for line in axes.lines if np.isfinite(line.get_ydata()).sum() > 1]
        assert len(lines) >= len(panel.metrics)
        texts = [text.get_text() for text in axes.texts]
        unit = run.data[panel.metrics[0]].attrs["units"]
        assert any(text.endswith(unit) for text in texts)
        for label in panel.labels:
            assert any(text.startswith(label) for text in texts)


def test_it_says_what_it_shows(figure: Figure, run: Run) -> None:
    text = words(figure)
    for part in (
        "A small shop: 2 counters",
        "30 weeks",
        "CHF",
        "seed 4",
        "replication 1",
        "ripple_sim",
        run.scenario.hash(),
    ):
        assert part in text


def test_changes_and_shocks_are_named_and_shaded(figure: Figure) -> None:
    strips = [axes for axes in figure.axes if axes.get_label() == "strip"]
    assert len(strips) == len(COLUMNS)
    for strip in strips:
        names = {text.get_text() for text in strip.texts}
        assert names == {"Coaching", "Flu", "Training and development"}
    assert all(len(axes.patches) == 3 for axes in panels(figure))


def test_spans_end_when_nothing_is_left(scenario: Scenario) -> None:
    edges = {span.name: span.edges for span in spans(scenario, 30)}
    assert edges == {"Coaching": (8, 24), "Training and development": (12, 30), "Flu": (20, 23)}
    assert [span.name for span in spans(scenario, 10)] == ["Coaching"]


def test_many_changes_are_counted_rather_than_crowded(scenario: Scenario) -> None:
    one = {"lever": "coaching", "change": 0.01, "duration": 2}
    many = [{**one, "name": f"Step {i}", "start": i} for i in range(8)]
    shown = spans(scenario.with_values({"interventions": many, "shocks": ()}), 30)
    axes = Figure().add_subplot()
    draw_strip(axes, shown, 30)
    texts = [text.get_text() for text in axes.texts]
    assert texts == ["Step 0", "Step 1", "Step 2", "Step 3", "and 4 more"]


def test_a_panel_without_any_figures_says_so(run: Run) -> None:
    empty = replace(run)
    nothing = np.full(run.weeks, np.nan)
    empty.arrays = {**run.arrays, "cnps": nothing, "enps": nothing}
    axes = panels(overview(empty))[7]
    assert "no figures" in [text.get_text() for text in axes.texts]


@pytest.mark.parametrize("weeks", [1, 20, 70, 110])
def test_any_length_can_be_drawn(scenario: Scenario, tmp_path: Path, weeks: int) -> None:
    figure = overview(simulate(scenario, seed=4, weeks=weeks))
    save(figure, tmp_path / "overview.png")
    bottom = panels(figure)[2]
    assert any(label.get_text() for label in bottom.get_xticklabels(minor=True))


def test_names_may_hold_dollars_and_any_script(scenario: Scenario, tmp_path: Path) -> None:
    odd = scenario.model_copy(update={"title": "50 $ and 60 $ 漢字", "currency": "$"})
    save(overview(simulate(odd, seed=4, weeks=3)), tmp_path / "overview.svg")
    assert (tmp_path / "overview.svg").stat().st_size > 0


@pytest.mark.parametrize("ending", ["svg", "png"])
def test_the_same_run_gives_the_same_bytes(run: Run, tmp_path: Path, ending: str) -> None:
    for name in ("one", "two"):
        save(overview(run), tmp_path / f"{name}.{ending}")
    one, two = ((tmp_path / f"{name}.{ending}").read_bytes() for name in ("one", "two"))
    assert one == two
    assert b"dc:date" not in one


def test_the_users_settings_neither_matter_nor_change(run: Run, tmp_path: Path) -> None:
    save(overview(run), tmp_path / "plain.svg")
    with matplotlib.rc_context({"font.size": 30, "lines.linewidth": 9, "svg.hashsalt": "other"}):
        save(overview(run), tmp_path / "odd.svg")
        assert matplotlib.rcParams["font.size"] == 30
    assert (tmp_path / "plain.svg").read_bytes() == (tmp_path / "odd.svg").read_bytes()


def test_quarters_begin_and_end_as_the_chain_does(run: Run) -> None:
    rows = {row.name: row for row in run.chain()}
    for name in ("engagement", "revenue", "retention"):
        quarters = line(run, name).quarters
        assert (quarters[0], quarters[-1]) == (rows[name].start, rows[name].end)


def test_the_last_quarter_overlaps_where_the_weeks_are_not_whole_quarters() -> None:
    assert quarter_starts(30) == [0, 13, 17]
    assert quarter_starts(26) == [0, 13]
    assert quarter_starts(5) == [0, 2, 3]
    assert quarter_starts(1) == [0]


def of_weeks(values: list[float]) -> Line:
    """Return a line whose quarters are the weeks."""
    weekly = np.array(values)
    return Line(weekly, np.arange(len(weekly)) + 0.5, weekly)


SCORE = Panel("score", ("a",), 25, floor=0, ceiling=100)
MONEY = Panel("money", ("a",), 1, from_zero=True)


def test_chance_does_not_fill_a_panel() -> None:
    low, high = limits([of_weeks([60.0, 60.4, 59.8])], SCORE)
    assert high - low == pytest.approx(25)
    assert low < 59.8 < 60.4 < high


def test_axes_stay_within_what_can_be_and_money_shows_zero() -> None:
    assert limits([of_weeks([99.0, 98.0])], SCORE) == (75, 100)
    assert limits([of_weeks([1.0, 2.0])], SCORE) == (0, 25)
    low, high = limits([of_weeks([5e5, 6e5])], MONEY)
    assert low == 0
    assert high > 6e5
    low, high = limits([of_weeks([-5e5, -6e5])], MONEY)
    assert low < -6e5
    assert high >= 0


@given(st.lists(st.floats(-50, 150), min_size=1, max_size=60), st.sampled_from([SCORE, MONEY]))
def test_quarters_always_lie_within_the_limits(values: list[float], panel: Panel) -> None:
    low, high = limits([of_weeks(values)], panel)
    assert low <= min(values)
    assert max(values) <= high
    assert high - low >= panel.span * 0.999


@given(st.lists(st.floats(0, 100), min_size=1, max_size=8), st.floats(1, 10))
def test_labels_never_touch_and_keep_their_order(wanted: list[float], gap: float) -> None:
    places = spread(wanted, gap, 0, 100)
    assert all(-1e-6 <= place <= 100 + 1e-6 for place in places)
    assert all(b - a >= gap - 1e-6 for a, b in pairwise(sorted(places)))
    in_order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    assert [places[i] for i in in_order] == sorted(places)


def test_labels_stay_where_there_is_room() -> None:
    assert spread([10.0, 50.0], 5, 0, 100) == [10.0, 50.0]
    assert spread([50.0, 50.0], 10, 0, 100) == [45.0, 55.0]
