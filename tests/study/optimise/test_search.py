"""The search finds the optimum of functions whose optimum is known."""

import sys

import numpy as np
import pytest

from ripple_sim.scenario.problems import RippleError
from ripple_sim.study.optimise.search import Score, Variable, front, load_optuna, search

X, WEEK = Variable("x", 0.0, 1.0), Variable("week", 0, 10, whole=True)


def best(tries, aim=0):
    kept = [one for one in tries if one.score and one.score.kept]
    return max(kept, key=lambda one: one.score.aims[aim])


def quadratic(points):
    return [Score((-((p["x"] - 0.3) ** 2) - 0.01 * (p["week"] - 7) ** 2,)) for p in points]


def test_it_finds_the_top_of_a_quadratic():
    tries, study = search([X, WEEK], quadratic, 1, 90, seed=1)
    found = best(tries).point
    assert found["x"] == pytest.approx(0.3, abs=0.06)
    assert abs(found["week"] - 7) <= 1
    assert len(study.trials) == len(tries) == 90
    assert {one.point["week"] for one in tries} <= set(range(11))


def test_a_limit_moves_the_top_to_its_edge():
    def measure(points):
        return [Score((-((p["x"] - 0.9) ** 2),), (p["x"] - 0.5,)) for p in points]

    found = best(search([X], measure, 1, 60, seed=2)[0])
    assert 0.42 < found.point["x"] <= 0.5


def test_two_aims_have_a_front_between_their_tops():
    def measure(points):
        return [Score((-((p["x"] - 0.3) ** 2), -((p["x"] - 0.7) ** 2))) for p in points]

    tries, _ = search([X], measure, 2, 60, seed=3)
    rows = front(np.array([one.score.aims for one in tries]))
    xs = [tries[row].point["x"] for row in rows]
    assert all(0.27 < x < 0.73 for x in xs)
    assert xs == sorted(xs)  # the first aim's largest first
    assert xs[0] == pytest.approx(0.3, abs=0.05)
    assert xs[-1] == pytest.approx(0.7, abs=0.05)


def test_what_makes_no_sense_is_a_try_without_a_score_and_the_same_seed_gives_the_same():
    def measure(points):
        return [None if p["x"] > 0.5 else Score((p["x"],)) for p in points]

    heard = []
    tries, _ = search(
        [X],
        measure,
        1,
        20,
        seed=4,
        first=[{"x": 0.25}],
        at_a_time=8,
        on_try=lambda done, total: heard.append((done, total)),
    )
    assert tries[0].point == {"x": 0.25}
    assert heard == [(8, 20), (16, 20), (20, 20)]
    assert any(one.score is None for one in tries)
    assert best(tries).point["x"] <= 0.5
    again, _ = search([X], measure, 1, 20, seed=4, first=[{"x": 0.25}], at_a_time=8)
    assert again == tries


def test_a_front_leaves_out_what_is_beaten_and_twins():
    aims = np.array([[1.0, 5.0], [3.0, 3.0], [2.0, 3.0], [3.0, 3.0], [5.0, 1.0]])
    assert front(aims) == [4, 1, 0]


def test_without_optuna_one_sentence_says_how_to_install_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "optuna", None)
    with pytest.raises(RippleError, match=r"pip install \"ripple_sim\[experiments\]\""):
        load_optuna()
