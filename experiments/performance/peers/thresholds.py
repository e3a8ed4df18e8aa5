"""A prototype of the engine's next style: columns, and one threshold for each spell instead of dice each week.

A weekly chance p becomes the hazard -log(1 - p). It is summed week by week, and the event comes when
the sum reaches an exponential threshold that was drawn once, addressed by who and when the spell
began. That is the same law: the chance to pass a week is exp(-hazard) = 1 - p. Contacts arrive as a
Poisson process in the same way. So only who has an event draws anything, and only who speaks
touches those who listen.
"""

from __future__ import annotations

import math

import market as m
import numba
import numpy as np

F = np.float32
BLOCK = m.UNIT_ROWS
ARRIVE, WORD, MOVE = 1, 2, 3
MATHS = {"contract", "nsz", "nnan", "ninf", "reassoc"}
FAST = {"nogil": True, "error_model": "numpy", "boundscheck": False, "fastmath": MATHS}


@numba.njit(inline="always")
def draw4(seed, decision, who, week, further):
    x0, x1, x2, x3 = np.uint64(who), np.uint64(week), np.uint64(decision), np.uint64(further)
    key0, key1, low, half = np.uint64(seed), np.uint64(0), np.uint64(0xFFFFFFFF), np.uint64(32)
    for _ in range(10):
        one = np.uint64(0xD2511F53) * x0
        two = np.uint64(0xCD9E8D57) * x2
        x0 = (two >> half) ^ x1 ^ key0
        x1 = two & low
        x2 = (one >> half) ^ x3 ^ key1
        x3 = one & low
        key0 = (key0 + np.uint64(0x9E3779B9)) & low
        key1 = (key1 + np.uint64(0xBB67AE85)) & low
    return uniform(x0), uniform(x1), uniform(x2), uniform(x3)


@numba.njit(inline="always")
def uniform(word):
    return (F(np.int32(word >> np.uint64(9))) + F(0.5)) * F(2.0**-23)


@numba.njit(inline="always")
def clip(x):
    return min(max(x, F(0)), F(1))


@numba.njit(inline="always")
def fast_exp(x):
    """exp for |x| below 80: the power of two by its bits, the rest a polynomial."""
    scaled = x * F(1.44269504)
    whole = np.floor(scaled + F(0.5))
    f = (scaled - whole) * F(0.69314718)
    rest = F(1) + f * (F(1) + f * (F(0.5) + f * (F(0.16666667) + f * (F(0.041666667) + f * F(0.0083333333)))))
    return np.int32((np.int32(whole) + np.int32(127)) << np.int32(23)).view(np.float32) * rest


@numba.njit(inline="always")
def hazard(chance):
    """-log(1 - chance) for a chance below 0.25."""
    far = F(0.25) + chance * (F(0.2) + chance * F(1 / 6))
    return chance * (F(1) + chance * (F(0.5) + chance * (F(1 / 3) + chance * far)))


@numba.njit(**FAST)
def arrivals_near(rate, standing, failure, to_contact):
    for i in range(rate.size):
        mean = rate[i] * (F(1) + F(0.5) * F(failure[i]))
        to_contact[i] -= mean if standing[i] == m.CUSTOMER else F(0)


@numba.njit(**FAST)
def words_near(satisfaction, standing, to_word):
    for i in range(satisfaction.size):
        far = satisfaction[i] - F(m.TALK_NEUTRAL)
        part = F(m.TALK) if standing[i] == m.CUSTOMER else (F(m.TALK * 0.5) if standing[i] == m.LAPSED else F(0))
        to_word[i] -= hazard(part * (F(1) + max(F(m.TALK_OF_DELIGHT) * far, F(-m.TALK_OF_DISMAY) * far)))


@numba.njit(**FAST)
def take_in(words, standing, satisfaction, heard):
    for i in range(words.size):
        heard[i] = F(m.HEARING) * heard[i] + words[i]
    for i in range(words.size):
        s = clip(satisfaction[i] + F(m.SATISFACTION_OF_WORD) * words[i])
        satisfaction[i] = s if standing[i] == m.CUSTOMER else satisfaction[i]
    words[:] = F(0)


@numba.njit(**FAST)
def moves_near(satisfaction, barrier, heard, standing, to_move):
    for i in range(satisfaction.size):
        leave = F(-m.LAPSE_OF_SATISFACTION) * (satisfaction[i] - F(m.SATISFACTION)) - (barrier[i] - F(0.5))
        exponent = leave if standing[i] == m.CUSTOMER else F(m.JOIN_OF_WORD) * heard[i]
        join = F(m.JOIN * 0.5) if standing[i] == m.LAPSED else F(m.JOIN)
        base = F(m.LAPSE) if standing[i] == m.CUSTOMER else join
        to_move[i] -= hazard(base * fast_exp(exponent))


@numba.njit(**FAST)
def spending(wallet, contacts, rate, standing):
    spent = F(0)
    for i in range(wallet.size):
        bought = wallet[i] * (F(m.RECURRING) + F(1 - m.RECURRING) * F(contacts[i]) / rate[i])
        spent += bought if standing[i] == m.CUSTOMER else F(0)
    return spent


@numba.njit(**FAST)
def count_customers(satisfaction, standing):
    customers, total = F(0), F(0)
    for i in range(satisfaction.size):
        customers += F(1) if standing[i] == m.CUSTOMER else F(0)
        total += satisfaction[i] if standing[i] == m.CUSTOMER else F(0)
    return customers, total


@numba.njit(**FAST)
def reached(left, rows):
    """List the rows whose threshold is reached; most groups of sixteen have none."""
    count = 0
    whole = left.size // 16
    for g in range(whole):
        low = left[16 * g]
        for k in range(16):
            low = min(low, left[16 * g + k])
        if low <= F(0):
            for k in range(16):
                rows[count] = 16 * g + k
                count += left[16 * g + k] <= F(0)
    for i in range(16 * whole, left.size):
        rows[count] = i
        count += left[i] <= F(0)
    return count


@numba.njit(**FAST)
def meet(c, first_unit, last_unit, seed, week, speakers, said):
    (
        rate,
        _,
        taste,
        _,
        quality,
        _,
        _,
        experience,
        expectation,
        satisfaction,
        _,
        _,
        standing,
        failure,
        contacts,
        to_contact,
        to_word,
        _,
    ) = c
    rows = np.empty(BLOCK + 1, np.int32)
    many = 0
    for unit in range(first_unit, last_unit):
        a, b = unit * BLOCK, min((unit + 1) * BLOCK, rate.size)
        arrivals_near(rate[a:b], standing[a:b], failure[a:b], to_contact[a:b])
        contacts[a:b] = 0
        for k in range(reached(to_contact[a:b], rows)):
            i = a + rows[k]
            u, v, w, more = draw4(seed, ARRIVE, i, week, 0)
            count = 1
            left = to_contact[i] - F(math.log(u))
            if left <= F(0):
                count = 2
                left -= F(math.log(more))
                while left <= F(0):
                    left -= F(math.log(draw4(seed, ARRIVE, i, week, count)[0]))
                    count += 1
            to_contact[i] = left
            contacts[i] = count
            noise = F(math.sqrt(F(-2) * F(math.log(v)))) * F(math.cos(F(6.2831853) * w))
            met = clip(quality[unit] + F(m.VISIT_NOISE) * noise)
            failed = F(1) if met < F(m.FAILED_BELOW) else F(0)
            failure[i] = np.int8(failed)
            lived = experience[i] + F(m.EXPERIENCE_WEIGHT) * (met - experience[i])
            gap = lived - expectation[i]
            verdict = F(m.VERDICT) + F(m.VERDICT_OF_LEVEL) * (lived - F(m.QUALITY)) + taste[i]
            verdict += F(m.VERDICT_OF_GAP) * (F(m.LOSS) * gap if gap < F(0) else gap) - F(m.VERDICT_OF_FAILURE) * failed
            satisfaction[i] += F(m.VERDICT_WEIGHT) * (clip(verdict) - satisfaction[i])
            expectation[i] += F(m.EXPECTATION_WEIGHT) * gap
            experience[i] = lived
        words_near(satisfaction[a:b], standing[a:b], to_word[a:b])
        for k in range(reached(to_word[a:b], rows)):
            i = a + rows[k]
            to_word[i] = -F(math.log(draw4(seed, WORD, i, week, 0)[0]))
            advocacy = clip(F(m.ADVOCACY) + F(m.ADVOCACY_OF_SATISFACTION) * (satisfaction[i] - F(m.SATISFACTION)))
            speakers[many] = i
            said[many] = F(2) * advocacy - F(1)
            many += 1
    return many


@numba.njit(**FAST)
def hear(c, first, last, many, speakers, said):
    """Carry what was said to the listeners whose rows lie from ``first`` to ``last``."""
    starts, listeners, words = c[5], c[6], c[11]
    for k in range(many):
        i, voice = speakers[k], said[k]
        for j in range(starts[i], starts[i + 1]):
            listener = listeners[j]
            if first <= listener < last:
                words[listener] += voice


@numba.njit(**FAST)
def decide(c, first_unit, last_unit, seed, week, sums):
    (
        rate,
        wallet,
        _,
        barrier,
        _,
        _,
        _,
        _,
        expectation,
        satisfaction,
        heard,
        words,
        standing,
        failure,
        contacts,
        _,
        _,
        to_move,
    ) = c
    rows = np.empty(BLOCK + 1, np.int32)
    for unit in range(first_unit, last_unit):
        a, b = unit * BLOCK, min((unit + 1) * BLOCK, rate.size)
        take_in(words[a:b], standing[a:b], satisfaction[a:b], heard[a:b])
        sums[unit, 4] = spending(wallet[a:b], contacts[a:b], rate[a:b], standing[a:b])
        moves_near(satisfaction[a:b], barrier[a:b], heard[a:b], standing[a:b], to_move[a:b])
        lapses = joins = 0
        for k in range(reached(to_move[a:b], rows)):
            i = a + rows[k]
            to_move[i] = -F(math.log(draw4(seed, MOVE, i, week, 0)[0]))
            if standing[i] == m.CUSTOMER:
                standing[i] = m.LAPSED
                lapses += 1
            else:
                standing[i] = m.CUSTOMER
                failure[i] = 0
                expectation[i] = clip(F(0.70) + F(m.EXPECTATION_OF_WORD) * heard[i])
                joins += 1
        sums[unit, 0], sums[unit, 1] = count_customers(satisfaction[a:b], standing[a:b])
        sums[unit, 2], sums[unit, 3] = lapses, joins


def exponential(seed: int, decision: int, n: int) -> np.ndarray:
    """First thresholds of everybody."""
    return np.random.default_rng((seed, decision)).exponential(size=n).astype(np.float32)


class Thresholds:
    """One array a quantity; everybody's listeners in the order of who is heard."""

    def __init__(self, market: m.Market, seed: int = 1) -> None:
        n = market.standing.size
        heard_by = np.argsort(market.neighbours.ravel(), kind="stable") // m.NEIGHBOURS
        starts = np.zeros(n + 1, np.int32)
        np.cumsum(np.bincount(market.neighbours.ravel(), minlength=n), out=starts[1:])
        self.columns = (
            market.rate.copy(),
            market.wallet.copy(),
            market.taste.copy(),
            market.barrier.copy(),
            market.quality.copy(),
            starts,
            heard_by.astype(np.int32),
            market.experience.copy(),
            market.expectation.copy(),
            market.satisfaction.copy(),
            market.heard.copy(),
            np.zeros(n, np.float32),
            market.standing.copy(),
            market.failure.copy(),
            np.zeros(n, np.int8),
            *[exponential(seed, decision, n) for decision in (ARRIVE, WORD, MOVE)],
        )
        self.speakers, self.said = np.empty(n, np.int32), np.empty(n, np.float32)
        self.units = market.quality.size
        self.sums = np.zeros((self.units, len(m.SUMS)))
        self.seed, self.now, self.n = seed, 0, n

    def week(self) -> tuple[float, ...]:
        many = meet(self.columns, 0, self.units, self.seed, self.now, self.speakers, self.said)
        hear(self.columns, 0, self.n, many, self.speakers, self.said)
        decide(self.columns, 0, self.units, self.seed, self.now, self.sums)
        self.now += 1
        return tuple(self.sums.sum(axis=0))
