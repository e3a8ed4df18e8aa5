"""Arguments that many functions share: companies, seeds, times, workers, who says it."""

from __future__ import annotations

from pathlib import Path

from ripple_sim.scenario.durations import LONGEST_HORIZON
from ripple_sim.scenario.readers import LONGEST_PATH, Having, Maybe, OfKind, Reader, Refused, Text, Whole, real_number
from ripple_sim.scenario.schema import Scenario
from ripple_sim.wording import Phrase, Sayable, mark

LARGEST_SEED = 2**32 - 1
MOST_WORKERS = 1024
MOST_REPLICATIONS = 100_000
_LONGEST_TIME = 80


class Named:
    """A thing itself, or the name or path it is read from."""

    def __init__(self, what: str, *kinds: type) -> None:
        self.what, self.kinds = what, kinds

    @property
    def expects(self) -> Sayable:
        """What is allowed."""
        return Phrase(self.what)

    def read(self, value: object) -> object:
        """Return the thing as it is, and a name or path as a text or path."""
        if isinstance(value, self.kinds):
            return value
        # What is wrong with a name or a path, reading it tells.
        if isinstance(value, str) and len(value) <= LONGEST_PATH:
            return str(value)
        if not isinstance(value, Path) or len(str(value)) > LONGEST_PATH:
            raise Refused
        return value


class Time:
    """A time, as a number of weeks or a text; whoever takes it knows how long it may be."""

    @property
    def expects(self) -> Sayable:
        """What is allowed."""
        return Phrase('a whole number of weeks, or a time such as "36mo" or "3 years"')

    def read(self, value: object) -> str | int:
        """Return a text, or a whole number of weeks."""
        if isinstance(value, str) and len(value) <= _LONGEST_TIME:
            return str(value)
        number = real_number(value)
        if number is None or not abs(number) < 1e9 or number != int(number):
            raise Refused
        return int(number)


SCENARIO: Reader = OfKind(mark("a scenario, such as load() returns"), Scenario)
COMPANY: Reader = Named(mark("a preset's name, the path of a scenario file, or a scenario"), Scenario)
NAME_OR_PATH: Reader = Named(mark("a name, or the path of a file"))
TIME: Reader = Time()
WEEKS: Reader = Whole(1, LONGEST_HORIZON) | Text(mark('a time such as "36mo" or "3 years"'), _LONGEST_TIME)
SEED = Whole(0, LARGEST_SEED)
REPLICATION = Whole(0, LARGEST_SEED)
REPLICATIONS = Whole(1, MOST_REPLICATIONS)
WORKERS = Maybe(Whole(1, MOST_WORKERS))
NAME = Text()
MAYBE_NAME = Maybe(Text())
WORDS: Reader = Having(mark("a wording, such as ripple_sim.wording.ENGLISH"), "say", "count", "number")
