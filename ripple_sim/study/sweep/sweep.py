"""Run a study of many points."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ripple_sim.model.first_run import about_to_run
from ripple_sim.scenario.accepted import WORDS, Named
from ripple_sim.scenario.arguments import takes
from ripple_sim.scenario.readers import PATH
from ripple_sim.scenario.schema import Scenario
from ripple_sim.study.compare.messages import called
from ripple_sim.study.core.answer import Answer
from ripple_sim.study.sweep.description import About
from ripple_sim.study.sweep.design import Arm, Arms
from ripple_sim.study.sweep.existing import refuse_missing_outcomes
from ripple_sim.study.sweep.factors import Factor
from ripple_sim.study.sweep.outcomes import Outcome
from ripple_sim.study.sweep.question import Question
from ripple_sim.study.sweep.result import SweepOutcomes, over_replications
from ripple_sim.study.sweep.runner import StudyStoppedError, batches, do_all, runs_together
from ripple_sim.study.sweep.specification import Specification, read_specification
from ripple_sim.study.sweep.store import RUNS, Store, World, opened, read, write_parquet
from ripple_sim.study.sweep.work import Finished, RunId
from ripple_sim.study.sweep.workers import DOING, Where, Workers
from ripple_sim.study.sweep.workers import workers as held_workers
from ripple_sim.wording import ENGLISH, Wording, mark, sentences, significant

if TYPE_CHECKING:
    from collections.abc import Callable

    from matplotlib.figure import Figure

if TYPE_CHECKING:
    from distributed import Client

OnRun = Callable[[int, int], None]
"""Called with the runs that ended and all runs of the study."""

_UNDISTURBED = {"interventions": (), "shocks": (), "weeks": 1}


class Sweep(SweepOutcomes, Answer):
    """A study of many points, with and without plans.

    Its attributes are those of :class:`ripple_sim.study.sweep.sweep.SweepOutcomes`.
    """

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


@takes(spec=Named(mark("a study, or the path of its file"), Specification), **DOING)
def sweep(
    spec: Specification | str | Path,
    folder: str | Path | None = None,
    *,
    workers: int | None = None,
    executor: Where = "threads",
    dask: str | Client | None = None,
    resume: bool = False,
    on_run: OnRun | None = None,
) -> Sweep:
    """Run a study: every point, with and without each plan, under the same luck.

    Parameters
    ----------
    spec
        The study, or the path of its TOML file.
    folder
        Where finished runs are written at once; in memory only if None.
    workers
        Threads or processes, or how many runs an executor does at a time; all processors if None.
    executor
        ``"threads"``, ``"processes"``, or any :class:`concurrent.futures.Executor`.
    dask
        A Dask client or a scheduler's address, instead of an executor.
    resume
        Go on with a study that was stopped or killed: only what is missing or failed is run, and
        the numbers are those of a study that never stopped, to the bit.
    on_run
        Hears of progress.

    Raises
    ------
    RippleError
        When the study can't be run; a run that fails doesn't raise but is a row with its reason.
    StudyStoppedError
        At Ctrl-C.
    """
    chosen = spec if isinstance(spec, Specification) else read_specification(spec)
    plan_of_runs = _Runs(chosen)
    about, worlds = chosen.about(), tuple(plan_of_runs.worlds)

    def complete(store: Store) -> Sweep:
        if not store.finished:
            try:
                refuse_missing_outcomes(chosen)
            except KeyboardInterrupt:
                raise StudyStoppedError("stopped before the first run was over") from None
        with held_workers(workers, executor, dask) as at_work:
            plan_of_runs.complete(store, at_work, on_run)
        return Sweep(about, worlds, store.finished)

    if folder is None:
        return complete(Store())
    place = Path(folder)
    with opened(place, about, chosen.identity(), worlds, resume) as store:
        try:
            found = complete(store)
        except StudyStoppedError as stopped:
            raise StudyStoppedError(f"{stopped}; resume the study in {place} to go on") from None
        with store.writing():
            write_runs(found, place / RUNS)
    return found


@takes(folder=PATH)
def open_sweep(folder: str | Path) -> Sweep:
    """Return what a study's folder holds so far.

    Raises
    ------
    RippleError
        When it holds no study.
    """
    about, worlds, finished = read(Path(folder))
    return Sweep(about, tuple(worlds), finished)


def write_runs(found: Sweep, path: Path) -> None:
    """Write one row a point, plan and replication as Parquet; the same runs give the same bytes."""
    import pyarrow as pa

    write_parquet(pa.Table.from_pandas(found.runs(), preserve_index=False), path)


class _Runs:
    """The runs of a study: which scenarios, each once, in groups that share a settled company."""

    def __init__(self, spec: Specification) -> None:
        self._spec = spec
        self._arms = Arms(spec.base, spec.plans, spec.factors, spec.weeks)
        # Scenarios are made again when they are run: all at once would fill the memory.
        self._recipes: dict[str, tuple[int, str, bool]] = {}
        self._starts: dict[str, list[str]] = {}
        self.worlds = [world for i in range(len(spec.points)) for world in self._at(i)]

    def complete(self, store: Store, at_work: Workers, on_run: OnRun | None) -> None:
        """Do what is missing."""
        spec = self._spec
        missing: list[tuple[str, RunId]] = [
            (start, (name, replication))
            for start, names in self._starts.items()
            for replication in range(spec.replications)
            for name in names
            if not store.done((name, replication))
        ]
        total = len(self._recipes) * spec.replications
        ended = total - len(missing)

        def told(more: int) -> None:
            nonlocal ended
            ended += more
            if on_run is not None:
                on_run(ended, total)

        told(0)
        if missing:
            about_to_run()  # here: other processes compile unheard
        together = runs_together(spec.base, spec.weeks, len(missing), at_work.count)
        source = batches(missing, self._scenario, spec.outcomes, spec.seed, together)
        try:
            do_all(source, at_work, store, told)
        except StudyStoppedError:
            raise StudyStoppedError(f"stopped after {ended:,} of {total:,} runs") from None

    def _at(self, point: int) -> list[World]:
        worlds = []
        for plan, pair in self._arms.at(self._spec.points[point]).items():
            names = [self._known(pair.world, point, plan, False)]
            if pair.baseline is not None:
                names.append(self._known(pair.baseline, point, plan, True))
            problem = pair.world.problem or (pair.baseline.problem if pair.baseline else None)
            worlds.append(World(point, plan, names[0], "".join(names[1:]), str(problem or "")))
        return worlds

    def _known(self, arm: Arm, point: int, plan: str, baseline: bool) -> str:
        if arm.scenario is None:
            return ""
        name = arm.scenario.hash()
        if name not in self._recipes:
            self._recipes[name] = (point, plan, baseline)
            start = arm.scenario.model_copy(update=_UNDISTURBED).hash()
            self._starts.setdefault(start, []).append(name)
        return name

    def _scenario(self, name: str) -> Scenario:
        point, plan, baseline = self._recipes[name]
        pair = self._arms.at(self._spec.points[point])[plan]
        arm = pair.baseline if baseline else pair.world
        assert arm is not None
        assert arm.scenario is not None
        return arm.scenario


MADE_OF = (Sweep, About, Factor, Finished, Outcome, Question, World)
"""The classes of which answers are made that rest on a sweep."""
