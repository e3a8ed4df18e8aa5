"""Checks of causes that run backwards and of third variables (R01, R02)."""

from __future__ import annotations

import numpy as np

from ripple_sim.evidence.check import INFINITE, Check, experiment
from ripple_sim.evidence.estimators import correlation, cross_lags
from ripple_sim.evidence.laboratory import CONFOUNDED, PROFIT_FIRST, SIXTY_STORES, Laboratory
from ripple_sim.evidence.twins import all_drivers, twins, weekly
from ripple_sim.model.engine import Engine
from ripple_sim.model.randomness import Decision, normals, uniforms
from ripple_sim.scenario.schema import WEEKS_PER_YEAR

FIRMS, FIRM_YEARS = 35, 8
MARGIN_SWING = 0.06
MARGIN_LASTS = 0.6  # of a year's deviation in the next; assumption near Fama and French 2000


def confounded_correlation(lab: Laboratory) -> float:
    """Return r of engagement and profit over stores that differ in busyness."""
    o = lab.observe("store-chain", 2, {**SIXTY_STORES, **CONFOUNDED})
    return correlation(o.year("engagement"), o.over_units("profit"))


def effect_beside_the_confounder(lab: Laboratory) -> float:
    """Return what engagement does to profit there: the lift in contribution, % of revenue."""
    pair = twins(lab, "store-chain", 2, all_drivers(0.1, start=0), {**SIXTY_STORES, **CONFOUNDED})
    usual, lifted = (weekly(o, "contribution")[52:].sum() for o in pair)
    return float(100 * (lifted - usual) / weekly(pair[0], "revenue")[52:].sum())


def profit_before_attitudes(lab: Laboratory) -> float:
    """Return the path margin to engagement a year later less the path back, over firms and years.

    As many firms and years as in the study, each against its own mean. What goods and money cost a
    firm, which touches nobody's work, swings from year to year and lasts as profitability does.
    """
    margins, attitudes = np.zeros((2, FIRMS, FIRM_YEARS))
    swings = np.array(
        [normals(uniforms(lab.seed, 0, Decision.MARGIN, range(FIRMS), year)[:, 0]) for year in range(FIRM_YEARS)]
    )
    for firm in range(FIRMS):
        scenario = lab.scenario(
            "retail-branches",
            {
                "company.structure.units": 4,
                "market.members": 3000,
                "company.structure.central_staff": 6,
                **PROFIT_FIRST,
            },
        )
        engine = Engine(scenario, lab.seed * FIRMS + firm, threads=1)
        usual = engine.world.prices["goods_share"].copy()
        shift = 0.0
        for year in range(FIRM_YEARS):
            shift = MARGIN_LASTS * shift + MARGIN_SWING * swings[year, firm]
            engine.world.prices["goods_share"] = np.clip(usual + shift, 0, 0.9)
            revenue = profit = heads = engaged = 0.0
            for _ in range(WEEKS_PER_YEAR):
                engine.step()
                books = engine.world.ledger
                revenue += float(books["revenue"].sum())
                profit += float(books["profit"].sum())
                heads += float(books["filled"].sum())
                engaged += float(books["engagement"].sum())
            margins[firm, year], attitudes[firm, year] = profit / revenue, engaged / heads
    margins -= margins.mean(axis=1, keepdims=True)
    attitudes -= attitudes.mean(axis=1, keepdims=True)
    felt_to_profit, profit_to_felt = cross_lags(
        attitudes[:, :-1].ravel(), margins[:, :-1].ravel(), attitudes[:, 1:].ravel(), margins[:, 1:].ravel()
    )
    return profit_to_felt - felt_to_profit


# fmt: off
CHECKS: tuple[Check, ...] = (
    experiment("R01", "correlation", "60 stores that differ in busyness, r of engagement and profit",
        confounded_correlation, (-1, 0, None, "r"), "Busy stores earn more and tire people (meet_demand, perceive)"),
    experiment("R01", "effect", "the same stores, twins with all drivers up, contribution of year two",
        effect_beside_the_confounder, (0, INFINITE, None, "% of revenue"), "The chain works in every one of them"),
    experiment("R02", "profit first", "35 small banks, eight years: path margin to engagement less the path back",
        profit_before_attitudes, (0, INFINITE, None, "path"),
        "Profit funds pay, security, hiring and pride (remember_profit)"),
)
# fmt: on
