"""Numbers with as many digits as count."""

from __future__ import annotations

import math
from decimal import Decimal

from ripple_sim.wording.wording import Wording


def significant(words: Wording, value: float, digits: int = 6) -> str:
    """Return a number with so many digits that count, without zeros at its end."""
    if not math.isfinite(value):
        return words.number(value)
    return words.number(float(f"{value:.{digits}g}"), decimals_of(value, digits))


def decimals_of(value: float, digits: int = 6) -> int:
    """Return how many digits after its point a number needs, so many counting at most."""
    exponent = Decimal(f"{value:.{digits}g}").normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
