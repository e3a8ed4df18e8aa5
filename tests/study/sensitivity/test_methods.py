"""The indices of functions whose indices are known."""

import numpy as np
import pytest

from ripple_sim.scenario.problems import RippleError
from ripple_sim.study.sensitivity.methods import analyse, points_in_a_group, sample

A, B = 7.0, 0.1
ISHIGAMI = {"num_vars": 3, "names": ["x1", "x2", "x3"], "bounds": [[-np.pi, np.pi]] * 3}
# Ishigami and Homma 1990, by the formulas of Sobol' and Levitan 1999.
FIRST = {"x1": 0.3139, "x2": 0.4424, "x3": 0.0}
TOTAL = {"x1": 0.5576, "x2": 0.4424, "x3": 0.2437}


def ishigami(points):
    x1, x2, x3 = points.T
    return np.sin(x1) + A * np.sin(x2) ** 2 + B * x3**4 * np.sin(x1)


@pytest.fixture(scope="module")
def found():
    points = sample(ISHIGAMI, "sobol", 1024, 1, pairs=True)
    return analyse(ISHIGAMI, "sobol", points, ishigami(points), 1, pairs=True)


@pytest.mark.parametrize(("index", "known"), [("first", FIRST), ("total", TOTAL)])
def test_sobol_finds_ishigamis_shares_within_its_intervals(found, index, known):
    for name, share in known.items():
        value, half = found.table.loc[name, index], found.table.loc[name, f"{index}_half"]
        assert value == pytest.approx(share, abs=0.04)
        assert abs(value - share) < 2 * half
        assert half < 0.12


def test_sobol_finds_the_pair_that_works_together(found):
    assert found.pair.loc["x1", "x3"] == pytest.approx(TOTAL["x3"], abs=0.08)
    for one, other in (("x1", "x2"), ("x2", "x3")):
        assert abs(found.pair.loc[one, other]) < 2 * found.pair_half.loc[one, other]
    assert np.isnan(found.pair.loc["x1", "x1"])


def test_morris_finds_the_effects_of_a_plane_over_whole_ranges():
    problem = {"num_vars": 3, "names": list("abc"), "bounds": [[0, 10], [5, 7], [0, 1]]}
    points = sample(problem, "morris", 6, 2, pairs=False)
    values = 3 * points[:, 0] - 50 * points[:, 1]
    table = analyse(problem, "morris", points, values, 2, pairs=False).table
    assert table["mu"].to_numpy() == pytest.approx([30, -100, 0])
    assert table["mu_star"].to_numpy() == pytest.approx([30, 100, 0])
    assert table["sigma"].to_numpy() == pytest.approx([0, 0, 0], abs=1e-9)


def test_morris_finds_what_bends_and_works_together_in_ishigami():
    points = sample(ISHIGAMI, "morris", 200, 3, pairs=False)
    table = analyse(ISHIGAMI, "morris", points, ishigami(points), 3, pairs=False).table
    # x1 and x3 work only together where x3's own mean effect is nothing.
    assert abs(table.loc["x3", "mu"]) < 0.3 * table.loc["x3", "mu_star"]
    assert table.loc["x3", "sigma"] > 0.5 * table.loc["x3", "mu_star"]


def test_a_missing_value_costs_its_own_group_only():
    points = sample(ISHIGAMI, "sobol", 256, 1, pairs=False)
    values = ishigami(points)
    values[7] = np.nan
    found = analyse(ISHIGAMI, "sobol", points, values, 1, pairs=False)
    assert found.left_out == 1
    assert found.table.loc["x2", "total"] == pytest.approx(TOTAL["x2"], abs=0.1)
    size = points_in_a_group(3, "sobol", pairs=False)
    values[::size] = np.nan
    with pytest.raises(RippleError, match="too many runs failed"):
        analyse(ISHIGAMI, "sobol", points, values, 1, pairs=False)


def test_what_nothing_moves_is_refused():
    points = sample(ISHIGAMI, "morris", 4, 1, pairs=False)
    with pytest.raises(RippleError, match="nothing that varies moves the outcome"):
        analyse(ISHIGAMI, "morris", points, np.ones(len(points)), 1, pairs=False)
