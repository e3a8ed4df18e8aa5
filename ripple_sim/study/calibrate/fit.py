"""The result of a calibration, and its file."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ripple_sim.scenario.checked_files import DamagedError, from_checked_json, to_checked_json, write_whole
from ripple_sim.scenario.problems import RippleError
from ripple_sim.study.calibrate.problem import PRIOR_SD, FloatArray, Free, Problem, Target
from ripple_sim.study.calibrate.simulations import Simulations, rounded, slopes

if TYPE_CHECKING:
    import pandas as pd

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


@dataclass(frozen=True)
class Fit:
    """Fitted parameters, how well they are known, and what they bring about.

    Parameters
    ----------
    free, targets
        The problem.
    fingerprint
        The model it was fitted with, as the caller named it.
    values, standard_errors, intervals
        By parameter, in its own unit; intervals are 90 % ones clipped to the range.
    weak
        Parameters whose interval is more than half as wide as before any evidence.
    moments, moment_errors
        By name, the mean over the fit's worlds at the fitted values and its standard error; all
        moments the simulation returned, targets or not (errors of targets only).
    inside
        By target, whether the mean lies inside its acceptance range.
    objective
        Sum of squared distances (half acceptance widths) and of the pull towards the start.
    information
        By target and parameter, the share of what is known of the parameter that the target
        brings; ``"(start)"`` is the share of the prior.
    growth
        By target and parameter, how many times the standard error grows without the target.
    singular_values
        Largest first; each below 1 is a direction known from the prior rather than from targets.
    ensemble, ensemble_moments
        Parameter sets that fit about equally well, and their mean moments.
    acceptance
        Share of the simulated draws that became members; NaN where none was drawn.
    spread
        Smallest share of the posterior's spread that the ensemble needed.
    notes
        What a reader should know, a sentence each.
    """

    free: tuple[Free, ...]
    targets: tuple[Target, ...]
    fingerprint: str
    values: dict[str, float]
    standard_errors: dict[str, float]
    intervals: dict[str, tuple[float, float]]
    weak: tuple[str, ...]
    moments: dict[str, float]
    moment_errors: dict[str, float]
    inside: dict[str, bool]
    objective: float
    information: dict[str, dict[str, float]]
    growth: dict[str, dict[str, float]]
    singular_values: tuple[float, ...]
    ensemble: list[dict[str, float]]
    ensemble_moments: list[dict[str, float]]
    acceptance: float
    spread: float
    notes: tuple[str, ...]

    def table(self) -> pd.DataFrame:
        """Return the parameters, a row each: value, error, interval, and who informs it most."""
        import pandas as pd

        rows = []
        for one in self.free:
            shares = {name: row[one.path] for name, row in self.information.items()}
            rows.append(
                {
                    "parameter": one.path,
                    "start": one.start,
                    "fitted": self.values[one.path],
                    "standard_error": self.standard_errors[one.path],
                    "low": self.intervals[one.path][0],
                    "high": self.intervals[one.path][1],
                    "weakly_identified": one.path in self.weak,
                    "informed_by": max(shares, key=shares.__getitem__),
                }
            )
        return pd.DataFrame(rows).set_index("parameter")

    def target_table(self) -> pd.DataFrame:
        """Return the targets, a row each: published value and range beside the simulated mean."""
        import pandas as pd

        rows = [
            {
                "target": one.name,
                "published": one.value,
                "low": one.low,
                "high": one.high,
                "simulated": self.moments.get(one.name, math.nan),
                "standard_error": self.moment_errors[one.name],
                "inside": self.inside[one.name],
            }
            for one in self.targets
        ]
        return pd.DataFrame(rows).set_index("target")

    def identification(self) -> pd.DataFrame:
        """Return which target informs which parameter, a row for each pair."""
        import pandas as pd

        rows = [
            {
                "target": name,
                "parameter": path,
                "information": share,
                "error_grows": self.growth.get(name, {}).get(path, math.nan),
            }
            for name, row in self.information.items()
            for path, share in row.items()
        ]
        return pd.DataFrame(rows).set_index(["target", "parameter"])

    def save(self, path: str | Path) -> None:
        """Write the fit to a JSON file; the file is never seen half written."""
        target = Path(path)
        text = to_checked_json(_plain(asdict(self)), indent=1)
        try:
            write_whole(target, text + "\n")
        except OSError as problem:
            raise RippleError(f"{target} can't be written: {problem.strerror}") from None

    @classmethod
    def load(cls, path: str | Path) -> Fit:
        """Read a fit that :meth:`save` wrote.

        Raises
        ------
        RippleError
            When it can't be read, or a byte of it is another.
        """
        try:
            data = from_checked_json(Path(path).read_bytes())
            data = {one.name: data[one.name] for one in fields(cls)}
            data["free"] = tuple(Free(**one) for one in data["free"])
            data["targets"] = tuple(Target(**one) for one in data["targets"])
            data["intervals"] = {name: tuple(ends) for name, ends in data["intervals"].items()}
            for name in ("weak", "singular_values", "notes"):
                data[name] = tuple(data[name])
            for name in ("moments", "moment_errors"):
                data[name] = _numbers(data[name])
            data["ensemble_moments"] = [_numbers(one) for one in data["ensemble_moments"]]
            data["acceptance"] = _number(data["acceptance"])
        except OSError as problem:
            raise RippleError(f"{path} can't be read: {problem.strerror}") from None
        except DamagedError:
            raise RippleError(f"{path} holds no calibration, or has changed since it was written") from None
        except (ValueError, KeyError, TypeError, AttributeError):
            raise RippleError(f"{path} holds no calibration") from None
        return cls(**data)


def _plain(value: Any) -> Any:
    # JSON has no NaN.
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value


def _number(value: float | None) -> float:
    return math.nan if value is None else value


def _numbers(values: dict[str, float | None]) -> dict[str, float]:
    return {name: _number(value) for name, value in values.items()}
