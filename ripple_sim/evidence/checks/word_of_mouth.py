"""Checks of word of mouth: who talks, what is said, and what it does (G)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
from numpy.typing import NDArray

from ripple_sim.evidence.check import INFINITE, Check, Population
from ripple_sim.evidence.estimators import correlation, ratio
from ripple_sim.evidence.laboratory import Laboratory
from ripple_sim.evidence.observation import Observation
from ripple_sim.evidence.twins import Touch, by_hand
from ripple_sim.model.records import CUSTOMER, Records
from ripple_sim.model.world import World
from ripple_sim.scenario.schema import WEEKS_PER_YEAR

Floats = NDArray[np.float64]

HALF_A_YEAR = 26
SELDOM, OFTEN = 0.2, 2.0  # chances of joining, a year


# Who tells how many (G01, G06)


def listeners(members: Records) -> Floats:
    """Return how many others listen to each member; shape (members,)."""
    heard = members["neighbours"].ravel()
    return np.bincount(heard[heard >= 0], minlength=len(members)).astype(np.float64)


def told_a_year(o: Observation) -> tuple[NDArray[np.int64], Floats]:
    """Return satisfaction as answered, 1 to 10, and how many were told, at the rate of a year.

    All waves after the first together; both of shape (answers,).
    """
    answered, told = [], []
    for wave in range(1, len(o.snapshots)):
        members, answers = o.snapshots[wave].members, o.customers(wave)
        spoke = members["voice"][answers.rows] != 0
        answered.append(answers.answer("satisfaction_overall"))
        told.append(WEEKS_PER_YEAR * spoke * listeners(members)[answers.rows])
    return np.concatenate(answered), np.concatenate(told)


def told_between(answered: NDArray[np.int64], told: Floats, low: int, high: int) -> float:
    """Return the mean number told by those who answered ``low`` to ``high``."""
    chosen = (answered >= low) & (answered <= high)
    return float(told[chosen].mean()) if chosen.any() else float("nan")


def ends_against_middle(answered: NDArray[np.int64], told: Floats) -> float:
    """Return how many the more silent end (1 to 3 or 8 to 10) tells for one of the middle."""
    bottom, middle, top = (told_between(answered, told, *ends) for ends in ((1, 3), (4, 7), (8, 10)))
    return ratio(min(bottom, top), middle)


def bottom_against_top(answered: NDArray[np.int64], told: Floats) -> float:
    """Return how many the dissatisfied (1 to 3) tell for one of the satisfied (8 to 10)."""
    return ratio(told_between(answered, told, 1, 3), told_between(answered, told, 8, 10))


# What is said (G04, G07)


def good_to_bad(lab: Laboratory) -> float:
    books = lab.stores.recorder.ledgers
    return ratio(float(books["good_word"].sum()), float(books["bad_word"].sum()))


def words_and_growth(lab: Laboratory) -> float:
    """Return r over stores of the mean word of a year with the growth of sales to the next."""
    o = lab.stores
    said = (o.over_units("good_word") - o.over_units("bad_word")) / np.maximum(o.over_units("spoken"), 1)
    return correlation(said, o.over_units("revenue", 1) / o.over_units("revenue", 0) - 1)


# What words and ratings do (G02, G03)


def chance_moved(lab: Laboratory, word: float, winning: float) -> float:
    """Return by how much a word to everybody who is no customer moves who joins in half a year.

    Parameters
    ----------
    word
        The message: 1 as good, -1 as bad as can be.
    winning
        The chance of joining a year from then on, so that room to move differs.
    """

    def start(usual: World, moved: World) -> None:
        for world in (usual, moved):
            world.p["winning_per_year"] = winning
        others = moved.members["standing"] != CUSTOMER
        moved.members["heard"][others] += word

    pair = by_hand(lab, "retail-branches", HALF_A_YEAR, start=start)
    usual, moved = (float(books["joined"].sum()) for books in pair.books)
    first = pair.books[0][0]
    others = float((first["members"] - first["customers"] + first["joined"]).sum())
    return (moved - usual) / others


def good_against_bad(lab: Laboratory) -> float:
    """Return what a good word does over what a bad one does, to an unlikely choice."""
    return ratio(chance_moved(lab, 1, SELDOM), -chance_moved(lab, -1, SELDOM))


def room_for_good(lab: Laboratory) -> float:
    """Return what a good word does to an unlikely choice over what it does to a likely one."""
    return ratio(chance_moved(lab, 1, SELDOM), chance_moved(lab, 1, OFTEN))


def room_for_bad(lab: Laboratory) -> float:
    """Return what a bad word does to a likely choice over what it does to an unlikely one."""
    return ratio(chance_moved(lab, -1, OFTEN), chance_moved(lab, -1, SELDOM))


def rated_better(by: float) -> Touch:
    """Hold the public rating by a part above the twin's."""

    def hold(usual: World, moved: World) -> None:
        moved.units["rating"] = np.minimum(usual.units["rating"] * (1 + by), 1)

    return hold


def rating_and_inflow(lab: Laboratory, by: float = 0.1) -> float:
    """Return % more newcomers in a year for a mean rating a tenth higher."""
    hold = rated_better(by)
    pair = by_hand(lab, "retail-branches", WEEKS_PER_YEAR, start=hold, hold=hold)
    usual, moved = (float(books["joined"].sum()) for books in pair.books)
    return 100 * (moved / usual - 1)


def _told(measure: Callable[..., float], **ends: int) -> Callable[[Laboratory], float]:
    return lambda lab: measure(*told_a_year(lab.stores), **ends)


_V = "Anger and delight both make people talk, anger more (speak)"
_CHOICE = "A word moves the chance to join by the room there is (join_or_wait)"

_CUSTOMERS = Population("customers of 300 stores")
_STORES = Population("300 stores")
_BRANCHES = Population("branches, twins", worlds=20)

# fmt: off
CHECKS: tuple[Check, ...] = (
    _CUSTOMERS.check("G01", "ends against middle",
        "told by those who answer 1 to 3 or 8 to 10, the fewer of both, for one of 4 to 7",
        _told(ends_against_middle), (1, INFINITE, None, "ratio"), _V, kind="shape"),
    _CUSTOMERS.check("G01", "bottom to top", "told by those who answer 1 to 3, for one of 8 to 10",
        _told(bottom_against_top), (1.1, 2, None, "ratio"), _V),
    _CUSTOMERS.check("G06", "dissatisfied", "told a year by those who answer 1 to 5",
        _told(told_between, low=1, high=5), (5, 9, 9.5, "people"), _V),
    _CUSTOMERS.check("G06", "satisfied", "told a year by those who answer 6 to 10",
        _told(told_between, low=6, high=10), (3, 5, None, "people"), _V),
    _CUSTOMERS.check("G07", "good to bad", "words of two years", good_to_bad, (2, 4, 3, "ratio"),
        "Advocacy above a half is a good word (speak)"),
    _STORES.check("G04", "words and growth", "mean word of a year, growth of sales to the next", words_and_growth,
        (0.03, 0.15, 0.091, "r"), "Words bring newcomers (hear, join_or_wait); they also tell who will stay"),
    _BRANCHES.check("G02", "good over bad",
        "a word to all who aren't customers, joining in half a year at a chance of 0.2 a year", good_against_bad,
        (1, INFINITE, None, "ratio"), _CHOICE, kind="direction"),
    _BRANCHES.check("G02", "room for good", "a good word at a chance of 0.2 a year over 2 a year", room_for_good,
        (1, INFINITE, None, "ratio"), _CHOICE, kind="direction"),
    _BRANCHES.check("G02", "room for bad", "a bad word at a chance of 2 a year over 0.2 a year", room_for_bad,
        (1, INFINITE, None, "ratio"), _CHOICE, kind="direction"),
    _BRANCHES.check("G03", "rating and newcomers", "a rating a tenth higher held for a year",
        partial(rating_and_inflow), (2, 6, 4, "%"), "The rating moves the chance to join (join_or_wait)"),
)
# fmt: on
