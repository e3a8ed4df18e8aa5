"""How well the targets determine the parameters, and an ensemble of sets that fit about equally."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np

from ripple_sim.study.calibrate.problem import NINETY, PRIOR_SD, FloatArray, Problem, means
from ripple_sim.study.calibrate.simulations import Simulations, rounded, slopes


@dataclass(frozen=True)
class Uncertainty:
    """The approximate posterior around a fitted point, in shares of the parameters' ranges.

    Parameters
    ----------
    point
        The fitted point, shape (parameters,).
    covariance
        Its covariance, shape (parameters, parameters).
    information
        Share of what is known of a parameter that each target brings, the last row the prior's;
        shape (targets + 1, parameters), columns add up to 1.
    growth
        How many times a parameter's standard error grows without a target, shape
        (targets, parameters).
    singular_values
        Of the slopes in standard deviations of the targets per standard deviation of the prior,
        largest first: below 1 a direction is known from the prior rather than from targets.
    """

    point: FloatArray
    covariance: FloatArray
    information: FloatArray
    growth: FloatArray
    singular_values: FloatArray

    @property
    def errors(self) -> FloatArray:
        """Standard errors, shape (parameters,)."""
        return np.sqrt(np.diag(self.covariance))

    def intervals(self) -> FloatArray:
        """Return 90 % intervals clipped to the ranges, shape (parameters, 2)."""
        return _ninety(self.point, self.errors)

    def weak(self, problem: Problem) -> list[bool]:
        """Say for each parameter whether its interval is wider than half the prior's."""
        prior = _ninety(problem.start, np.full(len(problem.free), PRIOR_SD))
        width, before = np.diff(self.intervals())[:, 0], np.diff(prior)[:, 0]
        return [bool(one) for one in width > before / 2]


def uncertainty(worlds: Simulations, point: FloatArray, seeds: Sequence[int], step: float) -> Uncertainty:
    """Return the uncertainty of a fitted point, from the slopes of the moments around it."""
    problem = worlds.problem
    worlds.begin("uncertainty", (1 + 2 * len(point)) * len(seeds))
    moments = worlds.moments([point], seeds)[0]
    J = slopes(worlds, point, seeds, step)
    worlds.end()
    S = noise(problem, moments)
    covariance = sandwich(J, S, problem.scales, problem.pull)
    spread = np.sqrt(np.diag(S))
    return Uncertainty(
        point=point,
        covariance=covariance,
        information=_information(J, spread),
        growth=_growth(J, S, problem, covariance),
        singular_values=np.asarray(np.linalg.svd(J / spread[:, None] * PRIOR_SD, compute_uv=False), dtype=np.float64),
    )


def noise(problem: Problem, moments: FloatArray) -> FloatArray:
    """Return the covariance of (simulated mean - published value), shape (targets, targets).

    The acceptance range counts as a 90 % interval of the published value; the simulation adds the
    covariance of its mean over the worlds in which all moments were measured.
    """
    published: FloatArray = np.diag((problem.scales / NINETY) ** 2)
    whole = moments[np.isfinite(moments).all(axis=1)]
    if len(whole) < 2:
        return published
    return published + np.atleast_2d(np.cov(whole, rowvar=False)) / len(whole)


def sandwich(J: FloatArray, S: FloatArray, scales: FloatArray, pull: float) -> FloatArray:
    """Return the covariance of the estimate, shape (parameters, parameters).

    The estimate u solves J'W (m(u) - t) + P (u - u0) = 0 with W = diag(1 / scales^2) and
    P = (pull / prior sd)^2 I.  Around the truth its error is
    H^-1 [J'W (t - m) + P (u0 - u)] with H = J'WJ + P, and so its covariance

        H^-1 (J'W S W J + P C P) H^-1,      C = (prior sd)^2 I.

    Without any information (J = 0) this is C, the prior's.  Gourieroux, Monfort and Renault
    (1993), "Indirect inference", for the first part.
    """
    WJ = J / scales[:, None] ** 2
    P = (pull / PRIOR_SD) ** 2 * np.eye(J.shape[1])
    inverse = np.linalg.inv(J.T @ WJ + P)
    middle = WJ.T @ S @ WJ + P @ P * PRIOR_SD**2
    covariance: FloatArray = inverse @ middle @ inverse
    return (covariance + covariance.T) / 2


def _information(J: FloatArray, spread: FloatArray) -> FloatArray:
    rows = np.vstack([(J / spread[:, None]) ** 2, np.full(J.shape[1], PRIOR_SD**-2)])
    shares: FloatArray = rows / rows.sum(axis=0)
    return shares


def _growth(J: FloatArray, S: FloatArray, problem: Problem, covariance: FloatArray) -> FloatArray:
    rows = []
    for i in range(len(J)):
        kept = np.arange(len(J)) != i
        without = sandwich(J[kept], S[np.ix_(kept, kept)], problem.scales[kept], problem.pull)
        rows.append(np.sqrt(np.diag(without) / np.diag(covariance)))
    return np.array(rows)


def _ninety(point: FloatArray, errors: FloatArray) -> FloatArray:
    half = NINETY * errors
    return np.clip(np.stack([point - half, point + half], axis=1), 0.0, 1.0)


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
