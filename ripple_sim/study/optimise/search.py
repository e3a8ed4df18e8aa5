"""A search for what serves two aims within limits, as Optuna makes it; of any function."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ripple_sim.scenario.problems import RippleError
from ripple_sim.study.compare.figures import LEVELS

if TYPE_CHECKING:
    from ripple_sim.study.compare import Comparison

Floats = NDArray[np.float64]

# By what to multiply each so that more is better.
WELL_BEING = {"engagement": 1.0, "enps": 1.0, "burnt_out": -1.0, "leavers": -1.0}
_ROWS = {metric.name: row for row, metric in enumerate(LEVELS)}
_MONTHS = 3


def profit(found: Comparison, plan: str) -> Floats:
    """Return the profit difference over the horizon in every pair, in money, not discounted."""
    return found.values(plan)["profit"]


def well_being(found: Comparison, plan: str, aim: str) -> Floats:
    """Return how much better the aim stands than without the plan, the mean of all months.

    In the aim's unit, shape (pairs,).
    """
    monthly = found.figures.monthly[:, :, _ROWS[aim]]
    difference = monthly[:, found.number(plan)] - monthly[:, 0]
    return np.asarray(WELL_BEING[aim] * np.nanmean(difference, axis=1))


def burnt_out_at_worst(found: Comparison, plan: str) -> float:
    """Return the share of burnt-out staff in the worst three months running, in %."""
    monthly = np.nanmean(found.figures.monthly[:, found.number(plan), _ROWS["burnt_out"]], axis=0)
    span = min(_MONTHS, len(monthly))
    return float(np.convolve(monthly, np.ones(span) / span, "valid").max())


Point: TypeAlias = Mapping[str, float]
_LIMITS = "limits"
_FEWEST_AT_RANDOM = 10


@dataclass(frozen=True)
class Variable:
    """Something that is chosen between two ends, in whole numbers or not."""

    name: str
    low: float
    high: float
    whole: bool = False


@dataclass(frozen=True)
class Score:
    """How a point did.

    Attributes
    ----------
    aims
        What is to be large.
    limits
        By how much each limit is overstepped; at most zero where it is kept.
    """

    aims: tuple[float, ...]
    limits: tuple[float, ...] = ()

    @property
    def kept(self) -> bool:
        """Whether all limits are kept."""
        return all(limit <= 0 for limit in self.limits)


@dataclass(frozen=True)
class Try:
    """A point that was tried, and how it did; None where it couldn't be measured."""

    point: Point
    score: Score | None


def search(
    variables: Sequence[Variable],
    measure: Callable[[Sequence[Point]], Sequence[Score | None]],
    aims: int,
    trials: int,
    *,
    at_a_time: int = 8,
    seed: int = 0,
    first: Sequence[Point] = (),
    on_try: Callable[[int, int], None] | None = None,
) -> tuple[list[Try], Any]:
    """Try points, each batch the wiser for those before, by a tree-structured Parzen estimator.

    Parameters
    ----------
    variables
        What is chosen.
    measure
        Returns how points did; None for a point that makes no sense.
    aims
        How many aims there are.
    trials, at_a_time
        Points in all, and points of a batch.
    first
        Points to begin with.
    on_try
        Called with the points tried and all.

    Returns
    -------
    list, optuna.Study
        Everything tried, in order.
    """
    optuna = load_optuna()
    tries: list[Try] = []
    with _quiet(optuna):
        study = optuna.create_study(
            directions=["maximize"] * aims,
            sampler=optuna.samplers.TPESampler(
                seed=seed,
                multivariate=True,
                n_startup_trials=max(_FEWEST_AT_RANDOM, trials // 4),
                constraints_func=lambda trial: trial.user_attrs.get(_LIMITS, (1.0,)),
            ),
        )
        for point in first[:trials]:
            study.enqueue_trial(dict(point))
        while len(tries) < trials:
            asked = [study.ask() for _ in range(min(at_a_time, trials - len(tries)))]
            points = [_point(trial, variables) for trial in asked]
            for trial, point, score in zip(asked, points, measure(points), strict=True):
                if score is None:
                    study.tell(trial, state=optuna.trial.TrialState.FAIL)
                else:
                    trial.set_user_attr(_LIMITS, score.limits)
                    study.tell(trial, score.aims)
                tries.append(Try(point, score))
            if on_try is not None:
                on_try(len(tries), trials)
    return tries, study


def front(aims: NDArray[np.float64]) -> list[int]:
    """Return the rows, shape (points, aims), that no other row beats in one aim and ties in all.

    Of equal rows the first counts. By the first aim, the largest first.
    """
    kept = []
    for row, ours in enumerate(aims):
        beaten = ((aims >= ours).all(axis=1) & (aims > ours).any(axis=1)).any()
        twice = (aims[:row] == ours).all(axis=1).any()
        if not beaten and not twice:
            kept.append(row)
    return sorted(kept, key=lambda row: -aims[row, 0])


def load_optuna() -> Any:
    """Return Optuna, or raise a RippleError that says how to install it."""
    try:
        import optuna
    except ImportError:
        raise RippleError('optimisation needs Optuna; install it with: pip install "ripple_sim[experiments]"') from None
    return optuna


def _point(trial: Any, variables: Sequence[Variable]) -> dict[str, float]:
    return {
        one.name: trial.suggest_int(one.name, int(one.low), int(one.high))
        if one.whole
        else trial.suggest_float(one.name, one.low, one.high)
        for one in variables
    }


@contextmanager
def _quiet(optuna: Any) -> Iterator[None]:
    usual = optuna.logging.get_verbosity()
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    try:
        with warnings.catch_warnings():
            # Constraints and joint sampling are called experimental.
            warnings.simplefilter("ignore")
            yield
    finally:
        optuna.logging.set_verbosity(usual)
