"""A lesson as it is run: its measures, its lines, and which prediction the runs bear out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ripple_sim.learn.lesson import Lesson, Line, Measure
from ripple_sim.learn.scoring import by_week, over_spans
from ripple_sim.model.records import Records
from ripple_sim.model.settling import SettledCache
from ripple_sim.observe.metrics import BY_NAME, Metric
from ripple_sim.observe.recorder import worked_out
from ripple_sim.scenario.files import load
from ripple_sim.scenario.interventions import Dated
from ripple_sim.scenario.plans import Plan
from ripple_sim.scenario.problems import RippleError
from ripple_sim.scenario.schema import Scenario
from ripple_sim.study.compare.worlds import worlds_of
from ripple_sim.study.core.intervals import band
from ripple_sim.study.core.pairs import Books, live_pairs


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
    findings: tuple[MeasureResult, ...]
    paths: tuple[Path, ...]
    pairs: int
    weeks: int
    seed: int
    currency: str

    @property
    def deciding(self) -> MeasureResult:
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
        Called with the pairs done and those there will be, after each.
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


Floats = NDArray[np.float64]
LEVEL = 0.80
_HALF = 0.5


@dataclass(frozen=True)
class MeasureResult:
    """A measure's value with its 80 % interval, in its unit (``currency`` as in metrics)."""

    name: str
    label: str
    unit: str
    decimals: int
    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Path:
    """How much a plan changes a metric by week: mean and 80 % interval, shape (weeks,) each."""

    plan: int
    line: int
    mean: Floats
    low: Floats
    high: Floats


@dataclass(frozen=True)
class PairNumbers:
    """What is kept of one pair: each measure's value or path, and the change along each line."""

    measures: dict[str, Floats]
    lines: Floats  # shape (plans, lines, weeks)


def keeper(lesson: Lesson, base: Scenario) -> Callable[[Books], PairNumbers]:
    """Return what keeps of a pair's books what a lesson needs.

    Raises
    ------
    RippleError
        When a measure or a line names a unit that the company doesn't have.
    """
    placed: list[Measure | Line] = [one for one in lesson.measures if one.kind not in ("ratio", "correlation")]
    placed += lesson.lines
    places = {id(named): _rows(named, base) for named in placed}

    def keep(books: Books) -> PairNumbers:
        kept: dict[str, Floats] = {}
        for measure in lesson.measures:
            if measure.kind == "correlation":
                kept[measure.name] = np.array(_over_units(measure, books[0], lesson.weeks))
            elif measure.kind != "ratio":
                rows = places[id(measure)]
                with_plan = books[lesson.plan_of(measure)][:, rows]
                kept[measure.name] = _difference(measure, books[0][:, rows], with_plan, lesson)
        lines = [
            [
                by_week(book[:, places[id(line)]], BY_NAME[line.metric])
                - by_week(books[0][:, places[id(line)]], BY_NAME[line.metric])
                for line in lesson.lines
            ]
            for book in books[1:]
        ]
        return PairNumbers(kept, np.array(lines))

    return keep


def _rows(named: Measure | Line, base: Scenario) -> list[int] | slice:
    if not named.units:
        return slice(None)
    names = base.unit_names()
    rows = []
    for unit in named.units:
        if isinstance(unit, str) and unit in names:
            rows.append(names.index(unit))
        elif isinstance(unit, int) and 1 <= unit <= len(names):
            rows.append(unit - 1)
        else:
            raise RippleError("there is no unit '{unit}'; the company has 1 to {units}", unit=unit, units=len(names))
    return rows


def _metric(name: str | None) -> Metric:
    return BY_NAME[name or ""]


def _difference(measure: Measure, without: Records, with_plan: Records, lesson: Lesson) -> Floats:
    metric = _metric(measure.metric)
    if measure.kind == "change":
        span = [measure.first - 1], [lesson.weeks if measure.last is None else measure.last]
        return over_spans(with_plan, metric, *span) - over_spans(without, metric, *span)
    return by_week(with_plan, metric) - by_week(without, metric)


def _over_units(measure: Measure, book: Records, weeks: int) -> float:
    """Return r over the units, each metric averaged over the weeks that are looked at."""
    seen = book[measure.first - 1 : weeks if measure.last is None else measure.last]
    one, other = (
        worked_out(_metric(name), seen, over_units=False).mean(axis=0) for name in (measure.metric, measure.beside)
    )
    there = np.isfinite(one) & np.isfinite(other)  # the centre serves no customers
    if there.sum() < 3:
        return float("nan")
    return float(np.corrcoef(one[there], other[there])[0, 1])


def findings(lesson: Lesson, kept: list[PairNumbers]) -> list[MeasureResult]:
    """Return every measure over all pairs, with its interval by leaving out each pair in turn."""
    return [_finding(lesson, measure, kept) for measure in lesson.measures]


def _finding(lesson: Lesson, measure: Measure, kept: list[PairNumbers]) -> MeasureResult:
    from scipy.special import stdtrit

    value = _value(lesson, measure, kept)
    without = np.array([_value(lesson, measure, [*kept[:i], *kept[i + 1 :]]) for i in range(len(kept))])
    count = len(kept)
    error = np.sqrt((count - 1) / count * np.sum((without - without.mean()) ** 2))
    half = float(stdtrit(count - 1, (1 + LEVEL) / 2) * error)
    unit, decimals = _unit(lesson, measure)
    return MeasureResult(measure.name, measure.label, unit, decimals, value, value - half, value + half)


def _value(lesson: Lesson, measure: Measure, kept: list[PairNumbers]) -> float:
    if measure.kind == "ratio":
        of, to = (_value(lesson, lesson.measure(part), kept) for part in (measure.of, measure.to))
        return abs(of) / abs(to) if to else float("nan")
    mean = np.nanmean([one.measures[measure.name] for one in kept], axis=0)
    if measure.kind in ("change", "correlation"):
        return float(np.ravel(mean)[0])
    start = min(change.start for change in _done(lesson, measure))
    largest = int(np.nanargmax(np.abs(mean)))
    if measure.kind == "peak":
        return float(largest + 1 - start)
    reached = mean * np.sign(mean[largest]) >= _HALF * abs(mean[largest])
    return float(int(np.argmax(reached)) + 1 - start)


def _done(lesson: Lesson, measure: Measure) -> tuple[Dated, ...]:
    plan = lesson.plans[lesson.plan_of(measure) - 1]
    return (*plan.interventions, *plan.shocks)


def _unit(lesson: Lesson, measure: Measure) -> tuple[str, int]:
    if measure.kind == "ratio":
        return "times", 2
    if measure.kind == "correlation":
        return "r", 2
    if measure.kind in ("delay", "peak"):
        return "weeks", 0
    metric = _metric(measure.metric)
    return metric.unit, max(metric.decimals, 0 if metric.link == "money" else 1)


def paths(lesson: Lesson, kept: list[PairNumbers]) -> list[Path]:
    """Return the change along every line under every plan."""
    lines = np.stack([one.lines for one in kept])
    result = []
    for plan in range(lines.shape[1]):
        for line in range(lines.shape[2]):
            over = band(lines[:, plan, line])
            result.append(Path(plan, line, over.mean, over.low_80, over.high_80))
    return result
