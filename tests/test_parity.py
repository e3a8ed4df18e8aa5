"""The compiled engine agrees, week by week, with the reference written in plain Python."""

import tomllib
import zlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reference.company import quality_of_time as reference_quality_of_time
from reference.employees import tired_productivity as reference_tired_productivity
from reference.luck import lognormal as reference_lognormal
from reference.luck import normal as reference_normal
from reference.luck import philox as reference_philox
from reference.model import ReferenceModel
from reference.parameters import Parameters

from ripple_sim.model.intervention_schedule import InterventionSchedule
from ripple_sim.model.population import build_population
from ripple_sim.model.randomness import lognormal_factor, normal, philox4x32
from ripple_sim.model.records import LEDGER, pack_parameters
from ripple_sim.model.week import Week, run_week
from ripple_sim.rules import leadership, loyalty, service, staffing, word_of_mouth
from ripple_sim.rules.service import quality_of_time
from ripple_sim.rules.workload import tired_productivity
from ripple_sim.scenario import schema
from ripple_sim.scenario.files import load
from ripple_sim.scenario.levers import DRIVERS, LEVERS, PRACTICES

PRESETS = sorted((Path(schema.__file__).parent / "presets").glob("*.toml"))
WEEKS = 52
MOST_SEEDS = 4

# The engine rounds every operation to single precision, the reference every attribute. Under a long
# overload the difference grows to 1e-5: whoever isn't served waits again the week after.
RTOL, ATOL = 3e-5, 5e-6
# Small differences of large numbers: what is left of those waiting when the served are taken away,
# and intensity beyond 1 times all hours.
COARSE = {"backlog": 5e-5, "gave_up": 5e-5, "wait": 2e-3, "wait_hours": 2e-2, "overtime_hours": 2e-3}
# Layout of the engine's rows, checked by `assert_same_structure`.
LAYOUT = {"first", "seats", "first_member", "members", "first_team", "teams", "first_frontline", "frontline_seats"}


def read(preset):
    return schema.Scenario.model_validate(tomllib.loads(preset.read_text()))


def shrink(scenario, units=2, members=130):
    """Make a company small, with about the load on each person that it had."""
    structure = scenario.company.structure
    front = min(structure.frontline_per_unit, 6)
    before = scenario.market.members / (structure.units * structure.frontline_per_unit)
    after = members / (units * front)
    return scenario.with_values(
        {
            "weeks": WEEKS,
            "company.structure.units": units,
            "company.structure.unit_names": ("north", "south", "east")[:units],
            "company.structure.frontline_per_unit": front,
            "company.structure.backstage_per_unit": min(structure.backstage_per_unit, 2),
            "company.structure.central_staff": min(structure.central_staff, 5),
            "company.structure.span_of_control": 4,
            "market.members": members,
            "service.hours_per_contact": min(scenario.service.hours_per_contact * before / after, 200),
        }
    )


def unlike(scenario):
    """Make all coefficients a little different, so that none can stand in for another."""
    values = {}
    for parameter in schema.parameters():
        section, *path = parameter.path.split(".")
        if section in ("behaviour", "levers"):
            value = getattr(scenario, section)
            for name in path:
                value = getattr(value, name)
            value = 0.05 * parameter.high if value == 0 else value
            # By its path, so that a further parameter changes no other.
            factor = 0.95 + 0.1 * (zlib.crc32(parameter.path.encode()) % 1000 / 1000)
            values[parameter.path] = min(max(value * factor, parameter.low), parameter.high)
    return scenario.with_values(values)


def everything_happens(scenario):
    """Move every lever once, up or down, wherever it may reach, and let all shocks strike.

    Sizes are odd fractions of a lever's range: ``planned * (1 + slack)`` then never falls on a
    half, which single precision would round either way.
    """
    some_teams = tuple(team for team in (1, 2, 4) if team <= scenario.teams())
    behind = any(function for _, function, _ in scenario.team_sizes())
    roles = ("frontline",), ("backstage", "central") if behind else (), ()
    changes = []
    for number, lever in enumerate(DRIVERS + PRACTICES):
        team_lever = lever.reach == "team"
        by_team = team_lever and number % 5 == 0
        changes.append(
            {
                "lever": lever.name,
                "change": (-1) ** number * 0.2371 * (lever.high - lever.low),
                "start": 1 + number % 17,
                "ramp": number % 5,
                "duration": None if number % 4 == 0 else 9 + number,
                "decay": number % 3 * 4,
                "one_off_cost": 1000 * (number % 3),
                "weekly_cost": 70 * (number % 4),
                "attention_hours": 0.3 * (number % 3),
                "reach": {
                    "units": ((), (1,), ("south", 1))[0 if by_team else number % 3],
                    "roles": roles[number % 3] if team_lever and not by_team else (),
                    "teams": some_teams if by_team else (),
                },
            }
        )
    changes += [
        {"lever": "slack", "change": 0.2371, "start": 3, "duration": 8},
        {"lever": "slack", "change": -0.2913, "start": 12},
        {"lever": "lived_values", "change": -0.21, "start": 3, "ramp": 2, "duration": 4},
        {"lever": "coaching", "change": 0.6, "start": 5, "duration": 12},
        {"lever": "standards", "change": 0.63, "start": 9, "duration": 20},
        {"lever": "selectivity", "change": 0.45, "start": 2},
    ]
    shocks = [
        {"kind": "demand_wave", "size": 1.7, "start": 8, "ramp": 2, "duration": 14, "decay": 3},
        {"kind": "competitor", "size": 0.7, "start": 20, "duration": 9, "reach": {"units": (2,)}},
        {"kind": "flu", "size": 0.78, "start": 26, "duration": 5, "decay": 3},
        {
            "kind": "manager_loss",
            "size": 1.0,
            "start": 15,
            "ramp": 1,
            "duration": 3,
            "reach": {"roles": ("frontline",)},
        },
        {"kind": "manager_loss", "size": 0.6, "start": 40, "reach": {"teams": (1,)}},
    ]
    return unlike(scenario).with_values(
        {
            "interventions": changes,
            "shocks": shocks,
            "market.cost_per_contact": 1.7,
            "company.staffing.hiring_weeks": 6,
            "company.staffing.hours_follow_work": 0.7,
            "company.staffing.turnover_per_year": 1.2,
            "market.churn_per_year": 0.5,
            "market.winning_per_year": 0.9,
        }
    )


def without_backstage(scenario):
    """Leave the frontline alone, with partial feedback and a wave that nobody can serve."""
    feedback = dict.fromkeys((name for name, _ in scenario.behaviour.feedback), 0.0)
    feedback |= {name: value for name, value in scenario.behaviour.feedback if name.endswith("_weeks")}
    return scenario.with_values(
        {
            "company.structure.units": 3,
            "company.structure.unit_names": (),
            "company.structure.backstage_per_unit": 0,
            "company.structure.central_staff": 0,
            "service.handovers": 0,
            "behaviour.feedback": feedback | {"customers_to_employees": 0.5},
            "shocks": [{"kind": "demand_wave", "size": 3.0, "start": 5, "duration": 30}],
        }
    )


# Comparison


def numbers_of(things, name):
    """Return an attribute of many reference objects; other objects count as their number."""
    values = [getattr(thing, name) for thing in things]
    return [_number(value) for value in values]


def _number(value):
    if value is None:
        return -1
    if isinstance(value, list):
        return [_number(part) for part in value]
    return getattr(value, "number", value)


def assert_close(actual, expected, where, atol=ATOL):
    """Compare an engine's column with the reference's; whole numbers must be equal."""
    expected = np.asarray(expected, dtype=np.float64)
    rtol, atol = (0, 0) if actual.dtype.kind in "iu" else (RTOL, atol)
    actual = actual.astype(np.float64)
    if not (np.abs(actual - expected) <= atol + rtol * np.abs(expected)).all():
        np.testing.assert_allclose(actual, expected, rtol, atol, err_msg=where)
        raise AssertionError(f"{where}: not a number")


def assert_same_world(world, model):
    tables = {
        "managers": model.managers,
        "employees": model.employees,
        "teams": model.teams,
        "units": model.units,
        "company": [model.company],
        "members": model.members,
    }
    for table, things in tables.items():
        records = getattr(world, table)
        for name in sorted(set(records.dtype.names) - LAYOUT):
            where = f"week {world.week}: {name} of {table}"
            atol = COARSE.get(name, ATOL)
            assert_close(records[name], numbers_of(things, name), where, atol)
    for lever in LEVERS:
        things = model.teams if lever.reach == "team" else model.units
        levels = world.team_levers if lever.reach == "team" else world.unit_levers
        where = f"week {world.week}: lever {lever.name}"
        assert_close(levels[lever.name], [getattr(t.levers, lever.name) for t in things], where)


def assert_same_books(world, model):
    """Compare the week's books.

    Amounts of money are rounded to cents from sums with relative errors of single precision, and
    a small profit is the difference of large parts: so the tolerance is by the largest part.
    """
    for row, unit in zip(world.ledger, model.units, strict=True):
        assert set(unit.book) <= set(LEDGER.names)
        turnover = max(float(row["revenue"]), float(row["wages"]))
        rows = len(unit.members) + sum(len(team.seats) for team in unit.teams)
        for name in LEDGER.names:
            where = f"week {world.week}: {name} in the book of unit {unit.number}"
            if LEDGER[name].kind == "i":
                atol = 2 + RTOL * turnover
            else:
                atol = COARSE.get(name, ATOL * rows)
            assert_close(np.array(row[name], np.float64), unit.book[name], where, atol)


def assert_same_structure(world, model):
    for record, team in zip(world.teams, model.teams, strict=True):
        seats = [seat.number for seat in team.seats]
        assert seats == list(range(record["first"], record["first"] + record["seats"]))
    for record, unit in zip(world.units, model.units, strict=True):
        for things, first, count in (
            (unit.members, record["first_member"], record["members"]),
            (unit.teams, record["first_team"], record["teams"]),
            (unit.frontline_seats, record["first_frontline"], record["frontline_seats"]),
        ):
            assert len(things) == count
            assert [thing.number for thing in things] == list(range(first, first + count))


def little_work(scenario, unit):
    """Return fewer hours a week than customers ask for, so that the hours paid grow."""
    contacts = sum(member.contacts_per_week for member in unit.customers_now)
    return round(0.6 * contacts * scenario.service.hours_per_contact, 1)


def live_both(scenario, seed, week=0, weeks=WEEKS, watch=None):
    """Live the weeks in both engines and compare after each.

    Returns False if they parted in a week in which the reference met a decision so close that
    single and double precision may take it differently.
    """
    world = build_population(scenario, seed, 3)
    world.week = week
    context = Week(world, InterventionSchedule(scenario, world))
    model = ReferenceModel(scenario, seed, 3, week)
    for record, unit in zip(world.units[:-1], model.units[:-1], strict=True):
        record["work_at_rest"] = unit.work_at_rest = little_work(scenario, unit)
    assert_same_structure(world, model)
    assert_same_world(world, model)
    for _ in range(weeks):
        model.luck.close_calls.clear()
        run_week(context)
        model.step()
        try:
            assert_same_world(world, model)
            assert_same_books(world, model)
        except AssertionError:
            if not model.luck.close_calls:
                raise
            return False
        if watch is not None:
            watch(world)
    return True


def live_alike(scenario, first_seed=1, **options):
    """Find a seed without a decision on the edge, and live in parity to the end."""
    seeds = range(first_seed, first_seed + MOST_SEEDS)
    assert any(live_both(scenario, seed, **options) for seed in seeds)


# Whole runs


class Seen:
    """What has happened in a run, so that a comparison can't pass by testing nothing."""

    def __init__(self):
        self.missing = None

    def __call__(self, world):
        members, employees, units, ledger = (world.members, world.employees, world.units, world.ledger)
        seats = np.bincount(employees["team"], employees["open"])
        checks = {
            "turned away": (members["contacts"] > 0) & (members["server"] < 0),
            "put right": members["failure"] == 1,
            "not put right": members["failure"] == 2,
            "lapsed": members["standing"] == 2,
            "joined": ledger["joined"] > 0,
            "bad word": ledger["bad_word"] > 0,
            "reviews": ledger["reviews"] > 0,
            "backlog": units["backlog"] > 0,
            "no backlog": units["backlog"][:-1] == 0,
            "tired": employees["fatigue"] > 1.15,
            "eased": units["intensity"][:-1] < 1,
            "hired": ledger["hires"] > 0,
            "more seats": seats > world.teams["planned"],
            "fewer seats": seats < world.teams["planned"],
            "no manager": world.managers["in_place"] == 0,
            "new manager": world.managers["incumbent"] > 0,
            "surveyed": np.diff(units["surveyed"]) != 0,
            "attention": world.teams["attention_hours"] > 0,
            "more hours": units["roster"] > 1,
            "fewer hours": units["roster"] < 1,
        }
        if self.missing is None:
            self.missing = set(checks)
        self.missing -= {name for name, happened in checks.items() if happened.any()}


@pytest.mark.parametrize("preset", PRESETS, ids=lambda path: path.stem)
def test_a_year_in_which_everything_happens(preset):
    seen = Seen()
    live_alike(everything_happens(shrink(read(preset))), watch=seen)
    assert seen.missing == set()


def test_a_company_without_backstage_centre_and_feedback():
    live_alike(without_backstage(shrink(read(PRESETS[0]))))


def test_quiet_weeks_before_the_first():
    live_alike(shrink(read(PRESETS[0])), week=-20, weeks=30)


# Chances: a small company shows an error in one only by luck, so they are compared by themselves.


class Asked:
    """Stands in for luck: notes every chance it is asked about, and says no."""

    def __init__(self):
        self.chances = []

    def less(self, _, limit):
        self.chances.append(limit)
        return False

    def nearest(self, x):
        return round(x)


@pytest.fixture(scope="module")
def company_in_trouble():
    """Return a company in both engines after a while of everything, in parity."""
    scenario = everything_happens(shrink(read(PRESETS[0])))
    world = build_population(scenario, 1, 3)
    context = Week(world, InterventionSchedule(scenario, world))
    model = ReferenceModel(scenario, 1, 3)
    for _ in range(29):
        run_week(context)
        model.step()
    assert_same_world(world, model)
    model.luck = Asked()
    return world, model


def assert_same_chance(company, agents, ask, happens):
    """Compare the chances the reference asks about with those at which a rule changes its mind.

    ``ask`` lets a reference agent decide; ``happens`` says whether the rule decides for it, given
    the agent's number and a draw.
    """
    _, model = company
    for agent in agents:
        model.luck.chances.clear()
        ask(agent)
        chance = model.luck.chances[-1]
        if 1e-7 < chance < 1:
            assert happens(agent.number, np.float32(chance * (1 - 3e-5)))
            assert not happens(agent.number, np.float32(chance * (1 + 3e-5)))
        else:
            assert happens(agent.number, np.float32(0.9999999)) == (chance >= 1)


def copy_of(record):
    """Return a copy of one record that is a record."""
    return np.array([record])[0]


def test_chance_to_lapse(company_in_trouble):
    world, model = company_in_trouble

    def happens(row, draw):
        member = copy_of(world.members[row])
        loyalty.stay_or_lapse(member, world.unit_levers[member["unit"]], world.p[0], draw)
        return member["standing"] == 2

    customers = [member for member in model.members if member.is_customer]
    assert_same_chance(company_in_trouble, customers, lambda m: m.stay_or_lapse(0.5), happens)


@pytest.mark.parametrize("standing", [0, 2])
def test_chance_to_join(company_in_trouble, standing):
    world, model = company_in_trouble

    def ask(member):
        member.standing, before = standing, member.standing
        member.join_or_wait(0.5)
        member.standing = before

    def happens(row, draw):
        member = copy_of(world.members[row])
        member["standing"], u = standing, member["unit"]
        lever = world.unit_levers[u]
        return loyalty.join_or_wait(member, world.units[u], lever, world.p[0], draw) == 1

    assert_same_chance(company_in_trouble, model.members, ask, happens)


@pytest.mark.parametrize("standing", [1, 2])
def test_chance_to_speak(company_in_trouble, standing):
    world, model = company_in_trouble

    def ask(member):
        member.standing, before = standing, member.standing
        member.speak(0.5)
        member.standing = before

    def happens(row, draw):
        member = copy_of(world.members[row])
        member["standing"] = standing
        word_of_mouth.speak(member, world.p[0], draw)
        return member["voice"] != 0

    assert_same_chance(company_in_trouble, model.members, ask, happens)


def test_chance_of_a_failure(company_in_trouble):
    world, model = company_in_trouble

    def ask(member):
        member.server, member.contacts = member.unit.frontline_seats[0], 1 + member.number % 3
        member.see_whether_it_fails(0.5, 0.5)

    def happens(row, draw):
        member = copy_of(world.members[row])
        unit, lever = world.units[member["unit"]], world.unit_levers[member["unit"]]
        seat = world.employees[unit["first_frontline"]]
        member["contacts"] = 1 + row % 3
        zero = np.float32(0)
        service.encounter(member, seat, unit, lever, world.p[0], zero, draw, zero)
        return member["failure"] > 0

    assert_same_chance(company_in_trouble, model.members, ask, happens)


def test_chance_to_leave(company_in_trouble):
    world, model = company_in_trouble

    def happens(row, draw):
        employee = copy_of(world.employees[row])
        staffing.leave(employee, world.units[employee["unit"]], world.p[0], draw)
        return employee["left"] == 1

    people = [employee for employee in model.employees if employee.filled]
    assert_same_chance(company_in_trouble, people, _stay, happens)


def _stay(employee):
    employee.leave(0.5)
    employee.tenure -= 1


def test_chance_of_a_vacancy_to_be_filled(company_in_trouble):
    world, model = company_in_trouble

    def ask(employee):
        employee.filled, employee.open, employee.left = False, True, False
        employee.fill(0.5)

    def happens(row, draw):
        employee = copy_of(world.employees[row])
        employee["filled"], employee["open"], employee["left"] = 0, 1, 0
        lever = world.team_levers[employee["team"]]
        return staffing.fill(employee, world.company[0], lever, world.p[0], draw) == 1

    seats = [(seat, seat.filled, seat.open, seat.left) for seat in model.employees]
    assert_same_chance(company_in_trouble, model.employees, ask, happens)
    for seat, *state in seats:
        seat.filled, seat.open, seat.left = state


def test_chance_of_absence(company_in_trouble):
    world, model = company_in_trouble

    def happens(row, draw):
        employee = copy_of(world.employees[row])
        staffing.attend(employee, world.team_levers[employee["team"]], world.p[0], draw)
        return employee["present"] == 0

    people = [employee for employee in model.employees if employee.filled]
    assert_same_chance(company_in_trouble, people, lambda e: e.attend(0.5), happens)


@pytest.mark.parametrize("in_place", [0, 1])
def test_chance_that_a_manager_changes(company_in_trouble, in_place):
    world, model = company_in_trouble

    def ask(manager):
        manager.in_place, before = bool(in_place), manager.in_place
        manager.come_and_go(0.5, 0.5)
        manager.in_place = before

    def happens(row, draw):
        manager = copy_of(world.managers[row])
        manager["in_place"] = in_place
        leadership.change_manager(manager, world.team_levers[row], world.p[0], draw, draw)
        return manager["in_place"] != in_place

    assert_same_chance(company_in_trouble, model.managers, ask, happens)


# Single rules

unhurried = settings(deadline=None)
words = st.integers(0, 2**32 - 1)
draws = st.integers(0, 2**23 - 1).map(lambda i: (i + 0.5) / 2**23)


@unhurried
@given(st.tuples(words, words, words, words), st.tuples(words, words))
def test_words_of_luck(counter, key):
    assert philox4x32(*counter, *key) == reference_philox(counter, key)


@unhurried
@given(draws, st.floats(0, 1.5, width=32))
def test_quantiles(u, sigma):
    assert normal(u) == pytest.approx(reference_normal(u), abs=2e-6)
    assert lognormal_factor(u, sigma) == pytest.approx(reference_lognormal(u, sigma), rel=2e-5)


PLAIN, TABLES = Parameters(load("bakery")), pack_parameters(load("bakery"))


@unhurried
@given(st.floats(0.25, 3, width=32))
def test_published_tables(x):
    x, p = np.float32(x), TABLES[0]
    tired, quality = reference_tired_productivity(x, PLAIN), reference_quality_of_time(x, PLAIN)
    assert tired_productivity(x, p) == pytest.approx(tired, abs=2e-6)
    assert quality_of_time(x, p) == pytest.approx(quality, abs=2e-6)
