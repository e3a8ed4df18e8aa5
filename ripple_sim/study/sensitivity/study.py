"""Ask what most moves an outcome of a company or of a plan."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from ripple_sim.report.manifest import Manifest
from ripple_sim.scenario.accepted import WORDS
from ripple_sim.scenario.arguments import takes
from ripple_sim.scenario.plans import Plan
from ripple_sim.scenario.problems import RippleError
from ripple_sim.scenario.readers import FLAG, Maybe, Whole, Word
from ripple_sim.scenario.schema import Scenario
from ripple_sim.study.core.results_folder import Results
from ripple_sim.study.sensitivity import messages, tables
from ripple_sim.study.sensitivity.methods import Floats, Indices, Method, analyse, sample
from ripple_sim.study.sensitivity.result import SensitivityNumbers
from ripple_sim.study.sweep.answer import MADE_OF, AnswerAtPoints, ask_again
from ripple_sim.study.sweep.factors import ENSEMBLE, Factor, Point
from ripple_sim.study.sweep.question import ASKING, Over, question, too_often_missing
from ripple_sim.study.sweep.sweep import OnRun, sweep
from ripple_sim.study.sweep.workers import DOING, Where
from ripple_sim.wording import ENGLISH, Wording

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr
    from distributed import Client
    from matplotlib.figure import Figure

DEFAULT_SIZE = {"morris": 10, "sobol": 64}
MOST = 100_000


@dataclass(frozen=True, eq=False, repr=False)
class Sensitivity(SensitivityNumbers, AnswerAtPoints):
    """What most moves an outcome, as an answer."""

    kind: ClassVar[str] = "sensitivity"
    made_of: ClassVar[tuple[type, ...]] = (Indices, *MADE_OF)

    def table(self) -> pd.DataFrame:
        """Return one row a factor, strongest first: its range, its indices, their intervals."""
        return tables.factor_table(self)

    @property
    def data(self) -> xr.Dataset:
        """The indices by factor, and by pair where asked for, with units and long names."""
        return tables.dataset(self)

    def interactions(self) -> Figure:
        """Return how far factors work together, as a Matplotlib figure."""
        from ripple_sim.study.sensitivity.figure import interactions_figure

        return interactions_figure(self)

    @takes(words=WORDS)
    def say(self, *, words: Wording = ENGLISH) -> str:
        """Return what most moves the outcome, and by how much."""
        return messages.sentence(self, words)

    @takes(words=WORDS)
    def conditions(self, words: Wording = ENGLISH) -> tuple[str, ...]:
        """Return what holds for every number: horizon, discounting, luck, what isn't in them."""
        return messages.conditions(self, words)

    def drawing(self) -> Callable[..., Figure]:
        """Return what draws the factors as bars."""
        from ripple_sim.study.sensitivity.figure import tornado_figure

        return tornado_figure

    def results(self) -> Results:
        """Return what a results folder keeps of it."""
        settings = {"method": self.method, "n": self.n, "pairs": self.indices.pair is not None}
        figures = {"tornado": self.figure, "interactions": self.interactions}
        return self._kept(settings, figures, ("Indices.found",))


@takes(method=Word(*DEFAULT_SIZE), n=Maybe(Whole(2, MOST)), pairs=FLAG, **ASKING, **DOING)
def sensitivity(
    base: str | Path | Scenario,
    plan: str | Path | Plan | None = None,
    *,
    method: Method = "morris",
    over: Over | None = None,
    outcome: str | None = None,
    n: int | None = None,
    pairs: bool = False,
    horizon: str | int | None = None,
    replications: int = 2,
    seed: int = 0,
    folder: str | Path | None = None,
    workers: int | None = None,
    executor: Where = "threads",
    dask: str | Client | None = None,
    resume: bool = False,
    on_run: OnRun | None = None,
) -> Sensitivity:
    """Tell what most moves an outcome, with intervals.

    Parameters
    ----------
    base, plan
        The company, and the plan whose paired difference is asked about.
    method
        ``"morris"`` screens with few runs (Morris 1991, Campolongo et al. 2007); ``"sobol"``
        divides the variance (Saltelli et al. 2010).
    over
        What varies: paths, or ranges by path. The fitted coefficients over the intervals that the
        published evidence leaves, if None; a path without a range varies over its fitted interval,
        or over all that is allowed.
    outcome
        A measure such as ``"enps"``, or ``"enps difference"`` for what the plan makes of it.
    n
        Trajectories of Morris (10 if None), or base points of Sobol (64).
    pairs
        Whether Sobol's method tells the interaction of each two, at twice the runs.
    horizon
        Such as ``"36mo"``; the plan's own, else the company's, if None.
    replications
        Worlds at each point; their luck is the same at all points.
    seed
        The address of luck and of the sample.
    folder, workers, executor, dask, resume, on_run
        As for :func:`ripple_sim.sweep`.

    Raises
    ------
    RippleError
        When it can't be asked, too many runs fail, or nothing moves the outcome.
    """
    started = time.perf_counter()
    size = DEFAULT_SIZE[method] if n is None else n
    if pairs and method == "morris":
        raise RippleError("only the method sobol tells the interaction of each two factors")
    asked = question(base, plan, over, outcome, horizon)
    if len(asked.factors) < 2:
        raise RippleError("a sensitivity compares factors, so at least two must vary")
    if method == "morris" and any(one.path == ENSEMBLE for one in asked.factors):
        raise RippleError(
            "the ensemble's parameter sets have no order to move along, as the method morris "
            "does; use sobol, or vary fitted instead"
        )
    problem = problem_of(asked.factors)
    drawn = sample(problem, method, size, seed, pairs)
    study = asked.at(points_of(asked.factors, drawn), replications, seed, f"{method} of {asked.label}")
    found = sweep(study, folder, workers=workers, executor=executor, dask=dask, resume=resume, on_run=on_run)
    try:
        indices = analyse(problem, method, drawn, asked.answers(found), seed, pairs)
    except RippleError as refused:
        values = asked.answers(found)
        if not found.failures:
            missing = not np.isfinite(values).all()
            raise (too_often_missing(asked, values) if missing else refused) from None
        raise RippleError(
            "{refusal}, such as: {failure}", refusal=refused.sentence, failure=found.failures[0]
        ) from None
    return Sensitivity(
        question=asked,
        method=method,
        problem=problem,
        indices=indices,
        found=found,
        n=size,
        wall_seconds=time.perf_counter() - started,
    )


def problem_of(factors: tuple[Factor, ...]) -> dict[str, Any]:
    """Return factors as SALib's problem; listed and whole values by their share of the list."""
    return {
        "num_vars": len(factors),
        "names": [one.path for one in factors],
        "bounds": [[0.0, 1.0] if _by_share(one) else [one.low, one.high] for one in factors],
    }


def points_of(factors: tuple[Factor, ...], drawn: Floats) -> list[Point]:
    """Return SALib's samples as points of a study."""
    columns = []
    for one, column in zip(factors, drawn.T, strict=True):
        if _by_share(one):
            columns.append([one.at(float(share)) for share in column])
        else:
            columns.append([float(v) for v in np.clip(column, one.low, one.high)])
    return list(zip(*columns, strict=True))


def _by_share(one: Factor) -> bool:
    return bool(one.values) or one.whole


def sensitivity_again(folder: Path, manifest: Manifest) -> Sensitivity:
    """Ask again what a folder holds; see :func:`.ask_again`."""
    return ask_again(sensitivity, folder, manifest, ("method", "over", "outcome", "n", "pairs", "replications"))
