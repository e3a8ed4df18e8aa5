"""A change in one unit leaves another alone, to the bit, unless a link leads there."""

import numpy as np
import pytest

from guarantees.worlds import alive, live, small
from ripple_sim.scenario.levers import DRIVERS, PRACTICES, SHOCKS

UNLINKED = {
    "market.cross_unit_ties": 0.0,
    "company.structure.central_staff": 0,
    "behaviour.feedback.customers_to_pride": 0.0,
    "behaviour.feedback.profit_to_pay": 0.0,
    "behaviour.feedback.profit_to_security": 0.0,
    "behaviour.feedback.profit_to_staffing": 0.0,
    "behaviour.feedback.profit_to_pride": 0.0,
    # Hiring is a rare event: where profit acts on it, only a strong pull changes one within weeks.
    "behaviour.finance.hiring_of_profit": 20.0,
}
# Sponsorship reaches everybody by way of the top, whatever unit it is meant for.
LOCAL = [lever for lever in DRIVERS + PRACTICES if lever.name != "sponsorship"]
HERE = {"units": (1,)}
CHANGES = [
    {
        "lever": lever.name,
        "change": (-1) ** i * 0.3 * (lever.high - lever.low),
        "start": 2,
        "weekly_cost": 500,
        "attention_hours": 0.2,
        "reach": HERE,
    }
    for i, lever in enumerate(LOCAL)
]
BLOWS = [{"kind": lever.name, "size": 0.6 * lever.high, "start": 4, "duration": 8, "reach": HERE} for lever in SHOCKS]
WEEKS = 60


def rows_of(world, unit):
    """Return the bytes of everything that belongs to a unit."""
    team_unit = world.teams["unit"]
    return {
        "employees": world.employees[world.employees["unit"] == unit].tobytes(),
        "managers": world.managers[team_unit == unit].tobytes(),
        "teams": world.teams[team_unit == unit].tobytes(),
        "members": world.members[world.members["unit"] == unit].tobytes(),
        "unit": world.units[unit].tobytes(),
        "ledger": world.ledger[unit].tobytes(),
    }


def parted(links, changes=CHANGES, shocks=BLOWS):
    """Return, for both units, what a change in the first one has changed within the weeks."""
    quiet = small().with_values(UNLINKED | links)
    loud = quiet.with_values({"interventions": changes, "shocks": shocks})
    worlds = [alive(quiet), alive(loud)]
    changed = set(), set()
    for _ in range(WEEKS):
        one, other = (live(week, 1) for week in worlds)
        for unit in (0, 1):
            before, after = rows_of(one, unit), rows_of(other, unit)
            changed[unit].update(name for name in before if before[name] != after[name])
    return changed


def test_without_links_the_other_unit_lives_as_if_nothing_had_happened():
    here, there = parted({})
    assert here == {"employees", "managers", "teams", "members", "unit", "ledger"}
    assert there == set()


@pytest.mark.parametrize(
    ("links", "reached"),
    [
        ({"market.cross_unit_ties": 0.6}, "members"),
        ({"company.structure.central_staff": 6}, "members"),
        ({"behaviour.feedback.customers_to_pride": 1.0}, "employees"),
        ({"behaviour.feedback.profit_to_pay": 1.0}, "ledger"),
        ({"behaviour.feedback.profit_to_security": 1.0}, "employees"),
        ({"behaviour.feedback.profit_to_staffing": 1.0}, "employees"),
        ({"behaviour.feedback.profit_to_pride": 1.0}, "employees"),
    ],
    ids=lambda value: next(iter(value)).rsplit(".", 1)[-1] if isinstance(value, dict) else "",
)
def test_every_link_reaches_the_other_unit(links, reached):
    assert reached in parted(links)[1]


def test_sponsorship_reaches_everybody_by_way_of_the_top():
    change = {"lever": "sponsorship", "change": 0.4, "start": 2, "reach": HERE}
    assert "managers" in parted({}, [change], [])[1]


def test_members_of_a_unit_come_in_one_block():
    units = alive(small(units=3)).world.members["unit"]
    assert np.all(np.diff(units) >= 0)
