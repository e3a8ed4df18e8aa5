"""Statistics with known answers."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from ripple_sim.evidence import estimators as est

NAN = float("nan")
Y = np.array([2.0, 4.0, 5.0, 4.0, 5.0])
X = np.array([1.0, 2.0, 3.0, 4.0, 5.0])


def test_correlation_and_slope_of_a_worked_example():
    assert est.correlation(X, Y) == pytest.approx(6 / math.sqrt(10 * 6))
    assert est.slope(X, Y) == pytest.approx(0.6)
    assert est.variance_explained(Y, X) == pytest.approx(0.6)


def test_rows_with_a_missing_value_are_left_out():
    holed = np.array([1.0, NAN, 3.0, 4.0, 5.0])
    kept = [0, 2, 3, 4]
    assert est.correlation(holed, Y) == pytest.approx(np.corrcoef(X[kept], Y[kept])[0, 1])


@pytest.mark.parametrize("x", [[1.0, 1.0, 1.0, 1.0], [1.0, NAN, NAN, 2.0]])
def test_what_cannot_be_worked_out_is_nan(x):
    assert math.isnan(est.correlation(x, [1.0, 2.0, 3.0, 4.0]))


def test_regression_gives_back_what_the_data_were_made_of():
    rows = np.random.default_rng(5).normal(size=(60, 2))
    made = 3 + 2 * rows[:, 0] - 0.5 * rows[:, 1]
    assert est.regression(made, rows[:, 0], rows[:, 1]) == pytest.approx([2, -0.5])


def test_standardised_slope_of_one_predictor_is_the_correlation():
    assert est.regression(Y, X, standardised=True)[0] == pytest.approx(est.correlation(X, Y))


def test_partial_correlation_vanishes_where_the_held_column_is_the_whole_link():
    luck = np.random.default_rng(3)
    cause, a, b = luck.normal(size=(3, 4000))
    first, second = cause + a, cause + b
    assert est.correlation(first, second) > 0.4
    assert abs(est.partial_correlation(first, second, cause)) < 0.05


def test_partial_correlation_by_the_textbook_formula():
    luck = np.random.default_rng(8)
    x, y, z = luck.normal(size=(3, 50))
    xy, xz, yz = est.correlation(x, y), est.correlation(x, z), est.correlation(y, z)
    expected = (xy - xz * yz) / math.sqrt((1 - xz**2) * (1 - yz**2))
    assert est.partial_correlation(x, y, z) == pytest.approx(expected)


def test_quartile_contrast_compares_the_medians_of_the_outer_quarters():
    by = np.arange(8.0)
    of = np.array([10.0, 10.0, 50.0, 60.0, 70.0, 80.0, 12.0, 12.0])
    assert est.quartile_contrast(by, of) == pytest.approx(20)


def test_odds_of_success_of_a_small_table():
    by = np.arange(8.0)
    outcome = np.array([1, 1, 1, 9, 9, 9, 9, 1.0])
    # Above the median of 5: one of the lower four and three of the upper four.
    assert est.odds_of_success(by, outcome) == pytest.approx(3)


def test_icc_of_shrout_and_fleiss_one_way_example():
    # Six targets by four judges, table 2 of Shrout & Fleiss 1979: .17 for one judge, .44 for four.
    ratings = np.array([[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]])
    one, four = est.one_way_icc(ratings.ravel(), np.repeat(np.arange(6), 4))
    assert one == pytest.approx(0.17, abs=0.005)
    assert four == pytest.approx(0.44, abs=0.005)


def test_icc_of_groups_that_share_everything_is_one():
    group = np.repeat([1, 2, 3], [2, 3, 4])
    assert est.one_way_icc(group * 2.0, group) == pytest.approx((1, 1))


def test_within_person_slope_takes_everybodys_own_level_out():
    weeks = np.arange(5.0)[:, None]
    levels = np.array([[0.0, 50.0, -80.0]])
    x = weeks + levels
    y = 2 * weeks - levels  # across people the slope is negative
    y[2, 1] = NAN
    assert est.within_person_slope(x, y) == pytest.approx(2)


def test_cross_lags_tell_who_leads():
    luck = np.random.default_rng(2)
    x, y = luck.normal(size=(2, 20_000))
    y_later = 0.5 * x + 0.5 * y + luck.normal(size=20_000)
    x_later = 0.5 * x + luck.normal(size=20_000)
    forward, backward = est.cross_lags(x, y, x_later, y_later)
    assert forward == pytest.approx(0.5 / math.sqrt(1.5), abs=0.02)
    assert abs(backward) < 0.02


def test_share_and_ratio():
    assert est.share([True, False, True, True], [True, True, False, True]) == pytest.approx(2 / 3)
    assert math.isnan(est.share([], None))
    assert est.ratio(6, 3) == 2
    assert math.isnan(est.ratio(1, 0))


@given(some.floats(0.1, 10), some.floats(-100, 100))
def test_correlation_does_not_depend_on_the_scale(stretch, shift):
    assert est.correlation(X * stretch + shift, Y) == pytest.approx(est.correlation(X, Y))
    assert est.correlation(-X * stretch + shift, Y) == pytest.approx(-est.correlation(X, Y))
