"""A study's runs: right, paired, the same bits everywhere, and failures are rows."""

import os
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

import ripple_sim as rs
from ripple_sim.observe.metrics import BY_NAME
from ripple_sim.scenario.problems import RippleError
from ripple_sim.study.sweep import workers as places
from ripple_sim.study.sweep.answer import Sweep
from ripple_sim.study.sweep.factors import Factor
from ripple_sim.study.sweep.outcomes import SweepOutcome
from ripple_sim.study.sweep.specification import Specification, read_specification
from ripple_sim.study.sweep.store import Store
from ripple_sim.study.sweep.sweep import do_all, runs_together, sweep
from ripple_sim.study.sweep.workers import Batch, Processes, RunWorkers, workers

RECURRING = Factor("market.churn_per_year", "Churn", "share", "uncertainty", 0.05, 0.4)


def study(points=((0.1,), (0.3,)), factors=(RECURRING,), **more):
    outcomes = (SweepOutcome("profit", "profit", 1, 4), SweepOutcome("sum", "profit", 2, 4, total=True))
    return Specification(
        **{
            "name": "small",
            "base": rs.load("bakery"),
            "plans": {},
            "factors": factors,
            "points": points,
            "outcomes": outcomes,
            "weeks": 4,
            "replications": 2,
            "seed": 1,
            **more,
        }
    )


@pytest.fixture(scope="module")
def found():
    return sweep(study(), workers=1)


def test_a_point_is_what_a_run_with_its_values_gives(found):
    alone = rs.run("bakery", 1, weeks=4, set={"market.churn_per_year": 0.3}, replication=1)
    profit = alone.recorder.company(BY_NAME["profit"])
    assert found.values[1, 0, 1, 0] == pytest.approx(profit.mean(), rel=1e-12)
    assert found.values[1, 0, 1, 1] == pytest.approx(profit[1:].sum(), rel=1e-12)


def test_a_plan_is_compared_under_the_same_luck(spec):
    read = read_specification(spec(('"sobol"', '"grid"'), ("size = 4", "size = 2")))
    found = sweep(read)
    assert found.values.shape == (4, 1, 2, 2)
    # The grid's points 1 and 3 differ only in the plan, so their baseline is one and the same.
    np.testing.assert_array_equal(found.baselines[0], found.baselines[2])
    assert not np.array_equal(found.values[0], found.values[2])
    alone = rs.run(read.base, 3, weeks=6, set={"market.churn_per_year": 0.4}, replication=1)
    profit = alone.recorder.company_over(BY_NAME["profit"], 0, 6)
    assert found.baselines[1, 0, 1, 0] == profit


def test_a_point_that_makes_no_company_is_a_row_with_its_reason():
    units = Factor("company.structure.units", "Units", "units", "lever", 1, 3, whole=True)
    found = sweep(study(((1.0,), (2.0,)), (units,)))
    runs = found.runs()
    assert np.isfinite(found.values[0]).all()
    assert np.isnan(found.values[1]).all()
    assert list(runs["reason"] != "") == [False, False, True, True]
    assert "unit_names has 1 names for 2 units" in runs["reason"].iloc[-1]
    assert "2 worlds failed or are missing" in found.say()


def test_a_run_that_fails_is_a_row_and_the_others_go_on(monkeypatch, found):
    def figures(scenario, seed, replication, *rest):
        if replication == 1 and scenario.market.churn_per_year == 0.3:
            raise FloatingPointError("a number\nran away")
        return true_figures(scenario, seed, replication, *rest)

    true_figures = places._figures
    monkeypatch.setattr(places, "_figures", figures)
    failing = sweep(study(), workers=2)
    assert failing.failures == ["FloatingPointError: a number ran away"]
    assert failing.failed == 1
    assert np.isnan(failing.values[1, 0, 1]).all()
    there = np.isfinite(failing.values)
    np.testing.assert_array_equal(failing.values[there], found.values[there])


@pytest.mark.parametrize(
    "make",
    [
        lambda: {"workers": 2},
        lambda: {"executor": "processes", "workers": 2},
        lambda: {"executor": ThreadPoolExecutor(2)},
        lambda: {"executor": ProcessPoolExecutor(1, mp_context=spawn())},
    ],
    ids=["threads", "processes", "own threads", "own processes"],
)
def test_the_numbers_do_not_depend_on_who_runs_them(found, make):
    how = make()
    again = sweep(study(), **how)
    np.testing.assert_array_equal(again.values, found.values)
    if not isinstance(how.get("executor", ""), str):
        how["executor"].shutdown()


def spawn():
    from multiprocessing import get_context

    return get_context("spawn")


def deadly(batch: Batch):
    if any(replication == 1 for _, replication in batch.runs):
        os._exit(1)
    return places.do_batch(batch)


class Deadly(Processes):
    """Processes that die of the second replication."""

    def submit(self, batch):
        return self._executor.submit(deadly, batch)


def test_a_process_that_dies_costs_its_own_run_only():
    batch = batch_of([("a", 0), ("a", 1), ("a", 2)])
    store, heard = Store(), []
    pool = Deadly(1)
    do_all(iter([batch]), pool, store, heard.append)
    pool.close()
    assert sum(heard) == 3
    assert [one.reason for one in store.finished.values()] == ["", "the process that ran it died", ""]


def batch_of(runs, **more):
    from ripple_sim.compiled import source_hash

    scenario = rs.load("bakery").model_copy(update={"weeks": 2}).model_dump()
    outcomes = (SweepOutcome("profit", "profit", 1, 2),)
    whole = Batch({"a": scenario}, tuple(runs), outcomes, 0, source_hash())
    return replace(whole, **more)


def test_an_executor_that_broke_is_one_sentence():
    pool = ProcessPoolExecutor(1, mp_context=spawn())
    broken = RunWorkers(pool, lambda: 1)
    broken.submit = lambda batch: pool.submit(deadly, batch)
    with pytest.raises(RippleError, match="the executor broke"):
        do_all(iter([batch_of([("a", 1)])]), broken, Store(), lambda more: None)
    pool.shutdown()


def test_a_worker_with_another_model_gives_reasons_and_no_numbers():
    done = places.do_batch(batch_of([("a", 0)], model="another"))
    assert [one.values for one in done] == [()]
    assert "another version" in done[0].reason


def test_an_unknown_place_to_run_is_refused():
    with (
        pytest.raises(RippleError, match="name threads, processes or an executor"),
        workers(1, "thread"),  # type: ignore[arg-type]
    ):
        pass


def test_tables_carry_units_and_labels(spec):
    found = sweep(read_specification(spec()))
    table = found.table()
    assert "Profit, weeks 1 to 6 (EUR/week): difference, 80 % from" in table
    assert "Coaching" in " ".join(table.columns) or "coaching" in " ".join(table.columns)
    assert len(table) == 4
    data = found.data
    assert data["profit_difference"].attrs["units"] == "EUR/week"
    assert data["market.churn_per_year"].attrs["role"] == "uncertainty"
    np.testing.assert_array_equal(data["profit_difference"], data["profit"] - data["profit_without"])
    assert isinstance(found.runs(), pd.DataFrame)
    assert found.figure().axes[0].get_xlabel()
    assert found.say().startswith("8 worlds at 4 points. Coach moves Profit")


def test_batches_are_small_for_large_companies():
    bakery, retail = rs.load("bakery"), rs.load("retail-branches")
    large = retail.with_values({"market.members": 1_000_000})
    together = [runs_together(one, 156, 1000, 2) for one in (bakery, retail, large)]
    assert together[0] > together[1] > together[2] == 1
    assert runs_together(bakery, 156, 8, 2) == 1


def test_a_sweep_is_saved_and_loaded_to_the_bit(found, tmp_path):
    written = found.save(tmp_path / "kept")
    assert {"study.json", "runs.parquet"} <= {path.name for path in written}
    loaded = Sweep.load(tmp_path / "kept")
    assert loaded == found
    assert loaded.say() == found.say()
    np.testing.assert_array_equal(loaded.values, found.values)
    np.testing.assert_array_equal(loaded.baselines, found.baselines)
    # What was kept is a study's folder like any other, and goes on like one.
    assert sweep(study(), tmp_path / "kept", resume=True) == found


def test_a_sweep_replaces_nothing(found, tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(RippleError, match="is not empty"):
        found.save(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
    found.save(tmp_path / "kept")
    with pytest.raises(RippleError, match="finished"):
        found.save(tmp_path / "kept")
