"""No name without effect: every parameter, lever and date of a scenario changes something."""

import numpy as np
import pytest

from guarantees.worlds import STATE, alive, eventful, live, small
from ripple_sim.model.week import compiled, run_week
from ripple_sim.scenario.levers import DRIVERS, LEVERS, PRACTICES
from ripple_sim.scenario.schema import parameters

COMPANY = eventful(small(members=300)).with_values(
    {
        "market.cost_per_contact": 1.0,
        "company.staffing.hours_follow_work": 0.5,
        "company.practices.selectivity.level": 0.6,
        "company.practices.standards.level": 0.4,
        "company.structure.central_functions": ("operations", "buying", "logistics"),
    }
)
# What a lever costs and takes shows where it stands above its ordinary level.
LEVERS_RAISED = {
    f"company.{'drivers' if lever in DRIVERS else 'practices'}.{lever.name}.level": lever.level
    + 0.06 * (lever.high - lever.low)
    for lever in DRIVERS + PRACTICES
} | {f"levers.{lever.name}.cost": 0.01 for lever in DRIVERS + PRACTICES if not lever.cost}
LEADERS, WORK, FINANCE = "behaviour.leaders", "behaviour.work", "behaviour.finance"
OVERWORK = {f"{WORK}.overtime_slope": 1.0, f"{WORK}.intensity_most": 3.0}
RICH = {"company.pay.wage_per_year": 15_000, "company.pay.fixed_cost_per_week": 0}
# Limits and tables' ends act in extremes only: how a company gets there.
EXTREMES = {
    f"{LEADERS}.claim_least": {
        f"{LEADERS}.paperwork_saved_by_joint_reporting": 0.8,
        f"{LEADERS}.paperwork_of_initiatives": 0.0,
        "company.practices.joint_reporting.level": 1.0,
        "company.practices.customer_metrics.level": 1.0,
    },
    f"{WORK}.hours_least": {"company.staffing.hours_per_week": 5.0},
    f"{WORK}.tired_output_157": OVERWORK,
    f"{WORK}.tired_slope": OVERWORK,
    f"{WORK}.tired_output_least": OVERWORK | {f"{WORK}.tired_slope": 2.0},
    "behaviour.customers.wallet_least": {"behaviour.customers.wallet_level": 0.0},
    f"{FINANCE}.pay_index_most": RICH,
    f"{FINANCE}.hiring_pace_most": RICH,
}
WEEKS = 60
# The weeks reported; they say when a run ends and nothing about a week. (Surveys only look at one.)
OUTSIDE_THE_WEEK = {"weeks"}
PARTS = ("frontline_part", "backstage_part", "central_part")


def told_by(company):
    """Return the records and books of a company week by week."""
    told = []
    live(alive(company), WEEKS, after=lambda world: told.append(held(world)))
    return told


@pytest.fixture(scope="module")
def ordinary():
    return told_by(COMPANY)


@pytest.fixture(scope="module")
def raised():
    return told_by(COMPANY.with_values(LEVERS_RAISED))


def held(world):
    return [getattr(world, name).tobytes() for name in STATE]


def week_of_change(week, ordinary, run=compiled):
    """Return the first week in which anything differs, or None."""
    for number, told in enumerate(ordinary):
        run_week(week, run)
        if held(week.world) != told:
            return number
    return None


def other_values(parameter, value):
    """Return values clearly apart from the given one: a near one first, then both ends.

    What only shifts the chance of rare events needs a large step to change one within weeks.
    """
    low, high = parameter.low, parameter.high
    near = value * 1.5 if value > 0 else low + 0.3 * (min(high, 10) - low)
    others = [near if near <= high else (low + value) / 2, min(high, 20 * near), low]
    if isinstance(value, int):
        others = [round(other) for other in others[:1]]
    return [other for other in others if other != value]


def at(path, company):
    place = company
    for part in path.split("."):
        place = getattr(place, part)
    return place


def changed_companies(parameter, company):
    """Yield the company with other values of one parameter."""
    if parameter.name not in PARTS:
        for value in other_values(parameter, at(parameter.path, company)):
            yield company.with_values({parameter.path: value})
        return
    # The three parts sum to one, so another one gives way.
    section = parameter.path.rsplit(".", 1)[0]
    other = f"{section}.{PARTS[PARTS.index(parameter.name) - 1]}"
    changed = {parameter.path: at(parameter.path, company) + 0.1, other: at(other, company) - 0.1}
    yield company.with_values(changed)


IN_THE_WEEK = (p for p in parameters() if not p.path.startswith("surveys."))
DECLARED = [p for p in IN_THE_WEEK if p.path not in OUTSIDE_THE_WEEK]


@pytest.mark.parametrize("parameter", DECLARED, ids=lambda parameter: parameter.path)
def test_every_parameter_changes_something(ordinary, raised, parameter):
    company, told = COMPANY, ordinary
    if parameter.path.startswith("levers."):
        company, told = COMPANY.with_values(LEVERS_RAISED), raised
    elif parameter.path in EXTREMES:
        company = COMPANY.with_values(EXTREMES[parameter.path])
        told = told_by(company)
    weeks = (week_of_change(alive(c), told) for c in changed_companies(parameter, company))
    assert any(week is not None for week in weeks)


def shifting(lever, *places):
    """Return a way to run a step that moves a lever in some places, free of cost and attention."""
    by = -0.31 * (lever.high - lever.low)

    def run(step, week):
        compiled(step, week)
        if step.name == "plan":
            for place in places:
                levels = getattr(week.world, place)[lever.name]
                high_enough = levels + by >= lever.low
                levels += np.where(high_enough, by, -by).astype(np.float32)
            week.schedule.forget()  # so that next week's levels start from the plan's again

    return run


@pytest.mark.parametrize("lever", LEVERS, ids=lambda lever: lever.name)
def test_every_lever_acts_where_its_reach_says_and_nowhere_else(ordinary, lever):
    own = ("team_levers",) if lever.reach == "team" else ("unit_levers", "common_lever")
    other = ("unit_levers", "common_lever") if lever.reach == "team" else ("team_levers",)
    assert week_of_change(alive(COMPANY), ordinary, shifting(lever, *own)) is not None
    assert week_of_change(alive(COMPANY), ordinary[:20], shifting(lever, *other)) is None


DATED = {"start": 7, "ramp": 9, "duration": 3, "decay": 8, "reach": {"units": (2,)}}
OF_INTERVENTIONS = DATED | {"change": -0.2, "one_off_cost": 999, "weekly_cost": 99, "attention_hours": 2.5}
BEFORE = {"start": 3, "ramp": 1, "duration": 6, "decay": 2}


@pytest.mark.parametrize("field", [*OF_INTERVENTIONS, "roles", "teams"])
def test_every_number_of_an_intervention_changes_something(field):
    value = {"roles": {"roles": ("backstage",)}, "teams": {"teams": (1,)}}.get(field)
    change = {"reach": value} if value else {field: OF_INTERVENTIONS[field]}
    usual = BEFORE | {"lever": "job", "change": 0.2}
    assert differ({"interventions": [usual]}, {"interventions": [usual | change]})


@pytest.mark.parametrize("field", [*DATED, "size"])
def test_every_number_of_a_shock_changes_something(field):
    usual = BEFORE | {"kind": "flu", "size": 0.3}
    change = (DATED | {"size": 0.6})[field]
    assert differ({"shocks": [usual]}, {"shocks": [usual | {field: change}]})


def differ(one, other):
    worlds = [alive(small().with_values(values)) for values in (one, other)]
    return any(held(live(worlds[0], 1)) != held(live(worlds[1], 1)) for _ in range(20))
