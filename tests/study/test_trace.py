"""The ripple followed person by person: when it comes, how far, and through whom."""

import io
import re
from dataclasses import replace

import networkx as nx
import numpy as np
import pytest
from guarantees.test_isolation import UNLINKED
from guarantees.worlds import small
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console
from rich.measure import Measurement

from ripple_sim.model.engine import Engine
from ripple_sim.model.settling import SettledCache
from ripple_sim.model.week import WEEK, compiled, run_week
from ripple_sim.scenario.problems import RippleError
from ripple_sim.study.trace import trace
from ripple_sim.study.trace.named import origin_named
from ripple_sim.study.trace.rings import ENGAGEMENT, PEOPLE, differing, listening_distance, rings_around
from ripple_sim.study.trace.tables import _decimals, passages_table, rings_table, sizes_table
from ripple_sim.study.trace.twins import CHANNELS, Touches, changes

START, WEEKS = 3, 16
EMPATHY = {"lever": "empathy_training", "change": 0.6, "reach": {"units": (1,)}}


def planned(base, **change):
    return base.with_values({"interventions": [{**EMPATHY, "start": START, **change}]})


def traced(base, middle="unit 1", horizon=WEEKS, **change):
    return trace(base, planned(base, **change), middle, pairs=2, horizon=horizon, seed=1)


@pytest.fixture(scope="module")
def linked():
    return traced(small())


@pytest.fixture(scope="module")
def unlinked():
    return traced(small(**UNLINKED))


def touched(found, ring):
    return [move for move in found.first[ring] if move is not None]


# ------------------------------------------------------------------------------ when it comes


@settings(max_examples=6)
@given(lever=st.sampled_from(["trust", "coaching", "skills_training", "transparency", "pay"]), start=st.integers(0, 6))
def test_the_front_never_arrives_before_the_plan(lever, start):
    base = small(members=60)
    found = traced(base, horizon=8, lever=lever, change=0.2, start=start)
    assert found.begins == start + 1
    for key, each in found.each.items():
        early = each[:, :start]
        np.testing.assert_array_equal(early[np.isfinite(early)], 0.0, str(key))
    for ring in found.rings:
        assert all(week > start for week, _ in touched(found, ring.name)), ring.name
        assert not found.touched[ring.name][:start].any()


def test_a_plan_that_does_nothing_has_no_ripple():
    found = traced(small(members=60), lever="coaching", change=0.0)
    assert found.first_mover() is None
    assert found.say() == f"Nothing differs with and without the plan in {WEEKS} weeks: " + ("there is no ripple.")
    assert not any(np.nan_to_num(each).any() for each in found.each.values())
    assert found.passages_table().empty
    assert found.table()["first_touched_week"].isna().all()


def test_no_plan_at_all_has_no_ripple():
    base = small(members=60)
    found = trace(base, base, "unit 1", pairs=2, horizon=4)
    assert found.begins is None
    assert found.first_mover() is None


# ------------------------------------------------------------------------------ how far it goes


def test_an_isolated_unit_is_not_reached_while_others_are(unlinked, linked):
    for ring in ("team", "customers"):
        assert len(touched(unlinked, ring)) == 2, ring
    for ring in ("company", "market"):
        assert not touched(unlinked, ring), ring
        assert not unlinked.rows[ring, "reach"].mean.any()
        assert touched(linked, ring if ring == "company" else "friends")
    assert "friends" not in [ring.name for ring in unlinked.rings]


def test_where_ties_are_the_only_link_the_first_touch_elsewhere_is_word_of_mouth():
    found = traced(small(**{**UNLINKED, "market.cross_unit_ties": 0.4}))
    friends = {passage: n for passage, n in found.passages.items() if passage.ring == "friends"}
    assert friends
    first_by_word = [passage for passage in friends if CHANNELS[passage.channel].name == "friends"]
    assert {WEEK[passage.step].name for passage in first_by_word} == {"decide"}
    assert touched(found, "friends")[0][1] == [step.name for step in WEEK].index("decide")
    assert {passage.source for passage in first_by_word} <= {
        "customers",
        "prospects",
        "friends",
        "friends_2",
        "friends_3",
        "market",
    }
    assert "customers" in {passage.source for passage in first_by_word}


@given(st.integers(0, 2**32 - 1))
def test_distances_are_those_of_the_graph(seed):
    rng = np.random.default_rng(seed)
    neighbours = rng.integers(-1, 30, (30, 3))
    told = rng.random(30) < 0.1
    graph = nx.DiGraph((int(j), i) for i in range(30) for j in neighbours[i] if j >= 0)
    graph.add_nodes_from(range(30))
    found = listening_distance(neighbours, told, 4)
    away = {}
    for source in np.flatnonzero(told):
        for node, steps in nx.single_source_shortest_path_length(graph, int(source)).items():
            away[node] = min(steps, away.get(node, 99))
    assert found.tolist() == [min(away.get(i, 99), 5) for i in range(30)]


def test_everybody_is_in_one_ring():
    world = Engine(small(units=3), 1, threads=1).world
    for teams in ([0], [0, 1, 2], [len(world.teams) - 1]):
        rings = rings_around(world, np.array(teams))
        for table in PEOPLE:
            rows = np.concatenate([ring.rows[table] for ring in rings if table in ring.rows])
            assert sorted(rows) == list(range(len(getattr(world, table)))), table


# ------------------------------------------------------------------------------ through whom


def test_a_step_changes_only_the_people_it_goes_through():
    base = small(members=60)
    engine = Engine(base, 1, threads=1)
    before = {table: getattr(engine.world, table).tobytes() for table in PEOPLE}

    def look(step, week):
        compiled(step, week)
        for table in PEOPLE:
            after = getattr(week.world, table).tobytes()
            if table != step.who:
                assert after == before[table], (step.name, table)
            before[table] = after

    for _ in range(14):
        run_week(engine.week_context, look)


def test_first_touches_are_those_seen_by_comparing_after_every_step():
    base = small()
    plan = planned(base, start=1)
    settled = SettledCache()
    here, there, twin, moved = (Engine(scenario, 1, 0, threads=1, settled=settled) for scenario in (base, plan) * 2)
    touches = Touches(here, there)
    seen = {table: {} for table in PEOPLE}

    def look(step, week):
        compiled(step, week)
        compiled(step, moved.week_context)
        for table, rows in differing(week.world, moved.world).items():
            for row in np.flatnonzero(rows):
                seen[table].setdefault(int(row), (week.world.week + 1, WEEK.index(step)))

    for _ in range(10):
        touches.run_week()
        run_week(twin.week_context, look)
        moved.world.week += 1
    for table in PEOPLE:
        found = touches.first[table]
        noted = {int(row): (int(found.week[row]), int(found.step[row])) for row in np.flatnonzero(found.week)}
        assert noted == seen[table]
        assert (found.channel[list(noted)] >= 0).all()
    assert seen["members"]


def test_lock_step_leaves_the_worlds_as_they_would_be():
    base = small(members=60)
    settled = SettledCache()
    here, there, alone, moved = (
        Engine(scenario, 1, 0, threads=1, settled=settled) for scenario in (base, planned(base, start=0)) * 2
    )
    touches = Touches(here, there)
    for _ in range(6):
        touches.run_week()
        alone.step()
        moved.step()
    for one, other in ((here, alone), (there, moved)):
        assert one.week == other.week
        for table in (*PEOPLE, "units", "ledger"):
            assert getattr(one.world, table).tobytes() == getattr(other.world, table).tobytes()


def test_a_trained_team_is_touched_by_the_plan_and_its_customers_by_the_team(unlinked):
    ways = unlinked.passages_table()
    team = ways[ways["ring"] == "The managers' teams"]
    assert team.iloc[0]["through"] == "the plan itself"
    served = ways[(ways["ring"] == "The unit's customers") & (ways["step"] == "meet")]
    assert "whoever serves them" in set(served["through"])
    assert set(served.loc[served["through"] == "whoever serves them", "from_ring"]) == {"The managers' teams"}
    shares = ways.groupby("ring")["share_%"].sum()
    np.testing.assert_allclose(shares, 100.0)


# ------------------------------------------------------------------------------ how long


def fading(found, half_life, ends, weeks=200, fades_from=60):
    ring = next(ring for ring in found.rings if ring.shows is ENGAGEMENT)
    week = np.arange(weeks)
    mean = 4.0 * 0.5 ** (np.maximum(week - fades_from + 1, 0) / half_life)
    key = ring.name, ring.shows.name
    row = replace(found.rows[key], mean=mean)
    each = mean + np.array([[-0.1], [0.1]])
    changed = replace(found, ends=ends, weeks=weeks, rows={**found.rows, key: row}, each={**found.each, key: each})
    return changed.half_life(ring)


def test_the_half_life_of_an_exponential_is_found(linked):
    assert fading(linked, 20, 60).weeks == pytest.approx(20, abs=2)
    assert fading(linked, 500, 60).why == "longer than the 140 weeks after its end"
    assert fading(linked, 20, None).why == "the plan doesn't end"
    assert fading(linked, 20, 200).why == "the plan ends after the horizon"


def test_what_cannot_be_told_from_zero_at_the_end_has_no_half_life(linked):
    ring = linked.rings[1]
    key = ring.name, ring.shows.name
    each = np.array([[-1.0], [1.0]]) * np.ones(WEEKS)
    changed = replace(linked, ends=8, each={**linked.each, key: each})
    assert changed.half_life(ring).why == "the effect isn't clear at its end"


# ------------------------------------------------------------------------------ answers


def test_table_data_and_sentence_say_the_same(linked):
    table = linked.table().set_index("ring")
    data = linked.data
    for ring in linked.rings:
        last = data.sel(ring=ring.name).isel(week=-1)
        assert table.loc[ring.label, "size"] == pytest.approx(float(last["size"]), nan_ok=True)
        assert table.loc[ring.label, "touched_%"] == float(last["reach"])
        assert table.loc[ring.label, "unit"] == str(last["measure_unit"].item())
    for name in data.data_vars:
        assert data[name].attrs["units"], name
        assert data[name].attrs["long_name"], name
    assert "employee 1 and " in linked.say() or "manager of team 1 and " in linked.say()
    assert len(data.week) == WEEKS


def test_the_same_seed_gives_the_same_numbers(linked):
    again = traced(small())
    for key, each in linked.each.items():
        np.testing.assert_array_equal(each, again.each[key], str(key))
    assert linked.first == again.first
    assert linked.passages == again.passages


def test_the_picture_shows_every_ring(linked):
    drawn = linked.figure()
    words = " ".join(text.get_text() for text in drawn.findobj() if hasattr(text, "get_text"))
    for ring in linked.rings:
        assert ring.label in words
    assert "week in which people were first touched" in words


def test_without_a_start_the_rings_lie_around_where_the_plan_acts():
    base = small(members=60)
    found = traced(base, middle=None, horizon=5, lever="coaching", reach={"teams": (3,)})
    assert found.rings[0].rows["managers"].tolist() == [2]
    assert found.first_mover()[0] == "the manager of team 3"


# ------------------------------------------------------------------------------ names


NAMED = small().with_values({"company.structure.unit_names": ("East", "West Hill")})


@pytest.mark.parametrize(
    ("words", "name", "teams"),
    [
        ("team 1", "team 1", [0]),
        ("East", "East", [0, 1, 2]),
        ("team east", "East", [0, 1, 2]),
        ("branch 2", "West Hill", [3, 4, 5]),
        ("unit West  Hill", "West Hill", [3, 4, 5]),
        ("centre", "the centre", [6, 7]),
        ("company", "the company", list(range(8))),
    ],
)
def test_places_go_by_number_and_by_name(words, name, teams):
    found = origin_named(words, NAMED)
    assert str(found.name) == name
    assert found.teams.tolist() == teams


@pytest.mark.parametrize(
    ("words", "hint"), [("team Eats", "'East'"), ("team 9", "'team"), ("West Hil", "'West Hill'"), ("x", "")]
)
def test_an_unknown_place_is_refused_with_the_nearest_and_the_ranges(words, hint):
    with pytest.raises(RippleError) as refused:
        origin_named(words, NAMED)
    said = str(refused.value)
    assert "teams are numbered 1 to 8, units 1 to 2 ('East' to 'West Hill')" in said
    assert hint in said


def test_what_stands_twice_in_the_plan_parts_the_worlds():
    once = planned(small(members=60), change=0.2)
    twice = once.with_values({"interventions": [*once.model_dump()["interventions"]] * 2})
    found = changes(once, twice)
    assert [change.start for change in found] == [START]
    assert changes(twice, once) == found
    assert changes(once, once) == []


def test_worlds_that_differ_in_more_than_the_plan_are_no_twins():
    base = small(members=60)
    other = planned(base).with_values({"market.churn_per_year": 0.4})
    with pytest.raises(RippleError, match="no twins"):
        trace(base, other, pairs=2, horizon=4)
    with pytest.raises(RippleError, match="pairs is 1; it must be a whole number from 2"):
        trace(base, planned(base), pairs=1, horizon=4)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_ring_is_said_to_differ_if_and_only_if_its_range_leaves_out_zero(linked, data):
    """Whatever the ranges at the end are, the sentence names those clear of zero and no other."""
    ends = st.floats(-3, 3, allow_nan=False)
    rows = dict(linked.rows)
    clear = []
    for ring in linked.rings:
        key = (ring.name, ring.shows.name)
        low, high = sorted((data.draw(ends), data.draw(ends)))
        row = rows[key]
        old = [np.zeros_like(line) for line in (row.mean, row.low, row.high)]
        for line, end in zip(old, ((low + high) / 2, low, high), strict=True):
            line[-1] = end
        rows[key] = replace(row, mean=old[0], low=old[1], high=old[2])
        if linked.first_week(ring.name) and (low > 0 or high < 0):
            clear.append(ring)
    found = replace(linked, rows=rows)
    said = found.say()
    reached = sum(linked.first_week(ring.name) is not None for ring in linked.rings)
    assert f"; {reached} of" in said or "; all" in said
    if len(clear) == len(linked.rings):
        assert "every group differs clearly" in said
        return
    if not clear:
        assert "no group differs clearly yet, in" in said
        return
    named = re.split(r"differs? clearly \(", said, maxsplit=1)[1].partition(")")[0]
    for ring in linked.rings:
        assert (ring.within in re.split(", | and ", named)) == (ring in clear)


def test_what_was_plain_only_earlier_is_said_so(linked):
    ring = linked.rings[0]
    key = (ring.name, ring.shows.name)
    row = linked.rows[key]
    mean, low, high = (np.full_like(row.mean, value) for value in (2.0, 1.5, 2.5))
    low[-1] = -0.27
    found = replace(linked, rows={**linked.rows, key: replace(row, mean=mean, low=low, high=high)})
    assert found.plain_week(ring)
    assert not found.told_at_end(ring)
    assert "the effect was clear earlier, in the manager" in found.say()


def test_the_tables_lose_nothing_at_80_columns(linked):
    screen = Console(width=80, file=io.StringIO(), force_terminal=False)
    for table in (rings_table(linked), sizes_table(linked), passages_table(linked)):
        assert Measurement.get(screen, screen.options, table).minimum <= 80
        screen.print(table)
    said = " ".join(screen.file.getvalue().split())
    for words in (
        "until half of it is gone.",
        "of the mean over 2 pairs.",
        "the nearest is told.",
        "80 % interval",
        "of what",
        "halves",
    ):
        assert words in said


@given(st.floats(0.00006, 5), st.floats(0, 5), st.booleans())
def test_a_range_clear_of_zero_shows_it(near, wide, below):
    low, high = (-near - wide, -near) if below else (near, near + wide)
    decimals = _decimals(low, high)
    assert all(float(f"{end:.{decimals}f}") != 0 for end in (low, high))
