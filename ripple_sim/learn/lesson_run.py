"""A lesson lived: its measures, its lines, and which prediction the runs bear out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ripple_sim.learn.lesson import Lesson
from ripple_sim.learn.measuring import Finding, Path, findings, keeper, paths
from ripple_sim.model.settling import SettledCache
from ripple_sim.scenario.files import load
from ripple_sim.scenario.plans import Plan
from ripple_sim.study.compare.worlds import worlds_of
from ripple_sim.study.core.pairs import live_pairs


@dataclass(frozen=True)
class LessonResult:
    """What a lesson's pairs of companies show.

    Attributes
    ----------
    findings
        Every measure with its 80 % interval.
    paths
        How much each plan changes each line's metric, by week.
    pairs, weeks, seed, currency
        How many pairs, how long, from which luck, and the currency of all money.
    """

    lesson: Lesson
    findings: tuple[Finding, ...]
    paths: tuple[Path, ...]
    pairs: int
    weeks: int
    seed: int
    currency: str

    @property
    def deciding(self) -> Finding:
        """The measure that the prediction is about."""
        name = self.lesson.predict.measure
        return next(finding for finding in self.findings if finding.name == name)

    @property
    def option(self) -> int:
        """Which option holds the measure's value, from 0."""
        return _holding(self.lesson, self.deciding.value)

    @property
    def certain(self) -> bool:
        """Whether the measure's whole interval lies in that option."""
        ends = (self.deciding.low, self.deciding.high)
        return all(_holding(self.lesson, end) == self.option for end in ends)

    @property
    def as_expected(self) -> bool:
        """Whether it is the option that the lesson's explanation speaks of."""
        return self.option == self.lesson.expected - 1


def _holding(lesson: Lesson, value: float) -> int:
    options = lesson.predict.options
    return next(
        (i for i, option in enumerate(options) if option.below is not None and value < option.below), len(options) - 1
    )


def live(
    lesson: Lesson,
    tell: Callable[[int, int], None] = lambda done, total: None,
    *,
    pairs: int | None = None,
    seed: int = 0,
    settled: SettledCache | None = None,
) -> LessonResult:
    """Live a lesson's pairs of twin companies, with each plan and without.

    Parameters
    ----------
    tell
        Called with the pairs lived and those there will be, after each.
    pairs
        How many; the lesson's own number if None.
    seed
        The address of all luck.

    Raises
    ------
    RippleError
        When a plan doesn't fit the company; the text is one sentence.
    """
    worlds = worlds_of(load(lesson.base), _with_horizon(lesson))
    count = lesson.pairs if pairs is None else pairs
    kept = live_pairs(
        lambda replication: worlds.all,
        range(count),
        lesson.weeks,
        keeper(lesson, worlds.baseline),
        seed=seed,
        settled=settled,
        on_pair=lambda done: tell(done, count),
    )
    return LessonResult(
        lesson,
        tuple(findings(lesson, kept)),
        tuple(paths(lesson, kept)),
        count,
        lesson.weeks,
        seed,
        worlds.baseline.currency,
    )


def _with_horizon(lesson: Lesson) -> list[Plan]:
    return [plan.model_copy(update={"weeks": lesson.weeks}) for plan in lesson.plans]
