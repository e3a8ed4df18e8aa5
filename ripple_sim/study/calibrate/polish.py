"""The local polish: least squares from the best points of the search, with more worlds each."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ripple_sim.study.calibrate.problem import PRIOR_SD, FloatArray
from ripple_sim.study.calibrate.simulations import Simulations, rounded, slopes


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
