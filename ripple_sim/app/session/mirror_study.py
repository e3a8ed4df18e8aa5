"""What moves a gap of the mirror: levers moved one at a time, each measured in pairs of worlds."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from urllib.parse import urlencode

import numpy as np
from numpy.typing import NDArray

from ripple_sim.app.session.company import LONGEST_WORD, OWN, company_in, company_word
from ripple_sim.app.session.mirror import Mirror, mirror_of
from ripple_sim.app.session.moves import Moves, level_of
from ripple_sim.app.session.visit import WEEKS_AT_FIRST, Visit
from ripple_sim.learn.progress import asked_in, first_of, whole_number
from ripple_sim.model.engine import Engine
from ripple_sim.model.settling import SettledCache
from ripple_sim.observe.metrics import BY_NAME
from ripple_sim.observe.recorder import Recorder
from ripple_sim.scenario.levers import BY_NAME as LEVERS
from ripple_sim.scenario.problems import RippleError
from ripple_sim.scenario.schema import Scenario
from ripple_sim.study.core.intervals import half_width, mean_of
from ripple_sim.wording import Phrase

Values = NDArray[np.float64]
PAIRS, WEEKS = 8, 52
PART = 0.25  # of its range, by which every lever is moved
JOINT = 0.95
# Saying less narrows the distance between word and deed as doing more does.
LOWERED = ("promise", "announced_values")
TRIED = (
    "mirror_analysis",
    "joint_reporting",
    "customer_metrics",
    "backstage_metrics",
    "coaching",
    "empathy_training",
    "skills_training",
    "slack",
    "standards",
    "coordination",
    "blueprints",
    "transparency",
    "lived_values",
    *LOWERED,
)
GAPS = ("view", "forces", "promise", "expectation", "values")


def gap_values(mirror: Mirror) -> dict[str, float]:
    """Return each gap in points.

    ``view`` and ``forces`` are distances: the mean over units, or over the six forces, of how far
    both sides lie apart. ``promise`` and ``values`` are what is said less what is met or delivered,
    ``expectation`` is what customers expect less what they met.
    """
    return {
        "view": _distance([one.gap for one in mirror.units]),
        "forces": _distance([one.gap for one in mirror.forces]),
        "promise": mirror.promise.promise_gap,
        "expectation": mirror.promise.unmet,
        "values": mirror.promise.values_gap,
    }


def _distance(gaps: list[float]) -> float:
    there = [abs(gap) for gap in gaps if np.isfinite(gap)]
    return float(np.mean(there)) if there else np.nan


@dataclass(frozen=True)
class Range:
    """A mean over pairs and the interval around it."""

    mean: float
    low: float
    high: float

    @property
    def told_apart(self) -> bool:
        """Whether the pairs tell it from nothing."""
        return self.low > 0 or self.high < 0


@dataclass(frozen=True)
class Moved:
    """A lever that was moved alone.

    Attributes
    ----------
    lever
        Its name.
    before, after
        Its level without and with.
    gaps
        By gap the change in points, with against without.
    profit
        The change of a week's profit over the weeks lived, in the scenario's currency.
    """

    lever: str
    before: float
    after: float
    gaps: dict[str, Range]
    profit: Range


@dataclass(frozen=True)
class MirrorStudy:
    """What moves the gaps.

    Attributes
    ----------
    company
        The hash of the scenario it is about.
    pairs, weeks
        Pairs of worlds, and weeks that each lived; gaps are of the last quarter of them.
    gaps
        How large each gap is with nothing moved, with the 95 % interval of the mean.
    units
        By unit staff's view less customers' satisfaction with nothing moved, as above.
    moved
        The levers; intervals of one gap hold for all levers together with 95 %.
    left_out
        Levers that stand at their end already, or can't be moved in this company.
    """

    company: str
    pairs: int
    weeks: int
    gaps: dict[str, Range]
    units: dict[str, Range]
    moved: tuple[Moved, ...]
    left_out: tuple[str, ...]

    def by_effect(self, gap: str) -> list[Moved]:
        """Return the levers, the one that narrows a gap most first."""
        return sorted(self.moved, key=lambda one: one.gaps[gap].mean)


def study_mirror(
    base: Scenario, levers: tuple[str, ...], pairs: int, weeks: int, seed: int, tell: Callable[[int, int], None]
) -> MirrorStudy:
    """Move each lever alone from the first week on, and see what becomes of the gaps.

    Worlds of one replication share their settled start and all luck.

    Parameters
    ----------
    levers
        Which to move, each by a quarter of its range.
    pairs, weeks
        In how many replications, and how long each lives.
    tell
        Called with (worlds run, all worlds).
    """
    weeks = min(weeks, base.weeks)
    ways, left_out = _ways(base, levers)
    worlds = [base, *(scenario for _, _, _, scenario in ways)]
    total, done = pairs * len(worlds), 0
    settled = SettledCache(most=pairs, on_disk=True)
    seen: list[list[tuple[Mirror, float]]] = [[] for _ in range(pairs)]
    pool = ThreadPoolExecutor(os.cpu_count() or 1)

    def replication(number: int) -> int:
        seen[number] = [_simulated(world, weeks, seed, number, settled) for world in worlds]
        return number

    tell(0, total)
    try:
        for future in as_completed([pool.submit(replication, n) for n in range(pairs)]):
            future.result()
            done += len(worlds)
            tell(done, total)
    finally:
        pool.shutdown(cancel_futures=True)
    return _answer(base, ways, left_out, seen, weeks)


def _ways(base: Scenario, levers: tuple[str, ...]) -> tuple[list[tuple[str, float, float, Scenario]], tuple[str, ...]]:
    """Return for each lever that can be moved: name, level without and with, the scenario."""
    ways, left_out = [], []
    for name in levers:
        lever, own = LEVERS[name], level_of(base, name)
        step = PART * (lever.high - lever.low) * (-1 if name in LOWERED else 1)
        level = min(max(own + step, lever.low), lever.high)
        try:
            scenario = Moves().moved(0, name, level).applied(base)
        except RippleError:
            scenario = base
        if scenario.interventions == base.interventions:
            left_out.append(name)
        else:
            ways.append((name, own, level, scenario))
    return ways, tuple(left_out)


def _simulated(world: Scenario, weeks: int, seed: int, replication: int, settled: SettledCache) -> tuple[Mirror, float]:
    engine = Engine(world, seed, replication, threads=1, settled=settled)
    books = Recorder(weeks, len(engine.world.units))
    for _ in range(weeks):
        engine.step()
        books.keep(engine.world.ledger)
    profit = books.company_over(BY_NAME["profit"], 0, weeks)
    return mirror_of(world, books, engine.world), profit


def _answer(
    base: Scenario,
    ways: list[tuple[str, float, float, Scenario]],
    left_out: tuple[str, ...],
    seen: list[list[tuple[Mirror, float]]],
    weeks: int,
) -> MirrorStudy:
    # Shape (pairs, worlds): nothing moved first.
    gaps = {gap: np.array([[gap_values(mirror)[gap] for mirror, _ in pair] for pair in seen]) for gap in GAPS}
    profits = np.array([[profit for _, profit in pair] for pair in seen])
    joint = 1 - (1 - JOINT) / max(len(ways), 1)
    moved = tuple(
        Moved(
            name,
            own,
            level,
            {gap: _range(held[:, at] - held[:, 0], joint) for gap, held in gaps.items()},
            _range(profits[:, at] - profits[:, 0], joint),
        )
        for at, (name, own, level, _) in enumerate(ways, 1)
    )
    units = np.array([[one.gap for one in pair[0][0].units] for pair in seen])
    return MirrorStudy(
        base.hash(),
        len(seen),
        weeks,
        {gap: _range(held[:, 0], JOINT) for gap, held in gaps.items()},
        {name: _range(units[:, at], 1 - (1 - JOINT) / units.shape[1]) for at, name in enumerate(base.unit_names())},
        moved,
        left_out,
    )


def _range(values: Values, level: float) -> Range:
    mean, half = float(mean_of(values)[0]), float(half_width(values, level))
    return Range(mean, mean - half, mean + half)


MOST_FIELDS, LONGEST_ADDRESS = 20, 1_000 + LONGEST_WORD


@dataclass(frozen=True)
class View:
    """What is looked at.

    Attributes
    ----------
    unit
        The unit's number from 1; 0 for the whole company.
    gap
        One of ``GAPS``.
    company, week
        A company as :func:`~ripple_sim.app.session.company.company_word` writes it, and
        how many weeks it has lived; "" and 0 leave it as it is.
    """

    unit: int = 0
    gap: str = GAPS[0]
    company: str = ""
    week: int = 0

    @classmethod
    def from_search(cls, search: str | None, units: int, weeks: int) -> View:
        """Return what an address asks for; what makes no sense is left out or held in range."""
        given = asked_in(search, MOST_FIELDS, LONGEST_ADDRESS)
        gap = first_of(given, "gap")
        return cls(
            min(whole_number(first_of(given, "unit")), units),
            gap if gap in GAPS else GAPS[0],
            first_of(given, "company"),
            min(whole_number(first_of(given, "week")), weeks),
        )

    def search(self) -> str:
        """Return the query that asks for this."""
        held = {
            "company": self.company,
            "week": self.week,
            "unit": self.unit,
            "gap": self.gap if self.gap != GAPS[0] else "",
        }
        return urlencode({name: value for name, value in held.items() if value}, safe=OWN)


def bring_about(visit: Visit, view: View) -> Phrase | None:
    """Open the company and live to the week that are asked for.

    What a visitor did to a company is never thrown away for the sake of an address. Where no
    company is open yet, the one that is asked for is the first to live. Returns why the company
    that is asked for isn't shown, if it isn't.
    """
    if visit.moves:
        return None
    if view.company and not (visit.opened and company_word(visit.base) == view.company):
        try:
            visit.open_company(company_in(view.company), week=view.week or WEEKS_AT_FIRST)
        except RippleError as problem:
            return problem.sentence
        return None
    visit.open_first()
    if view.week and view.week != visit.week:
        visit.go_to(view.week)
    return None
