"""Every state stays in its range in any scenario that is accepted."""

import numpy as np
import pytest
from guarantees.ranges import RANGES, violations
from guarantees.worlds import alive, arrays, eventful, live, small
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ripple_sim.model.records import PARAMETER
from ripple_sim.scenario.files import load, preset_names
from ripple_sim.scenario.levers import DRIVERS, PRACTICES, SHOCKS
from ripple_sim.scenario.schema import Scenario, parameters

SIZES = {
    "company.structure.units": st.integers(1, 4),
    "company.structure.frontline_per_unit": st.integers(1, 8),
    "company.structure.backstage_per_unit": st.integers(0, 4),
    "company.structure.central_staff": st.integers(0, 6),
    "company.structure.span_of_control": st.integers(2, 9),
    "market.members": st.integers(4, 300),
}
PARTS = tuple(f"service.{name}_part" for name in ("frontline", "backstage", "central"))
DECLARED = {p.path: p for p in parameters() if p.path not in (*SIZES, *PARTS, "weeks")}


def value_of(parameter):
    """Draw a value from a parameter's whole range, often one of its ends."""
    low, high = parameter.low, parameter.high
    return st.one_of(st.sampled_from((low, high)), st.floats(low, high))


@st.composite
def dated(draw, levers, name, size):
    """Draw an intervention or a shock that happens within the weeks lived."""
    lever = draw(st.sampled_from(levers))
    low, high = size(lever)
    return {
        name: lever.name,
        "change" if name == "lever" else "size": draw(
            st.one_of(st.sampled_from((low, high)), st.floats(low, high))
        ),
        "start": draw(st.integers(0, 20)),
        "ramp": draw(st.integers(0, 10)),
        "duration": draw(st.one_of(st.none(), st.integers(1, 20))),
        "decay": draw(st.integers(0, 10)),
    }


@st.composite
def interventions(draw):
    """Draw a change of a lever with its costs."""
    change = draw(
        dated(DRIVERS + PRACTICES, "lever", lambda lever: (lever.low - lever.high,
                                                          lever.high - lever.low))
    )  # fmt: skip
    costs = {
        "one_off_cost": draw(st.sampled_from((0.0, 1e4, 1e12))),
        "weekly_cost": draw(st.sampled_from((0.0, 1e3, 1e12))),
        "attention_hours": draw(st.sampled_from((0.0, 2.0, 40.0))),
    }
    return change | costs


@st.composite
def scenarios(draw):
    """Draw a small company with a handful of parameters anywhere in their ranges."""
    values = {path: draw(size) for path, size in SIZES.items()}
    paths = draw(st.lists(st.sampled_from(sorted(DECLARED)), max_size=40, unique=True))
    values |= {path: draw(value_of(DECLARED[path])) for path in paths}
    first = draw(st.floats(0, 1))
    second = draw(st.floats(0, 1 - first))
    values |= dict(zip(PARTS, (first, second, 1 - first - second), strict=True))
    values["interventions"] = draw(st.lists(interventions(), max_size=6))
    values["shocks"] = draw(
        st.lists(dated(SHOCKS, "kind", lambda lever: (lever.low, lever.high)), max_size=4)
    )
    values["weeks"] = draw(st.integers(30, 60))
    return small().with_values(values)


def assert_in_range(scenario, seed=1):
    found = []
    week = alive(scenario, seed)
    found += violations(week.world)
    live(week, scenario.weeks, after=lambda world: found.extend(violations(world)))
    assert not found, "\n".join(found[:20])


ordinary = settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@ordinary
@given(scenarios(), st.integers(0, 2**32 - 1))
def test_every_state_stays_in_its_range(scenario, seed):
    assert_in_range(scenario, seed)


@pytest.mark.slow
@settings(ordinary, max_examples=400)
@given(scenarios(), st.integers(0, 2**32 - 1))
def test_every_state_stays_in_its_range_in_many_companies(scenario, seed):
    assert_in_range(scenario, seed)


EVENTFUL = [*preset_names(), "small"]


@pytest.mark.parametrize("name", [n for n in EVENTFUL if n != "store-chain"])
def test_every_state_stays_in_its_range_when_everything_happens(name):
    scenario = small() if name == "small" else load(name)
    assert_in_range(eventful(scenario).with_values({"weeks": 30}))


@pytest.mark.parametrize("end", ["low", "high"])
@pytest.mark.parametrize("section", ["leaders", "employees", "work", "customers", "finance"])
def test_every_state_stays_in_its_range_with_a_whole_section_at_one_end(section, end):
    values = {
        path: getattr(parameter, end)
        for path, parameter in DECLARED.items()
        if path.startswith(f"behaviour.{section}.")
    }
    assert_in_range(eventful(small()).with_values(values | {"weeks": 60}))


def test_every_number_of_the_records_has_a_range():
    held = arrays(alive(small()).world)
    assert {table: set(ranges) for table, ranges in RANGES.items()} == {
        table: set(held[table].dtype.names) for table in RANGES
    }


def test_parameters_reach_the_rules_as_finite_numbers():
    world = alive(Scenario.model_validate(small().model_dump())).world
    assert all(np.isfinite(world.p[name]).all() for name in PARAMETER.names)
