"""Which of several plans is best: in expectation, and in single futures; and what choosing costs.

Both questions are asked of the same pairs, in which all plans have the same luck. Leaving all
plans aside is one of the choices.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ripple_sim.study.core.intervals import mean_of

Floats = NDArray[np.float64]
DRAWS = 4096  # a power of two, as Sobol's points want it


@dataclass(frozen=True)
class Ranking:
    """How choices stand, each array of the shape (choices,).

    Attributes
    ----------
    mean
        The value expected.
    best_expected
        The probability that the choice has the highest expected value, as far as the pairs tell.
    best_single
        The share of single futures in which it turns out best.
    regret_expected
        What choosing it is expected to lose against the choice that is truly best in expectation.
    regret_single
        The mean loss against the choice that turns out best, which nobody knows beforehand.
    """

    mean: Floats
    best_expected: Floats
    best_single: Floats
    regret_expected: Floats
    regret_single: Floats


def rank(values: Floats) -> Ranking:
    """Rank choices by their values in the same futures, shape (pairs, choices)."""
    mean, _ = mean_of(values)
    likely = likely_means(values)
    return Ranking(mean, _share_best(likely), _share_best(values), _regret(likely), _regret(values))


def likely_means(values: Floats) -> Floats:
    """Return sets of means that the pairs leave likely, shape (draws, choices).

    From the multivariate t distribution around the means found: what a flat prior makes of normal
    values. The points are Sobol's, evenly spread and the same at every call.
    """
    from scipy.special import chdtri, ndtri
    from scipy.stats.qmc import Sobol

    pairs, choices = values.shape
    mean, _ = mean_of(values)
    covariance = np.atleast_2d(np.cov(values, rowvar=False)) / pairs
    strengths, directions = np.linalg.eigh(covariance)
    sobol = Sobol(choices + 1, scramble=False)
    sobol.fast_forward(1)  # the first point lies in the corner, where a normal is endless
    points = sobol.random(DRAWS)
    normal = ndtri(points[:, :choices]) * np.sqrt(np.maximum(strengths, 0.0)) @ directions.T
    spread = np.sqrt((pairs - 1) / chdtri(pairs - 1, points[:, choices]))
    return np.asarray(mean + normal * spread[:, None])


def _share_best(values: Floats) -> Floats:
    """Return how often each choice is the best; those equally good share the place."""
    best = values == values.max(axis=1, keepdims=True)
    return np.asarray((best / best.sum(axis=1, keepdims=True)).mean(axis=0))


def _regret(values: Floats) -> Floats:
    return np.asarray((values.max(axis=1, keepdims=True) - values).mean(axis=0))
