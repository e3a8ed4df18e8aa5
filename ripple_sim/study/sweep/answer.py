"""What answers share that rest on the runs of a sweep: question, runs, files, and how to ask again."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

import numpy as np
from numpy.typing import NDArray

from ripple_sim import __version__
from ripple_sim.report.manifest import Manifest
from ripple_sim.scenario.accepted import NAME, WORDS
from ripple_sim.scenario.arguments import takes
from ripple_sim.scenario.readers import PATH
from ripple_sim.study.compare.messages import called
from ripple_sim.study.core.answer import Answer, StudyAnswer
from ripple_sim.study.core.results_folder import LOCK, SCENARIO, Results, plan_of, plans_by_file, settings_of
from ripple_sim.study.sweep.factors import Factor
from ripple_sim.study.sweep.outcomes import SweepOutcome
from ripple_sim.study.sweep.question import SweepQuestion
from ripple_sim.study.sweep.result import SweepNumbers, over_replications
from ripple_sim.study.sweep.specification import About
from ripple_sim.study.sweep.store import RUNS, PlannedWorld, holds_runs, opened, read, write_parquet
from ripple_sim.study.sweep.workers import Finished
from ripple_sim.wording import ENGLISH, Wording, sentences, significant

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr
    from matplotlib.figure import Figure

Asked = TypeVar("Asked")


@dataclass(frozen=True, repr=False)
class Sweep(SweepNumbers, Answer):
    """What a study of many points gave, as an answer."""

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

    @takes(folder=PATH)
    def save(self, folder: str | Path) -> list[Path]:
        """Write the runs into a folder of their own, as :func:`ripple_sim.sweep` does with one.

        Returns
        -------
        list[Path]
            The files written.

        Raises
        ------
        RippleError
            When the folder holds something already, or can't be written.
        """
        place = Path(folder)
        with opened(place, self.about, self.identity, self.worlds, resume=False) as store:
            store.add(list(self.finished.values()))
            with store.writing():
                write_runs(self, place / RUNS)
        return [path for path in sorted(place.rglob("*")) if path.is_file() and path.name != LOCK]

    @classmethod
    @takes(folder=PATH)
    def load(cls, folder: str | Path) -> Self:
        """Return what a study's folder holds so far.

        Raises
        ------
        RippleError
            When it holds no study, or a file of it is damaged.
        """
        about, worlds, finished, identity = read(Path(folder))
        return cls(about, tuple(worlds), finished, identity)


def write_runs(found: Sweep, path: Path) -> None:
    """Write one row a point, plan and replication as Parquet; the same runs give the same bytes."""
    import pyarrow as pa

    write_parquet(pa.Table.from_pandas(found.runs(), preserve_index=False), path)


@dataclass(frozen=True, eq=False, repr=False)
class AskedAtPoints:
    """A question and the runs that answer it.

    Attributes
    ----------
    question
        What was asked.
    found
        The runs.
    wall_seconds
        Time it took.
    """

    question: SweepQuestion
    found: Sweep = field(repr=False)
    wall_seconds: float = field(repr=False)

    @takes(path=NAME)
    def factor(self, path: str) -> Factor:
        """Return the factor at a path.

        Raises
        ------
        RippleError
            When nothing varies there.
        """
        return self.question.factor(path)

    @property
    def luck(self) -> float:
        """The share of the variance between points that is left to luck; NaN where unknown."""
        return self.question.luck(self.found)

    @property
    def address(self) -> str:
        """The program and the company that every number of it comes from."""
        return f"ripple_sim {__version__} · {self.found.about.base} {self.question.base.hash()}"

    def facts(self) -> dict[str, Any]:
        """Return what a labelled data set says of the study."""
        asked, about = self.question, self.found.about
        return {
            "window": asked.window,
            "base": asked.base.name,
            "plan": asked.plan,
            "weeks": asked.weeks,
            "replications": about.replications,
            "seed": about.seed,
        }


MADE_OF = (Sweep, About, Factor, Finished, SweepOutcome, SweepQuestion, PlannedWorld)
"""The classes of which answers are made that rest on a sweep."""


class AnswerAtPoints(AskedAtPoints, StudyAnswer):
    """An answer that a results folder keeps, beside its runs where it holds them."""

    made_of: ClassVar[tuple[type, ...]] = MADE_OF

    @abstractmethod
    def conditions(self, words: Wording = ENGLISH) -> tuple[str, ...]:
        """Return what holds for every number."""

    @abstractmethod
    def numbers(self) -> dict[str, NDArray[np.float64]]:
        """Return all numbers of the answer."""

    def _beside_runs(self, folder: Path) -> bool:
        return holds_runs(folder)

    def _kept(
        self, settings: Mapping[str, Any], figures: Mapping[str, Callable[[], Figure]], unkept: tuple[str, ...]
    ) -> Results:
        """Return what a results folder keeps of it, with the settings that only this study has."""
        asked, about = self.question, self.found.about
        shared = {"over": asked.over, "outcome": asked.asked, "replications": about.replications, "plan": asked.plan}
        return Results(
            kind=self.kind,
            answer=self,
            unkept=unkept,
            settings={**shared, **settings},
            base=asked.base,
            plans=plans_by_file(asked.plans),
            tables={self.kind: self.table()},
            data=self.data,
            figures=figures,
            said=(self.say(),),
            conditions=self.conditions(),
            numbers=self.numbers(),
            seed=about.seed,
            weeks=about.weeks,
            wall_seconds=self.wall_seconds,
        )


def ask_again(study: Callable[..., Asked], folder: Path, manifest: Manifest, names: tuple[str, ...]) -> Asked:
    """Ask again what a folder holds, with the named settings of its manifest.

    Raises
    ------
    RippleError
        When the manifest doesn't say how, or a file can't be read.
    """
    settings = settings_of(folder, manifest, names)
    return study(folder / SCENARIO, plan_of(folder), horizon=manifest.weeks, seed=manifest.seed, **settings)
