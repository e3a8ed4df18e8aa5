"""Designs: which points of a space of factors are run."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import Literal, TypeAlias

from ripple_sim.scenario.problems import RippleError
from ripple_sim.study.sweep.factors import Factor, Point

Kind: TypeAlias = Literal["grid", "latin_hypercube", "sobol"]
KINDS: tuple[Kind, ...] = ("grid", "latin_hypercube", "sobol")
MOST_POINTS = 1_000_000


def points(factors: Sequence[Factor], kind: Kind, size: int, seed: int) -> tuple[Point, ...]:
    """Return the points of a design, each once.

    Parameters
    ----------
    factors
        What varies; without any, the one point is the company itself.
    kind
        ``grid`` crosses all values, of a range ``size`` evenly spread ones; ``latin_hypercube``
        (McKay, Beckman and Conover 1979) and ``sobol`` (scrambled, Owen 1998) spread ``size``
        points over the space.
    size, seed
        A larger Sobol design begins with the points of a smaller one of the same seed.

    Raises
    ------
    RippleError
        When a grid has more points than any study can run.
    """
    if not factors:
        return ((),)
    if kind == "grid":
        steps = [one.steps(size) for one in factors]
        count = 1
        for values in steps:
            count *= len(values)
        if count > MOST_POINTS:
            raise RippleError(
                f"the grid has {count:,} points; at most {MOST_POINTS:,} can be run, "
                "and a latin_hypercube or sobol design needs far fewer"
            )
        return tuple(product(*steps))
    from scipy.stats import qmc

    if kind == "sobol":
        # A whole power of 2 keeps the sequence's balance; its beginning is as good as any.
        power = max(size - 1, 1).bit_length()
        shares = qmc.Sobol(len(factors), scramble=True, seed=seed).random_base2(power)[:size]
    else:
        shares = qmc.LatinHypercube(len(factors), seed=seed).random(size)
    return tuple(tuple(one.at(float(share)) for one, share in zip(factors, row, strict=True)) for row in shares)
