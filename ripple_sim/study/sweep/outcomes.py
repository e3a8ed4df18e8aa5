"""What a study asks of each run: a measure over a span of weeks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ripple_sim.observe.metrics import BY_NAME, Metric, Money
from ripple_sim.observe.results import Run
from ripple_sim.scenario.problems import RippleError, near, nearest
from ripple_sim.scenario.schema import WEEKS_PER_YEAR
from ripple_sim.scenario.showing import short
from ripple_sim.wording import ENGLISH, Wording

_SPANS = "all, first year, last year, first quarter, last quarter, year 2, weeks 27 to 78"
_LENGTHS = {"year": WEEKS_PER_YEAR, "quarter": WEEKS_PER_YEAR // 4}
_KEYS = ("metric", "window", "total")


@dataclass(frozen=True)
class SweepOutcome:
    """A figure of one run.

    Attributes
    ----------
    name
        What the study calls it.
    metric
        The measure, by its name among :data:`ripple_sim.observe.metrics.METRICS`.
    first, last
        The weeks it is taken over, from 1, both included: the ratio of the sums, or for plain sums
        such as money the mean of a week.
    total
        Whether the weeks are added up; only what is counted by the week can be.
    """

    name: str
    metric: str
    first: int
    last: int
    total: bool = False

    def measure(self, run: Run) -> float:
        """Return the figure of a finished run."""
        value = run.recorder.company_over(self._metric, self.first - 1, self.last)
        return value * (self.last - self.first + 1) if self.total else value

    def unit(self, currency: str) -> str:
        """Return its unit, money in the currency given."""
        unit = self._metric.unit.replace(Money, currency)
        return unit.removesuffix("/week") if self.total else unit

    def unit_in(self, words: Wording, currency: str) -> str:
        """Return its unit in a language, money in the currency given."""
        unit = self._metric.unit
        kept = unit.removesuffix("/week") if self.total else unit
        return currency if kept == Money else words.say(kept).replace(Money, currency)

    @property
    def label(self) -> str:
        """The measure and its weeks in English."""
        return self.label_in()

    def label_in(self, words: Wording = ENGLISH) -> str:
        """Return the measure and its weeks in a language."""
        facts = {
            "measure": words.say(self._metric.label),
            "first": words.number(self.first),
            "last": words.number(self.last),
        }
        if self.total:
            return words.say("{measure}, total of weeks {first} to {last}", **facts)
        return words.say("{measure}, weeks {first} to {last}", **facts)

    @property
    def _metric(self) -> Metric:
        return BY_NAME[self.metric]


def outcome(name: str, given: object, weeks: int) -> SweepOutcome:
    """Return the outcome that an entry of a specification describes.

    Parameters
    ----------
    name
        Its name; also that of the measure where the entry names none.
    given
        A span of weeks such as ``"last year"``, or ``{"metric": "profit", "window": "all",
        "total": True}``.
    weeks
        The horizon.

    Raises
    ------
    RippleError
        When there is no such measure, or its weeks lie beyond the horizon.
    """
    entry = {"window": given} if isinstance(given, str) else given
    if not isinstance(entry, Mapping):
        raise RippleError(f"the outcome '{name}' needs a span of weeks: {_SPANS}")
    for key in entry:
        if key not in _KEYS:
            hint = nearest(str(key), _KEYS) or f"; known are {', '.join(_KEYS)}"
            raise RippleError(f"the outcome '{name}' has no '{short(str(key))}'{hint}")
    metric, total = str(entry.get("metric", name)), entry.get("total", False)
    if metric not in BY_NAME:
        raise RippleError("there is no measure '{measure}'", measure=metric, hint=near(metric, BY_NAME))
    if not isinstance(total, bool):
        raise RippleError(f"total of the outcome '{name}' must be true or false")
    if total and not BY_NAME[metric].unit.endswith("/week"):
        raise RippleError(f"'{metric}' is measured in {BY_NAME[metric].unit}, which can't be added up over weeks")
    first, last = _window(name, entry.get("window", "all"), weeks)
    return SweepOutcome(name, metric, first, last, total)


def _window(name: str, given: object, weeks: int) -> tuple[int, int]:
    words = " ".join(given.lower().split()) if isinstance(given, str) else ""
    first, last = 0, 0
    if words == "all":
        first, last = 1, weeks
    elif match := re.fullmatch(r"(first|last) (year|quarter)", words):
        length = min(_LENGTHS[match[2]], weeks)
        first, last = (1, length) if match[1] == "first" else (weeks - length + 1, weeks)
    elif match := re.fullmatch(r"(year|quarter) (\d{1,4})", words):
        length = _LENGTHS[match[1]]
        first, last = (int(match[2]) - 1) * length + 1, int(match[2]) * length
    elif match := re.fullmatch(r"weeks? (\d{1,4})(?: to (\d{1,4}))?", words):
        first, last = int(match[1]), int(match[2] or match[1])
    else:
        raise RippleError(f"the outcome '{name}' needs a span of weeks: {_SPANS}")
    if not 1 <= first <= last <= weeks:
        raise RippleError(f"the outcome '{name}' looks at weeks {first} to {last} of a study of {weeks} weeks")
    return first, last
