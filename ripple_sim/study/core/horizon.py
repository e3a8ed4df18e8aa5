"""How far a study looks: weeks, and the months that a board counts in."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ripple_sim.scenario.durations import WEEKS_PER_YEAR
from ripple_sim.wording import ENGLISH, Wording

QUARTER = 13
MONTHS_PER_YEAR = 12


def month_ends(weeks: int) -> NDArray[np.int64]:
    """Return after how many weeks each month ends; the last one ends with the horizon.

    Twelve months make 52 weeks, so a month has four or five; weeks left over belong to the last.
    """
    months = max(round(weeks * MONTHS_PER_YEAR / WEEKS_PER_YEAR), 1)
    ends = np.arange(1, months + 1) * WEEKS_PER_YEAR / MONTHS_PER_YEAR
    result = np.round(ends).astype(np.int64)
    result[-1] = weeks
    return result


def horizon_in_words(weeks: int, words: Wording = ENGLISH) -> str:
    """Return ``36 months``, or ``30 weeks`` where the weeks make no whole months."""
    months = _months(weeks)
    if months is None:
        return words.count("{number} week", "{number} weeks", weeks)
    return words.count("{number} month", "{number} months", months)


def within_horizon(weeks: int, words: Wording = ENGLISH) -> str:
    """Return ``in 36 months``, or ``in 30 weeks``."""
    months = _months(weeks)
    if months is None:
        return words.count("in {number} week", "in {number} weeks", weeks)
    return words.count("in {number} month", "in {number} months", months)


def horizon_and_weeks(weeks: int, words: Wording = ENGLISH) -> str:
    """Return ``36 months (156 weeks)``, or ``30 weeks``."""
    months = _months(weeks)
    if months is None:
        return horizon_in_words(weeks, words)
    return words.count(
        "{number} month ({weeks} weeks)", "{number} months ({weeks} weeks)", months, weeks=words.number(weeks)
    )


def _months(weeks: int) -> int | None:
    """Return how many months some weeks make; None where they make no whole ones."""
    months, rest = divmod(weeks * MONTHS_PER_YEAR, WEEKS_PER_YEAR)
    return None if rest else months


def last_quarter(weeks: int) -> slice:
    """Return the last 13 weeks, in which levels are compared; all of a shorter horizon."""
    return slice(max(weeks - QUARTER, 0), weeks)
