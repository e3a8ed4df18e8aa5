"""Ask how a plan's budget is best split and timed."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from ripple_sim.model.settling import SettledCache
from ripple_sim.observe.metrics import BY_NAME as METRICS
from ripple_sim.report.manifest import Manifest
from ripple_sim.scenario.accepted import COMPANY, SEED, TIME, WORDS, WORKERS
from ripple_sim.scenario.arguments import takes
from ripple_sim.scenario.durations import weeks_of
from ripple_sim.scenario.files import load
from ripple_sim.scenario.plans import PLAN, Plan, load_plan
from ripple_sim.scenario.problems import RippleError
from ripple_sim.scenario.readers import FUNCTION, Maybe, Number, Whole, Word
from ripple_sim.scenario.schema import Scenario
from ripple_sim.study.compare import Comparison, compare
from ripple_sim.study.compare.figures import Figures
from ripple_sim.study.compare.worlds import Worlds
from ripple_sim.study.core.answer import StudyAnswer
from ripple_sim.study.core.results_folder import PLAN as PLAN_FILE
from ripple_sim.study.core.results_folder import Results, plan_of
from ripple_sim.study.optimise import messages, tables
from ripple_sim.study.optimise.result import WELL_BEING, OptimumNumbers, burnt_out_at_worst, profits_of, well_being_of
from ripple_sim.study.optimise.search import Point, Score, Space, Try, front, load_optuna, search
from ripple_sim.study.sweep.answer import ask_again
from ripple_sim.wording import ENGLISH, Phrase, Wording

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr
    from matplotlib.figure import Figure

BEST = "best.toml"
MOST_SHOWN = 8
AT_A_TIME = 6
_MOST_TRIALS = 10_000
_MOST_PAIRS = 100_000
_LARGEST_BUDGET = 1e12


@dataclass(frozen=True, eq=False, repr=False)
class Optimum(OptimumNumbers, StudyAnswer):
    """How a plan's budget is best split and timed, as an answer."""

    kind: ClassVar[str] = "optimum"
    made_of: ClassVar[tuple[type, ...]] = (Comparison, Figures, Score, Space, Try, Worlds)

    def table(self) -> pd.DataFrame:
        """Return one row a plan of the front, doing nothing, and the plan as written last."""
        return tables.front_table(self)

    @property
    def data(self) -> xr.Dataset:
        """Everything tried, and the front measured again pair by pair, with units."""
        return tables.dataset(self)

    @takes(words=WORDS)
    def say(self, *, words: Wording = ENGLISH) -> str:
        """Return what the best split is, what it brings, and what it brings more."""
        return messages.sentence(self, words)

    @takes(words=WORDS)
    def conditions(self, words: Wording = ENGLISH) -> tuple[str, ...]:
        """Return what holds for every number: horizon, discounting, luck, what isn't in them."""
        return messages.conditions(self, words)

    def drawing(self) -> Callable[..., Figure]:
        """Return what draws the plans that no other beats."""
        from ripple_sim.study.optimise.figure import pareto_figure

        return pareto_figure

    def results(self) -> Results:
        """Return what a results folder keeps of it.

        ``best.toml`` is the plan recommended, ready for ``ripple compare``; it has no
        interventions where that is to do nothing.
        """
        space = self.space
        return Results(
            kind=self.kind,
            answer=self,
            unkept=("Optimum.study",),
            settings={
                "budget": space.budget,
                "burnt_out": self.burnt_out,
                "aim": self.aim,
                "latest_start": space.latest,
                "trials": self.tried,
                "replications": self.replications,
                "pairs": self.measured.pairs,
                "plan": self.own,
            },
            base=space.base,
            plans={PLAN_FILE: space.plan, BEST: self.best},
            tables={self.kind: self.table()},
            data=self.data,
            figures={"pareto": self.figure},
            said=(self.say(),),
            conditions=self.conditions(),
            numbers=self.numbers(),
            seed=self.seed,
            weeks=space.weeks,
            wall_seconds=self.wall_seconds,
        )


@takes(
    base=COMPANY,
    plan=PLAN,
    budget=Maybe(Number(0, _LARGEST_BUDGET)),
    burnt_out=Maybe(Number(0, 100)),
    aim=Word(*WELL_BEING),
    latest_start=Maybe(TIME),
    trials=Whole(1, _MOST_TRIALS),
    replications=Whole(2, _MOST_PAIRS),
    pairs=Whole(2, _MOST_PAIRS),
    horizon=Maybe(TIME),
    seed=SEED,
    workers=WORKERS,
    on_try=Maybe(FUNCTION),
)
def optimise(
    base: str | Path | Scenario,
    plan: str | Path | Plan,
    *,
    budget: float | None = None,
    burnt_out: float | None = None,
    aim: str = "engagement",
    latest_start: str | int | None = None,
    trials: int = 60,
    replications: int = 6,
    pairs: int = 30,
    horizon: str | int | None = None,
    seed: int = 0,
    workers: int | None = None,
    on_try: Callable[[int, int], None] | None = None,
) -> Optimum:
    """Find how a plan's budget is best split over its interventions, and when each should start.

    What is found is measured again with fresh luck: the best of many tries owes a part of its
    lead to the luck it was picked by. Doing nothing stands for choice beside all that is tried, and
    is what is recommended where nothing that was tried earns more.

    Parameters
    ----------
    base, plan
        The company, and the plan whose interventions are split and timed.
    budget
        In money over the horizon; the plan's own budget, else what it costs as written, if None.
    burnt_out
        The share of staff, in %, that may be burnt out in the worst quarter; no limit if None.
    aim
        The well-being that is weighed against profit: ``engagement``, ``enps``, ``burnt_out``, ...
    latest_start
        The last week in which anything may start, such as ``"12mo"``; half the horizon if None.
    trials, replications
        Plans tried, and pairs of worlds for each; all have the same luck.
    pairs
        Pairs of worlds with fresh luck with which the front and the plan as written are measured.
    horizon
        Such as ``"36mo"``; the plan's own, else the company's, if None.
    seed
        The address of luck and of the search.
    workers
        Threads; as many as processors if None.
    on_try
        Called with the plans tried and all.

    Raises
    ------
    RippleError
        When it can't be asked, or neither a plan tried nor doing nothing keeps the limits.
    """
    started = time.perf_counter()
    load_optuna()
    company = base if isinstance(base, Scenario) else load(base)
    own = plan if isinstance(plan, Plan) else load_plan(plan)
    weeks = weeks_of(horizon) if horizon is not None else own.weeks or company.weeks
    if not own.interventions:
        raise RippleError("the plan '{plan}' has no interventions to split a budget over", plan=own.name)
    latest = weeks // 2 if latest_start is None else min(weeks_of(latest_start), weeks - 1)
    written = own.model_copy(update={"weeks": weeks})
    written.applied(company)  # what can't be done at all is said here
    space = Space(own, company, weeks, _budget(written, company, budget), latest)
    settled = SettledCache(most=max(replications, 1))

    def measure(points: Sequence[Point]) -> list[Score | None]:
        made = [_made(space, point, f"try {place}") for place, point in enumerate(points)]
        there = [one for one in made if one is not None]
        if not there:
            return [None] * len(points)
        result = compare(
            company, *there, pairs=replications, horizon=weeks, seed=seed, settled=settled, workers=workers
        )
        scores = {}
        for one in there:
            means = tuple(
                float(np.nanmean(values))
                for values in (profits_of(result, one.name), well_being_of(result, one.name, aim))
            )
            over = () if burnt_out is None else (burnt_out_at_worst(result, one.name) - burnt_out,)
            scores[one.name] = Score(means, over)
        if not any(np.isfinite(score.aims[1]) for score in scores.values()):
            raise RippleError(
                "'{aim}' doesn't exist in '{company}': {why} over the horizon",
                aim=aim,
                company=company.name,
                why=Phrase(METRICS[aim].missing_where),
            )
        return [None if one is None else scores[one.name] for one in made]

    tries, study = search(
        space.variables(), measure, 2, trials, at_a_time=AT_A_TIME, seed=seed, first=[space.own_point()], on_try=on_try
    )
    nothing = space.nothing()
    over: tuple[float, ...] = ()
    if burnt_out is not None:
        without = compare(
            company, nothing, pairs=replications, horizon=weeks, seed=seed, settled=settled, workers=workers
        )
        over = (burnt_out_at_worst(without, nothing.name) - burnt_out,)
    tries.append(Try({one.name: 0.0 for one in space.variables()}, Score((0.0, 0.0), over)))
    fitting = [place for place, one in enumerate(tries) if one.score and one.score.kept]
    if not fitting:
        raise RippleError(
            "neither doing nothing nor any of {trials} plans tried keeps the limit of at most {share} % burnt out",
            trials=trials,
            share=float(burnt_out or 0),
        )
    aims = np.array([one.score.aims for place in fitting if (one := tries[place]).score])
    chosen = _spread([fitting[row] for row in front(aims)])
    plans = [
        nothing if place == len(tries) - 1 or _does_nothing(made) else made
        for i, place in enumerate(chosen, 1)
        for made in [space.at(tries[place].point, f"{own.name}-{i}")]
    ]
    beside = [] if nothing in plans else [nothing]
    measured = compare(
        company, *plans, *beside, written, pairs=pairs, horizon=weeks, seed=(seed + 1) % 2**32, workers=workers
    )
    return Optimum(
        space=space,
        nothing=nothing,
        aim=aim,
        burnt_out=burnt_out,
        replications=replications,
        seed=seed,
        tries=tuple(tries),
        chosen=tuple(chosen),
        plans=tuple(plans),
        study=study,
        measured=measured,
        wall_seconds=time.perf_counter() - started,
    )


def _made(space: Space, point: Point, name: str) -> Plan | None:
    """Return a point's plan, or None where it can't be done: it would meet itself, or end late."""
    made = space.at(point, name)
    try:
        made.applied(space.base)
    except RippleError:
        return None
    return made


def _does_nothing(plan: Plan) -> bool:
    return not plan.interventions and not plan.shocks


def _spread(front: list[int]) -> list[int]:
    """Return at most eight of a front, both ends and evenly between."""
    if len(front) <= MOST_SHOWN:
        return front
    return [front[round(i * (len(front) - 1) / (MOST_SHOWN - 1))] for i in range(MOST_SHOWN)]


def _budget(written: Plan, company: Scenario, asked: float | None) -> float:
    if asked is not None:
        return asked
    return written.budget if written.budget is not None else written.planned_cost(company).total


def optimise_again(folder: Path, manifest: Manifest) -> Optimum:
    """Search again as a folder says.

    Raises
    ------
    RippleError
        When the manifest doesn't say how, or a file can't be read.
    """
    if plan_of(folder) is None:
        raise RippleError(f"{folder} has no {PLAN_FILE}, so the search can't be repeated")
    names = ("budget", "burnt_out", "aim", "latest_start", "trials", "replications", "pairs")
    return ask_again(optimise, folder, manifest, names)
