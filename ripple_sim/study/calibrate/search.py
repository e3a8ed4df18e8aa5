"""The global search: find the region of the parameter space where the targets are met."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from ripple_sim.scenario.problems import RippleError
from ripple_sim.study.calibrate.problem import FloatArray, Problem
from ripple_sim.study.calibrate.simulations import Simulations, rounded

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
