"""PRIM finds a box that was planted, and nothing in noise."""

import sys

import numpy as np
import pandas as pd
import pytest

from ripple_sim.scenario.problems import RippleError
from ripple_sim.study.discover import boxes
from ripple_sim.study.discover.boxes import Limit, Share, find_boxes, inside, shares


def points(count=150, seed=0):
    rng = np.random.default_rng(seed)
    drawn = pd.DataFrame(rng.random((count, 4)), columns=list("abcd"))
    drawn["kind"] = rng.choice(["u", "v", "w"], count)
    return drawn, rng


def test_a_planted_box_is_found_though_some_points_lie():
    drawn, rng = points(200)
    planted = ((drawn["a"] > 0.6) & (drawn["b"] < 0.5)).to_numpy()
    told = planted ^ (rng.random(200) < 0.04)
    found, prims = find_boxes(drawn[["a", "b", "c"]], told, most_boxes=1)
    (limits,) = found
    ends = {one.path: one for one in limits}
    assert set(ends) == {"a", "b"}
    assert ends["a"].low == pytest.approx(0.6, abs=0.04)
    assert ends["b"].high == pytest.approx(0.5, abs=0.05)
    assert np.isinf(ends["a"].high)
    assert np.isinf(ends["b"].low)
    assert ends["a"].quasi_p_low < 0.001
    assert np.isnan(ends["a"].quasi_p_high)
    coverage, density = shares(inside(limits, drawn), planted)
    assert coverage.value > 0.85
    assert density.value > 0.9
    assert prims[0].stats[-1]["res_dim"] == 2


def test_texts_can_make_a_box():
    drawn, _ = points()
    planted = ((drawn["kind"] == "u") & (drawn["c"] > 0.3)).to_numpy()
    limits = {one.path: one for one in find_boxes(drawn, planted, most_boxes=1)[0][0]}
    assert limits["kind"].values == ("u",)
    assert limits["c"].low == pytest.approx(0.3, abs=0.07)


def test_nothing_is_found_in_noise_or_where_all_are_alike():
    drawn, rng = points(120, 3)
    assert find_boxes(drawn[["a", "b"]], rng.random(120) < 0.3)[0] == []
    for same in (True, False):
        assert find_boxes(drawn, np.full(120, same)) == ([], [])


def test_a_second_box_lies_outside_of_the_first():
    drawn, _ = points(160, 3)
    near = (drawn["a"] < 0.25) & (drawn["b"] < 0.4)
    far = (drawn["a"] > 0.6) & (drawn["b"] > 0.4)
    planted = (near | far).to_numpy()
    first, second = find_boxes(drawn[["a", "b"]], planted, most_boxes=2)[0]
    one, other = inside(first, drawn), inside(second, drawn)
    assert not (one & other).any()
    assert (one | other)[planted].mean() > 0.85
    assert planted[one | other].mean() > 0.85


def test_limits_hold_their_ends():
    limit = Limit("a", 0.2, 0.4)
    assert list(limit.holds([0.1, 0.2, 0.4, 0.41])) == [False, True, True, False]
    assert list(Limit("k", values=("x", "y")).holds(["x", "z"])) == [True, False]


def test_shares_have_intervals_and_none_without_points():
    low, high = Share(17, 20).interval(0.80)
    assert low < 0.85 < high
    assert np.isnan(Share(0, 0).value)
    assert np.isnan(Share(0, 0).interval(0.8)[0])


def test_without_the_workbench_one_sentence_says_how_to_install_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "ema_workbench.analysis.prim", None)
    with pytest.raises(RippleError, match=r"pip install \"ripple_sim\[experiments\]\""):
        boxes.load_prim()
