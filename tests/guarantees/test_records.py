"""Records are as small as promised, and every column and metric says something."""

import numpy as np
import pytest

from guarantees.worlds import alive, arrays, eventful, live, small
from ripple_sim.model.records import COMPANY, EMPLOYEE, LEDGER, MANAGER, MEMBER, TEAM, UNIT
from ripple_sim.observe.metrics import METRICS
from ripple_sim.observe.recorder import Recorder
from ripple_sim.scenario.market import BYTES_PER_MEMBER, BYTES_PER_SEAT
from ripple_sim.scenario.schema import WEEKS_PER_YEAR

TABLES = {
    "employees": EMPLOYEE,
    "managers": MANAGER,
    "teams": TEAM,
    "units": UNIT,
    "company": COMPANY,
    "members": MEMBER,
    "ledger": LEDGER,
}
# They say where things stand.
LAYOUT = {
    "teams.first",
    "teams.seats",
    "units.first_member",
    "units.members",
    "units.first_team",
    "units.teams",
    "units.first_frontline",
    "units.frontline_seats",
}


def test_a_row_takes_no_more_memory_than_promised():
    assert MEMBER.itemsize <= BYTES_PER_MEMBER <= 160
    assert EMPLOYEE.itemsize <= BYTES_PER_SEAT
    assert MEMBER.itemsize % 4 == 0  # so that every number lies on its boundary


@pytest.fixture(scope="module")
def lived():
    """An eventful company after a year, which columns held two values, and its books."""
    company = eventful(small()).with_values({"market.cost_per_contact": 1.0, "company.staffing.hours_follow_work": 0.5})
    week = alive(company)
    recorder = Recorder(WEEKS_PER_YEAR, len(week.world.units))
    least, most = {}, {}

    def keep(world):
        recorder.keep(world.ledger)
        for table in TABLES:
            for column in TABLES[table].names:
                values = getattr(world, table)[column]
                name = f"{table}.{column}"
                least[name] = min(least.get(name, np.inf), values.min())
                most[name] = max(most.get(name, -np.inf), values.max())

    live(week, WEEKS_PER_YEAR, after=keep)
    return {name for name in least if least[name] < most[name]}, recorder, week.world


def test_every_column_holds_something_that_moves(lived):
    moving, _, _ = lived
    every = {f"{table}.{column}" for table, kind in TABLES.items() for column in kind.names}
    assert every - LAYOUT - moving == set()


def test_metrics_have_names_labels_and_columns_of_their_own():
    for what in ("name", "label"):
        given = [getattr(metric, what) for metric in METRICS]
        assert len(set(given)) == len(given)
    worked_out = [(m.of, m.minus, m.per, m.scale) for m in METRICS if m.name != "retention"]
    assert len(set(worked_out)) == len(worked_out)
    for metric in METRICS:
        assert set(metric.of + metric.minus + metric.per) <= set(LEDGER.names), metric.name
        assert metric.unit
        assert metric.decimals >= 0


def test_every_metric_is_a_finite_number_that_moves(lived):
    _, recorder, world = lived
    for metric in METRICS:
        series = recorder.company(metric)
        assert series.shape == (WEEKS_PER_YEAR,)
        assert np.isfinite(series).all(), metric.name
        assert np.ptp(series) > 0 or metric.name == "fixed_cost", metric.name
        assert recorder.by_unit(metric).shape == (WEEKS_PER_YEAR, len(world.units))


def test_metrics_in_percent_and_points_stay_in_their_range(lived):
    _, recorder, _ = lived
    for metric in METRICS:
        series = recorder.company(metric)
        if metric.unit == "0 to 100":
            assert ((series >= 0) & (series <= 100)).all(), metric.name
        if metric.unit == "points":
            assert (np.abs(series) <= 100).all(), metric.name
        if metric.unit.startswith("%") and metric.name in (
            "burnt_out",
            "vacancies",
            "absence",
            "failures",
            "retention",
        ):
            assert ((series >= 0) & (series <= 100)).all(), metric.name


def test_arrays_of_a_world_are_laid_out_without_gaps():
    for name, array in arrays(alive(small()).world).items():
        assert array.flags.c_contiguous, name
