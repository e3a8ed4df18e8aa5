"""A comparison as tables: outcomes, outcomes by unit, and the ranking of plans."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from ripple_sim.study.compare.figures import LEVELS
from ripple_sim.study.compare.outcomes import BY_NAME, Estimate, estimate
from ripple_sim.study.core.horizon import horizon_in_words

if TYPE_CHECKING:
    import pandas as pd

    from ripple_sim.study.compare.result import ComparedPlans

WITHOUT_ANY = "none"


def outcomes_table(found: ComparedPlans) -> pd.DataFrame:
    """Return a row for every plan and outcome."""
    import pandas as pd

    rows = []
    for plan in found.plans:
        for outcome in found.outcomes(plan).values():
            rows.append({"plan": plan, "title": found.title(plan), **_row(found, outcome)})
    return pd.DataFrame(rows)


def unit_table(found: ComparedPlans) -> pd.DataFrame:
    """Return a row for every plan, business unit and outcome that is known by unit."""
    import pandas as pd

    figures = found.figures
    rows = []
    for number, plan in enumerate(found.plans, 1):
        for place, unit in enumerate(found.units):
            money = figures.profit_by_unit[:, number, place] - figures.profit_by_unit[:, 0, place]
            people = figures.leavers_by_unit[:, 0, place] - figures.leavers_by_unit[:, number, place]
            estimates = [
                estimate(BY_NAME["profit"], np.asarray(0.01 * money, np.float64)),
                estimate(BY_NAME["leavers_avoided"], people),
            ]
            levels = figures.last_by_unit[:, :, :, place]
            for row, metric in enumerate(LEVELS):
                usual = levels[:, 0, row]
                if np.isfinite(usual).any():
                    change = levels[:, number, row] - usual
                    estimates.append(estimate(BY_NAME[metric.name], change, float(np.nanmean(usual))))
            names = {"plan": plan, "title": found.title(plan), "unit": unit}
            rows += [{**names, **_row(found, one)} for one in estimates]
    return pd.DataFrame(rows)


def ranking(found: ComparedPlans) -> pd.DataFrame:
    """Return a row for every plan and for going on without any, the best in expectation first.

    ``probability_best_expected`` is about the expected net present value, as far as the pairs
    tell; ``share_best_single`` about which plan turns out best in a single future. ``cost`` is the
    mean of a plan's cost over the horizon, not discounted.
    """
    import pandas as pd

    rank = found.rank
    frame = pd.DataFrame(
        {
            "plan": [*found.plans, WITHOUT_ANY],
            "title": [*map(found.title, found.plans), WITHOUT_ANY],
            "net_present_value": rank.mean,
            "cost": [*(found.values(plan)["cost"].mean() for plan in found.plans), 0.0],
            "probability_best_expected": rank.best_expected,
            "share_best_single": rank.best_single,
            "regret_expected": rank.regret_expected,
            "regret_single": rank.regret_single,
            "money_in": found.currency,
        }
    )
    order = np.argsort(-rank.mean, kind="stable")
    return frame.iloc[order].reset_index(drop=True)


def _row(found: ComparedPlans, of: Estimate) -> dict[str, Any]:
    outcome = of.outcome
    whole = outcome.window == "horizon"
    return {
        "outcome": outcome.name,
        "label": outcome.label,
        "unit_of_measure": found.unit_of(outcome),
        "window": horizon_in_words(found.weeks) if whole else outcome.window,
        "estimate": outcome.kind,
        "baseline": of.baseline,
        "value": of.value,
        "interval_80_low": of.interval_80[0],
        "interval_80_high": of.interval_80[1],
        "interval_95_low": of.interval_95[0],
        "interval_95_high": of.interval_95[1],
        "single_80_low": of.single_80[0],
        "single_80_high": of.single_80[1],
        "single_95_low": of.single_95[0],
        "single_95_high": of.single_95[1],
    }
