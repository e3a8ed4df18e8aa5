"""Shapley values of games whose answer is known, exact and from some orders."""

from itertools import permutations

import numpy as np
import pytest

from ripple_sim.study.explain import shapley

PLAYERS = ("a", "b", "c", "d", "e")


def game(players, value):
    return {chosen: np.float64(value(chosen)) for chosen in shapley.coalitions(players)}


def random_game(players, seed):
    draws = iter(np.random.default_rng(seed).normal(size=2 ** len(players)))
    return game(players, lambda chosen: next(draws))


def test_the_parts_are_the_mean_over_all_orders():
    played = random_game(PLAYERS[:4], 1)
    found = shapley.exact(played, PLAYERS[:4])
    for player in PLAYERS[:4]:
        added = [
            played[frozenset(order[: order.index(player) + 1])] - played[frozenset(order[: order.index(player)])]
            for order in permutations(PLAYERS[:4])
        ]
        assert found[player] == pytest.approx(np.mean(added))


def test_the_glove_game_has_its_known_answer():
    # A left glove and two right ones; a pair is worth 1. Shapley: 2/3, 1/6, 1/6.
    pairs = game(("left", "right", "other"), lambda g: "left" in g and len(g) > 1)
    found = shapley.exact(pairs, ("left", "right", "other"))
    assert found == pytest.approx({"left": 2 / 3, "right": 1 / 6, "other": 1 / 6})


def test_who_adds_nothing_gets_nothing_and_equals_get_the_same():
    found = shapley.exact(
        game(PLAYERS, lambda g: ("a" in g) + 3 * ({"b", "c"} <= g) + ("d" in g) * len(g & {"b", "c"})), PLAYERS
    )
    assert found["e"] == 0
    assert found["b"] == found["c"] != 0


@pytest.mark.parametrize("couples", [2, 3, 40])
def test_some_orders_add_up_too(couples):
    played = random_game(PLAYERS, 2)
    found, error = shapley.sampled(played, shapley.orders(PLAYERS, couples))
    whole = played[frozenset(PLAYERS)] - played[frozenset()]
    assert sum(found.values()) == pytest.approx(whole, abs=1e-12)
    assert all(error[player] > 0 for player in PLAYERS)


def test_some_orders_come_within_their_error():
    apart = []
    for seed in range(12):
        played = random_game(PLAYERS, seed)
        exact = shapley.exact(played, PLAYERS)
        found, error = shapley.sampled(played, shapley.orders(PLAYERS, 8, first=8 * seed))
        apart += [(found[player] - exact[player]) / error[player] for player in PLAYERS]
    assert np.mean(np.abs(apart) < 2.4) > 0.8
    assert abs(np.mean(apart)) < 0.5


def test_in_a_game_without_interplay_some_orders_are_exact():
    worth = dict(zip(PLAYERS, (1.0, -2.0, 0.5, 4.0, 0.25), strict=True))
    added = game(PLAYERS, lambda g: sum(worth[player] for player in g))
    found, error = shapley.sampled(added, shapley.orders(PLAYERS, 2))
    assert found == pytest.approx(worth)
    assert error == pytest.approx(dict.fromkeys(PLAYERS, 0.0), abs=1e-12)


def test_the_orders_are_spread_over_all_there_are():
    several = shapley.orders(PLAYERS, 240)
    for player in PLAYERS:
        places = np.bincount([order.index(player) for order in several], minlength=5)
        assert places == pytest.approx(np.full(5, 96), abs=6)
    assert shapley.orders(PLAYERS, 2, first=1) == shapley.orders(PLAYERS, 3)[2:]


@pytest.mark.parametrize(
    ("players", "asked", "expected"),
    [(8, None, None), (9, None, shapley.COUPLES), (3, 2, None), (7, 2, 2), (7, 1000, None)],
)
def test_all_orders_count_where_they_take_no_more_worlds(players, asked, expected):
    assert shapley.couples_for(players, asked) == expected


def test_no_more_coalitions_are_valued_than_counted_on():
    for couples in (2, 3, 5):
        named = [str(number) for number in range(9)]
        lived = shapley.coalitions_of(shapley.orders(named, couples))
        assert len(lived) <= shapley.worlds_for(9, couples)
    assert shapley.worlds_for(9, None) == len(shapley.coalitions(range(9))) == 512
