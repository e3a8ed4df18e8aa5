"""The chain as one picture: a figure or two for each link, week by week."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ripple_sim.app.session.company import Company
from ripple_sim.observe.metrics import BY_NAME, Metric
from ripple_sim.observe.results import QUARTER
from ripple_sim.scenario.levers import DRIVERS

ALL_DRIVERS = Metric(
    "drivers",
    "Mean of the eight drivers",
    "0 to 100",
    "drivers",
    "stock",
    tuple(driver.name for driver in DRIVERS),
    (),
    ("filled",),
    100.0 / len(DRIVERS),
)
LINKS: tuple[tuple[str, Metric, Metric], ...] = (
    ("drivers", ALL_DRIVERS, BY_NAME["trust"]),
    ("managers", BY_NAME["leadership"], BY_NAME["customer_focus"]),
    ("employees", BY_NAME["engagement"], BY_NAME["leavers"]),
    ("service", BY_NAME["service_quality"], BY_NAME["waiting"]),
    ("customers", BY_NAME["customers"], BY_NAME["customer_satisfaction"]),
    ("money", BY_NAME["profit"], BY_NAME["revenue"]),
)

Series = NDArray[np.float64]


@dataclass(frozen=True)
class Link:
    """One link of the chain: two metrics over the quarter up to each week, shape (weeks,)."""

    name: str
    metric: Metric
    values: Series
    other: Metric
    other_values: Series

    @property
    def first(self) -> int:
        """The week with which the first quarter ends, from 1; earlier where few were lived."""
        return min(QUARTER, max(len(self.values) // 2, 1))

    @property
    def changes(self) -> Series:
        """The quarter up to each week less the first, shape (weeks,); NaN until that has ended."""
        changes = self.values - self.values[self.first - 1]
        changes[: self.first] = np.nan
        return np.asarray(changes, dtype=np.float64)


def chain_of(company: Company) -> list[Link]:
    """Return the links of a company that has lived some weeks."""
    return [
        Link(name, metric, by_quarter(company, metric), other, by_quarter(company, other))
        for name, metric, other in LINKS
    ]


def by_quarter(company: Company, metric: Metric) -> Series:
    """Return a metric over the quarter (13 weeks) up to each week, shape (weeks lived,)."""
    books = company.run().recorder
    return np.array([books.company_over(metric, max(0, week - QUARTER), week) for week in range(1, company.week + 1)])
