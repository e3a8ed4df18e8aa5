"""A company left alone stays as it is: no headline figure drifts over three years at rest."""

import numpy as np
import pytest

from ripple_sim.model.engine import Engine
from ripple_sim.observe.recorder import Recorder, chain_metrics
from ripple_sim.scenario.files import load, preset_names
from ripple_sim.scenario.schema import WEEKS_PER_YEAR

YEARS = 3
LIMIT = 0.05
# Drift that luck may explain, in standard errors of the mean over worlds.
LUCK = 2.0
WORLDS = {
    "bakery": 100,
    "call-centre": 8,
    "hotel-group": 10,
    "lending-centre": 12,
    "retail-branches": 20,
    "store-chain": 2,
}


def first_and_last_year(recorder, metric):
    """Return a metric's mean over the first and over the last year."""
    series = recorder.company(metric)
    return np.nanmean(series[:WEEKS_PER_YEAR]), np.nanmean(series[-WEEKS_PER_YEAR:])


def measure(recorder, metric):
    """Return what a figure's drift is measured against in the first year.

    Points run from -100 to 100, good words may outweigh bad ones by little, and profit is what a
    large revenue leaves; so these are measured against the whole.
    """
    year = recorder.ledgers[:WEEKS_PER_YEAR]
    if metric.unit == "points":
        return 100.0
    if metric.name == "profit":
        return year["revenue"].sum() / 100 / WEEKS_PER_YEAR
    if metric.name == "word_of_mouth":
        return metric.scale * year["spoken"].sum() / year["customers"].sum()
    return abs(first_and_last_year(recorder, metric)[0])


def drifts(name, worlds):
    """Return each headline figure's mean drift, as a share, and its standard error."""
    scenario = load(name).model_copy(update={"interventions": (), "shocks": ()})
    metrics = chain_metrics()
    changes = {metric.name: [] for metric in metrics}
    bases = {metric.name: [] for metric in metrics}
    for seed in range(worlds):
        engine = Engine(scenario, seed, threads=1)
        recorder = Recorder(YEARS * WEEKS_PER_YEAR, len(engine.world.units))
        for _ in range(YEARS * WEEKS_PER_YEAR):
            engine.step()
            recorder.keep(engine.world.ledger)
        for metric in metrics:
            first, last = first_and_last_year(recorder, metric)
            changes[metric.name].append(last - first)
            bases[metric.name].append(measure(recorder, metric))
    found = {}
    for metric in metrics:
        change, base = np.array(changes[metric.name]), np.mean(bases[metric.name])
        error = change.std(ddof=1) / np.sqrt(worlds)
        found[metric.name] = change.mean() / base, error / base
    return found


def assert_at_rest(name, worlds):
    found = drifts(name, worlds)
    assert len(found) >= 15
    drifting = {
        metric: f"{drift:+.1%}, give or take {error:.1%}"
        for metric, (drift, error) in found.items()
        if not abs(drift) <= LIMIT + LUCK * error
    }
    assert drifting == {}


def test_branches_left_alone_stay_as_they_are():
    assert_at_rest("retail-branches", 3)


@pytest.mark.slow
@pytest.mark.parametrize("name", preset_names())
def test_every_company_left_alone_stays_as_it_is(name):
    assert_at_rest(name, WORLDS[name])
