"""What one check measured over worlds beside what was published, and why it misses."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

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
class CheckResult:
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


_FORTUNES = (
    "What happens to a person colours all drivers alike, as F04's persistence needs it here; so "
    "answers of one person hang together more than published ones. Drivers have no ups and downs "
    "of their own in the model."
)
_NARROW = (
    "Slope and spread together decide it: with A14's slope and the model's spread of engagement "
    "between stores, the quarters can't lie further apart."
)
_LOW_CHURN = (
    "Whether a customer stays hardly depends on attachment and not much on satisfaction: most "
    "lapse for reasons of their own, and few lapse in a year."
)
_ATTACHED = (
    "Attachment differs little between customers: it follows service, and nothing lasting in the "
    "person, so the attached and the satisfied are much the same people."
)
_LEVERAGE = (
    "All stores are of one size and staff doesn't follow sales, so a store that sells more keeps "
    "nearly all of the margin: profit differs more between stores than published."
)
_SMALL_CHANGE = (
    "Luck spreads customers on both sides of what they expect, by as much as so small a change, so "
    "a fall and a rise are each met by losses and gains; larger ones show the asymmetry."
)

REASONS: dict[str, str] = {
    "A03 more than A04": _LEVERAGE,
    "A06 customers": _NARROW,
    "A07 customers": _NARROW,
    "A06 profit": _LEVERAGE,
    "A10 forward less backward": "Customers' satisfaction lasts longer than engagement, so it "
    "foretells more of the other's next year than it causes.",
    "A13 satisfaction and output": "Output leaves out what is not of the person's making: luck, tools, the street.",
    "A18 profit to satisfaction": "Profit reaches people through the whole company's pay, security "
    "and hiring, not through their own unit's, so units can't show it.",
    "A18 satisfaction to quality": "The one coefficient from engagement to warmth is held down by "
    "A11, which is about persons.",
    "A19 beyond quality": "Staff see how customers take the service and take heart from it, so "
    "satisfaction and engagement share more than quality.",
    "A21 performance": "What customers remember is older than what people bring this year.",
    "B01 very satisfied to satisfied": _LOW_CHURN,
    "B01 steeper at the top": _LOW_CHURN,
    "B02 lifetime value at 0.80": "Arithmetic of lifetimes: it depends on the discount of 10 % a "
    "year, which the fact doesn't name.",
    "B02 profit moves much less": "A small margin: a few more customers cost no more staff in the "
    "model, so nearly all of their spending is profit.",
    "B03 promoters to passives": _LOW_CHURN,
    "B06 intention to buy again": "The question about buying again follows satisfaction closely; "
    "barriers are its only other cause.",
    "B06 buying again": _LOW_CHURN,
    "B07 fall over rise, 0.05": _SMALL_CHANGE,
    "B14 retention": _ATTACHED,
    "B14 recommendations": _ATTACHED,
    "B14 net promoter score": _ATTACHED,
    "B14 hygiene, each force by as much": "Three forces together raise quality more than two lower "
    "it; at equal means the hygiene forces weigh more.",
    "B16 employees' part": "Lapsing is seldom preceded by an event the model could tag.",
    "B19 loyalty": "The lift in satisfaction after a good recovery is passed on to loyalty; "
    "nothing in the model remembers that there was a failure at all.",
    "B21 mediated path": "In the bank's branches little else moves satisfaction and sales than "
    "what the model holds; real branches differ in much more.",
    "B22 thresholds beyond means": "Thresholds are those of persons and average out over a store.",
    "C07 dip after a hiring wave": "A wave of hires comes over weeks, so the dip lasts longer than "
    "one newcomer's learning.",
    "C08 headcount after demand": "Filling a vacancy takes 30 weeks; the months until a company "
    "decides to open seats aren't modelled.",
    "C15 seven seconds": "A wait is one of three parts of two forces, and customers don't choose "
    "between shops visit by visit.",
    "C17 overshoot": "Customers whom a queue drives away are few beside those the push wins.",
    "D03 intention and quitting": "Quits happen by many chances beside intention; and "
    "intention here has no ups and downs of its own.",
    "D07 second year": "Who fits badly leaves early and who fits well stays for long: fit and "
    "disposition last, and nobody grows into a job.",
    "D11 intending": _FORTUNES,
    "D12 leavers": "Leavers are newer and fit worse, but ability doesn't make people leave.",
    "E01 share of managers": "Persons and luck average out over so few people less than over the "
    "published units; single figures of this kind are never fitted.",
    "E02 ICC(2)": "It follows from ICC(1) and the number of answers from a team: the stores' teams "
    "have eight to twenty people, the published groups forty to a hundred.",
    "E07 relationship and satisfaction": _FORTUNES,
    "E07 relationship and quitting": _FORTUNES,
    "E08 trust and engagement": _FORTUNES,
    "E10 drop": "Trust is one of eight drivers, and a gap between words and deeds is felt slowly; "
    "the published breach is an event that strikes one person.",
    "E11 fit and satisfaction": "Fit colours the drivers, but fortunes colour them more.",
    "E12 control and satisfaction": _FORTUNES,
    "E12 control and intention": _FORTUNES,
    "E13 fairness and satisfaction": _FORTUNES,
    "E14 the job and satisfaction": _FORTUNES,
    "E14 co-workers and satisfaction": _FORTUNES,
    "F06 reverse only": "Staff see customers within weeks, and after half a year little of it is "
    "left, so a path over a year finds nothing.",
    "G04 words and growth": "Words are one cause of joining among many, and stores differ little.",
    "G06 dissatisfied": "Tellings are counted, not different people told.",
    "G06 satisfied": "Tellings are counted, not different people told.",
    "G07 good to bad": "Customers on the whole recommend, and those who do also talk.",
    "L01 customers to profit": "Spending follows satisfaction with the wallet's delay alone; "
    "retention pays over years.",
    "R03 fall over rise, 0.05": _SMALL_CHANGE,
}
