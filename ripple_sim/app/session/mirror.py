"""The mirror: how staff see the service beside how customers meet it, and what was promised."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ripple_sim.model.world import World
from ripple_sim.observe.metrics import BY_NAME
from ripple_sim.observe.recorder import Recorder
from ripple_sim.observe.results import QUARTER
from ripple_sim.scenario.schema import Scenario

Values = NDArray[np.float64]
# Each force with the metric of staff and that of customers.
FORCES = tuple(
    (force, f"staff_{force}", force)
    for force in ("certainty", "control", "status", "belonging", "enjoyment", "fair_treatment")
)
STAFF_VIEW, CUSTOMERS_VIEW = "view_of_service", "customer_satisfaction"


@dataclass(frozen=True)
class Reflection:
    """One thing as staff see or have it, and as customers do, each of 100."""

    name: str
    staff: float
    customers: float

    @property
    def gap(self) -> float:
        """Staff less customers, in points."""
        return self.staff - self.customers


@dataclass(frozen=True)
class Promise:
    """What is said and what is done, each of 100.

    Attributes
    ----------
    promised, expected, met
        What advertising lets customers expect, what they expect, and the service they met.
    announced, lived, delivered
        The values the company says it stands for, those it lives, and what of these arrives with
        customers through the work of all functions.
    """

    promised: float
    expected: float
    met: float
    announced: float
    lived: float
    delivered: float

    @property
    def promise_gap(self) -> float:
        """Promise less service met, in points; below zero where more is met than promised."""
        return self.promised - self.met

    @property
    def unmet(self) -> float:
        """Expectation less service met, in points."""
        return self.expected - self.met

    @property
    def values_gap(self) -> float:
        """Values announced less values delivered, in points."""
        return self.announced - self.delivered


@dataclass(frozen=True)
class Mirror:
    """All reflections over the weeks from ``first`` to ``last`` (the last not counted in).

    Attributes
    ----------
    whole
        Staff's view of service beside customers' satisfaction, in the whole company.
    units
        The same for every business unit.
    forces, forces_by_unit
        The six forces, in the whole company and in each unit.
    promise, promise_by_unit
        What is said and done, in the whole company (units weighed by their customers) and in each.
    """

    first: int
    last: int
    whole: Reflection
    units: tuple[Reflection, ...]
    forces: tuple[Reflection, ...]
    forces_by_unit: tuple[tuple[Reflection, ...], ...]
    promise: Promise
    promise_by_unit: tuple[Promise, ...]


def mirror_of(scenario: Scenario, books: Recorder, world: World) -> Mirror:
    """Return the mirror over the last quarter (13 weeks) that was lived, or what there is of it."""
    last, first = books.weeks, max(0, books.weeks - QUARTER)
    names = scenario.unit_names()

    def by_unit(metric: str) -> Values:
        return books.by_unit_over(BY_NAME[metric], first, last)[: len(names)]

    def whole(metric: str) -> float:
        return books.company_over(BY_NAME[metric], first, last)

    staff, customers = by_unit(STAFF_VIEW), by_unit(CUSTOMERS_VIEW)
    sides = [(force, by_unit(own), by_unit(other)) for force, own, other in FORCES]
    promises = _promises(world, by_unit("expectation"), by_unit("service_quality"))
    return Mirror(
        first,
        last,
        Reflection("", whole(STAFF_VIEW), whole(CUSTOMERS_VIEW)),
        tuple(Reflection(name, float(s), float(c)) for name, s, c in zip(names, staff, customers, strict=True)),
        tuple(Reflection(force, whole(own), whole(other)) for force, own, other in FORCES),
        tuple(
            tuple(Reflection(force, float(s[unit]), float(c[unit])) for force, s, c in sides)
            for unit in range(len(names))
        ),
        _together(promises, by_unit("customers"), whole("expectation"), whole("service_quality")),
        promises,
    )


def _promises(world: World, expected: Values, met: Values) -> tuple[Promise, ...]:
    levers, units = world.unit_levers, world.units
    return tuple(
        Promise(
            100 * float(levers["promise"][unit]),
            float(expected[unit]),
            float(met[unit]),
            100 * float(levers["announced_values"][unit]),
            100 * float(levers["lived_values"][unit]),
            100 * float(units["delivered_values"][unit]),
        )
        for unit in range(len(expected))
    )


def _together(promises: tuple[Promise, ...], customers: Values, expected: float, met: float) -> Promise:
    def mean(name: str) -> float:
        values = [getattr(promise, name) for promise in promises]
        return float(np.average(values, weights=customers)) if customers.sum() > 0 else math.nan

    return Promise(mean("promised"), expected, met, mean("announced"), mean("lived"), mean("delivered"))


def largest(reflections: tuple[Reflection, ...]) -> Reflection | None:
    """Return the reflection whose sides lie farthest apart; None where no side is known."""
    known = [one for one in reflections if math.isfinite(one.gap)]
    return max(known, key=lambda one: abs(one.gap), default=None)
