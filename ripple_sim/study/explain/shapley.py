"""Shapley values: what each player adds, averaged over all orders in which they may join.

Source: Shapley 1953, "A value for n-person games". The value of a coalition may be a number or an
array; the parts of the whole add up to ``value(all) - value(none)``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from math import comb, factorial

import numpy as np
from numpy.typing import NDArray

Coalition = frozenset[str]
Floats = NDArray[np.float64]
Game = Mapping[Coalition, Floats]
Order = tuple[str, ...]

MOST_IN_ALL_ORDERS = 8  # players; with more, some of their orders have to do
COUPLES = 3  # of orders, where nothing else is asked for
_GOLDEN = 0.6180339887498949


def couples_for(players: int, asked: int | None = None) -> int | None:
    """Return how many couples of orders to look at; None where all orders count.

    All count for up to 8 players where nothing is asked for, and wherever the orders asked for take
    as many coalitions as all of them.
    """
    couples = asked or (COUPLES if players > MOST_IN_ALL_ORDERS else None)
    if couples is None or 2**players <= worlds_for(players, couples):
        return None
    return couples


def worlds_for(players: int, couples: int | None) -> int:
    """Return how many coalitions have to be valued, at most, for that many couples of orders."""
    return 2**players if couples is None else 2 * couples * max(players - 1, 0) + 2


def coalitions(players: Sequence[str]) -> list[Coalition]:
    """Return all 2**n coalitions, the empty one first and the whole one last."""
    return [frozenset(chosen) for size in range(len(players) + 1) for chosen in combinations(players, size)]


def exact(game: Game, players: Sequence[str]) -> dict[str, Floats]:
    """Return each player's Shapley value from the values of all coalitions."""
    count = len(players)
    values: dict[str, Floats] = {}
    for player in players:
        total: Floats = np.zeros_like(np.asarray(game[frozenset()], np.float64))
        for without in coalitions([other for other in players if other != player]):
            weight = 1 / (count * comb(count - 1, len(without)))
            total = total + weight * (game[without | {player}] - game[without])
        values[player] = np.asarray(total)
    return values


def orders(players: Sequence[str], couples: int, first: int = 0) -> list[Order]:
    """Return orders, each followed by its reverse, spread evenly over all there are.

    ``first`` skips that many couples, so that several calls share out the orders among them. The
    numbers of the orders follow the golden section, which fills any range evenly.
    """
    several = [_order(players, (couple + 0.5) * _GOLDEN % 1.0) for couple in range(first, first + couples)]
    return [one for order in several for one in (order, order[::-1])]


def _order(players: Sequence[str], place: float) -> Order:
    """Return the order that stands at a place, 0 to 1, in the list of all orders."""
    left, number = list(players), int(place * factorial(len(players)))
    order = []
    for size in range(len(players), 0, -1):
        index, number = divmod(number, factorial(size - 1))
        order.append(left.pop(index))
    return tuple(order)


def coalitions_of(several: Sequence[Order]) -> list[Coalition]:
    """Return the coalitions that come about when players join in the orders given."""
    return list(dict.fromkeys(frozenset(order[:size]) for order in several for size in range(len(order) + 1)))


def sampled(game: Game, several: Sequence[Order]) -> tuple[dict[str, Floats], dict[str, Floats]]:
    """Return each player's Shapley value from some orders, and its standard error.

    ``several`` comes as from :func:`orders`, at least two couples; an order and its reverse make
    one observation.
    """
    added = [dict(_added(game, order)) for order in several]
    mean, error = {}, {}
    for player in several[0]:
        seen = np.array([(one[player] + other[player]) / 2 for one, other in zip(added[::2], added[1::2], strict=True)])
        mean[player] = np.asarray(seen.mean(axis=0))
        error[player] = np.asarray(seen.std(axis=0, ddof=1) / np.sqrt(len(seen)))
    return mean, error


def _added(game: Game, order: Order) -> Iterator[tuple[str, Floats]]:
    for size, player in enumerate(order):
        without, with_it = frozenset(order[:size]), frozenset(order[: size + 1])
        yield player, np.asarray(game[with_it] - game[without], np.float64)
