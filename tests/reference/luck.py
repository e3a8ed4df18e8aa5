"""Luck: Philox4x32-10, quantiles, and decisions that were too close to call.

Philox after Salmon, Moraes, Dror and Shaw 2011; the normal quantile is the standard library's.
A draw is looked up by its address, so both engines meet the same luck; but where a chance lies
within rounding of its draw, single and double precision may decide differently. Such decisions are
noted as close calls.
"""

import math
from statistics import NormalDist

WORD = 2**32
TOO_CLOSE = 3e-6
MOST_EVENTS = 1000
_NORMAL = NormalDist()


def philox(counter, key):
    """Return the four words of a block of Philox4x32-10."""
    a, b, c, d = counter
    left, right = key
    for _ in range(10):
        from_a, from_c = 0xD2511F53 * a, 0xCD9E8D57 * c
        a, b = (from_c >> 32) ^ b ^ left, from_c % WORD
        c, d = (from_a >> 32) ^ d ^ right, from_a % WORD
        left = (left + 0x9E3779B9) % WORD
        right = (right + 0xBB67AE85) % WORD
    return a, b, c, d


def normal(u):
    """Return the standard normal quantile."""
    return _NORMAL.inv_cdf(u)


def lognormal(u, sigma):
    """Return the quantile of a lognormal factor with mean one."""
    return math.exp(sigma * normal(u) - sigma * sigma / 2)


class Luck:
    """The luck of one company."""

    def __init__(self, seed, replication):
        self.key = (seed, replication)
        self.close_calls = []

    def draws(self, decision, who, week=0, generation=0):
        """Return the four uniform draws of an address, each strictly between 0 and 1."""
        counter = (who, week % WORD, int(decision), generation)
        return tuple((word // 512 + 0.5) / 2**23 for word in philox(counter, self.key))

    def less(self, x, limit):
        """Say whether ``x`` is less than the limit."""
        if x != limit and abs(x - limit) <= TOO_CLOSE * max(abs(limit), 0.01):
            self.close_calls.append((x, limit))
        return x < limit

    def floor(self, x):
        """Return the largest whole number up to ``x``."""
        self.less(x, round(x))
        return math.floor(x)

    def nearest(self, x):
        """Return the nearest whole number; halves go up."""
        return self.floor(x + 0.5)

    def poisson(self, u, mean):
        """Return the Poisson quantile: the least k with P(K <= k) >= u."""
        chance = math.exp(-mean)
        total = chance
        k = 0
        while self.less(total, u) and k < MOST_EVENTS:
            k += 1
            chance *= mean / k
            total += chance
        return k
