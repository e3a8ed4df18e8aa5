"""Whom a change reaches: by function, by what is measured; and what several programmes take."""

import numpy as np
import pytest
from guarantees.worlds import STATE, alive, bits, live, small, story
from hypothesis import given
from hypothesis import strategies as st
from test_parity import live_alike, unlike

from ripple_sim.model.intervention_schedule import InterventionSchedule, choose_teams, choose_units, measured_in_teams
from ripple_sim.model.population import build_population
from ripple_sim.scenario.interventions import MEASURES, Intervention, Reach
from ripple_sim.scenario.problems import RippleError
from ripple_sim.scenario.schema import Scenario

COMPANY = small(units=4)
START = 12
FRONT = "service"


def changed(*changes: dict, company: Scenario = COMPANY) -> Scenario:
    return company.with_values({"interventions": list(changes)})


def coaching(start=START, **reach):
    return {"lever": "coaching", "change": 0.5, "start": start, "reach": reach}


def moved_teams(world, lever="coaching"):
    usual = np.float32(getattr(COMPANY.company.practices, lever).level)
    return np.flatnonzero(world.team_levers[lever] != usual)


# By function


def test_a_function_is_reached_by_the_company_s_own_name():
    world = live(alive(changed(coaching(0, functions=("buying",)))), 1)
    reached = moved_teams(world)
    assert (world.teams["function"][reached] == 3).all()
    assert len(reached) == (world.teams["function"] == 3).sum() > 0


def test_roles_and_functions_of_the_same_people_reach_the_same():
    by_role = live(alive(changed(coaching(0, roles=("frontline",)))), 3)
    by_name = live(alive(changed(coaching(0, functions=(FRONT,)))), 3)
    assert bits(by_role) == bits(by_name)


def test_an_unknown_function_is_refused_with_the_nearest():
    with pytest.raises(RippleError, match=r"no function 'bying'; did you mean 'buying'\?"):
        changed(coaching(functions=("bying",)))


# By what is measured


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("end", ["lowest", "highest"])
def test_a_quarter_of_the_teams_is_chosen_where_something_stands_lowest_or_highest(measure, end):
    week = alive(changed(coaching(**{end: measure, "share": 0.25})))
    live(week, START)
    values = measured_in_teams(measure, week.world)
    among = np.flatnonzero(COMPANY.teams_reached(Reach(**{end: measure, "share": 0.25})))
    sign = 1 if end == "lowest" else -1
    expected = sorted(among, key=lambda team: (sign * np.float32(values[team]), team))
    expected = sorted(expected[: int(len(among) * 0.25 + 0.5)])
    live(week, 1)
    assert list(moved_teams(week.world)) == expected


def test_who_was_chosen_stays_chosen():
    week = alive(changed(coaching(lowest="engagement", share=0.2)))
    live(week, START + 1)
    first = moved_teams(week.world)
    orders = set()
    for _ in range(30):
        live(week, 1)
        orders.add(tuple(np.argsort(week.world.teams["engagement"], kind="stable")[: len(first)]))
        assert (moved_teams(week.world) == first).all()
    assert len(orders) > 1  # so that choosing anew would have chosen others


def test_whole_units_are_chosen_and_never_the_centre():
    change = {"lever": "transparency", "change": 0.3, "start": START, "reach": {"lowest": "satisfaction", "share": 0.5}}
    week = alive(changed(change))
    live(week, START)
    expected = np.sort(np.argsort(week.world.units["satisfaction"][:4], kind="stable")[:2])
    live(week, 1)
    usual = np.float32(COMPANY.company.practices.transparency.level)
    moved = np.flatnonzero(week.world.unit_levers["transparency"] != usual)
    assert list(moved) == list(expected)


def test_only_those_who_fit_are_chosen_among():
    reach = {"units": (2, 3), "roles": ("frontline",), "highest": "leadership", "share": 0.3}
    world = live(alive(changed(coaching(0, **reach))), 1)
    (team,) = moved_teams(world)
    assert world.teams["unit"][team] in (1, 2)
    assert world.teams["frontline"][team]


def test_choosing_changes_nothing_before_the_start():
    usual = story(alive(COMPANY), START)
    chosen = coaching(lowest="engagement", share=0.25)
    assert story(alive(changed(chosen)), START) == usual


def test_choosing_the_same_by_number_gives_the_same_bits():
    week = alive(changed(coaching(lowest="leadership", share=0.25)))
    live(week, START + 1)
    teams = tuple(int(team) + 1 for team in moved_teams(week.world))
    by_number = alive(changed(coaching(teams=teams)))
    live(by_number, START + 1)
    assert story(week, 10) == story(by_number, 10)


def test_cost_and_attention_fall_on_the_chosen():
    change = coaching(lowest="engagement", share=0.2) | {"weekly_cost": 100.0}
    week, usual = alive(changed(change)), alive(COMPANY)
    live(week, START + 1)
    live(usual, START + 1)
    chosen = moved_teams(week.world)
    assert list(np.flatnonzero(week.world.teams["attention_hours"] > 0.01)) == list(chosen)
    spent = week.world.ledger["programme_spending"] - usual.world.ledger["programme_spending"]
    units = set(week.world.teams["unit"][chosen])
    assert set(np.flatnonzero(spent > 0)) == units
    assert spent.sum() > 100


def test_an_earlier_moment_is_chosen_in_anew():
    scenario = changed(coaching(lowest="engagement", share=0.2))
    week = alive(scenario)
    before = live(week, START).copy()
    live(week, 5)
    first = moved_teams(week.world)
    assert len(first) == 3
    for name in STATE:
        getattr(week.world, name)[...] = getattr(before, name)
    week.world.week = START
    week.world.teams["engagement"][first] = 0.99
    week.schedule.forget()
    live(week, 1)
    assert not set(moved_teams(week.world)) & set(first)


@given(st.lists(st.integers(0, 3), min_size=1, max_size=40), st.integers(1, 999))
def test_as_many_as_the_share_says_and_equals_by_number(values, share):
    world = build_population(COMPANY, 1, 0)
    count = len(world.teams)
    values = (values * count)[:count]
    world.teams["engagement"] = values
    reach = Reach(lowest="engagement", share=share / 1000)
    chosen = choose_teams(reach, np.ones(count, dtype=bool), world)
    assert chosen.sum() == max(1, int(share / 1000 * count + 0.5))
    ranked = sorted(range(count), key=lambda team: (values[team], team))
    assert sorted(ranked[: chosen.sum()]) == list(np.flatnonzero(chosen))


def test_a_unit_s_value_is_the_mean_over_its_heads():
    world = build_population(COMPANY, 1, 0)
    world.teams["engagement"] = 0.5
    worst = np.flatnonzero((world.teams["unit"] == 2) & (world.teams["function"] == 0))[0]
    world.teams["engagement"][worst] = 0.4
    everywhere = np.ones(len(world.units), dtype=bool)
    chosen = choose_units(Reach(lowest="engagement", share=0.25), everywhere, world)
    assert list(np.flatnonzero(chosen)) == [2]


@pytest.mark.parametrize(
    ("reach", "words"),
    [
        ({"lowest": "engagment", "share": 0.2}, r"did you mean 'engagement'\?"),
        ({"lowest": "engagement"}, "need a share of less than 1"),
        ({"share": 0.2}, "share needs lowest or highest"),
        ({"lowest": "engagement", "highest": "pressure", "share": 0.2}, "keep one of them"),
    ],
)
def test_a_choice_that_says_too_little_or_too_much_is_refused(reach, words):
    with pytest.raises(ValueError, match=words):
        Reach(**reach)


def test_the_centre_is_not_chosen_for_what_its_own_customers_would_say():
    with pytest.raises(RippleError, match="reaches nobody"):
        changed(coaching(roles=("central",), lowest="satisfaction", share=0.5))


def test_whole_units_are_not_narrowed_down_to_functions():
    with pytest.raises(ValueError, match="reaches whole units"):
        Intervention(lever="promise", change=0.1, reach=Reach(functions=(FRONT,)))


# Several programmes at once


def hours(*changes, weeks=6, **values):
    scenario = changed(*changes).with_values(values) if changes else COMPANY.with_values(values)
    world = build_population(scenario, 1, 0)
    plan = InterventionSchedule(scenario, world)
    world.week = weeks
    plan.apply(world)
    return world.teams["attention_hours"].astype(float)


OVERLOAD = "behaviour.leaders.initiative_overload"
ONE = {"lever": "trust", "change": 0.2, "name": "one"}
TWO = {"lever": "skills_training", "change": 0.5, "name": "two"}
THREE = {"lever": "pride", "change": 0.1, "attention_hours": 0.3, "name": "three"}


def test_hours_of_programmes_at_once_add_up_beyond_proportion():
    alone = hours(ONE) + hours(TWO) + hours(THREE)
    assert hours(ONE, TWO, THREE, **{OVERLOAD: 0.0}) == pytest.approx(alone)
    assert hours(ONE, TWO, THREE, **{OVERLOAD: 0.25}) == pytest.approx(1.5 * alone)


def test_only_the_teams_that_two_programmes_reach_are_overloaded():
    here = TWO | {"reach": {"units": (1,)}}
    both = hours(ONE, here, **{OVERLOAD: 0.5})
    apart = hours(ONE) + hours(here)
    unit = build_population(COMPANY, 1, 0).teams["unit"]
    assert both[unit == 0] == pytest.approx(1.5 * apart[unit == 0])
    assert both[unit != 0] == pytest.approx(apart[unit != 0])


def test_parts_of_one_programme_are_no_overload():
    parts = [change | {"name": "together"} for change in (ONE, TWO, THREE)]
    assert (hours(*parts, **{OVERLOAD: 2.0}) == hours(*parts, **{OVERLOAD: 0.0})).all()


def test_what_has_ended_or_takes_no_hours_is_no_programme():
    ended = TWO | {"duration": 3, "decay": 20}
    pay = {"lever": "pay", "change": 0.1}
    assert (hours(ONE, ended, pay, **{OVERLOAD: 2.0}) == hours(ONE, ended, pay, **{OVERLOAD: 0.0})).all()


def test_the_hours_a_company_is_used_to_are_not_multiplied():
    usual = {"company.drivers.job.level": 0.9}
    before = hours(**usual)
    assert before.min() > 0
    added = hours(ONE, TWO, **usual, **{OVERLOAD: 0.0}) - before
    assert hours(ONE, TWO, **usual, **{OVERLOAD: 0.5}) == pytest.approx(before + 1.5 * added)


def test_one_programme_is_the_same_to_the_bit_whatever_the_overload():
    company = {OVERLOAD: 2.0}, {OVERLOAD: 0.0}
    lived = [live(alive(changed(THREE).with_values(values)), 8) for values in company]
    assert bits(lived[0], STATE) == bits(lived[1], STATE)
    twice = [live(alive(changed(ONE, THREE).with_values(values)), 8) for values in company]
    assert bits(twice[0], STATE) != bits(twice[1], STATE)


# The slow reference model agrees


def test_both_engines_choose_alike_and_count_programmes_alike():
    changes = [
        coaching(9, lowest="engagement", share=0.3) | {"name": "one"},
        coaching(11, highest="satisfaction", share=0.3) | {"lever": "trust", "name": "one"},
        coaching(14, functions=("buying",)) | {"lever": "growth", "attention_hours": 0.4},
        coaching(10, lowest="leadership", share=0.4, roles=("frontline",)) | {"lever": "pride"},
        coaching(10, highest="departures", share=0.3) | {"lever": "job", "weekly_cost": 50},
        coaching(13, lowest="pressure", share=0.5) | {"lever": "transparency", "duration": 8},
        coaching(12, highest="standard", share=0.5) | {"lever": "acceptance", "one_off_cost": 9},
    ]
    live_alike(unlike(changed(*changes, company=small(units=3, members=150))), weeks=28)
