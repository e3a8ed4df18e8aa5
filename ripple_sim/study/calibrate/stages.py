"""A calibration: global search, local polish, uncertainty and ensemble, one after the other."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from ripple_sim.scenario.problems import RippleError
from ripple_sim.study.calibrate.fit import Fit
from ripple_sim.study.calibrate.problem import PRIOR_SD, FloatArray, Free, Problem, Target, mean_errors
from ripple_sim.study.calibrate.simulations import Journal, Progress, Simulate, Simulations, rounded, slopes
from ripple_sim.study.calibrate.uncertainty import SPREADS, Ensemble, Uncertainty, ensemble, uncertainty

PRIOR_ROW = "(start)"


def calibrate(
    free: Sequence[Free],
    targets: Sequence[Target],
    simulate: Simulate,
    *,
    seeds: Sequence[int],
    search_seeds: Sequence[int],
    folder: str | Path,
    fingerprint: str = "",
    trials: int = 200,
    polish_steps: int = 8,
    step: float = 0.05,
    ensemble_size: int = 32,
    ensemble_seeds: Sequence[int] | None = None,
    pull: float = 1.0,
    seed: int = 0,
    workers: int = 2,
    known: Mapping[str, float] | None = None,
    progress: Progress | None = None,
) -> Fit:
    """Fit parameters so that the mean moments of simulated worlds meet published values.

    The objective is the sum of squared distances of the mean moments from the published values,
    in half acceptance widths, and of the squared distances of the parameters from their start
    values, in quarters of their ranges: what the targets don't determine stays where it started.

    Every world is written to a journal in ``folder`` before it is used.  A fit that was stopped,
    however hard, goes on when it is called again with the same arguments and gives the same result.

    Parameters
    ----------
    free, targets
        What may change, and what is to be met.
    simulate
        Parameter values and a seed -> moments of one world.  Called from several threads.  All
        luck must come from the seed.  An exception or a NaN moment is a failure, which counts as a
        large distance.
    seeds, search_seeds
        Worlds of every point from the polish on, and the fewer of the search.
    folder
        Where the journal, the lock and the result ``fit.json`` lie.
    fingerprint
        Names the model; a journal of another model is refused.
    trials
        Points of the global search, besides the start.
    polish_steps
        Most points of the local polish, besides those around them that give the slopes.
    step
        Half width of the differences that give slopes, as a share of the parameter's range.
    ensemble_size
        Members wanted; 0 leaves the ensemble out.
    ensemble_seeds
        Worlds of every draw for the ensemble; those of the polish if None.
    pull
        Weight of the start values, as a factor on the distances from them.
    seed
        Of the search's and the ensemble's own draws.
    workers
        Threads that simulate.  The result doesn't depend on it.
    known
        Values of an earlier fit, by path; the polish begins there if nothing found is better.
    progress
        Called with the stage, the worlds done and the most worlds the stage can need.

    Raises
    ------
    RippleError
        Where the problem or the folder can't be used, Optuna is missing, or every world fails at
        the start values.

    Notes
    -----
    McFadden (1989), "A method of simulated moments for estimation of discrete response models
    without numerical integration".  Standard errors: :func:`.uncertainty.sandwich`.  Members of the
    ensemble: :func:`.ensemble.fits`.
    """
    problem = Problem(tuple(free), tuple(targets), pull)
    _check(seeds, search_seeds, trials, polish_steps, step, ensemble_size, workers)
    load_optuna()
    with (
        Journal(Path(folder), problem.identity(fingerprint)) as journal,
        Simulations(problem, simulate, journal, workers, progress) as worlds,
    ):
        _check_start(worlds, search_seeds)
        candidates = search(worlds, search_seeds, trials, seed)
        if known is not None:
            candidates.append(rounded(problem.point(known)))
        point = polish(worlds, candidates, seeds, polish_steps, step)
        posterior = uncertainty(worlds, point, seeds, step)
        few = seeds if ensemble_seeds is None else ensemble_seeds
        members = ensemble(worlds, posterior, few, ensemble_size, seed)
        fit = _fit(worlds, fingerprint, seeds, few, posterior, members, ensemble_size)
        fit.save(Path(folder) / "fit.json")
    return fit


def _check(
    seeds: Sequence[int],
    search_seeds: Sequence[int],
    trials: int,
    polish_steps: int,
    step: float,
    ensemble_size: int,
    workers: int,
) -> None:
    for name, given in (("seeds", seeds), ("search_seeds", search_seeds)):
        if not given or len(set(given)) < len(given):
            raise RippleError(f"{name} must be different whole numbers, at least one")
    counts = {
        "trials": (trials, 0),
        "polish_steps": (polish_steps, 0),
        "ensemble_size": (ensemble_size, 0),
        "workers": (workers, 1),
    }
    for name, (given_count, least) in counts.items():
        if given_count < least:
            raise RippleError(f"{name} must be at least {least}, not {given_count}")
    if not 0 < step <= 0.5:
        raise RippleError(f"step must be above 0 and at most 0.5 of a range, not {step}")


def _check_start(worlds: Simulations, seeds: Sequence[int]) -> None:
    moments = worlds.moments([rounded(worlds.problem.start)], seeds)[0]
    lost = [
        name
        for name, measured in zip(worlds.problem.names, np.isfinite(moments).any(axis=0), strict=True)
        if not measured
    ]
    if len(lost) == len(worlds.problem.names):
        said = next(iter(worlds.failures()), "no moment of a target was returned")
        raise RippleError(f"no world at the start values can be measured ({said}); mend that and use a new folder")
    if lost:
        raise RippleError(
            f"'{lost[0]}' can't be measured in any world at the start values; mend that and use a new folder"
        )


def _fit(
    worlds: Simulations,
    fingerprint: str,
    seeds: Sequence[int],
    few: Sequence[int],
    posterior: Uncertainty,
    members: Ensemble,
    wanted: int,
) -> Fit:
    problem, point = worlds.problem, posterior.point
    moments = worlds.moments([point], seeds)[0]
    widths = problem.widths
    ends = problem.lows[:, None] + posterior.intervals() * widths[:, None]
    weak = tuple(_chosen(problem.paths, posterior.weak(problem)))
    inside = dict(zip(problem.names, problem.inside(moments), strict=True))
    return Fit(
        free=problem.free,
        targets=problem.targets,
        fingerprint=fingerprint,
        values=problem.values(point),
        standard_errors=_named(problem.paths, posterior.errors * widths),
        intervals={path: (float(low), float(high)) for path, (low, high) in zip(problem.paths, ends, strict=True)},
        weak=weak,
        moments=worlds.everything(point, seeds),
        moment_errors=_named(problem.names, mean_errors(moments)),
        inside=inside,
        objective=problem.objective(point, moments),
        information={
            name: _named(problem.paths, row)
            for name, row in zip((*problem.names, PRIOR_ROW), posterior.information, strict=True)
        },
        growth={name: _named(problem.paths, row) for name, row in zip(problem.names, posterior.growth, strict=True)},
        singular_values=tuple(map(float, posterior.singular_values)),
        ensemble=[problem.values(one) for one in members.points],
        ensemble_moments=[worlds.everything(one, few) for one in members.points],
        acceptance=len(members.points) / members.tried if members.tried else float("nan"),
        spread=members.spread,
        notes=(*_notes_on_fit(worlds, inside, weak, point, len(seeds)), *_notes_on_ensemble(members, wanted)),
    )


def _notes_on_fit(
    worlds: Simulations, inside: dict[str, bool], weak: tuple[str, ...], point: FloatArray, seeds: int
) -> list[str]:
    notes = []
    missed = [name for name, hit in inside.items() if not hit]
    if missed:
        notes.append(f"Targets outside their acceptance range: {', '.join(missed)}.")
    if weak:
        notes.append(
            f"Weakly identified, so near the start for want of evidence rather than because of it: {', '.join(weak)}."
        )
    edge = _chosen(worlds.problem.paths, [not 0.01 < one < 0.99 for one in point])
    if edge:
        notes.append(f"At an end of the range, where intervals are too narrow to be trusted: {', '.join(edge)}.")
    if seeds < 2:
        notes.append("With one seed, standard errors leave out the luck of the simulation.")
    failures = worlds.failures()
    if failures:
        notes.append(f"{len(failures)} of {worlds.asked} worlds failed; the first said: {failures[0]}.")
    return notes


def _notes_on_ensemble(members: Ensemble, wanted: int) -> list[str]:
    if not wanted:
        return []
    result = len(members.points)
    notes = [f"{result} of {members.tried} draws became members of the ensemble."]
    if members.spread < SPREADS[0]:
        notes.append(
            "Too few draws fitted, so the spread of the draws was shrunk to as little as "
            f"{members.spread:g} of the posterior's: ranges from the ensemble are too narrow."
        )
    if result < wanted:
        notes.append(f"The ensemble has fewer members than the {wanted} wanted.")
    return notes


def _named(names: Sequence[str], values: FloatArray) -> dict[str, float]:
    return {name: float(value) for name, value in zip(names, values, strict=True)}


def _chosen(names: Sequence[str], marks: Sequence[bool]) -> list[str]:
    return [name for name, mark in zip(names, marks, strict=True) if mark]


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
    result: list[tuple[float, int, FloatArray]] = []
    # Only the start first: the search begins from a point that was measured.
    size, left = 1, 1 + trials
    while left:
        asked = [study.ask() for _ in range(min(size, left))]
        points = [_point(problem, trial) for trial in asked]
        measured = worlds.moments(points, seeds)
        for trial, point, moments in zip(asked, points, measured, strict=True):
            objective = problem.objective(point, moments)
            study.tell(trial, objective)
            result.append((objective, trial.number, point))
        left -= len(asked)
        size = _generation(problem)
    worlds.end()
    best: list[FloatArray] = []
    for _, _, point in sorted(result, key=lambda one: one[:2]):
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
