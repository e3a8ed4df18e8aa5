"""What a study of many points gave, with and without each plan."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ripple_sim.scenario.accepted import WORDS
from ripple_sim.scenario.arguments import read, takes
from ripple_sim.scenario.readers import Whole
from ripple_sim.study.compare.messages import called
from ripple_sim.study.core.answer import Answer
from ripple_sim.study.core.intervals import half_width, mean_of
from ripple_sim.study.sweep.specification import About
from ripple_sim.study.sweep.store import World
from ripple_sim.study.sweep.workers import Finished, RunId
from ripple_sim.wording import ENGLISH, Wording, sentences, significant

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd
    import xarray as xr
    from matplotlib.figure import Figure


@dataclass(frozen=True, repr=False)
class Sweep(Answer):
    """What a study of many points gave.

    Attributes
    ----------
    about
        What was asked.
    worlds
        What was run at each point under each plan.
    finished
        The runs that are over.
    """

    about: About
    worlds: tuple[World, ...] = field(repr=False)
    finished: dict[RunId, Finished] = field(repr=False)

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

    def runs(self) -> pd.DataFrame:
        """Return one row a point, plan and replication: factors, outcomes, and why it failed.

        ``... without`` is the outcome of the world without the plan, under the same luck.
        """
        import pandas as pd

        about, reps = self.about, self.about.replications
        rows: dict[str, Any] = {
            "point": [w.point + 1 for w in self.worlds for _ in range(reps)],
            "plan": [w.plan for w in self.worlds for _ in range(reps)],
            "replication": [r for _ in self.worlds for r in range(reps)],
        }
        at = [w.point for w in self.worlds for _ in range(reps)]
        for i, factor in enumerate(about.factors):
            rows[factor.path] = self.column(i)[at]
        plans = about.plans or ("",)
        index = ([w.point for w in self.worlds], [plans.index(w.plan) for w in self.worlds])
        for i, outcome in enumerate(about.outcomes):
            unit = outcome.unit(about.currency)
            rows[f"{outcome.name} ({unit})"] = self.values[(*index, slice(None), i)].ravel()
            if about.plans:
                without = self.baselines[(*index, slice(None), i)].ravel()
                rows[f"{outcome.name} without ({unit})"] = without
        rows["reason"] = [self._reason(w, r) for w in self.worlds for r in range(reps)]
        return pd.DataFrame(rows)

    def _reason(self, world: World, replication: int) -> str:
        if world.problem:
            return world.problem
        for name in (world.scenario, world.baseline):
            run = self.finished.get((name, replication))
            if name and (run is None or run.reason):
                return "not finished" if run is None else run.reason
        return ""

    def table(self) -> pd.DataFrame:
        """Return one row a point and plan: factors, means over the replications, differences.

        A difference is that of twins under the same luck, with an 80 % interval for its mean.
        """
        import pandas as pd

        about = self.about
        means, _ = over_replications(self.values)
        differences, halves = over_replications(self.differences)
        measured = np.isfinite(self.values).all(axis=-1).sum(axis=-1)
        rows = []
        for world in self.worlds:
            plan = (about.plans or ("",)).index(world.plan)
            row: dict[str, Any] = {"point": world.point + 1}
            if about.plans:
                row["plan"] = world.plan
            for factor, value in zip(about.factors, about.points[world.point], strict=True):
                row[f"{factor.label} ({factor.unit})" if factor.unit else factor.label] = value
            for i, outcome in enumerate(about.outcomes):
                unit = outcome.unit(about.currency)
                name = f"{outcome.label} ({unit})"
                row[name] = means[world.point, plan, i]
                if about.plans:
                    mean, half = differences[world.point, plan, i], halves[world.point, plan, i]
                    row[f"{name}: difference"] = mean
                    row[f"{name}: difference, 80 % from"] = mean - half
                    row[f"{name}: difference, 80 % to"] = mean + half
            row["replications measured"] = int(measured[world.point, plan])
            rows.append(row)
        return pd.DataFrame(rows)

    @property
    def data(self) -> xr.Dataset:
        """All outcomes by point, plan and replication, with the factors as coordinates."""
        import xarray as xr

        about = self.about
        dimensions = ("point", "plan", "replication")
        variables: dict[str, Any] = {}
        for i, outcome in enumerate(about.outcomes):
            facts = {"long_name": outcome.label, "units": outcome.unit(about.currency)}
            variables[outcome.name] = (dimensions, self.values[..., i], facts)
            if about.plans:
                told = {**facts, "long_name": f"{outcome.label}, without the plan"}
                variables[f"{outcome.name}_without"] = (dimensions, self.baselines[..., i], told)
                told = {**facts, "long_name": f"{outcome.label}, with the plan less without"}
                variables[f"{outcome.name}_difference"] = (dimensions, self.differences[..., i], told)
        coordinates: dict[str, Any] = {
            "point": np.arange(1, len(about.points) + 1),
            "plan": list(about.plans or ("",)),
            "replication": np.arange(about.replications),
        }
        for i, factor in enumerate(about.factors):
            facts = {"long_name": factor.label, "units": factor.unit, "role": factor.role}
            coordinates[factor.path] = ("point", self.column(i), facts)
        facts_of_all = {"title": about.name, "base": about.base, "weeks": about.weeks, "seed": about.seed}
        return xr.Dataset(variables, coordinates, facts_of_all)

    @takes(words=WORDS)
    def say(self, *, words: Wording = ENGLISH) -> str:
        """Return what came of the study: how far its first outcome goes, or is moved by a plan."""
        about = self.about
        counted = words.count(
            "{number} world at {points}.",
            "{number} worlds at {points}.",
            self.values[..., 0].size,
            points=words.count("{number} point", "{number} points", len(about.points)),
        )
        means, halves = over_replications(self.differences if about.plans else self.values)
        said = [
            self._moved(name, means[:, plan, 0], halves[:, plan, 0], words)
            for plan, name in enumerate(about.plans or ("",))
            if np.isfinite(means[:, plan, 0]).any()
        ]
        failed = (
            ""
            if not self.failed
            else words.count(
                "{number} world failed or is missing.", "{number} worlds failed or are missing.", self.failed
            )
        )
        measured = said or [words.say("Nothing was measured.")]
        return sentences(words, counted, *measured, failed)

    def _moved(self, plan: str, mean: NDArray[np.float64], half: NDArray[np.float64], words: Wording) -> str:
        outcome = self.about.outcomes[0]
        facts = {
            "plan": called(self.about.titled.get(plan, ""), plan, words),
            "figure": outcome.label_in(words),
            "low": significant(words, float(np.nanmin(mean)), 4),
            "high": significant(words, float(np.nanmax(mean)), 4),
            "unit": outcome.unit_in(words, self.about.currency),
        }
        if not plan:
            return words.say("{figure} goes from {low} to {high} {unit}.", **facts)
        clear = np.isfinite(half)
        if not clear.any():
            return words.say("{plan} moves {figure} by {low} to {high} {unit}.", **facts)
        return words.say(
            "{plan} moves {figure} by {low} to {high} {unit}, clearly up at {up} and clearly down "
            "at {down} points (80 %).",
            up=words.number(int((mean[clear] > half[clear]).sum())),
            down=words.number(int((mean[clear] < -half[clear]).sum())),
            **facts,
        )

    def drawing(self) -> Callable[..., Figure]:
        """Return what draws the outcomes against the factors."""
        from ripple_sim.study.sweep.figure import sweep_figure

        return sweep_figure


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
