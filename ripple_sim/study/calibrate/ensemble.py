"""An ensemble: parameter sets drawn from the approximate posterior that fit about equally well."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np

from ripple_sim.study.calibrate.problem import NINETY, FloatArray, Problem, means
from ripple_sim.study.calibrate.simulations import Simulations, rounded
from ripple_sim.study.calibrate.uncertainty import Uncertainty

SPREADS = (1.0, 0.7, 0.5, 0.35, 0.25, 0.15)
"""Shares of the posterior's spread that are tried, one after the other."""

TRIES = 2
"""Draws simulated at one spread, per member wanted, before the spread is shrunk."""

LEVEL = 0.90
"""Members lie in the joint region of this level around the fit."""

_BLOCK = 64
_BLOCKS = 64


@dataclass(frozen=True)
class Ensemble:
    """Members, how they were found, and how many of the draws became members.

    Parameters
    ----------
    points
        The members, shape (members, parameters).
    tried
        Draws that were simulated.
    spread
        The smallest share of the posterior's spread that was needed.
    """

    points: list[FloatArray]
    tried: int
    spread: float


def allowed(problem: Problem, moments: FloatArray) -> float:
    """Return how far a member's mean moments may lie from the published values.

    In squared half widths, summed over the targets: the distance of the fit itself, whose
    ``moments`` have the shape (seeds, targets), and as much more as the joint region of ``LEVEL``
    reaches for so many parameters. A half width counts as 1.645 standard errors of what was
    published, as in :mod:`.uncertainty`.
    """
    from scipy.stats import chi2

    further = float(chi2.ppf(LEVEL, len(problem.free))) / NINETY**2
    return distance(problem, means(moments)) + further


def distance(problem: Problem, mean: FloatArray) -> float:
    """Return the distance of mean moments from the published values, in squared half widths."""
    published = np.array([one.value for one in problem.targets])
    return float((((mean - published) / problem.scales) ** 2).sum())


def fits(problem: Problem, moments: FloatArray, most: float) -> bool:
    """Say whether a draw's worlds, shape (seeds, targets), make it a member.

    Every moment was measured in every world, and together they lie no further than ``most``.
    """
    if not np.isfinite(moments).all():
        return False
    return distance(problem, moments.mean(axis=0)) <= most


def ensemble(worlds: Simulations, posterior: Uncertainty, seeds: Sequence[int], size: int, seed: int) -> Ensemble:
    """Draw, simulate and keep at least ``size`` sets of parameters that fit about equally well.

    Draws are quasi-random (Sobol) normal ones with the posterior's covariance; those outside the
    ranges are dropped unseen.  Where too few of a spread's draws become members the spread shrinks;
    members found before stay.  Fewer than ``size`` are returned if even the smallest doesn't do.
    """
    most = allowed(worlds.problem, worlds.moments([posterior.point], seeds)[0])
    worlds.begin("ensemble", len(SPREADS) * TRIES * size * len(seeds))
    members: list[FloatArray] = []
    tried, spread = 0, SPREADS[0]
    for i, spread in enumerate(SPREADS):
        draws = _draws(posterior, spread, seed + i)
        left = TRIES * size
        while left and len(members) < size:
            batch = list(islice(draws, min(size, left)))
            if not batch:
                break
            for point, moments in zip(batch, worlds.moments(batch, seeds), strict=True):
                if fits(worlds.problem, moments, most):
                    members.append(point)
            tried += len(batch)
            left -= len(batch)
        if len(members) >= size:
            break
    worlds.end()
    return Ensemble(members, tried, spread)


def _draws(posterior: Uncertainty, spread: float, seed: int) -> Iterator[FloatArray]:
    from scipy.special import ndtri
    from scipy.stats import qmc

    count = len(posterior.point)
    values, vectors = np.linalg.eigh(posterior.covariance)
    root = vectors * np.sqrt(np.maximum(values, 0.0))
    sequence = qmc.Sobol(count, scramble=True, seed=seed)
    for _ in range(_BLOCKS):
        # A scrambled point may be exactly 0, whose normal quantile is infinite.
        uniforms = np.clip(sequence.random(_BLOCK), 1e-9, 1 - 1e-9)
        for row in posterior.point + spread * ndtri(uniforms) @ root.T:
            if ((row >= 0.0) & (row <= 1.0)).all():
                yield rounded(row)
