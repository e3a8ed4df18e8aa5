"""Plans for different circumstances, compared in groups, from the question to the folder."""

import sys

import numpy as np
import pandas as pd
import pytest
from guarantees.worlds import small
from hypothesis import given, settings
from hypothesis import strategies as st

import ripple_sim as rs
from ripple_sim import cli
from ripple_sim.scenario.interventions import Intervention, Shock
from ripple_sim.scenario.plans import Plan
from ripple_sim.study.compare.circumstances import by_circumstances
from ripple_sim.study.compare.worlds import baseline_of, same_circumstances
from ripple_sim.study.core.verify import verify_results

COMPANY = small(units=2)
COACH = (Intervention(lever="coaching", change=0.4),)
TRAIN = (Intervention(lever="skills_training", change=1.0),)
BUSY = {"market.contacts_per_week": 0.7}
FLU = (Shock(kind="flu", size=0.2, start=2, duration=4),)
PLANS = (
    Plan(name="coach", title="Coach managers", interventions=COACH),
    Plan(name="coach-busy", title="Coach while busy", interventions=COACH, context=BUSY),
    Plan(name="train", title="Train everybody", interventions=TRAIN),
    Plan(name="train-flu", interventions=TRAIN, context_shocks=FLU),
)
QUICK = {"pairs": 3, "horizon": 8, "seed": 5}


@pytest.fixture(scope="module")
def found():
    return rs.compare(COMPANY, *PLANS, **QUICK)


def call(*words):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["ripple", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
    return ended.value.code or 0


def test_each_group_has_its_own_baseline_and_the_numbers_of_its_own_comparison(found):
    assert [group.plans for group in found] == [("coach", "train"), ("coach-busy",), ("train-flu",)]
    assert found.plans == ("coach", "train", "coach-busy", "train-flu")
    assert found.groups[1].worlds.baseline.market.contacts_per_week == 0.7
    alone = rs.compare(COMPANY, PLANS[1], **QUICK)
    assert isinstance(alone, rs.Comparison)
    ours = found.of("coach-busy").values("coach-busy")
    assert all(np.array_equal(ours[k], alone.values()[k], equal_nan=True) for k in ours)


def test_it_says_that_they_are_apart_and_in_which_circumstances(found):
    assert "4 plans are made for 3 different circumstances" in found.say()
    first, busy, flu = found.headings()
    assert "for 'Coach managers' and 'Train everybody': As things are." in first
    assert "'Coach while busy'" in busy
    assert "0.7" in busy
    assert "Flu" in flu
    for title in ("Coach managers", "Train everybody", "Coach while busy"):
        assert title in found.say()


def test_tables_data_and_pictures_hold_all_plans(found):
    table = found.table()
    assert dict(zip(table["plan"], table["circumstances"], strict=True)) == {
        "coach": 1,
        "train": 1,
        "coach-busy": 2,
        "train-flu": 3,
    }
    assert set(table["title"]) == {"Coach managers", "Train everybody", "Coach while busy", "train-flu"}
    assert list(found.data["plan"].values) == list(found.plans)
    assert found.data["profit"].sel(plan="coach-busy").values == pytest.approx(
        found.of("coach-busy").values("coach-busy")["profit"]
    )
    assert found.figure("train-flu") is not None
    with pytest.raises(rs.RippleError, match="name one of them"):
        found.figure()
    with pytest.raises(rs.RippleError, match="did you mean 'coach-busy'"):
        found.of("coach-buzy")


def test_a_group_that_is_refused_stops_all_before_anything_is_lived(monkeypatch):
    monkeypatch.setattr("ripple_sim.study.core.pairs.live_together", None)
    wrong = PLANS[1].model_copy(update={"context": {"market.members": 0}})
    with pytest.raises(rs.RippleError, match="members"):
        rs.compare(COMPANY, PLANS[0], wrong, **QUICK)
    with pytest.raises(rs.RippleError, match="two plans are called 'coach'"):
        rs.compare(COMPANY, PLANS[0], PLANS[1].model_copy(update={"name": "coach"}), **QUICK)


def test_the_command_prints_a_table_for_each_and_keeps_them(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    plans = ("cutting-training-in-a-crisis", "skills-training", "coaching-everywhere")
    words = ("compare", "bakery", *plans, "--pairs", 2, "--horizon", "12 weeks")
    out = tmp_path / "out"
    assert call(*words, "--out", out) == 0
    said = capsys.readouterr().out
    joined = " ".join(said.split())
    assert "3 plans are made for 2 different circumstances" in joined
    assert "Circumstances 1 of 2, for 'Demand falls, so training is cut'" in joined
    assert "Circumstances 2 of 2" in joined
    assert all(len(line) <= 80 for line in said.splitlines())
    assert {path.name for path in out.iterdir()} == {
        "answer.npz",
        "answer.txt",
        "circumstances-1",
        "circumstances-2",
        "manifest.json",
        "outcomes.csv",
        "ranking.csv",
        "scenario.toml",
        "units.csv",
    }
    assert len(pd.read_csv(out / "outcomes.csv")["circumstances"].unique()) == 2
    assert verify_results(out).same
    assert verify_results(out / "circumstances-2").same
    assert call("brief", out, "--out", tmp_path / "brief") == 2
    assert "circumstances-1" in capsys.readouterr().err
    mine = out / "circumstances-1" / "mine.txt"
    mine.write_text("years of work")
    assert call(*words, "--out", out, "--overwrite", "--quiet") == 2
    assert "circumstances-1/mine.txt" in capsys.readouterr().err
    mine.unlink()
    (out / "circumstances-1" / "answer.txt").write_text("other")
    assert not verify_results(out).same
    assert call(*words, "--out", out, "--overwrite", "--quiet") == 0


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.sampled_from([0.3, 0.5, 0.7]), st.booleans()), min_size=1, max_size=6))
def test_every_plan_is_in_one_group_and_groups_share_a_baseline(made):
    plans = [
        Plan(name=f"p{i}", context={"market.contacts_per_week": busy}, context_shocks=FLU if flu else ())
        for i, (busy, flu) in enumerate(made)
    ]
    groups = by_circumstances(COMPANY, plans)
    assert sorted(plan.name for group in groups for plan in group) == [p.name for p in plans]
    assert len(groups) == len(set(made))
    for group in groups:
        assert all(same_circumstances(baseline_of(one, COMPANY), baseline_of(group[0], COMPANY)) for one in group)
