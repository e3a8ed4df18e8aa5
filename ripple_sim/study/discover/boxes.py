"""Boxes that hold most of the points of interest, found by PRIM, and how well they fit."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ripple_sim.scenario.problems import RippleError
from ripple_sim.study.compare.outcomes import NONE, Range
from ripple_sim.study.core.intervals import chance_interval

if TYPE_CHECKING:
    import pandas as pd

Bools = NDArray[np.bool_]

SIGNIFICANT = 0.05
FEWEST = 5  # points of interest, and others, from which a box can be found
_SMALLEST = 0.05  # share of the points a box holds at least
# Shares of a box cut off at a time. Small ones trace ends finely (EMA's own is 0.05), but among few
# points a single one of interest stops them by chance.
_PEELS = (0.05, 0.1, 0.2)
_ALL_BUT_NOTHING = 0.01  # EMA drops a box of a lower density; the choice below is stricter


@dataclass(frozen=True)
class Limit:
    """One side of a box, or the values it keeps.

    Attributes
    ----------
    path
        What is limited.
    low, high
        The ends; infinite where the box is open. Not a number where ``values`` are kept.
    values
        The values kept, where they are listed.
    quasi_p_low, quasi_p_high
        How easily points drawn at random from the box without that end would be as dense as those
        in it (a one-sided binomial test, Bryant and Lempert 2010); NaN where the end is open. Of
        kept values, both are the same. A quasi p: the ends were chosen with the same points.
    """

    path: str
    low: float = -np.inf
    high: float = np.inf
    values: tuple[str, ...] = ()
    quasi_p_low: float = np.nan
    quasi_p_high: float = np.nan

    def holds(self, column: Any) -> Bools:
        """Return which values of a column lie within."""
        if self.values:
            return np.isin(np.asarray(column, dtype=str), self.values)
        numbers = np.asarray(column, dtype=np.float64)
        return np.asarray((numbers >= self.low) & (numbers <= self.high))


Limits = tuple[Limit, ...]


def inside(limits: Limits, points: pd.DataFrame) -> Bools:
    """Return which points (a column a factor) lie within all limits."""
    held = np.ones(len(points), dtype=bool)
    for limit in limits:
        held &= limit.holds(points[limit.path])
    return held


def find_boxes(
    points: pd.DataFrame, interest: Bools, most_limits: int = 3, most_boxes: int = 3
) -> tuple[list[Limits], list[Any]]:
    """Return boxes, the first found first, and the workbench's Prim object of each.

    Of each of PRIM's trajectories the box is taken that goes with the points of interest most
    closely, among those with at most so many limited factors; limits whose quasi p exceeds 5 % are
    given up again. Later boxes are found among the points outside of the earlier ones.

    Parameters
    ----------
    points
        A column a factor: numbers or texts.
    interest
        Which points are of interest, shape (points,).
    most_limits, most_boxes
        Limited factors of a box, and boxes, at most.

    Returns
    -------
    list, list
        Empty where fewer than five points are of interest or are not, or no limit is more than
        chance.
    """
    prim_of = load_prim()
    typed = _typed(points)
    rest = np.ones(len(points), dtype=bool)
    boxes: list[Limits] = []
    prims = []
    with _quiet():
        while len(boxes) < most_boxes:
            there = interest[rest]
            if min(int(there.sum()), int((~there).sum())) < FEWEST:
                break
            limits, prim = _best_box(prim_of, typed[rest], there.astype(np.int64), most_limits)
            if not limits:
                break
            boxes.append(limits)
            prims.append(prim)
            rest &= ~inside(limits, points)
    return boxes, prims


def load_prim() -> Any:
    """Return the workbench's Prim, or raise a RippleError that says how to install it."""
    try:
        with _quiet():
            from ema_workbench.analysis.prim import Prim
    except ImportError:
        raise RippleError(
            'scenario discovery needs the EMA Workbench; install it with: pip install "ripple_sim[experiments]"'
        ) from None
    return Prim


@contextmanager
def _quiet() -> Iterator[None]:
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        # The workbench warns of what it could use besides and of its own use of pandas.
        warnings.simplefilter("ignore")
        yield


def _typed(points: pd.DataFrame) -> pd.DataFrame:
    """Return numbers as floats and all else as texts, the two kinds that PRIM peels alike."""
    import pandas as pd

    columns = {}
    for name in points.columns:
        numeric = pd.api.types.is_numeric_dtype(points[name]) and points[name].dtype != bool
        columns[name] = points[name].astype(float if numeric else str)
    return pd.DataFrame(columns)


def _best_box(prim_of: Any, points: pd.DataFrame, interest: NDArray[np.int64], most_limits: int) -> tuple[Limits, Any]:
    """Return the limits of the best box, and the Prim that found it.

    A first search over all factors tells which matter; early in its way it also cuts where nothing
    is to be gained, so that the second looks along those that matter only (after Kwakkel 2019).
    """
    names = list(points.columns)
    limits: Limits = ()
    prim = None
    for most in (len(names), most_limits):
        phi, prim, box, best = max(
            (_tried(prim_of, points[names], interest, most, peel) for peel in _PEELS), key=lambda tried: tried[0]
        )
        if phi <= 0:
            return (), prim
        chosen = _without_chance(box, best)
        strength = {name: _strongest(sides) for name, sides in box.qp[chosen].items()}
        names = sorted(strength, key=lambda name: strength[name])[:most_limits]
        if not names:
            return (), prim
        box.select(chosen)
        limits = _limits(prim, box, chosen)
    return limits, prim


def _tried(
    prim_of: Any, points: pd.DataFrame, interest: NDArray[np.int64], most_limits: int, peel: float
) -> tuple[float, Any, Any, int]:
    """Return the best box of a search that cuts off so much at a time, after how good it is."""
    smallest = max(_SMALLEST, FEWEST / len(points))
    prim = prim_of(points, interest, threshold=_ALL_BUT_NOTHING, mass_min=smallest, peel_alpha=peel)
    box = prim.find_box()
    phi, best = _closest(box, float(interest.mean()), most_limits)
    return phi, prim, box, best


def _closest(box: Any, usual: float, most_limits: int) -> tuple[float, int]:
    """Return how closely the best box of a trajectory goes with the points of interest, and which.

    That is the largest correlation of two yes-or-no figures (phi, Matthews 1975), lying in the box
    and being of interest: neither the largest coverage nor the largest density, and not flattered
    where nearly all points are of interest. Zero where no box is better than none.
    """
    path = box.peeling_trajectory
    there, both = path["n"].to_numpy(float), path["k"].to_numpy(float)
    count, wanted = there[0], both[0]
    density, limited = path["density"].to_numpy(float), path["res_dim"].to_numpy()
    fitting = (limited > 0) & (limited <= most_limits) & (density > usual) & (there < count)
    spread = there * (count - there) * wanted * (count - wanted)
    phi = (count * both - there * wanted) / np.sqrt(np.maximum(spread, 1.0))
    phi = np.where(fitting, phi, 0.0)
    return float(phi.max()), int(phi.argmax())


def _without_chance(box: Any, chosen: int) -> int:
    """Give up limited factors whose every limit may be chance, the weakest first."""
    while True:
        weak = {name: _strongest(sides) for name, sides in box.qp[chosen].items() if _strongest(sides) > SIGNIFICANT}
        if not weak:
            return chosen
        box.drop_restriction(max(weak, key=lambda name: weak[name]), chosen)
        chosen = len(box.peeling_trajectory) - 1


def _limits(prim: Any, box: Any, chosen: int) -> Limits:
    ends, whole = box.box_lims[chosen], prim.box_init
    limits = []
    for name, sides in sorted(box.qp[chosen].items(), key=lambda item: _strongest(item[1])):
        p_low, p_high = (float(p) if p >= 0 else np.nan for p in sides)
        if isinstance(whole[name].iloc[0], set):
            kept = tuple(sorted(str(value) for value in ends[name].iloc[0]))
            limits.append(Limit(name, np.nan, np.nan, kept, p_low, p_low))
            continue
        low, high = (float(end) for end in ends[name])
        lowest, highest = (float(end) for end in whole[name])
        limits.append(
            Limit(
                name,
                low if low > lowest and p_low <= SIGNIFICANT else -np.inf,
                high if high < highest and p_high <= SIGNIFICANT else np.inf,
                (),
                p_low if low > lowest and p_low <= SIGNIFICANT else np.nan,
                p_high if high < highest and p_high <= SIGNIFICANT else np.nan,
            )
        )
    return tuple(limits)


def _strongest(sides: Any) -> float:
    return min((float(p) for p in sides if p >= 0), default=1.0)


@dataclass(frozen=True)
class Share:
    """A share of points with its intervals (Wilson 1927), from 0 to 1; NaN where there are none."""

    hits: int
    count: int

    @property
    def value(self) -> float:
        """The share."""
        return self.hits / self.count if self.count else np.nan

    def interval(self, level: float) -> Range:
        """Return its interval at a level such as 0.80."""
        return chance_interval(self.hits, self.count, level) if self.count else NONE


@dataclass(frozen=True)
class Box:
    """A box with how well it fits.

    Attributes
    ----------
    limits
        What it limits, the strongest first.
    coverage, density
        Which share of the points of interest lies in it, and which share of the points in it are
        of interest: at points that it wasn't found with. Points of an earlier box don't lie in a
        later one.
    coverage_found, density_found
        The same at the points it was found with, which flatter it.
    """

    limits: Limits
    coverage: Share
    density: Share
    coverage_found: Share
    density_found: Share


def shares(held: Bools, interest: Bools) -> tuple[Share, Share]:
    """Return coverage and density of the points that a box holds, shape (points,) each."""
    both = int((held & interest).sum())
    return Share(both, int(interest.sum())), Share(both, int(held.sum()))
