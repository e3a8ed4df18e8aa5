"""What does nothing changes no bit, what starts later changes nothing before, what ends is gone."""

import numpy as np
import pytest

from guarantees.worlds import STATE, alive, bits, live, small, story
from ripple_sim.model.intervention_schedule import InterventionSchedule
from ripple_sim.model.population import build_population
from ripple_sim.scenario.levers import DRIVERS, LEVERS, PRACTICES, SHOCKS

COMPANY = small()
LEVELS = ("team_levers", "unit_levers", "common_lever")
START = 30
MOVABLE = DRIVERS + PRACTICES


@pytest.fixture(scope="module")
def undisturbed():
    """The bits of the undisturbed company, week by week."""
    return story(alive(COMPANY), START + 15)


def test_interventions_of_size_zero_change_no_bit(undisturbed):
    nothing = [
        {"lever": lever.name, "change": 0.0, "start": i % 7, "ramp": i % 3, "duration": 5}
        for i, lever in enumerate(MOVABLE)
    ]
    assert story(alive(COMPANY.with_values({"interventions": nothing})), 20) == undisturbed[:20]


def test_shocks_of_size_zero_change_no_bit(undisturbed):
    nothing = [{"kind": lever.name, "size": 0.0, "start": 2, "decay": 4} for lever in SHOCKS]
    assert story(alive(COMPANY.with_values({"shocks": nothing})), 20) == undisturbed[:20]


@pytest.mark.parametrize(
    "change",
    [
        {"lever": "trust", "change": 1e-10},
        {"lever": "trust", "change": 0.2, "start": 21},
        {"lever": "placement", "change": 0.0, "weekly_cost": 0, "one_off_cost": 0},
    ],
    ids=["below effect", "after the end", "free"],
)
def test_an_intervention_without_effect_changes_no_bit(undisturbed, change):
    week = alive(COMPANY.with_values({"interventions": [change]}))
    assert story(week, 20, names=STATE) == states(undisturbed[:20])


def test_a_change_beyond_a_lever_s_range_changes_no_bit():
    full = COMPANY.with_values({"company.practices.selectivity.level": 1.0})
    more = full.with_values({"interventions": [{"lever": "selectivity", "change": 0.5}]})
    assert story(alive(more), 20) == story(alive(full), 20)


def states(told):
    """Leave out the levers: what is left is what people, teams, units and books hold."""
    return [{name: week[name] for name in STATE} for week in told]


def largest(lever):
    """Return the larger of the two changes that a lever's range leaves room for."""
    up, down = lever.high - lever.level, lever.low - lever.level
    return up if up >= -down else down


@pytest.mark.parametrize("lever", LEVERS, ids=lambda lever: lever.name)
def test_a_change_changes_nothing_before_it_starts_and_something_after(undisturbed, lever):
    if lever in SHOCKS:
        late = {"shocks": [{"kind": lever.name, "size": lever.high, "start": START}]}
    else:
        change = {"lever": lever.name, "change": largest(lever), "start": START}
        late = {"interventions": [change]}
    week = alive(COMPANY.with_values(late))
    assert story(week, START) == undisturbed[:START]
    after = story(week, 15, names=STATE)
    assert after != states(undisturbed[START:])


def test_an_ended_change_leaves_levers_attention_and_spending_as_they_were():
    dated = {"start": 3, "ramp": 2, "duration": 5, "decay": 3, "attention_hours": 0.7}
    changes = [
        dated | {"lever": lever.name, "change": sign * 0.21 * (lever.high - lever.low)}
        for lever in MOVABLE
        for sign in (1, 1, -1)
    ]
    shocks = [{"kind": lever.name, "size": 0.9 * lever.high, "start": 2, "duration": 7, "decay": 2} for lever in SHOCKS]
    scenario = COMPANY.with_values({"interventions": changes, "shocks": shocks})
    world = build_population(scenario, 1, 0)
    plan = InterventionSchedule(scenario, world)

    def planned(week):
        world.week = week
        plan.apply(world)
        held = bits(world, LEVELS)
        return held, world.teams["attention_hours"].copy(), world.ledger.copy()

    before = planned(0)
    during = planned(6)
    after = planned(11)
    for lever in LEVERS:
        level = np.frombuffer(during[0]["common_lever"], world.common_lever.dtype)[lever.name]
        assert level != np.float32(lever.level), lever.name
    assert after[0] == before[0]
    assert np.array_equal(after[1], before[1])
    assert not np.array_equal(during[1], before[1])
    assert after[2].tobytes() == before[2].tobytes()
    assert during[2].tobytes() != before[2].tobytes()


def test_what_was_remembered_stays_when_a_change_has_ended(undisturbed):
    short = {"lever": "coaching", "change": 0.9, "start": 2, "duration": 6}
    world = live(alive(COMPANY.with_values({"interventions": [short]})), START)
    assert bits(world, LEVELS) == {name: undisturbed[START - 1][name] for name in LEVELS}
    assert world.managers.tobytes() != undisturbed[START - 1]["managers"]
