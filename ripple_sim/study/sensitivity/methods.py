"""Morris' and Sobol's methods as SALib has them: samples and indices of any function."""

from __future__ import annotations

import warnings
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ripple_sim.scenario.problems import RippleError

if TYPE_CHECKING:
    import pandas as pd

Method: TypeAlias = Literal["morris", "sobol"]
Floats: TypeAlias = NDArray[np.float64]
LEVELS = 4
RESAMPLES = 1000
CONFIDENCE = 0.95
FEWEST_GROUPS = 2

_COLUMNS = {
    "morris": {"mu": "mu", "mu_star": "mu_star", "mu_star_conf": "mu_star_half", "sigma": "sigma"},
    "sobol": {"S1": "first", "S1_conf": "first_half", "ST": "total", "ST_conf": "total_half"},
}


@dataclass(frozen=True)
class Indices:
    """How strongly each factor moves an outcome.

    Attributes
    ----------
    table
        A row a factor, in the problem's order. Morris: ``mu`` and ``mu_star``, the mean effect and
        the mean absolute effect of moving a factor over its whole range, in the outcome's unit,
        ``mu_star_half`` of the interval, ``sigma``, the spread of the effects. Sobol: ``first`` and
        ``total`` shares of the variance (0 to 1) with ``first_half`` and ``total_half``.
    pair, pair_half
        Shares that each two factors hold together beyond what each holds alone, and half of their
        intervals; squares, NaN on and below the diagonal. None unless asked for.
    found
        What SALib returned.
    left_out
        Groups of points left out because one of them has no value.
    """

    table: pd.DataFrame
    pair: pd.DataFrame | None = None
    pair_half: pd.DataFrame | None = None
    found: Any = field(default=None, repr=False)
    left_out: int = 0


def load_salib() -> Any:
    """Return SALib with its methods, or raise a RippleError that says how to install it."""
    try:
        import SALib.analyze.morris
        import SALib.analyze.sobol
        import SALib.sample.morris
        import SALib.sample.sobol
    except ImportError:
        raise RippleError('sensitivity needs SALib; install it with: pip install "ripple_sim[experiments]"') from None
    return SALib


def sample(problem: dict[str, Any], method: Method, n: int, seed: int, pairs: bool) -> Floats:
    """Return the points a method asks for, in the problem's bounds, shape (points, factors).

    Parameters
    ----------
    n
        Trajectories of Morris (``n * (factors + 1)`` points), or base points of Sobol, rounded up
        to a power of 2 (``n * (factors + 2)`` points, with pairs ``n * (2 * factors + 2)``).
    pairs
        Whether Sobol's method is to tell the interactions of each two factors.
    """
    salib = load_salib()
    if method == "morris":
        points = salib.sample.morris.sample(problem, n, num_levels=LEVELS, seed=seed)
    else:
        count = 1 << max(n - 1, 1).bit_length()
        points = salib.sample.sobol.sample(problem, count, calc_second_order=pairs, seed=seed)
    return np.asarray(points, dtype=np.float64)


def analyse(problem: dict[str, Any], method: Method, points: Floats, values: Floats, seed: int, pairs: bool) -> Indices:
    """Return indices of each factor with 95 % bootstrap intervals, and of each pair if asked.

    Groups of points (a trajectory, or a base point with its changes) of which one has no value are
    left out whole.

    Raises
    ------
    RippleError
        When nothing moves the outcome, or too few points have a value.
    """
    salib = load_salib()
    size = points_in_a_group(problem["num_vars"], method, pairs)
    complete = np.isfinite(values).reshape(-1, size).all(axis=1)
    if complete.sum() < FEWEST_GROUPS:
        raise RippleError("too many runs failed to tell what moves the outcome")
    kept = np.repeat(complete, size)
    points, values = points[kept], values[kept]
    if np.ptp(values) == 0:
        raise RippleError("nothing that varies moves the outcome")
    # SALib takes a seed of 0 for none, and the intervals would differ from run to run.
    asked = {"num_resamples": RESAMPLES, "conf_level": CONFIDENCE, "seed": seed + 1}
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        # A bootstrap that draws groups of one value has no variance; its index is not counted.
        warnings.simplefilter("ignore")
        if method == "morris":
            found = salib.analyze.morris.analyze(problem, points, values, num_levels=LEVELS, **asked)
        else:
            found = salib.analyze.sobol.analyze(problem, values, calc_second_order=pairs, **asked)
    return _indices(problem, method, found, pairs, int((~complete).sum()))


def points_in_a_group(factors: int, method: Method, pairs: bool) -> int:
    """Return how many points differ step by step from one another and count only together."""
    if method == "morris":
        return factors + 1
    return 2 * factors + 2 if pairs else factors + 2


def _indices(problem: dict[str, Any], method: Method, found: Any, pairs: bool, left_out: int) -> Indices:
    import pandas as pd

    names = problem["names"]
    table = pd.DataFrame(
        {ours: np.asarray(found[theirs], dtype=np.float64) for theirs, ours in _COLUMNS[method].items()},
        index=pd.Index(names, name="path"),
    )
    if method == "sobol" and pairs:
        square, half = (pd.DataFrame(found[name], names, names) for name in ("S2", "S2_conf"))
        return Indices(table, square, half, found, left_out)
    return Indices(table, None, None, found, left_out)
