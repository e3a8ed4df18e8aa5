"""What levers cost and take, and the level they are measured from, are numbers of a scenario."""

import numpy as np
import pytest
from guarantees.worlds import alive, live, small

import ripple_sim as rs
from ripple_sim.model.intervention_schedule import InterventionSchedule
from ripple_sim.model.population import build_population
from ripple_sim.model.records import pack_parameters
from ripple_sim.scenario.files import override, parse
from ripple_sim.scenario.levers import DRIVERS, PRACTICES
from ripple_sim.scenario.plans import Plan
from ripple_sim.scenario.schema import parameters
from ripple_sim.scenario.writing import to_toml

MOVABLE = DRIVERS + PRACTICES
COACHING = {"lever": "coaching", "change": 0.5}


def applied(scenario):
    """Return the world of a scenario with its first week's levers applied."""
    world = build_population(scenario, 1, 0)
    InterventionSchedule(scenario, world).apply(world)
    return world


def test_every_lever_has_an_ordinary_level_a_cost_and_hours_with_range_and_source():
    declared = {one.path: one for one in parameters()}
    for lever in MOVABLE:
        ordinary, cost, hours = (declared[f"levers.{lever.name}.{what}"] for what in ("ordinary", "cost", "hours"))
        assert (ordinary.default, cost.default, hours.default) == (lever.level, lever.cost, lever.hours)
        for one in (ordinary, cost, hours):
            assert one.low <= one.default <= one.high
            assert one.source
            assert one.kind == "guess"
            assert lever.label in one.label


@pytest.mark.parametrize("lever", MOVABLE, ids=lambda lever: lever.name)
def test_money_and_hours_follow_the_scenario(lever):
    group = "drivers" if lever in DRIVERS else "practices"
    step = 0.1 * (lever.high - lever.low)
    base = small().with_values(
        {
            f"levers.{lever.name}.cost": 0.02,
            f"levers.{lever.name}.hours": 0.5,
            f"company.{group}.{lever.name}.level": lever.level + step,
        }
    )
    dearer = base.with_values({f"levers.{lever.name}.cost": 0.06, f"levers.{lever.name}.hours": 1.5})
    one, other = applied(base), applied(dearer)
    spent = [world.ledger["programme_spending"].sum() for world in (one, other)]
    assert spent[0] > 0
    assert spent[1] == pytest.approx(3 * spent[0], rel=1e-5)
    hours = [world.teams["attention_hours"] for world in (one, other)]
    np.testing.assert_allclose(hours[0], 0.5 * step, rtol=1e-5)
    np.testing.assert_allclose(hours[1], 1.5 * step, rtol=1e-5)


def test_at_its_own_ordinary_level_a_company_pays_nothing_for_a_lever():
    usual = applied(small())
    np.testing.assert_allclose(usual.ledger["programme_spending"].sum(), 0, atol=0.01)
    raised = small().with_values({"company.practices.recovery.level": 0.8})
    assert applied(raised).ledger["programme_spending"].sum() > 0
    ordinary = raised.with_values({"levers.recovery.ordinary": 0.8})
    np.testing.assert_allclose(applied(ordinary).ledger["programme_spending"].sum(), 0, atol=0.01)


def test_what_is_known_in_advance_follows_the_scenario():
    plan = Plan(name="a", interventions=[COACHING], weeks=52)
    dearer = small().with_values({"levers.coaching.cost": 0.045})
    cost = plan.planned_cost(small()).total
    assert plan.planned_cost(dearer).total == pytest.approx(3 * cost)
    told = [plan.say(one) for one in (small(), small().with_values({"levers.coaching.hours": 2}))]
    assert "0.2 hours a week" in told[0]
    assert "1 hours a week" in told[1] or "1 hour a week" in told[1]


def test_a_scenario_file_and_an_option_set_them():
    text = to_toml(small()) + "\n[levers]\ncoaching.cost = 0.03\n"
    assert parse(text).terms("coaching").cost == 0.03
    assert parse(to_toml(parse(text))) == parse(text)
    assert override(parse(text), ["levers.coaching.hours=0.25"]).terms("coaching").hours == 0.25


def test_ordinary_levels_are_where_rules_pull_at_nothing():
    packed = pack_parameters(small().with_values({"levers.transparency.ordinary": 0.7}))
    assert packed["ordinary_transparency"][0] == np.float32(0.7)
    moved = {"company.practices.transparency.level": 0.7, "levers.transparency.ordinary": 0.7}
    quiet = {"behaviour.employees.trust_of_transparency": 0.0}
    one, other = (alive(small().with_values(moved | more)) for more in ({}, quiet))
    for _ in range(5):
        worlds = [live(week, 1) for week in (one, other)]
        np.testing.assert_array_equal(*(world.employees["trust"] for world in worlds))


def test_a_sensitivity_study_varies_them():
    base = small().with_values({"company.practices.coaching.level": 0.5})
    ranges = {"levers.coaching.cost": {"low": 0.0, "high": 0.2}, "surveys.staff.item_noise": {"low": 0.1, "high": 0.2}}
    found = rs.sensitivity(base, over=ranges, n=2, horizon=4, replications=1)
    assert "Manager coaching: running cost" in found.say()
