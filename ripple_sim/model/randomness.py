"""Addressed randomness: a draw depends on its address and on nothing else.

The address is (seed, replication, decision, who, week, generation).  No draw depends on how many
draws were made before it, so two policies run with the same seed meet the same luck.  The generator
is Philox4x32-10 (Salmon, Moraes, Dror and Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3",
the Random123 library): one address gives one block of four words, the four lanes of a decision.
"""

from __future__ import annotations

import math
from enum import IntEnum
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ripple_sim.compiled import loop, shared
from ripple_sim.scenario.levers import DRIVERS

Whole: TypeAlias = "int | np.integer[Any]"
Real: TypeAlias = "float | np.floating[Any]"


class Decision(IntEnum):
    """What a draw decides.  The numbers are part of every result: only append, never renumber."""

    ARRIVE = 1
    ENCOUNTER = 2
    WORD = 3
    LOYALTY = 4
    SEAT = 5
    MOOD = 6
    PERSON = 7
    PERSON_WEIGHTS_A = 8
    PERSON_WEIGHTS_B = 9
    LEADER = 10
    LEADER_PERSON = 11
    DEMAND = 12
    MEMBER = 13
    MEMBER_TASTE = 14
    NETWORK = 15
    SURVEY_CUSTOMER = 16
    STAFF_SURVEY = 17
    STAFF_SURVEY_STYLE = 18
    STAFF_SURVEY_ITEMS = 19
    CUSTOMER_SURVEY = 20
    CUSTOMER_SURVEY_STYLE = 21
    CUSTOMER_SURVEY_ITEMS = 22
    PLACE = 23
    EVENTS_A = 24
    EVENTS_B = 25
    MARGIN = 26


def _lanes_of_drivers(block: int) -> tuple[str, str, str, str]:
    names = [driver.name for driver in DRIVERS[4 * block : 4 * block + 4]]
    a, b, c, d = (*names, *["spare"] * (4 - len(names)))
    return a, b, c, d


LANES: dict[Decision, tuple[str, str, str, str]] = {
    # market member, every week
    Decision.ARRIVE: ("contacts", "gives_up", "spare", "spare"),
    Decision.ENCOUNTER: ("server", "visit_noise", "failure", "recovery"),
    Decision.WORD: ("talks", "writes_review", "spare", "spare"),
    Decision.LOYALTY: ("lapses", "joins", "spare", "spare"),
    # employee, every week
    Decision.SEAT: ("leaves", "fills", "absent", "spare"),
    Decision.MOOD: ("mood_noise", "energy_noise", "fortunes", "outside"),
    # employee, once for each incumbent; the second block (week 1) of PERSON: ("answering", ...);
    # the third (week 2), once for each seat: ("first_incumbent", ...)
    Decision.PERSON: ("ability", "empathy", "fit", "disposition"),
    Decision.PERSON_WEIGHTS_A: _lanes_of_drivers(0),
    Decision.PERSON_WEIGHTS_B: _lanes_of_drivers(1),
    # manager, every week, and once for each incumbent
    Decision.LEADER: ("leaves", "fills", "mood_noise", "spare"),
    Decision.LEADER_PERSON: ("talent", "honesty", "disposition", "emphasis"),
    # unit, every week
    Decision.DEMAND: ("factor", "spare", "spare", "spare"),
    # market member, once; the second block (week 1) of MEMBER_TASTE: ("closeness", ...)
    Decision.MEMBER: ("standing", "contacts_per_week", "wallet", "barrier"),
    Decision.MEMBER_TASTE: ("taste", "answering", "expectation", "tenure"),
    # market member, once for each tie (in place of the week)
    Decision.NETWORK: ("kind_of_tie", "other_end", "spare", "spare"),
    # measurement
    Decision.SURVEY_CUSTOMER: ("answers", "answer_noise", "spare", "spare"),
    # surveys of the whole company, with the wave in place of the week; STYLE once for each person
    # (week 0); ITEMS in blocks of four items: of staff the week is wave * 64 + block, of customers
    # the generation is the block
    Decision.STAFF_SURVEY: ("answers", "occasion_halo", "spare", "spare"),
    Decision.STAFF_SURVEY_STYLE: ("lasting_halo", "spare", "spare", "spare"),
    Decision.STAFF_SURVEY_ITEMS: ("first", "second", "third", "fourth"),
    Decision.CUSTOMER_SURVEY: ("answers", "occasion_halo", "spare", "spare"),
    Decision.CUSTOMER_SURVEY_STYLE: ("lasting_halo", "spare", "spare", "spare"),
    Decision.CUSTOMER_SURVEY_ITEMS: ("first", "second", "third", "fourth"),
    # unit, once; the second block (week 1): ("rent", ...)
    Decision.PLACE: ("taste", "wallet", "demand", "quitting"),
    # employee, every week
    Decision.EVENTS_A: _lanes_of_drivers(0),
    Decision.EVENTS_B: _lanes_of_drivers(1),
    # company of an experiment, every year (in place of the week)
    Decision.MARGIN: ("cost_of_goods", "spare", "spare", "spare"),
}
"""The use of the four words of each decision's block; "spare" may be given a name later."""

# Philox works in 64-bit words that hold 32 bits: nothing overflows, with or without Numba.
# Every constant is typed because Numba turns uint64 with a plain integer into float64.
_LOW = np.uint64(0xFFFFFFFF)
_HALF_WORD = np.uint64(32)
_MULTIPLIER_0 = np.uint64(0xD2511F53)
_MULTIPLIER_1 = np.uint64(0xCD9E8D57)
_KEY_STEP_0 = np.uint64(0x9E3779B9)
_KEY_STEP_1 = np.uint64(0xBB67AE85)
_ROUNDS = 10


@shared
def philox4x32(
    c0: Whole, c1: Whole, c2: Whole, c3: Whole, k0: Whole, k1: Whole
) -> tuple[np.uint32, np.uint32, np.uint32, np.uint32]:
    """Return the four words of one Philox4x32-10 block.

    Counter c0..c3 and key k0, k1 are each within 0..2**32-1.  Source: Salmon et al. 2011.
    """
    x0, x1, x2, x3 = np.uint64(c0), np.uint64(c1), np.uint64(c2), np.uint64(c3)
    key0, key1 = np.uint64(k0), np.uint64(k1)
    for _ in range(_ROUNDS):
        product0 = _MULTIPLIER_0 * x0
        product1 = _MULTIPLIER_1 * x2
        x0 = (product1 >> _HALF_WORD) ^ x1 ^ key0
        x1 = product1 & _LOW
        x2 = (product0 >> _HALF_WORD) ^ x3 ^ key1
        x3 = product0 & _LOW
        key0 = (key0 + _KEY_STEP_0) & _LOW
        key1 = (key1 + _KEY_STEP_1) & _LOW
    return np.uint32(x0), np.uint32(x1), np.uint32(x2), np.uint32(x3)


@shared
def draw4(
    key0: Whole, key1: Whole, decision: Whole, who: Whole, week: Whole, generation: Whole
) -> tuple[np.float32, np.float32, np.float32, np.float32]:
    """Return the four uniform draws of one address, each strictly between 0 and 1.

    ``key0`` is the seed and ``key1`` the replication; ``week`` may be negative (burn-in);
    ``generation`` is the number of the seat's incumbent, or 0.  Of every number the lowest 32 bits
    count.  The draws lie on the grid (i + 0.5) / 2**23, which float32 holds exactly.
    """
    w0, w1, w2, w3 = philox4x32(_word(who), _word(week), _word(decision), _word(generation), _word(key0), _word(key1))
    return _unit(w0), _unit(w1), _unit(w2), _unit(w3)


@shared
def draws_of_span(
    key0: Whole, key1: Whole, decision: Whole, start: int, end: int, week: Whole
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return the first and the second draw of each address from ``start`` to ``end`` (excluded).

    They are those of ``draw4``, but in a loop of nothing else, of which the processor does eight or
    sixteen at once.
    """
    one = np.empty(end - start, np.float32)
    two = np.empty(end - start, np.float32)
    for i in range(end - start):
        one[i], two[i], _, _ = draw4(key0, key1, decision, start + i, week, 0)
    return one, two


@shared
def _word(number: Whole) -> np.uint32:
    return np.uint32(np.int64(number) & np.int64(0xFFFFFFFF))


@shared
def _unit(word: np.uint32) -> np.float32:
    # By way of int32, which processors turn into float32 faster than uint32.
    return (np.float32(np.int32(word >> np.uint32(9))) + np.float32(0.5)) * np.float32(2.0**-23)


@shared
def _polynomial(x: np.float32, a0: Real, a1: Real, a2: Real, a3: Real) -> np.float32:
    inner = (np.float32(a3) * x + np.float32(a2)) * x + np.float32(a1)
    return inner * x + np.float32(a0)


@shared
def normal(u: Real) -> np.float32:
    """Return the standard normal quantile of ``u``, for u from 2**-24 to 1 - 2**-24.

    Source: Wichura 1988, algorithm AS 241, PPND7, without its branch for u below 1.4e-11.
    """
    p = np.float32(u)
    q = p - np.float32(0.5)
    if abs(q) <= np.float32(0.425):
        r = np.float32(0.180625) - q * q
        top = _polynomial(r, 3.3871327179, 50.434271938, 159.29113202, 59.109374720)
        return q * top / _polynomial(r, 1.0, 17.895169469, 78.757757664, 67.187563600)
    tail = min(p, np.float32(1.0) - p)
    # In float64: it rounds to the same float32 with every mathematics library.
    r = np.float32(math.sqrt(-math.log(np.float64(tail)))) - np.float32(1.6)
    top = _polynomial(r, 1.4234372777, 2.7568153900, 1.3067284816, 0.17023821103)
    distance = top / _polynomial(r, 1.0, 0.73700164250, 0.12021132975, 0.0)
    return distance if q > np.float32(0.0) else -distance


@shared
def four_normals(
    draws: tuple[np.float32, np.float32, np.float32, np.float32],
) -> tuple[np.float32, np.float32, np.float32, np.float32]:
    """Return the standard normal quantiles of the four draws of one address."""
    a, b, c, d = draws
    return normal(a), normal(b), normal(c), normal(d)


@shared
def block_of_drivers(first: Whole, second: Whole, block: int) -> tuple[Whole, int]:
    """Return the decision, and the number of the further block, of four drivers' draws.

    The first four drivers have a decision, the next four another; the third block and those after
    it are further blocks of the second, with another word in the address that is else 0.
    """
    return (first if block == 0 else second), max(block - 1, 0)


@shared
def lognormal_factor(u: Real, sigma: Real) -> np.float32:
    """Return a lognormal factor with mean one, whose logarithm has standard deviation ``sigma``."""
    s = np.float32(sigma)
    exponent = s * normal(u) - np.float32(0.5) * s * s
    return np.float32(math.exp(np.float64(exponent)))


_LARGEST_MEAN = 700.0  # exp(-mean) of a larger one leaves the normal float64 numbers
_MOST_EVENTS = 1000  # beyond the quantile of every u < 1 at the largest mean


@shared
def poisson(u: Real, mean: Real) -> np.int32:
    """Return the Poisson quantile of ``u``, 0 <= u < 1: the least k with P(K <= k) >= u.

    It never falls when ``u`` or ``mean`` rises.  A mean above 700 counts as 700.  The search starts
    at 0, so the time grows with the result.
    """
    # The sum is kept in float64: in float32 it stalls short of the highest draws.
    m = min(np.float64(mean), _LARGEST_MEAN)
    goal = np.float64(u)
    if goal + m < 1.0:  # exp(-m) is at least 1 - m; most weeks of most people end here
        return np.int32(0)
    chance = math.exp(-m)
    total = chance
    k = 0
    while total < goal and k < _MOST_EVENTS:
        k += 1
        chance *= m / k
        total += chance
    return np.int32(k)


def uniforms(
    seed: int, replication: int, decision: Decision, who: ArrayLike, week: int, generation: ArrayLike = 0
) -> NDArray[np.float32]:
    """Return the draws of many people: float32, shape (len(who), 4), as ``draw4`` gives them.

    ``generation`` is one number for all, or one for each person.
    """
    people = np.asarray(who, dtype=np.int64)
    generations = np.empty(people.size, dtype=np.int64)
    generations[:] = generation
    out = np.empty((people.size, 4), dtype=np.float32)
    _fill(int(seed), int(replication), int(decision), people, int(week), generations, out)
    return out


def normals(draws: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the standard normal quantile of every draw, as ``normal`` gives it; same shape."""
    flat = np.ascontiguousarray(draws).ravel()
    out = np.empty_like(flat)
    _turn_normal(flat, out)
    return out.reshape(draws.shape)


@loop
def _fill(seed, replication, decision, people, week, generations, out):
    for i in range(people.size):
        row = draw4(seed, replication, decision, people[i], week, generations[i])
        out[i, 0], out[i, 1], out[i, 2], out[i, 3] = row


@loop
def _turn_normal(draws, out):
    for i in range(draws.size):
        out[i] = normal(draws[i])
