"""Draws depend on their address only, are uniform and unrelated, and turn into what is asked."""

import hashlib
import itertools
import math
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import special, stats

from ripple_sim.compiled import loop
from ripple_sim.model.randomness import (
    LANES,
    Decision,
    draw4,
    draws_of_span,
    lognormal_factor,
    normal,
    normals,
    philox4x32,
    poisson,
    uniforms,
)

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden" / "decisions.txt"
ALL_ONES = 0xFFFFFFFF
SMALLEST = 2.0**-24

# The first example of a test compiles, which takes longer than Hypothesis allows by default.
unhurried = settings(deadline=None)

words = st.integers(0, ALL_ONES)
draws = st.integers(0, 2**23 - 1).map(lambda i: float(np.float32((i + 0.5) * 2.0**-23)))
means = st.floats(0, 60, width=32)


@loop
def quantiles(u, mean, sigma, normals, factors, counts):
    for i in range(u.size):
        normals[i] = normal(u[i])
        factors[i] = lognormal_factor(u[i], sigma)
        counts[i] = poisson(u[i], mean)


def transform(u, mean=1.0, sigma=0.5):
    out = np.empty(u.size, np.float32), np.empty(u.size, np.float32), np.empty(u.size, np.int32)
    quantiles(u, np.float32(mean), np.float32(sigma), *out)
    return out


@loop
def span(key0, key1, decision, start, end, week):
    return draws_of_span(key0, key1, decision, start, end, week)


@unhurried
@given(
    words, words, st.sampled_from(list(Decision)), st.integers(0, 10**6), st.integers(0, 40), st.integers(-300, 5000)
)
def test_draws_of_a_span_are_those_of_its_addresses(seed, replication, decision, start, rows, week):
    one, two = span(seed, replication, int(decision), start, start + rows, week)
    alone = uniforms(seed, replication, decision, np.arange(start, start + rows), week)
    np.testing.assert_array_equal(one, alone[:, 0])
    np.testing.assert_array_equal(two, alone[:, 1])


@pytest.fixture(scope="module")
def every_draw():
    return ((np.arange(2**23) + 0.5) * 2.0**-23).astype(np.float32)


# The generator


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ((0,) * 6, "6627e8d5 e169c58d bc57ac4c 9b00dbd8"),
        ((ALL_ONES,) * 6, "408f276d 41c83b0e a20bc7c6 6d5451fd"),
        (
            (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344, 0xA4093822, 0x299F31D0),
            "d16cfe09 94fdcceb 5001e420 24126ea1",
        ),
    ],
)
def test_philox_gives_the_published_answers(address, expected):
    assert " ".join(f"{word:08x}" for word in philox4x32(*address)) == expected


def plain_philox(counter, key):
    """Write the paper's definition once more, with Python's unbounded integers."""
    c, k = list(counter), list(key)
    for number in range(10):
        if number:
            k = [(k[0] + 0x9E3779B9) % 2**32, (k[1] + 0xBB67AE85) % 2**32]
        high0, low0 = divmod(0xD2511F53 * c[0], 2**32)
        high1, low1 = divmod(0xCD9E8D57 * c[2], 2**32)
        c = [high1 ^ c[1] ^ k[0], low1, high0 ^ c[3] ^ k[1], low0]
    return tuple(c)


@unhurried
@given(st.tuples(words, words, words, words), st.tuples(words, words))
def test_philox_follows_its_definition(counter, key):
    assert philox4x32(*counter, *key) == plain_philox(counter, key)


@unhurried
@given(
    key=st.tuples(words, words),
    decision=st.sampled_from(Decision),
    who=words,
    week=st.integers(-(2**31), 2**31 - 1),
    generation=words,
)
def test_address_is_laid_out_as_documented(key, decision, who, week, generation):
    block = plain_philox((who, week % 2**32, decision, generation), key)
    expected = tuple(((word >> 9) + 0.5) * 2.0**-23 for word in block)
    assert draw4(*key, decision, who, week, generation) == expected


@unhurried
@given(words, words, st.integers(-500, 5000))
def test_draws_are_open_and_exact_in_single_precision(seed, who, week):
    row = draw4(seed, 0, Decision.MOOD, who, week, 0)
    assert all(SMALLEST <= u <= 1 - SMALLEST and np.float32(u) == u for u in row)


def test_end_points_of_the_grid_are_inside_the_open_interval(every_draw):
    assert every_draw.min() == np.float32(SMALLEST) > 0
    assert every_draw.max() == np.float32(1) - np.float32(SMALLEST) < 1
    assert np.unique(every_draw).size == every_draw.size


@loop
def draw_in_loop(seed, replication, who, week, generation, out):
    for i in range(who.size):
        a, b, c, d = draw4(seed, replication, Decision.ENCOUNTER, who[i], week, generation[i])
        out[i, 0] = a
        out[i, 1] = b
        out[i, 2] = c
        out[i, 3] = d


@pytest.mark.parametrize("kind", [np.int32, np.uint32, np.int64])
def test_loops_and_python_and_arrays_agree_to_the_bit(kind):
    who = np.arange(500).astype(kind)
    out = np.empty((500, 4), np.float32)
    draw_in_loop(7, 3, who, np.int32(-12), np.full(500, 2, np.int16), out)
    one_by_one = [draw4(7, 3, Decision.ENCOUNTER, int(i), -12, 2) for i in who]
    np.testing.assert_array_equal(out, np.array(one_by_one, np.float32))
    np.testing.assert_array_equal(out, uniforms(7, 3, Decision.ENCOUNTER, who, -12, 2))


def test_uniforms_shape_and_kind():
    assert uniforms(1, 2, Decision.MEMBER, np.arange(5), 0).shape == (5, 4)
    assert uniforms(1, 2, Decision.MEMBER, [], 0).shape == (0, 4)
    assert uniforms(1, 2, Decision.MEMBER, [3, 1], 0).dtype == np.float32
    np.testing.assert_array_equal(
        uniforms(1, 2, Decision.MEMBER, [3, 1], 0), uniforms(1, 2, Decision.MEMBER, [1, 3], 0)[::-1]
    )


def test_a_generation_for_each_person_is_the_address_of_that_person():
    rows = uniforms(5, 2, Decision.STAFF_SURVEY, [4, 4, 9], -3, [0, 1, 7])
    one_by_one = [draw4(5, 2, Decision.STAFF_SURVEY, w, -3, g) for w, g in ((4, 0), (4, 1), (9, 7))]
    np.testing.assert_array_equal(rows, np.array(one_by_one, np.float32))


@pytest.mark.parametrize("shape", [(0,), (30,), (5, 6)])
def test_normals_of_an_array_are_those_of_its_draws(shape):
    draws = uniforms(5, 2, Decision.PERSON, np.arange(30), 0)[:, 1][: math.prod(shape)]
    expected = np.array([normal(u) for u in draws], np.float32).reshape(shape)
    np.testing.assert_array_equal(normals(draws.reshape(shape)), expected)


# Uniform and unrelated; the seed is fixed, so these cannot fail by chance.


def test_every_lane_is_uniform():
    rows = uniforms(20, 1, Decision.ENCOUNTER, np.arange(200_000), 10)
    for lane in rows.T:
        counts, _ = np.histogram(lane, bins=256, range=(0, 1))
        assert stats.chisquare(counts).pvalue > 1e-3


def test_pairs_of_neighbours_fill_the_square_evenly():
    people = np.arange(200_000)
    here = uniforms(20, 1, Decision.ENCOUNTER, people, 10)[:, 0]
    others = {
        "lane": uniforms(20, 1, Decision.ENCOUNTER, people, 10)[:, 1],
        "who": uniforms(20, 1, Decision.ENCOUNTER, people + 1, 10)[:, 0],
        "week": uniforms(20, 1, Decision.ENCOUNTER, people, 11)[:, 0],
        "decision": uniforms(20, 1, Decision.WORD, people, 10)[:, 0],
        "generation": uniforms(20, 1, Decision.ENCOUNTER, people, 10, 1)[:, 0],
        "replication": uniforms(20, 2, Decision.ENCOUNTER, people, 10)[:, 0],
        "seed": uniforms(21, 1, Decision.ENCOUNTER, people, 10)[:, 0],
    }
    for name, there in others.items():
        counts, _, _ = np.histogram2d(here, there, bins=16, range=((0, 1), (0, 1)))
        assert stats.chisquare(counts.ravel()).pvalue > 1e-3, name
        assert abs(np.corrcoef(here, there)[0, 1]) < 4 / math.sqrt(people.size), name


def test_no_two_addresses_share_a_block():
    people = np.arange(300)
    blocks = [
        uniforms(seed, replication, decision, people, week, generation)
        for seed, replication, decision, week, generation in itertools.product(
            (0, 1), (0, 1), (Decision.SEAT, Decision.MOOD), (-1, 0, 1), (0, 1)
        )
    ]
    everything = np.concatenate(blocks)
    assert np.unique(everything, axis=0).shape == everything.shape


# Inverse distribution functions


def test_normal_is_accurate_symmetric_and_rising_over_all_draws(every_draw):
    z, _, _ = transform(every_draw)
    exact = special.ndtri(every_draw.astype(np.float64))
    np.testing.assert_allclose(z, exact, rtol=0, atol=2e-6)
    np.testing.assert_array_equal(z, -z[::-1])
    assert (np.diff(z) >= 0).all()
    assert z.astype(np.float64).std() == pytest.approx(1, abs=1e-6)


def test_normal_holds_at_the_seam_of_its_branches():
    seam = np.float32(0.925)
    around = np.array([np.nextafter(seam, np.float32(0)), seam, np.nextafter(seam, np.float32(1))])
    z, _, _ = transform(around)
    assert (np.diff(z) >= 0).all()
    np.testing.assert_allclose(z, special.ndtri(around.astype(np.float64)), atol=2e-6)


@pytest.mark.parametrize("sigma", [0.0, 0.1, 0.5, 1.0])
def test_lognormal_factor_has_mean_one(every_draw, sigma):
    _, factors, _ = transform(every_draw, sigma=sigma)
    assert (factors > 0).all()
    assert factors.mean(dtype=np.float64) == pytest.approx(1, abs=1e-5)
    assert np.log(factors.astype(np.float64)).std() == pytest.approx(sigma, abs=1e-4)


@pytest.mark.parametrize("mean", [0.0, 0.01, 0.7, 3.0, 20.0, 60.0, 200.0, 700.0])
def test_poisson_is_the_exact_quantile_of_every_draw(every_draw, mean):
    u = np.concatenate([every_draw[:100], every_draw[::64], every_draw[-100:]])
    _, _, counts = transform(u, mean=mean)
    exact = stats.poisson.ppf(u.astype(np.float64), float(np.float32(mean)))
    np.testing.assert_array_equal(counts, exact)


@pytest.mark.parametrize("mean", [0.3, 4.0, 60.0])
def test_poisson_moments(mean):
    u = uniforms(5, 0, Decision.ARRIVE, np.arange(400_000), 3)[:, 0]
    _, _, counts = transform(u, mean=mean)
    assert counts.mean() == pytest.approx(mean, abs=4 * math.sqrt(mean / u.size))
    assert counts.var() == pytest.approx(mean, rel=0.02)


@unhurried
@given(draws, draws, means)
def test_poisson_never_falls_with_the_draw(u, v, mean):
    assert poisson(min(u, v), mean) <= poisson(max(u, v), mean)


@given(draws, means, means)
@settings(max_examples=300, deadline=None)
def test_poisson_never_falls_with_the_mean(u, low, high):
    assert poisson(u, min(low, high)) <= poisson(u, max(low, high))


@unhurried
@given(draws, means)
def test_poisson_never_falls_with_the_least_rise_of_the_mean(u, mean):
    assert poisson(u, mean) <= poisson(u, float(np.nextafter(np.float32(mean), np.float32(100))))


def test_poisson_always_ends():
    top = 1 - SMALLEST
    assert poisson(top, 1e9) == poisson(top, 700.0) < 1000
    assert poisson(1.0, 700.0) <= 1000
    assert poisson(0.5, 0.0) == poisson(0.5, -1.0) == poisson(0.5, math.nan) == 0


@loop
def one_of_each(u, mean, sigma):
    return normal(u), lognormal_factor(u, sigma), poisson(u, mean)


@unhurried
@given(draws, means, st.floats(0, 2, width=32))
def test_quantiles_from_python_and_in_a_loop_agree_to_the_bit(u, mean, sigma):
    inside = one_of_each(np.float32(u), np.float32(mean), np.float32(sigma))
    assert inside == (normal(u), lognormal_factor(u, sigma), poisson(u, mean))


PARITY = """
import hashlib, numpy as np
from ripple_sim.model.randomness import Decision, lognormal_factor, normal, poisson, uniforms
digest = hashlib.sha256()
for week in (-3, 0, 40):
    rows = uniforms(9, 4, Decision.PERSON, np.arange(60), week, 2)
    digest.update(rows.tobytes())
    for u in rows.ravel():
        floats = np.array([normal(u), lognormal_factor(u, np.float32(0.4))], np.float32)
        digest.update(floats.tobytes() + bytes([poisson(u, np.float32(5.5))]))
print(digest.hexdigest())
"""


def test_debugging_without_numba_gives_the_same_bits(capsys):
    env = os.environ | {"NUMBA_DISABLE_JIT": "1", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-W", "error", "-c", PARITY]
    plain = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert plain.returncode == 0, plain.stderr
    exec(PARITY, {})
    compiled = capsys.readouterr().out.strip()
    assert plain.stdout.strip() == compiled
    assert len(compiled) == hashlib.sha256().digest_size * 2


# The list of decisions


def test_decisions_are_only_ever_appended():
    current = [f"{d.name}={d.value}:{','.join(LANES[d])}" for d in Decision]
    golden = GOLDEN.read_text().splitlines()
    assert current[: len(golden)] == golden, "a number or lane in use was changed: results change"
    assert current[len(golden) :] == [], f"append these lines to {GOLDEN}"


def test_every_decision_has_lanes_of_its_own():
    assert list(LANES) == list(Decision)
    assert [d.value for d in Decision] == list(range(1, len(Decision) + 1))
    for lanes in LANES.values():
        named = [name for name in lanes if name != "spare"]
        assert len(set(named)) == len(named)
