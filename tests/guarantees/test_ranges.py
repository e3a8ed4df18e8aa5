"""Every state stays in its range in any scenario that is accepted."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guarantees.ranges import RANGES, violations
from guarantees.worlds import alive, arrays, eventful, live, small
from ripple_sim.scenario.files import load, preset_names
from ripple_sim.scenario.levers import DRIVERS, PRACTICES, SHOCKS
from ripple_sim.scenario.schema import parameters

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


def any_value(luck, low, high):
    """Return a value from a range: an end, or anywhere between, also by orders of magnitude."""
    kind = luck.integers(5)
    if kind < 2:
        return (low, high)[kind]
    if kind == 2 and 0 <= low < high:
        return min(high, max(low, 1e-4 * high ** luck.random() if high > 1 else high / 100))
    return low + (high - low) * luck.random()


def dated(luck, levers, name, size):
    """Return interventions or shocks that happen within the weeks lived."""
    found = []
    for _ in range(luck.integers(6)):
        lever = levers[luck.integers(len(levers))]
        found.append(
            {
                name: lever.name,
                "change" if name == "lever" else "size": any_value(luck, *size(lever)),
                "start": int(luck.integers(20)),
                "ramp": int(luck.integers(10)),
                "duration": (None, int(luck.integers(1, 20)))[luck.integers(2)],
                "decay": int(luck.integers(10)),
            }
        )
    return found


def costs(luck):
    """Return what an intervention costs beyond its lever."""
    return {
        "one_off_cost": luck.choice((0.0, 1e4, 1e12)),
        "weekly_cost": luck.choice((0.0, 1e3, 1e12)),
        "attention_hours": luck.choice((0.0, 2.0, 40.0)),
    }


@st.composite
def scenarios(draw):
    """Draw a small company with some, many or all parameters anywhere in their ranges."""
    values = {path: draw(size) for path, size in SIZES.items()}
    moved = draw(st.sampled_from((0.03, 0.3, 1.0)))
    luck = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    for path, parameter in DECLARED.items():
        if luck.random() < moved:
            values[path] = any_value(luck, parameter.low, parameter.high)
    first = luck.choice((0.0, 0.3, 1.0))
    second = (1 - first) * luck.choice((0.0, 0.5, 1.0))
    values |= dict(zip(PARTS, (first, second, 1 - first - second), strict=True))
    whole = dated(luck, DRIVERS + PRACTICES, "lever", lambda x: (x.low - x.high, x.high - x.low))
    values["interventions"] = [change | costs(luck) for change in whole]
    values["shocks"] = dated(luck, SHOCKS, "kind", lambda x: (x.low, x.high))
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
@settings(ordinary, max_examples=150)
@given(scenarios(), st.integers(0, 2**32 - 1))
def test_every_state_stays_in_its_range_in_many_companies(scenario, seed):
    assert_in_range(scenario, seed)


@pytest.mark.parametrize("name", preset_names())
def test_every_state_stays_in_its_range_when_everything_happens(name):
    scenario = load(name)
    weeks = 5 if scenario.market.members > 50_000 else 25
    assert_in_range(eventful(scenario).with_values({"weeks": weeks}))


@pytest.mark.parametrize("end", ["low", "high"])
@pytest.mark.parametrize("section", ["leaders", "employees", "work", "customers", "finance"])
def test_every_state_stays_in_its_range_with_a_whole_section_at_one_end(section, end):
    values = {
        path: getattr(parameter, end)
        for path, parameter in DECLARED.items()
        if path.startswith(f"behaviour.{section}.")
    }
    assert_in_range(eventful(small()).with_values(values | {"weeks": 60}))


def test_the_able_and_eager_do_not_spur_each_other_on_without_end():
    values = {
        "behaviour.employees.peer_elasticity": 0.6,
        "behaviour.employees.effort_of_engagement": 1.0,
        "behaviour.employees.reference_engagement": 0.0,
        "behaviour.employees.reference_drivers": 0.0,
        "behaviour.employees.ability_spread": 0.5,
        "weeks": 80,
    }
    assert_in_range(small().with_values(values))


def test_members_start_with_a_share_of_wallet_in_its_range():
    for level, personalisation in ((0.0, 0.0), (1.0, 1.0)):
        values = {
            "behaviour.customers.wallet_level": level,
            "behaviour.customers.wallet_of_personalisation": 1.0,
            "company.practices.personalisation.level": personalisation,
        }
        assert violations(alive(small().with_values(values)).world) == []


def test_every_number_of_the_records_has_a_range():
    held = arrays(alive(small()).world)
    assert {table: set(ranges) for table, ranges in RANGES.items()} == {
        table: set(held[table].dtype.names) for table in RANGES
    }
