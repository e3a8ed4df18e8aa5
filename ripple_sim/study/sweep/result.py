"""What a study of many points gave, in numbers, with and without each plan."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ripple_sim.scenario.arguments import read
from ripple_sim.scenario.readers import Whole
from ripple_sim.study.core.intervals import half_width, mean_of
from ripple_sim.study.sweep.specification import About
from ripple_sim.study.sweep.store import PlannedWorld
from ripple_sim.study.sweep.workers import Finished, RunId


@dataclass(frozen=True, repr=False)
class SweepNumbers:
    """What a study of many points gave.

    Attributes
    ----------
    about
        What was asked.
    worlds
        What was run at each point under each plan.
    finished
        The runs that are over.
    identity
        A hash of all that can change a number: the same for runs of the same study and model.
    """

    about: About
    worlds: tuple[PlannedWorld, ...] = field(repr=False)
    finished: dict[RunId, Finished] = field(repr=False)
    identity: str = field(default="", repr=False)

    @cached_property
    def values(self) -> NDArray[np.float64]:
        """Outcomes of the plans' worlds, shape (points, plans, replications, outcomes).

        Without plans, those of the company itself, as if it were the one plan. NaN where a run
        failed or isn't finished.
        """
        return self._gathered("scenario")

    @cached_property
    def baselines(self) -> NDArray[np.float64]:
        """Outcomes of what each plan is compared with, shaped as :attr:`values`; NaN without."""
        return self._gathered("baseline")

    @property
    def differences(self) -> NDArray[np.float64]:
        """Outcomes with each plan less those without, under the same luck, shaped as values."""
        return self.values - self.baselines

    @property
    def failures(self) -> list[str]:
        """Why worlds couldn't be made and runs failed, each reason once, the commonest first."""
        counts: dict[str, int] = {}
        for world in self.worlds:
            if world.problem:
                counts[world.problem] = counts.get(world.problem, 0) + self.about.replications
        for one in self.finished.values():
            if one.reason:
                counts[one.reason] = counts.get(one.reason, 0) + 1
        return sorted(counts, key=lambda reason: (-counts[reason], reason))

    @property
    def failed(self) -> int:
        """How many worlds have no outcomes, in points, plans and replications."""
        return int(np.isnan(self.values).all(axis=-1).sum())

    @property
    def without_result(self) -> int:
        """How many worlds failed or aren't finished, or have nothing to be compared with."""
        reps = range(self.about.replications)
        return sum(bool(self._reason(world, rep)) for world in self.worlds for rep in reps)

    def _gathered(self, which: str) -> NDArray[np.float64]:
        about, plans = self.about, self.about.plans or ("",)
        shape = (len(about.points), len(plans), about.replications, len(about.outcomes))
        gathered = np.full(shape, np.nan)
        for world in self.worlds:
            for replication in range(about.replications):
                run = self.finished.get((getattr(world, which), replication))
                if run is not None and not run.reason:
                    gathered[world.point, plans.index(world.plan), replication] = run.values
        return gathered

    def column(self, number: int) -> NDArray[Any]:
        """Return a factor's value at each point; the first factor is number 0."""
        number = read("number", number, Whole(0, len(self.about.factors) - 1))
        return np.array([point[number] for point in self.about.points])

    def _reason(self, world: PlannedWorld, replication: int) -> str:
        """Return why a world has no result, or nothing."""
        if world.problem:
            return world.problem
        for name in (world.scenario, world.baseline):
            run = self.finished.get((name, replication))
            if name and (run is None or run.reason):
                return "not finished" if run is None else run.reason
        return ""


def over_replications(values: NDArray[np.float64]) -> tuple[NDArray[np.float64], ...]:
    """Return means over replications and half their 80 % intervals.

    Parameters
    ----------
    values
        Shape (points, plans, replications, outcomes).

    Returns
    -------
    tuple of arrays
        Shape (points, plans, outcomes); NaN where nothing was measured, or only once.
    """
    by_replication = np.moveaxis(values, 2, 0)
    return mean_of(by_replication)[0], half_width(by_replication, 0.80)
