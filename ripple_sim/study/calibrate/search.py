"""The global search: find the region of the parameter space where the targets are met."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from ripple_sim.scenario.problems import RippleError
from ripple_sim.study.calibrate.problem import PRIOR_SD, FloatArray, Problem
from ripple_sim.study.calibrate.simulations import Simulations, rounded, slopes

HANDED_ON = 3
"""How many of the best points the polish looks at."""


def load_optuna() -> Any:
    """Return Optuna, or raise a :class:`RippleError` that says how to install it."""
    try:
        import cmaes  # noqa: F401  Optuna needs it only when it samples
        import optuna
    except ImportError:
        raise RippleError('calibration needs Optuna; install it with: pip install "ripple_sim[experiments]"') from None
    return optuna


def search(worlds: Simulations, seeds: Sequence[int], trials: int, seed: int) -> list[FloatArray]:
    """Return the best points, best first, and at their end the start.

    CMA-ES (Hansen and Ostermeier 2001) begins at the start; a single
    parameter is searched by a tree of Parzen estimators instead.  Points are asked for in
    generations whose size depends on nothing but the number of parameters.
    """
    optuna = load_optuna()
    problem = worlds.problem
    worlds.begin("search", (1 + trials) * len(seeds))
    study = optuna.create_study(sampler=_sampler(optuna, problem, seed), storage=_storage(optuna))
    study.enqueue_trial(dict.fromkeys(problem.paths, 0.5))
    found: list[tuple[float, int, FloatArray]] = []
    # Only the start first: the search begins from a point that was measured.
    size, left = 1, 1 + trials
    while left:
        asked = [study.ask() for _ in range(min(size, left))]
        points = [_point(problem, trial) for trial in asked]
        measured = worlds.moments(points, seeds)
        for trial, point, moments in zip(asked, points, measured, strict=True):
            objective = problem.objective(point, moments)
            study.tell(trial, objective)
            found.append((objective, trial.number, point))
        left -= len(asked)
        size = _generation(problem)
    worlds.end()
    best: list[FloatArray] = []
    for _, _, point in sorted(found, key=lambda one: one[:2]):
        if not any((point == other).all() for other in best):
            best.append(point)
    return [*best[:HANDED_ON], rounded(problem.start)]


def _generation(problem: Problem) -> int:
    return 4 + math.floor(3 * math.log(len(problem.free))) + len(problem.free) % 2


def _point(problem: Problem, trial: Any) -> FloatArray:
    asked = np.array([trial.suggest_float(path, 0.0, 1.0) for path in problem.paths])
    middle = _middle(problem)
    return rounded(np.where(asked < 0.5, 2 * asked * middle, middle + (2 * asked - 1) * (1 - middle)))


def _middle(problem: Problem) -> FloatArray:
    # CMA-ES begins at the middle of what it is shown, which is therefore the start, or near it
    # where the start lies at an end of its range.
    return np.clip(problem.start, 0.1, 0.9)


def _storage(optuna: Any) -> Any:
    # In memory: the journal of worlds is what a fit resumes from.
    shown = optuna.logging.get_verbosity()
    optuna.logging.set_verbosity(max(shown, optuna.logging.WARNING))
    return optuna.storages.InMemoryStorage()


def _sampler(optuna: Any, problem: Problem, seed: int) -> Any:
    if len(problem.free) == 1:
        return optuna.samplers.TPESampler(seed=seed)
    return optuna.samplers.CmaEsSampler(popsize=_generation(problem), seed=seed, warn_independent_sampling=False)


def polish(
    worlds: Simulations, candidates: Sequence[FloatArray], seeds: Sequence[int], steps: int, step: float
) -> FloatArray:
    """Return the best point that least squares with bounds reaches from the best candidate.

    ``steps`` trial points at most; ``step`` is the half width of the differences that give the
    slopes, as a share of the range: wide, because moments of worlds are rough close by.
    """
    from scipy.optimize import least_squares

    problem = worlds.problem
    worlds.begin("polish", (len(candidates) + steps * (1 + len(problem.free))) * len(seeds))

    def residuals(point: FloatArray) -> FloatArray:
        point = rounded(point)
        return problem.residuals(point, worlds.moments([point], seeds)[0])

    def jacobian(point: FloatArray) -> FloatArray:
        change = slopes(worlds, rounded(point), seeds, step, exact=False)
        change /= problem.scales[:, None]
        return np.vstack([change, problem.pull / PRIOR_SD * np.eye(len(point))])

    measured = worlds.moments(candidates, seeds)
    objectives = [problem.objective(point, moments) for point, moments in zip(candidates, measured, strict=True)]
    best = candidates[int(np.argmin(objectives))]
    if steps:
        reached = least_squares(residuals, best, jac=jacobian, bounds=(0.0, 1.0), xtol=1e-4, ftol=1e-5, max_nfev=steps)
        # The solver keeps away from the ends of the ranges by a hair, and may end there no better.
        if 2 * reached.cost < min(objectives):
            best = rounded(reached.x)
    worlds.end()
    return best
