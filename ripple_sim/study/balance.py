"""A company at rest: the offsets that make its stated yearly rates come true, and how far it drifts.

A scenario states turnover, churn and winning; the rules make them depend on how people feel. Three
offsets close the gap, so that the company at rest shows the rates it states, and later changes are
measured against that.
"""

from __future__ import annotations

import math
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

import numpy as np

from ripple_sim.model.engine import Engine
from ripple_sim.model.world import World
from ripple_sim.observe.metrics import Metric
from ripple_sim.observe.recorder import Recorder, chain_metrics
from ripple_sim.scenario.problems import RippleError
from ripple_sim.scenario.schema import WEEKS_PER_YEAR, Scenario

ROUNDS = 5
YEARS = 3
ENOUGH_HEADS = 600
OFFSETS = {
    "turnover": "behaviour.employees.quit_offset",
    "churn": "behaviour.customers.lapse_offset",
    "winning": "behaviour.customers.join_offset",
}


@dataclass(frozen=True)
class Balance:
    """A balanced scenario, and the yearly rates it shows beside those it states."""

    scenario: Scenario
    stated: dict[str, float]
    shown: dict[str, float]


def balance(
    scenario: Scenario, progress: Callable[[int, int], None] | None = None, seeds: int | None = None
) -> Balance:
    """Find the offsets by repeated runs of ``seeds`` worlds without interventions.

    Without ``seeds``, small companies get more worlds, so that luck doesn't decide.

    ``progress(done, all)`` is called after each world. Raises :class:`RippleError` where a rate
    can't be reached because nobody leaves, lapses or joins at all.
    """
    undisturbed = scenario.model_copy(update={"interventions": (), "shocks": ()})
    if seeds is None:
        seeds = min(max(-(-ENOUGH_HEADS // scenario.heads()), 1), 60)
    stated = {
        "turnover": scenario.company.staffing.turnover_per_year,
        "churn": scenario.market.churn_per_year,
        "winning": scenario.market.winning_per_year,
    }
    behaviour = scenario.behaviour
    offsets = {
        "turnover": behaviour.employees.quit_offset,
        "churn": behaviour.customers.lapse_offset,
        "winning": behaviour.customers.join_offset,
    }
    shown: dict[str, float] = {}
    for round_ in range(ROUNDS):
        undisturbed = undisturbed.with_values({OFFSETS[name]: round(offsets[name], 3) for name in offsets})
        worlds = []
        for seed in range(seeds):
            worlds.append(rates_at_rest(undisturbed, seed))
            if progress is not None:
                progress(round_ * seeds + seed + 1, ROUNDS * seeds)
        shown = {name: float(np.mean([world[name] for world in worlds])) for name in stated}
        if round_ < ROUNDS - 1:
            for name, rate in stated.items():
                if rate > 0:
                    offsets[name] += _step(name, rate, shown[name])
    result = {OFFSETS[name]: round(offsets[name], 3) for name in offsets}
    return Balance(scenario.with_values(result), stated, shown)


def _step(name: str, stated: float, shown: float) -> float:
    if shown <= 0:
        raise RippleError(f"the stated {name} of {stated:g} a year can't be reached: none was seen")
    return max(-1.0, min(1.0, math.log(stated / shown)))


def rates_at_rest(scenario: Scenario, seed: int) -> dict[str, float]:
    """Return turnover, churn and winning per year over three years of a settled company."""
    company = Engine(scenario, seed)
    leavers = heads = lost = customers = won = outside = 0.0
    for _ in range(YEARS * WEEKS_PER_YEAR):
        company.step()
        week = company.world.ledger
        leavers += float(week["leavers"].sum())
        heads += float(week["filled"].sum())
        lost += float(week["left_customers"].sum())
        customers += float(week["customers"].sum())
        won += float(week["joined"].sum())
        outside += float((week["members"] - week["customers"]).sum())
    return {
        "turnover": WEEKS_PER_YEAR * leavers / max(heads, 1.0),
        "churn": WEEKS_PER_YEAR * lost / max(customers, 1.0),
        "winning": WEEKS_PER_YEAR * won / max(outside, 1.0),
    }


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
    result = {}
    for number, metric in enumerate(metrics):
        changes, bases = lived[:, number].T
        error = changes.std(ddof=1) / np.sqrt(worlds)
        result[metric.name] = Drift(changes.mean() / bases.mean(), error / bases.mean())
    return result


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
