"""A finding: what one check measured over worlds, beside what was published."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

import numpy as np

from ripple_sim.evidence.observation import QUARTER, Changes, Laboratory
from ripple_sim.evidence.reasons import REASONS
from ripple_sim.evidence.worlds import Touch, by_hand
from ripple_sim.model.engine import Engine
from ripple_sim.model.records import LEDGER, Records
from ripple_sim.model.week import Step, Week, compiled
from ripple_sim.model.world import World
from ripple_sim.scenario.accepted import WORDS
from ripple_sim.scenario.arguments import takes
from ripple_sim.wording import ENGLISH, Wording, mark

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from ripple_sim.evidence.check import Check
    from ripple_sim.evidence.facts import Fact

Verdict = Literal["hit", "miss", "not measured"]
COVERAGE = 0.95

# How far off a number lies: whether above the range, whether the range has two ends, and whether
# several worlds were lived.
OFF = {
    (True, True, True): mark(
        "It lies {gap} above the range, {part} of its width ({inside} of {worlds} worlds lie "
        "inside); the cause has not been looked into yet."
    ),
    (True, True, False): mark(
        "It lies {gap} above the range, {part} of its width (one world); the cause has not been looked into yet."
    ),
    (True, False, True): mark(
        "It lies {gap} above the range ({inside} of {worlds} worlds lie inside); the cause has not "
        "been looked into yet."
    ),
    (True, False, False): mark("It lies {gap} above the range (one world); the cause has not been looked into yet."),
    (False, True, True): mark(
        "It lies {gap} below the range, {part} of its width ({inside} of {worlds} worlds lie "
        "inside); the cause has not been looked into yet."
    ),
    (False, True, False): mark(
        "It lies {gap} below the range, {part} of its width (one world); the cause has not been looked into yet."
    ),
    (False, False, True): mark(
        "It lies {gap} below the range ({inside} of {worlds} worlds lie inside); the cause has not "
        "been looked into yet."
    ),
    (False, False, False): mark("It lies {gap} below the range (one world); the cause has not been looked into yet."),
}


@dataclass(frozen=True)
class Finding:
    """One number of a fact, measured in some worlds.

    Attributes
    ----------
    check, fact
        What was measured, and the fact it belongs to.
    values
        One value a world, in the check's unit; NaN where it could not be measured. Shape (worlds,).
    problems
        What went wrong in the worlds where measuring failed, each sentence once.
    """

    check: Check
    fact: Fact
    values: NDArray[np.float64]
    problems: tuple[str, ...] = ()

    @cached_property
    def measured(self) -> NDArray[np.float64]:
        """The values without the worlds that have none."""
        import numpy as np

        return self.values[np.isfinite(self.values)]

    @property
    def worlds(self) -> int:
        """In how many worlds it was measured."""
        return len(self.measured)

    @property
    def missing(self) -> int:
        """In how many worlds it could not be measured."""
        return len(self.values) - self.worlds

    @property
    def value(self) -> float:
        """The mean over worlds; NaN where no world has a value."""
        return float(self.measured.mean()) if self.worlds else math.nan

    @cached_property
    def interval(self) -> tuple[float, float]:
        """The 95 % interval of the mean, Student's t over worlds; NaN with fewer than two."""
        if self.worlds < 2:
            return math.nan, math.nan
        from scipy.special import stdtrit

        wide = float(stdtrit(self.worlds - 1, (1 + COVERAGE) / 2))
        half = wide * float(self.measured.std(ddof=1)) / math.sqrt(self.worlds)
        return self.value - half, self.value + half

    @property
    def low(self) -> float:
        """The lower end of the interval."""
        return self.interval[0]

    @property
    def high(self) -> float:
        """The upper end of the interval."""
        return self.interval[1]

    @property
    def verdict(self) -> Verdict:
        """Whether the mean lies in the acceptance range; a number without a value never does."""
        if not self.worlds:
            return "not measured"
        return "hit" if self.check.holds(self.value) else "miss"

    @property
    def inside(self) -> bool:
        """Whether it is a hit."""
        return self.verdict == "hit"

    @property
    def near_the_bound(self) -> bool:
        """Whether the interval crosses a bound of the range, so that more worlds may turn it."""
        bounds = (self.check.low, self.check.high)
        return any(math.isfinite(bound) and self.low <= bound <= self.high for bound in bounds)

    @property
    def kind(self) -> str:
        """``fitted``, ``not fitted``, or ``reference`` where the evidence is weak."""
        if self.check.fitted:
            return "fitted"
        return "reference" if self.fact.strength == "weak" else "not fitted"

    @property
    def reason(self) -> str:
        """Why it is not inside, in an English sentence; empty for a hit."""
        return self.reason_in()

    @takes(words=WORDS)
    def reason_in(self, words: Wording = ENGLISH) -> str:
        """Return why it is not inside, in a sentence; empty for a hit."""
        if self.inside:
            return ""
        if not self.worlds:
            if not self.problems:
                return words.say("It could not be measured: no world gave a number.")
            why = "; ".join(self.problems)
            return words.say("It could not be measured: {problems}.", problems=why)
        known = REASONS.get(self.check.key)
        return words.say(known) if known else self._how_far_off(words)

    def _how_far_off(self, words: Wording) -> str:
        low, high = self.check.low, self.check.high
        above = self.value > high
        gap = abs(self.value - (high if above else low))
        wide = math.isfinite(low) and math.isfinite(high)
        part = gap / (high - low) if wide else 0.0
        return words.say(
            OFF[above, wide, self.worlds > 1],
            gap=_digits(gap, words),
            part=_digits(part, words),
            inside=words.number(sum(map(self.check.holds, self.measured.tolist()))),
            worlds=words.number(self.worlds),
        )


def _digits(number: float, words: Wording) -> str:
    """Return a number with two digits that count."""
    decimals = 0 if number == 0 else max(0, 1 - math.floor(math.log10(abs(number))))
    return words.number(number, decimals)


def lived_beside(lab: Laboratory, preset: str, changes: Changes, weeks: int, hold: Touch) -> tuple[Records, Records]:
    """Live twins, and after every week let ``hold`` set one of them by the other.

    Returns
    -------
    tuple
        The weekly books of the usual and of the held company, each of shape (weeks, units + 1).
    """
    return by_hand(lab, preset, weeks, start=hold, hold=hold, changes=changes).books


def lived_with(
    lab: Laboratory, preset: str, changes: Changes, weeks: int, coefficients: Mapping[str, float]
) -> Records:
    """Live a company at rest whose coefficients are others from its first week on.

    Settled companies differ with their coefficients; this way two of them start from one.

    Returns
    -------
    Records
        Its weekly books, of shape (weeks, units + 1).
    """
    engine = Engine(lab.scenario(preset, changes), lab.seed, threads=1, settled=lab.settled)
    books = np.zeros((weeks, len(engine.world.units)), LEDGER)
    for name, value in coefficients.items():
        engine.world.p[name] = value
    for week in range(weeks):
        engine.step()
        books[week] = engine.world.ledger
    return books


def more_engaged(by: float) -> Touch:
    """Touch everybody's engagement ``by`` above what the twin in the same seat feels."""

    def hold(usual: World, held: World) -> None:
        held.employees["engagement"] = np.clip(usual.employees["engagement"] + by, 0, 1)

    return hold


def more_expected(by: float) -> Touch:
    """Touch every customer's expectation ``by`` above the twin's."""

    def hold(usual: World, held: World) -> None:
        held.members["expectation"] = np.clip(usual.members["expectation"] + by, 0, 1)

    return hold


def gain(books: tuple[Records, Records], of: str, per: str, last: int = QUARTER) -> float:
    """Return by how much a ratio of two columns differs over the last weeks, held less usual."""
    usual, held = (b[of][-last:].sum() / b[per][-last:].sum() for b in books)
    return float(held - usual)


def without_its_hours(step: Step, week: Week) -> None:
    """Run a step of the week, but give back the hours that programmes take from people."""
    compiled(step, week)
    if step.name == "plan":
        week.world.teams["attention_hours"] = 0


def effect_of_engagement(lab: Laboratory, changes: Changes, by: float = 0.1, weeks: int = 52) -> tuple[float, float]:
    """Return what ``by`` more engagement of everybody does in the stores, by experiment.

    Returns
    -------
    tuple
        Points of customers' satisfaction, and contribution in % of usual revenue, both over the
        last quarter.
    """
    books = lived_beside(lab, "store-chain", changes, weeks, more_engaged(by))
    satisfaction = 100 * gain(books, "satisfaction", "customers")
    usual, held = (float(b["contribution"][-QUARTER:].sum()) for b in books)
    revenue = float(books[0]["revenue"][-QUARTER:].sum())
    return satisfaction, 100 * (held - usual) / revenue
