"""The short way to tell whether something happens gives the answer of the long way."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from ripple_sim.compiled import loop
from ripple_sim.model.randomness import Decision, uniforms
from ripple_sim.rules.arithmetic import occurs


@loop
def both_ways(draws, rate, exponent, short, long):
    for i in range(len(draws)):
        short[i] = occurs(draws[i], rate, exponent)
        long[i] = draws[i] < rate * np.exp(exponent)


@settings(deadline=None)
@given(st.floats(0, 2, width=32), st.floats(-30, 30, width=32), st.integers(0, 2**32 - 1))
def test_what_occurs_is_what_lies_below_the_chance(rate, exponent, seed):
    drawn = uniforms(seed, 0, Decision.LOYALTY, np.arange(50), 0).ravel()
    chance = np.float32(rate) * np.exp(np.float32(exponent))
    near = np.nextafter(chance, np.float32([0, 2]), dtype=np.float32)
    draws = np.concatenate([drawn, near, [chance]]).astype(np.float32)
    short, long = np.zeros((2, len(draws)), bool)
    both_ways(draws, np.float32(rate), np.float32(exponent), short, long)
    np.testing.assert_array_equal(short, long)
