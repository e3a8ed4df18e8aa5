"""How far a company that is left alone drifts: each headline figure, two years later.

The company as settled and the same company older each live one year under the same luck, which
neither has met before. So the difference is what the years between have changed, and most of the
luck of demand, absences and meetings drops out of it.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

import numpy as np

from ripple_sim.model.engine import Engine
from ripple_sim.model.world import World
from ripple_sim.observe.metrics import Metric
from ripple_sim.observe.recorder import Recorder, chain_metrics
from ripple_sim.scenario.schema import WEEKS_PER_YEAR, Scenario

YEARS_BETWEEN = 2
_WEEK_OF_FRESH_LUCK = 100 * WEEKS_PER_YEAR


@dataclass(frozen=True)
class Drift:
    """A figure's mean change between two years of a company left alone, and its standard error.

    Both are shares of what the figure is measured against.
    """

    share: float
    error: float


def drifts(scenario: Scenario, worlds: int, first_seed: int = 0, years: int = YEARS_BETWEEN) -> dict[str, Drift]:
    """Return each headline figure's drift over worlds with seeds from ``first_seed`` on."""
    undisturbed = scenario.model_copy(update={"interventions": (), "shocks": ()})
    metrics = chain_metrics()
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        seeds = range(first_seed, first_seed + worlds)
        lived = np.array(list(pool.map(partial(_changes, undisturbed, years), seeds)))
    found = {}
    for number, metric in enumerate(metrics):
        changes, bases = lived[:, number].T
        error = changes.std(ddof=1) / np.sqrt(worlds)
        found[metric.name] = Drift(changes.mean() / bases.mean(), error / bases.mean())
    return found


def _changes(scenario: Scenario, years: int, seed: int) -> list[tuple[float, float]]:
    """Return each headline figure's change in one world, and what it is measured against."""
    company = Engine(scenario, seed, threads=1)
    settled = company.world.copy()
    for _ in range(years * WEEKS_PER_YEAR):
        company.step()
    older = company.world.copy()
    first, last = _year_of(company, settled), _year_of(company, older)
    return [
        (float(np.nanmean(last.company(metric)) - np.nanmean(first.company(metric))), _measured_against(first, metric))
        for metric in chain_metrics()
    ]


def _year_of(company: Engine, world: World) -> Recorder:
    """Record a year of this company under the luck that is the same for every age."""
    world.week = _WEEK_OF_FRESH_LUCK
    company.restore(world)
    recorder = Recorder(WEEKS_PER_YEAR, len(company.world.units))
    for _ in range(WEEKS_PER_YEAR):
        company.step()
        recorder.keep(company.world.ledger)
    return recorder


def _measured_against(recorder: Recorder, metric: Metric) -> float:
    """Return the size of a figure that its drift is a share of.

    Points run from -100 to 100, good words may outweigh bad ones by little, and profit is what a
    large revenue leaves; so these are measured against the whole.
    """
    year = recorder.ledgers
    if metric.unit == "points":
        return 100.0
    if metric.name == "profit":
        return float(year["revenue"].sum() / 100 / WEEKS_PER_YEAR)
    if metric.name == "word_of_mouth":
        return float(metric.scale * year["spoken"].sum() / year["customers"].sum())
    return abs(float(np.nanmean(recorder.company(metric))))
