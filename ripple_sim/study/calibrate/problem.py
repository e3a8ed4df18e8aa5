"""What is fitted: free parameters with a range and a start, and targets with acceptance ranges."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from ripple_sim.scenario.problems import RippleError

FloatArray: TypeAlias = NDArray[np.float64]

NINETY = 1.6448536269514722
"""Standard deviations to either side that hold 90 % of a normal distribution."""

PRIOR_SD = 0.25
"""Standard deviation of the prior around the start, as a share of the parameter's range."""

FAILED = 100.0
"""Distance of a moment that could not be measured, in half acceptance widths; the most there is."""


@dataclass(frozen=True)
class Free:
    """A parameter to be fitted.

    Parameters
    ----------
    path
        Its name, as the simulation takes it.
    low, high
        Ends of its range, in its own unit; the fit never leaves it.
    start
        The value before any evidence, inside the range.
    """

    path: str
    low: float
    high: float
    start: float

    def __post_init__(self) -> None:
        if not (math.isfinite(self.high - self.low) and self.low < self.high):
            raise RippleError(f"the range of '{self.path}' must rise, not go from {self.low} to {self.high}")
        if not self.low <= self.start <= self.high:
            raise RippleError(
                f"the start of '{self.path}', {self.start}, lies outside its range {self.low} to {self.high}"
            )


@dataclass(frozen=True)
class Target:
    """A published value to be met.

    Parameters
    ----------
    name
        Name of the moment, as the simulation returns it.
    value
        The published value.
    low, high
        The acceptance range around it.  Its half width is the unit of distance; taken as a 90 %
        interval it is also the published uncertainty.
    """

    name: str
    value: float
    low: float
    high: float

    def __post_init__(self) -> None:
        if not (math.isfinite(self.high - self.low) and self.low < self.high):
            raise RippleError(f"the acceptance range of '{self.name}' must rise, not go from {self.low} to {self.high}")
        if not self.low <= self.value <= self.high:
            raise RippleError(
                f"the published value of '{self.name}', {self.value}, "
                f"lies outside its acceptance range {self.low} to {self.high}"
            )


@dataclass(frozen=True)
class Problem:
    """Free parameters, targets, and how strongly the start values pull.

    A *point* is an array of the parameters' shares of their ranges, 0 to 1, shape (parameters,).
    """

    free: tuple[Free, ...]
    targets: tuple[Target, ...]
    pull: float = 1.0

    def __post_init__(self) -> None:
        if not self.free or not self.targets:
            raise RippleError("a calibration needs at least one free parameter and one target")
        for names in (self.paths, self.names):
            twice = sorted({name for name in names if names.count(name) > 1})
            if twice:
                raise RippleError(f"'{twice[0]}' stands twice in the calibration")
        if not (math.isfinite(self.pull) and self.pull > 0):
            raise RippleError(f"the pull towards the start must be above 0, not {self.pull}")

    @property
    def paths(self) -> tuple[str, ...]:
        """Names of the free parameters."""
        return tuple(one.path for one in self.free)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the targets."""
        return tuple(one.name for one in self.targets)

    @property
    def lows(self) -> FloatArray:
        """Low ends of the parameters' ranges, shape (parameters,)."""
        return np.array([one.low for one in self.free])

    @property
    def widths(self) -> FloatArray:
        """Widths of the parameters' ranges, shape (parameters,)."""
        return np.array([one.high - one.low for one in self.free])

    @property
    def published(self) -> FloatArray:
        """Published values, shape (targets,)."""
        return np.array([one.value for one in self.targets])

    @property
    def scales(self) -> FloatArray:
        """Half acceptance widths, the unit of distance, shape (targets,)."""
        return np.array([(one.high - one.low) / 2 for one in self.targets])

    @property
    def start(self) -> FloatArray:
        """The start values as a point."""
        return np.array([(one.start - one.low) / (one.high - one.low) for one in self.free])

    def values(self, point: FloatArray) -> dict[str, float]:
        """Return the parameters' values at a point, in their own units."""
        return {
            one.path: min(max(one.low + float(share) * (one.high - one.low), one.low), one.high)
            for one, share in zip(self.free, point, strict=True)
        }

    def point(self, values: Mapping[str, float]) -> FloatArray:
        """Return the point of some values in their own units, the nearest inside the ranges."""
        given = np.array([values[one.path] for one in self.free])
        return np.asarray(np.clip((given - self.lows) / self.widths, 0.0, 1.0))

    def distances(self, moments: FloatArray) -> FloatArray:
        """Return how far the mean moments lie from the published ones, in half acceptance widths.

        Parameters
        ----------
        moments
            One row a world, shape (seeds, targets); NaN where a moment could not be measured.

        Returns
        -------
        FloatArray
            Signed distances, shape (targets,), never beyond :data:`FAILED`.  Each world without
            the moment counts as one at that distance, so failing never pays.
        """
        known = np.isfinite(moments)
        share = known.mean(axis=0)
        distance = np.clip((means(moments) - self.published) / self.scales, -FAILED, FAILED)
        distance = np.where(share > 0, distance, FAILED)
        sign = np.where(distance < 0, -1.0, 1.0)
        signed: FloatArray = sign * (share * np.abs(distance) + (1 - share) * FAILED)
        return signed

    def residuals(self, point: FloatArray, moments: FloatArray) -> FloatArray:
        """Return the distances of the targets, then those from the start values.

        The latter are in standard deviations of the prior, times the pull; shape
        (targets + parameters,).  The objective is the sum of their squares.
        """
        away = self.pull * (point - self.start) / PRIOR_SD
        return np.concatenate([self.distances(moments), away])

    def objective(self, point: FloatArray, moments: FloatArray) -> float:
        """Return the sum of squared residuals, no unit."""
        return float(np.sum(self.residuals(point, moments) ** 2))

    def inside(self, moments: FloatArray) -> list[bool]:
        """Say for each target whether the mean moment lies inside its acceptance range."""
        return [bool(one.low <= value <= one.high) for one, value in zip(self.targets, means(moments), strict=True)]

    def identity(self, fingerprint: str) -> str:
        """Return a hash of the parameters, the targets and the model's fingerprint."""
        said: Mapping[str, object] = {
            "free": [asdict(one) for one in self.free],
            "targets": [asdict(one) for one in self.targets],
            "fingerprint": fingerprint,
        }
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def means(moments: FloatArray) -> FloatArray:
    """Return the mean over worlds of what was measured, shape (targets,); NaN where nothing was."""
    known = np.isfinite(moments)
    count = known.sum(axis=0)
    total = np.where(known, moments, 0.0).sum(axis=0)
    return np.where(count > 0, total / np.maximum(count, 1), np.nan)


def mean_errors(moments: FloatArray) -> FloatArray:
    """Return the standard errors of :func:`means`; NaN with fewer than two worlds."""
    known = np.isfinite(moments)
    count = known.sum(axis=0)
    squares = np.where(known, (moments - means(moments)) ** 2, 0.0).sum(axis=0)
    variance = squares / np.maximum(count - 1, 1) / np.maximum(count, 1)
    return np.where(count > 1, np.sqrt(variance), np.nan)
