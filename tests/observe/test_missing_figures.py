"""A figure is missing exactly where nothing stands below the line, and says where that is."""

import numpy as np
import pytest
from guarantees.test_ranges import ordinary, scenarios
from guarantees.worlds import small
from hypothesis import given, settings

from ripple_sim.model.records import LEDGER
from ripple_sim.observe.metrics import BY_NAME, METRICS
from ripple_sim.observe.recorder import worked_out
from ripple_sim.study.run import run as simulate


def test_a_unit_with_customers_and_nobody_employed_has_no_return():
    books = np.zeros((1, 1), LEDGER)
    books["customers"], books["seats"] = 3, 1
    rocxi = BY_NAME["rocxi"]
    assert np.isnan(worked_out(rocxi, books, over_units=False)).all()
    assert "nothing is spent" in rocxi.missing_where
    assert worked_out(BY_NAME["customers"], books, over_units=False) == 3


@pytest.mark.parametrize("metric", METRICS, ids=lambda metric: metric.name)
def test_every_ratio_says_where_it_is_missing(metric):
    assert bool(metric.missing_where) == bool(metric.per)


@settings(ordinary, max_examples=10)
@given(scenarios())
def test_nothing_else_is_missing_however_extreme_the_company(scenario):
    run = simulate(scenario.with_values({"weeks": 12}), seed=1, threads=1)
    books = run.recorder.ledgers[:, : len(run.units)]
    for metric in METRICS:
        values = run.arrays[f"{metric.name}_by_unit"]
        below = np.zeros(values.shape)
        for name in metric.per:
            below += books[name]
        missing = (below == 0) if metric.per else np.zeros(values.shape, dtype=bool)
        assert (np.isnan(values) == missing).all(), metric.name
        assert np.isfinite(values[~missing]).all(), metric.name


def test_the_data_tell_it():
    data = simulate(small(), seed=1, weeks=2, threads=1).data
    assert "nothing is spent" in data["rocxi_by_unit"].attrs["missing_where"]
    assert "missing_where" not in data["profit"].attrs
