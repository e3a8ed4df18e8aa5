"""Estimators give the numbers of statistics packages, which are slower on a company's rows."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import f_oneway

from ripple_sim.evidence.estimators import cross_lags, one_way_icc, partial_correlation, regression, variance_explained

sm = pytest.importorskip("statsmodels.api")
SAME = {"rel": 1e-9, "abs": 1e-12}


def columns(seed: int, rows: int, count: int) -> np.ndarray:
    draws = np.random.default_rng(seed)
    shared = draws.normal(size=rows)
    return draws.normal(size=(count, rows)) + draws.uniform(-1, 1, (count, 1)) * shared


def fitted(y, *predictors):
    return sm.OLS(y, sm.add_constant(np.column_stack(predictors))).fit()


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 2**32 - 1), rows=st.integers(12, 300))
def test_least_squares_are_those_of_statsmodels(seed, rows):
    y, x, z = columns(seed, rows, 3)
    model = fitted(y, x, z)
    assert regression(y, x, z) == pytest.approx(model.params[1:], **SAME)
    assert variance_explained(y, x, z) == pytest.approx(model.rsquared, **SAME)
    rest = [fitted(one, z).resid for one in (y, x)]
    assert partial_correlation(y, x, z) == pytest.approx(np.corrcoef(*rest)[0, 1], **SAME)


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 2**32 - 1), rows=st.integers(12, 300))
def test_cross_lagged_paths_are_those_of_statsmodels(seed, rows):
    four = columns(seed, rows, 4)
    x, y, x_later, y_later = ((one - one.mean()) / one.std() for one in four)
    paths = fitted(y_later, x, y).params[1], fitted(x_later, y, x).params[1]
    assert cross_lags(*four) == pytest.approx(paths, **SAME)


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 2**32 - 1), sizes=st.lists(st.integers(1, 30), min_size=2, max_size=12))
def test_icc_is_that_of_scipys_analysis_of_variance(seed, sizes):
    sizes = [*sizes, 5]
    draws = np.random.default_rng(seed)
    teams = [draws.normal(draws.normal(), 1, size) for size in sizes]
    ratio = f_oneway(*teams).statistic
    rows = sum(sizes)
    mean_size = (rows - sum(size**2 for size in sizes) / rows) / (len(sizes) - 1)
    group = np.repeat(np.arange(len(sizes)), sizes)
    expected = (ratio - 1) / (ratio + mean_size - 1), 1 - 1 / ratio
    assert one_way_icc(np.concatenate(teams), group) == pytest.approx(expected, **SAME)
