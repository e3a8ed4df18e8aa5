"""A story tells what stands in the records of a run, all of it, and nothing else."""

from collections import Counter

import numpy as np
import pytest
from guarantees.worlds import small

from ripple_sim.model.engine import Engine
from ripple_sim.model.settling import SettledCache
from ripple_sim.model.week import WEEK
from ripple_sim.scenario.problems import RippleError
from ripple_sim.study.trace import story
from ripple_sim.study.trace.life import Life, customer_events, employee_events
from ripple_sim.study.trace.messages import EVENTS, PARTED
from ripple_sim.study.trace.twins import CHANNELS
from ripple_sim.wording import ENGLISH

WEEKS, SEED = 40, 3
BASE = small()
PLAN = BASE.with_values(
    {
        "interventions": [
            {"lever": "skills_training", "change": 1.5, "start": 4, "reach": {"units": (1,)}},
            {"lever": "trust", "change": -0.3, "start": 4, "reach": {"units": (1,)}},
        ],
        "shocks": [{"kind": "demand_wave", "size": 1.0, "start": 10, "duration": 8}],
    }
)


def told(who):
    return story(BASE, PLAN, who, horizon=WEEKS, seed=SEED)


@pytest.fixture(scope="module")
def records():
    """Every person's records after each week of the plan's world, lived by itself."""
    engine = Engine(PLAN, SEED, threads=1, settled=SettledCache())
    kept = {table: [getattr(engine.world, table).copy()] for table in ("employees", "members")}
    for _ in range(WEEKS):
        engine.step()
        for table, weeks in kept.items():
            weeks.append(getattr(engine.world, table).copy())
    return {table: np.array(weeks) for table, weeks in kept.items()}


def weeks_of(events, *kinds):
    return [event.week for event in events if event.kind in kinds]


def weeks_where(marks):
    return (np.flatnonzero(marks) + 1).tolist()


@pytest.mark.parametrize("number", [1, 2, 5, 12])
def test_an_employees_story_is_in_the_records(records, number):
    states = records["employees"][:, number - 1]
    found = told(f"employee {number}")
    np.testing.assert_array_equal(found.lives.plan.states, states)
    events = found.events[1]
    assert weeks_of(events, "left") == weeks_where(states["left"][1:])
    assert weeks_of(events, "joined") == weeks_where(states["hired"][1:])
    assert weeks_of(events, "opened", "closed") == weeks_where(np.diff(states["open"].astype(int)))
    for event in events:
        if event.kind == "left":
            assert event.facts["weeks"] == states["tenure"][event.week - 1] + 1
        if event.kind in ("exhausted", "burnt_out", "recovered"):
            assert event.facts["energy"] == round(100 * float(states["energy"][event.week]))


@pytest.mark.parametrize("number", [1, 7, 50, 200])
def test_a_customers_story_is_in_the_records(records, number):
    states = records["members"][:, number - 1]
    found = told(f"customer {number}")
    np.testing.assert_array_equal(found.lives.plan.states, states)
    events = found.events[1]
    now = states[1:]
    moved = np.diff(states["standing"].astype(int))
    assert weeks_of(events, "lapsed") == weeks_where(moved == 1) or not (moved == 1).any()
    assert weeks_of(events, "lapsed", "became_customer", "came_back") == weeks_where(moved != 0)
    assert weeks_of(events, "spoke_well") == weeks_where(now["voice"] > 0)
    assert weeks_of(events, "spoke_badly") == weeks_where(now["voice"] < 0)
    met = now["contacts"] > 0
    assert weeks_of(events, "failed", "put_right") == weeks_where(met & (now["server"] >= 0) & (now["failure"] > 0))
    assert weeks_of(events, "not_served") == weeks_where(met & (now["server"] < 0))
    voices = records["members"]["voice"][1:]
    others = states["neighbours"][0]
    heard = (voices[:, others[others >= 0]] != 0).any(axis=1)
    assert weeks_of(events, "heard_good", "heard_bad", "heard_both") == weeks_where(heard)


def test_some_life_in_the_company_has_everything_that_can_be_told_of_seats(records):
    """The comparisons above can fail: things do happen to the people of this company."""
    assert records["employees"]["left"].any()
    assert records["employees"]["hired"].any()
    assert (records["members"]["failure"] == 2).any()


@pytest.mark.parametrize("who", ["employee 1", "customer 1"])
def test_every_event_of_both_worlds_is_told_once_and_nothing_else(who):
    found = told(who)
    lines = Counter((line.world, line.week, line.says) for line in found.told())
    for world, events in zip(("baseline", "plan"), found.events, strict=True):
        happened = Counter((event.week, ENGLISH.say(EVENTS[event.kind], **event.facts)) for event in events)
        said = Counter()
        for (where, week, says), count in lines.items():
            if where in (world, "both"):
                said[week, says] += count
        rest = said - happened
        assert not happened - said
        assert len(rest) == 2  # how it starts and how it ends
    assert sum(line.kind == "parting" for line in found.told()) == 1


def test_nothing_happens_in_one_world_alone_before_the_lives_part():
    for who in ("employee 1", "employee 2", "customer 3", "customer 150"):
        found = told(who)
        parting = found.lives.parting
        assert parting is not None
        assert parting.week > 4
        apart = [line for line in found.told() if line.world in ("baseline", "plan")]
        # An answer that lasts is told in the week in which it began.
        assert all(line.week >= parting.week - 3 for line in apart), who
        same = found.lives.base.states[: parting.week] == found.lives.plan.states[: parting.week]
        assert np.all(same)
        assert found.lives.base.states[parting.week] != found.lives.plan.states[parting.week]


def test_the_parting_names_the_step_and_what_it_came_through():
    found = told("employee 1")
    line = next(line for line in found.told() if line.kind == "parting")
    assert f"'{WEEK[found.lives.parting.step].name}'" in line.says
    assert "from the plan itself" in line.says
    assert found.text().splitlines()[0].startswith("Employee 1 works in team 1")


def test_without_a_difference_the_lives_are_one():
    found = story(BASE, BASE, "customer 9", horizon=5, seed=SEED)
    assert found.say() == "For customer 9 both worlds are the same for all 5 weeks."
    assert {line.world for line in found.told()} == {"both"}


def test_table_data_and_figure_tell_the_same():
    found = told("customer 1")
    assert len(found.table()) == len(found.told())
    assert found.data["satisfaction"].sizes == {"world": 2, "week": WEEKS + 1}
    assert all(held.attrs["units"] for held in found.data.data_vars.values())
    drawn = found.figure()
    assert any("customer 1" in text.get_text() for text in drawn.texts)


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("employee 99999", "employees are numbered 1 to"),
        ("customer 0", "customers 1 to 240"),
        ("emploiee 3", "did you mean 'employee'?"),
        ("", "customers 1 to 240"),
    ],
)
def test_nobody_of_that_name_is_refused_with_the_ranges(who, said):
    with pytest.raises(RippleError) as refused:
        told(who)
    assert said in str(refused.value)


def test_every_way_has_its_sentence():
    assert list(PARTED) == [channel.name for channel in CHANNELS]


# --------------------------------------------------------------- events made up, one at a time


def life(table, weeks, p=None, **fields):
    engine = Engine(BASE, 1, threads=1)
    states = np.repeat(getattr(engine.world, table)[:1], weeks)
    states[:] = states[0]
    for name, values in fields.items():
        states[name] = values
    managers = np.repeat(engine.world.managers[:1], weeks if table == "employees" else 0)
    return Life(states, managers, np.zeros(weeks, int), np.zeros(weeks, int), engine.world.p[0] if p is None else p)


def test_exhaustion_is_told_once_while_energy_wavers_around_its_line():
    rested = {
        "filled": 1,
        "hired": 0,
        "left": 0,
        "recommend": 8,
        "trained": 0.25,
        "intention": 0.2,
        "open": 1,
        "tenure": 100,
    }
    line = float(life("employees", 1).p["exhausted_below"])
    wavering = [line + 0.1, line - 0.01, line + 0.01, line - 0.01, line + 0.2]
    events = employee_events(life("employees", 5, energy=wavering, **rested))
    assert [(event.week, event.kind) for event in events] == [(1, "exhausted"), (4, "recovered")]


def test_an_answer_is_told_once_it_lasts():
    steady = {"standing": 1, "contacts": 0, "voice": 0, "failure": 0}
    flicker = [9, 6, 9, 9, 6, 6, 6, 6, 6]
    events = customer_events(life("members", 9, recommend=flicker, **steady))
    assert [(event.week, event.kind) for event in events] == [(4, "critic")]


def test_leaving_and_coming_back_are_told():
    standing = [1, 1, 2, 2, 1]
    events = customer_events(
        life(
            "members", 5, standing=standing, tenure=[8, 9, 0, 1, 0], contacts=0, voice=0, recommend=8, satisfaction=0.4
        )
    )
    assert [(event.week, event.kind) for event in events] == [(2, "lapsed"), (4, "came_back")]
    assert events[0].facts == {"weeks": 10, "satisfaction": 40}
