"""What most moves an outcome of a company, from the question to the sentence."""

import sys

import numpy as np
import pytest

import ripple_sim as rs
from ripple_sim.study.core.verify import verify_results
from ripple_sim.study.sensitivity import methods
from ripple_sim.study.sensitivity import study as asking
from ripple_sim.study.sweep.answer import Sweep
from ripple_sim.study.sweep.question import question

OVER = {
    "market.wallet_per_week": {"low": 5, "high": 20},
    "places.local_rent_spread": None,
    "plan.1.lever": ["coaching", "sponsorship"],
}
PLAN = rs.load_plan("coaching-everywhere")
QUICK = {"horizon": 8, "n": 2, "replications": 1}


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    folder = tmp_path_factory.mktemp("kept") / "study"
    found = rs.sensitivity("bakery", PLAN, over=OVER, outcome="revenue", folder=folder, seed=4, **QUICK)
    return found, folder, found.save(folder)


def test_what_moves_revenue_comes_first_and_the_rest_moves_nothing(kept):
    found, _, _ = kept
    assert found.ranked.index[0] == "market.wallet_per_week"
    assert found.direction("market.wallet_per_week") == "raises"
    assert found.direction("places.local_rent_spread") == "nothing"
    first = "Revenue under 'Coaching for every manager' over 8 weeks depends most on"
    assert found.say().startswith(first)
    assert "Spending" in found.say()
    table = found.table()
    assert table.loc[0, "from"] == 5
    assert table.loc[0, "to"] == 20
    assert any("EUR" in column for column in table.columns)


def test_data_and_problem_stay_within_reach(kept):
    found, _, _ = kept
    assert found.data["mu_star"].attrs["units"] == "EUR"
    assert found.data.attrs["window"] == "over 8 weeks"
    assert found.problem["num_vars"] == 3
    assert "mu_star_conf" in found.indices.found
    assert any("not discounted" in said for said in found.conditions())


def test_a_folder_is_run_again_to_the_same_numbers(kept):
    _, folder, written = kept
    names = {path.name for path in written}
    assert {
        "sensitivity.csv",
        "sensitivity.nc",
        "tornado.png",
        "interactions.svg",
        "plan.toml",
        "answer.txt",
        "manifest.json",
    } <= names
    assert verify_results(folder).same


def test_luck_is_told_apart_from_what_varies():
    asked = question("bakery", over={"market.churn_per_year": None}, horizon=4)
    rng = np.random.default_rng(1)
    base, luck = np.linspace(0, 3, 400), rng.normal(size=4)

    def share(noise):
        study = asked.at([(0.1 + i / 1000,) for i in range(400)], 4, 0)
        found = Sweep(study.about(), (), {})
        worlds = base[:, None] + luck + noise * rng.normal(size=(400, 4))
        object.__setattr__(found, "values", worlds[:, None, :, None])
        return asked.luck(found)

    assert share(0) == pytest.approx(0, abs=1e-12)
    # Noise of variance 1 over 4 replications beside a spread of base.var().
    assert share(1) == pytest.approx(0.25 / (0.25 + base.var()), abs=0.03)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"method": "sobel"}, "'sobel'; it must be morris or sobol; did you mean 'sobol'"),
        ({"n": 1}, "n is 1; it must be a whole number from 2"),
        ({"pairs": True}, "only the method sobol"),
        ({"over": {}}, "nothing is to vary"),
        ({"over": ["market.members"]}, "at least two must vary"),
        ({"over": ["market.membres", "fitted"]}, "did you mean 'market.members'"),
        ({"over": ["ensemble", "market.members"]}, "no order to move along"),
        ({"over": ["ensemble", "fitted"], "method": "sobol"}, "varied twice"),
        ({"outcome": "profitt"}, "there is no measure 'profitt'; did you mean 'profit'"),
        ({"outcome": "enps difference"}, "needs a plan to compare with"),
        ({"seed": -1}, "seed is -1; it must be a whole number from 0"),
        ({"replications": 0}, "replications is 0"),
        ({"plan": "coaching-everywhere", "horizon": 3}, "would start after the horizon"),
    ],
)
def test_what_cannot_be_asked_is_one_sentence(given, said):
    with pytest.raises(rs.RippleError, match=said):
        rs.sensitivity("bakery", **given)


def test_without_salib_one_sentence_says_how_to_install_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "SALib.analyze.morris", None)
    with pytest.raises(rs.RippleError, match=r"pip install \"ripple_sim\[experiments\]\""):
        methods.load_salib()


def test_whole_numbers_and_lists_are_drawn_evenly():
    asked = question("bakery", PLAN, {"plan.1.start": {"low": 2, "high": 5}, **OVER})
    drawn = methods.sample(asking.problem_of(asked.factors), "sobol", 64, 0, pairs=False)
    points = asking.points_of(asked.factors, drawn)
    starts, levers = [point[0] for point in points], [point[3] for point in points]
    assert set(starts) == {2, 3, 4, 5}
    assert set(levers) == {"coaching", "sponsorship"}
    assert 0.4 < levers.count("coaching") / len(levers) < 0.6
