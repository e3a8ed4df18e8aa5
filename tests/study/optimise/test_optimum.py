"""A better split and timing of a plan's budget, from the plan to the folder."""

import sys
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ripple_sim as rs
from ripple_sim import cli
from ripple_sim.scenario.plans import parse_plan
from ripple_sim.study.core.verify import verify_results
from ripple_sim.study.optimise import Optimum
from ripple_sim.study.optimise import result as measure
from ripple_sim.study.optimise import study as asking
from ripple_sim.study.optimise.search import Space

TEXT = """
name = "two"
budget = 9_000
[[interventions]]
name = "coaching"
lever = "coaching"
change = 0.4
start = 2
one_off_cost = 400
[[interventions]]
name = "training"
lever = "skills_training"
change = 1.0
start = 2
[[interventions]]
name = "promise"
lever = "promise"
change = -0.1
start = 1
"""
PLAN = parse_plan(TEXT)
BAKERY = rs.load("bakery")
QUICK = ("--trials", 8, "--replications", 2, "--pairs", 3, "--horizon", "12 weeks")


@pytest.fixture
def space():
    return Space(PLAN, BAKERY, weeks=52, budget=9_000, latest=26)


def call(*words):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["ripple", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
    return ended.value.code or 0


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    folder = tmp_path_factory.mktemp("kept")
    (folder / "two.toml").write_text(TEXT, encoding="utf-8")
    words = ("optimise", "bakery", folder / "two.toml", *QUICK, "--burnt-out", 60)
    assert call(*words, "--quiet", "--out", folder / "found") == 0
    return folder / "found"


def test_the_plan_as_written_is_a_point_of_the_space(space):
    assert space.paid == (True, True, False)
    own = space.at(space.own_point(), "own")
    for ours, theirs in zip(own.interventions, PLAN.interventions, strict=True):
        assert ours.change == pytest.approx(theirs.change, rel=1e-4)
        assert ours.one_off_cost == pytest.approx(theirs.one_off_cost, rel=1e-4)
        assert ours.start == theirs.start


def test_every_split_keeps_the_budget_and_the_levers_ends(space):
    rng = np.random.default_rng(0)
    costs = []
    for _ in range(25):
        point = {
            one.name: float(rng.integers(0, 27)) if one.whole else float(rng.random()) for one in space.variables()
        }
        made = space.at(point, "made")
        made.applied(BAKERY)
        costs.append(space.cost(made))
        assert costs[-1] <= 9_000 * (1 + 1e-6)
        for one in made.interventions:
            assert abs(one.change) <= {"coaching": 1.0, "skills_training": 3.5}.get(one.lever, 0.65)
    assert max(costs) > 4_000


def test_no_share_means_left_out_and_half_costs_half(space):
    nothing = {one.name: 0.0 for one in space.variables()}
    assert space.at(nothing, "none").interventions == ()
    (coaching,) = space.at({**nothing, "money.1": 0.05}, "some").interventions
    share = coaching.change / 0.4
    assert coaching.one_off_cost == pytest.approx(400 * share)
    spent = space.cost(space.at({**nothing, "money.1": 0.05}, "some"))
    assert spent == pytest.approx(9_000 * (1 - 0.95**0.5), rel=1e-3)


def test_the_folder_tells_the_front_with_fresh_luck(kept):
    table = pd.read_csv(kept / "optimum.csv")
    assert table["plan"].iloc[-1] == "two"
    assert table["what"].iloc[-1] == "as written"
    assert (table["what"] != "front of the search").iloc[-2:].any()
    front = table[table["what"] == "front of the search"]
    assert (front["cost known in advance (EUR)"] <= 9_000 * (1 + 1e-6)).all()
    searched = front["profit difference in the search (EUR)"]
    assert (searched.diff().dropna() < 0).all()
    assert (front["more profit, 80 % from"] <= front["more profit, 80 % to"]).all()
    answer = (kept / "answer.txt").read_text(encoding="utf-8")
    for words in ("ithin EUR 9k", "as written", "new random draws", "not discounted", "at most 60 %"):
        assert words in answer


def test_the_best_plan_is_measured_again_as_compare_measures_it(kept):
    table = pd.read_csv(kept / "optimum.csv")
    best = rs.load_plan(kept / "best.toml")
    found = rs.compare("bakery", best, pairs=3, horizon=12, seed=1)
    assert found.outcomes()["profit"].value == pytest.approx(
        table["profit difference (EUR)"][table["recommended"]].item(), abs=0.01
    )
    assert measure.burnt_out_at_worst(found, best.name) == pytest.approx(
        table["burnt out in the worst quarter (% of staff)"][table["recommended"]].item()
    )


def test_a_folder_is_run_again_to_the_same_numbers(kept):
    assert verify_results(kept).same


def test_the_table_fits_and_what_is_there_is_not_replaced(kept, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    words = (
        "optimise",
        "bakery",
        kept / "plan.toml",
        "--trials",
        1,
        "--replications",
        2,
        "--pairs",
        2,
        "--horizon",
        "4 weeks",
    )
    assert call(*words) == 0
    out = capsys.readouterr().out
    assert all(len(line) <= 80 for line in out.splitlines())
    assert "burnt out" in out
    assert "as written" in out
    assert call(*words, "--out", kept) == 2
    assert "not empty" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"aim": "engagment"}, "did you mean 'engagement'"),
        ({"trials": 0}, "trials is 0"),
        ({"budget": -1}, "budget is -1; it must be a number from 0"),
        ({"burnt_out": 101}, "burnt_out is 101; it must be a number from 0 to 100"),
        ({"replications": 1}, "replications is 1; it must be a whole number from 2"),
        ({"horizon": 2}, "would start after the horizon"),
        ({"plan": PLAN.model_copy(update={"interventions": ()})}, "no interventions to split"),
        ({"plan": "coaching-everywere"}, "did you mean 'coaching-everywhere'"),
    ],
)
def test_what_cannot_be_asked_is_one_sentence(given, said):
    with pytest.raises(rs.RippleError, match=said):
        rs.optimise("bakery", **{"plan": PLAN, **given})


def test_a_limit_nobody_keeps_is_said(monkeypatch):
    monkeypatch.setattr(asking, "burnt_out_at_worst", lambda found, plan: 50.0)
    with pytest.raises(rs.RippleError, match=r"nor any of 1 plans .* at most 10 % burnt out"):
        rs.optimise(BAKERY, PLAN, trials=1, replications=2, pairs=2, horizon=6, burnt_out=10)


WASTE = parse_plan("""
name = "waste"
[[interventions]]
name = "gilding"
lever = "coaching"
change = 0.01
one_off_cost = 50_000
""")


def waste(**values):
    return rs.optimise(BAKERY, WASTE, trials=4, replications=2, pairs=3, horizon=12, latest_start=1, **values)


def test_doing_nothing_is_recommended_where_every_plan_loses_money():
    found = waste()
    assert found.best is found.nothing
    assert not found.best.interventions
    said = found.say()
    assert "doing nothing is best" in said
    assert "none of 4 plans tried earns more" in said
    table = found.table()
    assert table["plan"][table["recommended"]].tolist() == ["waste-nothing"]
    assert found.profit("waste-nothing").value == 0


def test_doing_nothing_is_recommended_where_the_best_was_only_lucky(monkeypatch):
    lucky = asking.profits_of
    monkeypatch.setattr(asking, "profits_of", lambda found, plan: lucky(found, plan) + 1e6)
    found = waste()
    assert found.leader is not found.nothing
    assert found.searched(0)[0] > 0 > found.profit(found.leader.name).value
    assert found.best is found.nothing
    assert "but measured again it changes profit by" in found.say()
    assert found.figure() is not None


def test_where_doing_nothing_breaks_the_limit_it_is_not_recommended(monkeypatch):
    def burnt_out(found, plan):
        return 50.0 if plan == "waste-nothing" else 5.0

    monkeypatch.setattr(asking, "burnt_out_at_worst", burnt_out)
    monkeypatch.setattr(measure, "burnt_out_at_worst", burnt_out)
    found = waste(burnt_out=10)
    assert found.best is not found.nothing
    assert "doing nothing would break the burn-out limit" in found.say()


@settings(max_examples=50, deadline=None)
@given(st.floats(-1e9, 1e9), st.booleans())
def test_what_is_recommended_never_loses_money_unless_nothing_breaks_a_limit(profit, kept):
    leader, nothing = SimpleNamespace(name="leader"), SimpleNamespace(name="nothing")
    found = SimpleNamespace(
        leader=leader,
        nothing=nothing,
        keeps_limits=lambda name: kept,
        profit=lambda name: SimpleNamespace(value=profit if name == "leader" else 0.0),
    )
    best = Optimum.best.fget(found)
    assert found.profit(best.name).value >= 0 or not kept
