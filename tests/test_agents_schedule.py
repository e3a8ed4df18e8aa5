"""Agents called one by one by Mesa live the very weeks that the compiled loops live."""

import tomllib
from pathlib import Path

import mesa
import numpy as np
import pytest

from ripple_sim.model.agents import AGENT_OF, Employee, Manager, Member
from ripple_sim.model.model import RippleModel
from ripple_sim.model.settling import SettledCache
from ripple_sim.scenario import schema
from ripple_sim.scenario.problems import RippleError

PRESET = Path(schema.__file__).parent / "presets" / "retail-branches.toml"
ARRAYS = (
    "employees",
    "managers",
    "teams",
    "units",
    "company",
    "members",
    "team_levers",
    "unit_levers",
    "ledger",
    "chunk_ledger",
)


@pytest.fixture(scope="module")
def scenario():
    whole = schema.Scenario.model_validate(tomllib.loads(PRESET.read_text()))
    return whole.with_values(
        {
            "company.structure.units": 2,
            "company.structure.frontline_per_unit": 4,
            "company.structure.central_staff": 3,
            "company.structure.span_of_control": 3,
            "market.members": 160,
            "market.churn_per_year": 2.0,
            "market.winning_per_year": 3.0,
            "company.staffing.turnover_per_year": 2.0,
            "company.staffing.hiring_weeks": 4,
            "interventions": [{"lever": "coaching", "change": 0.5, "start": 1, "ramp": 2}],
            "shocks": [
                {"kind": "manager_loss", "size": 1.0, "start": 2, "reach": {"teams": (1, 3)}},
                {"kind": "flu", "size": 0.7, "start": 2, "duration": 2},
            ],
        }
    )


@pytest.fixture(scope="module")
def settled():
    return SettledCache()


@pytest.fixture
def new_model(scenario, settled):
    def make(**options):
        return RippleModel(scenario, seed=5, threads=1, settled=settled, **options)

    return make


def assert_same_bits(one, other, names=ARRAYS):
    for name in names:
        here, there = getattr(one.world, name), getattr(other.world, name)
        for field in here.dtype.names:
            np.testing.assert_array_equal(here[field], there[field], f"{field} of {name}")
        assert here.tobytes() == there.tobytes(), name


def kinds(model, kind):
    return model.agents.select(agent_type=kind)


# Same weeks


def test_agents_live_the_compiled_weeks_to_the_bit(new_model):
    compiled, agents = new_model(), new_model(schedule="agents")
    for _ in range(8):
        compiled.step()
        agents.step()
        assert_same_bits(compiled, agents)
    world = compiled.world
    assert world.employees["incumbent"].any()
    assert world.managers["in_place"].min() == 0 or world.managers["incumbent"].any()
    assert (world.members["standing"] == 2).any()


def test_converting_without_a_new_rule_changes_nothing(new_model):
    class SameMember(Member):
        pass

    class SameEmployee(Employee):
        pass

    class SameManager(Manager):
        pass

    compiled, mixed = new_model(), new_model()
    for kind, same in ((Member, SameMember), (Employee, SameEmployee), (Manager, SameManager)):
        mixed.convert(list(kinds(mixed, kind))[::2], same)
    for _ in range(4):
        compiled.step()
        mixed.step()
        assert_same_bits(compiled, mixed)


# Own rules


class Regular(Member):
    """A member who never lapses."""

    def stay_or_lapse(self, lapse_draw):
        self.tenure += 1


def test_a_rule_of_ones_own_changes_only_what_it_should(new_model):
    plain, changed = new_model(), new_model()
    for model in (plain, changed):
        model.step()  # a week with a survey, which asks those who are still customers
    rows_before = sorted(agent.row for agent in kinds(changed, Member))
    north = kinds(changed, Member).select(lambda member: member.unit == 0)
    regulars = changed.convert(north, Regular)
    assert sorted(agent.row for agent in kinds(changed, Member)) == rows_before
    assert set(kinds(changed, Regular)) == set(regulars)
    for model in (plain, changed):
        model.world.members["satisfaction"] = 0  # so that many want to go
        model.step()
    assert_same_bits(plain, changed, ("employees", "managers", "teams", "units", "company"))
    here, there = plain.world.members, changed.world.members
    lapsed = (here["unit"] == 0) & (here["standing"] == 2) & (here["tenure"] == 0)
    assert lapsed.any()
    assert here[~lapsed].tobytes() == there[~lapsed].tobytes()
    assert (there["standing"][lapsed] == 1).all()
    assert (there["tenure"][lapsed] > 0).all()
    assert (there["share_of_wallet"][lapsed] > 0).all()
    for field in set(here.dtype.names) - {"standing", "tenure", "share_of_wallet"}:
        np.testing.assert_array_equal(here[field], there[field], field)
    assert plain.world.ledger[1:].tobytes() == changed.world.ledger[1:].tobytes()
    row, new_row = plain.world.ledger[0], changed.world.ledger[0]
    assert new_row["left_customers"] == 0 < row["left_customers"]
    assert new_row["customers"] == row["customers"] + row["left_customers"]
    assert new_row["revenue"] == row["revenue"]
    assert new_row["profit"] == row["profit"]


def test_a_rule_of_ones_own_holds_in_every_week(new_model):
    model = new_model()
    customers = kinds(model, Member).select(lambda member: member.standing == 1)
    regulars = model.convert(customers, Regular)
    model.run_for_weeks(5)
    assert all(member.standing == 1 for member in regulars)


def test_employees_take_rules_of_their_own(new_model):
    class Faithful(Employee):
        def leave(self, leave_draw):
            self.left = 0

    plain, changed = new_model(), new_model()
    changed.convert(kinds(changed, Employee), Faithful)
    assert leavers_in_weeks(plain, 4) > 0
    assert leavers_in_weeks(changed, 4) == 0


def leavers_in_weeks(model, weeks):
    counts = []
    model.run_for_weeks(weeks, lambda done, _: counts.append(model.world.ledger["leavers"].sum()))
    return sum(counts)


def test_agents_turn_only_into_kinds_of_their_own(new_model):
    model = new_model()
    with pytest.raises(RippleError, match="a Manager can't become a Regular"):
        model.convert(kinds(model, Manager), Regular)
    assert len(kinds(model, Manager)) == len(model.world.managers)


# Live views


def test_attributes_are_live_views_on_the_world(new_model):
    model = new_model()
    for table, kind in AGENT_OF.items():
        agent = list(kinds(model, kind))[-1]
        records = getattr(model.world, table)
        name = "satisfaction" if kind is Member else "engagement"
        setattr(agent, name, 0.25)
        assert records[name][agent.row] == 0.25
        records[name][agent.row] = 0.75
        assert getattr(agent, name) == 0.75
    member = next(iter(kinds(model, Member)))
    heard = member.heard
    model.run_for_weeks(6)
    assert member.heard == model.world.members["heard"][member.row] != heard


def test_other_attributes_are_the_agents_own(new_model):
    model = new_model()
    member = next(iter(kinds(model, Member)))
    member.nickname = "Jo"
    assert member.nickname == "Jo"
    with pytest.raises(AttributeError, match="a Member has no attribute 'colour'"):
        _ = member.colour


def test_a_restored_world_is_seen_by_the_same_agents(new_model):
    model = new_model()
    start = model.world.copy()
    member = list(kinds(model, Member))[3]
    model.run_for_weeks(3)
    model.restore(start)
    assert member.world is model.world
    for name in start.members.dtype.names:
        np.testing.assert_array_equal(getattr(member, name), start.members[name][3])


def test_agents_are_a_genuine_mesa_agent_set(new_model):
    model = new_model()
    assert isinstance(model, mesa.Model)
    agents = model.agents
    assert type(agents).__module__.startswith("mesa.")
    assert type(agents).__name__.endswith("AgentSet")
    tables = [getattr(model.world, table) for table in AGENT_OF]
    assert len(agents) == sum(len(records) for records in tables)
    assert model.agents is agents or list(model.agents) == list(agents)
    assert all(isinstance(agent, mesa.Agent) and agent.model is model for agent in agents)
    for table, kind in AGENT_OF.items():
        assert set(model.agents_by_type[kind]) == set(kinds(model, kind))
        assert sorted(agent.row for agent in kinds(model, kind)) == list(range(len(getattr(model.world, table))))
    mean = kinds(model, Member).agg("satisfaction", np.mean)
    assert mean == pytest.approx(model.world.members["satisfaction"].mean(), rel=1e-5)
    kinds(model, Member).set("voice", 0.5)
    assert (model.world.members["voice"] == 0.5).all()


def test_on_week_hears_the_weeks_done_and_all_and_its_former_name_is_kept(new_model):
    model, heard = new_model(), []
    model.run_for_weeks(2, lambda done, weeks: heard.append((done, weeks)))
    assert heard == [(1, 2), (2, 2)]
    with pytest.warns(DeprecationWarning, match="after_week= is now on_week="):
        model.run_for_weeks(1, after_week=lambda: heard.append(None))
    assert heard[2:] == [None]
