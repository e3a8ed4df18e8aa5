"""Trace a plan through pairs of twin worlds, tell one person's story, and what both answer."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from ripple_sim.compiled import mark_compiled
from ripple_sim.report.manifest import Manifest
from ripple_sim.scenario.accepted import COMPANY, NAME, REPLICATION, SEED, TIME, WORDS
from ripple_sim.scenario.arguments import takes
from ripple_sim.scenario.files import load
from ripple_sim.scenario.interventions import Intervention, Shock
from ripple_sim.scenario.plans import CHOICE, Plan
from ripple_sim.scenario.readers import FUNCTION, Maybe, Number, Text, Whole
from ripple_sim.scenario.schema import Scenario
from ripple_sim.study.compare.worlds import worlds_of
from ripple_sim.study.core.answer import StudyAnswer
from ripple_sim.study.core.intervals import half_width, mean_of
from ripple_sim.study.core.pairs import side_by_side
from ripple_sim.study.core.results_folder import SCENARIO, Results, plan_file, settings_of
from ripple_sim.study.trace import messages, tables
from ripple_sim.study.trace.life import Life, Lives, Parting, live_twice
from ripple_sim.study.trace.named import Person, origin_named, person_named
from ripple_sim.study.trace.person_story import PersonStory
from ripple_sim.study.trace.result import INTERVAL, Row, TraceNumbers
from ripple_sim.study.trace.rings import CIRCLES, COST, MONEY, Measure, Ring
from ripple_sim.study.trace.twins import Mover, Pair, Passage, Series, changes, live_pair
from ripple_sim.wording import ENGLISH, Wording

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr
    from matplotlib.figure import Figure

PAIRS = 12
MOST_PAIRS = 10_000
MOST_CIRCLES = 6
_LARGEST_SIZE = 1e12


class Trace(TraceNumbers, StudyAnswer):
    """How a difference travelled through twin worlds.

    Its attributes are those of :class:`ripple_sim.study.trace.result.TraceNumbers`.
    """

    kind: ClassVar[str] = "trace"
    made_of: ClassVar[tuple[type, ...]] = (Measure, Mover, Passage, Ring, Row)

    @takes(words=WORDS)
    def say(self, *, words: Wording = ENGLISH) -> str:
        """Return how far the difference travelled, in one sentence."""
        return messages.sentence(self, words)

    @takes(words=WORDS)
    def first_mover(self, words: Wording = ENGLISH) -> tuple[str, int] | None:
        """Return who moved first most often, in words, and in how many pairs; None if nobody."""
        return messages.first_mover(self, words)

    def table(self) -> pd.DataFrame:
        """Return a row a ring: when it moved, how much of it, by how much, and for how long."""
        return tables.rings_frame(self)

    def passages_table(self) -> pd.DataFrame:
        """Return by which steps of the week and through whom each ring was touched.

        ``share_%`` is of the ring's first touches, over all pairs. Where several things around
        a person would have done alone, the nearest is told (the order of ``CHANNELS``).
        """
        return tables.passages_frame(self)

    @property
    def data(self) -> xr.Dataset:
        """The front by ring and week: reach, size and money, with 80 % intervals of the mean."""
        return tables.dataset(self)

    def drawing(self) -> Callable[..., Figure]:
        """Return what draws how the difference travels."""
        from ripple_sim.study.trace.figure import draw_trace

        return draw_trace

    def results(self) -> Results:
        """Return what a results folder keeps of it."""
        settings = {"start": self.start, "pairs": self.pairs, "circles": self.circles, "stated": self.stated}
        return _kept(self, settings, {"rings": self.table(), "passages": self.passages_table()}, (self.say(),))

    def numbers(self) -> dict[str, Series]:
        """Return every number of every pair by ring and measure, and when each ring moved."""
        arrays = {f"{ring} {measure}": values for (ring, measure), values in self.each.items()}
        for ring, moves in self.first.items():
            arrays[f"{ring} first"] = np.array([move or (0, 0) for move in moves], np.float64)
        return arrays


class Story(PersonStory, StudyAnswer):
    """The life of one person in both worlds.

    Its attributes are those of :class:`ripple_sim.study.trace.person_story.PersonStory`.
    """

    kind: ClassVar[str] = "story"
    made_of: ClassVar[tuple[type, ...]] = (Life, Lives, Parting, Person)

    def drawing(self) -> Callable[..., Figure]:
        """Return what draws both lives."""
        from ripple_sim.study.trace.figure import draw_story

        return draw_story

    def results(self) -> Results:
        """Return what a results folder keeps of it."""
        settings = {"who": self.person.name, "replication": self.replication}
        return _kept(self, settings, {"story": self.table()}, (self.say(), "", *self.lines()))

    def numbers(self) -> dict[str, Series]:
        """Return the person's state in both worlds, and where they part; all zero if they don't."""
        arrays = {str(name): values.to_numpy().astype(np.float64) for name, values in self.data.data_vars.items()}
        parting = self.lives.parting
        where = (parting.week, parting.step, parting.channel, parting.source) if parting else (0, 0, 0, 0)
        return arrays | {"parting": np.array(where, np.float64)}


def _kept(
    answer: Trace | Story, settings: dict[str, Any], tables: dict[str, pd.DataFrame], said: tuple[str, ...]
) -> Results:
    return Results(
        kind=answer.kind,
        answer=answer,
        settings={"plan": answer.plan_name, **settings},
        base=answer.base,
        plans={plan_file(1): answer.plan},
        tables=tables,
        data=answer.data,
        figures={answer.kind: answer.figure},
        said=said,
        numbers=answer.numbers(),
        seed=answer.seed,
        weeks=answer.weeks,
        wall_seconds=answer.wall_seconds,
    )


@takes(
    base=COMPANY,
    plan=CHOICE,
    start=Maybe(Text()),
    pairs=Whole(2, MOST_PAIRS),
    horizon=Maybe(TIME),
    seed=SEED,
    circles=Whole(1, MOST_CIRCLES),
    stated=Number(0, _LARGEST_SIZE, open=True),
    on_pair=Maybe(FUNCTION),
)
def trace(
    base: str | Path | Scenario,
    plan: str | Path | Plan | Scenario,
    start: str | None = None,
    *,
    pairs: int = PAIRS,
    horizon: str | int | None = None,
    seed: int = 0,
    circles: int = CIRCLES,
    stated: float = 1.0,
    on_pair: Callable[[int, int], None] | None = None,
) -> Trace:
    """Follow the difference that a plan makes, person by person, through twin worlds.

    Parameters
    ----------
    base
        A scenario, or a preset's name or file.
    plan
        A plan or its name or file, or the scenario that the baseline becomes.
    start
        The middle of the rings: ``team 1``, ``branch 3``, the name of a unit, ``centre`` or
        ``company``; where the plan acts if None.
    pairs
        Pairs of twins, each with random draws of its own; at least 2, for an interval.
    horizon
        Such as ``36mo`` or weeks; as the plan or scenario states if None.
    seed
        Where all random draws come from; pairs are its replications.
    circles
        Circles of friends told apart, 1 to 6.
    stated
        The size from which a person counts as moved, in the unit of what the ring shows.
    on_pair
        Called with the pairs done and all pairs.

    Raises
    ------
    RippleError
        When nobody is called so, or the two worlds aren't twins.
    """
    started = time.perf_counter()
    worlds = worlds_of(base, [plan])
    here, there = worlds.baseline, worlds.planned[0]
    weeks = worlds.horizon(horizon)
    begins, ends = begin_and_end(changes(here, there))
    origin = None if start is None else origin_named(start, here)
    done = None if on_pair is None else lambda count: on_pair(count, pairs)
    twins = side_by_side(
        lambda pair: live_pair(here, there, seed, pair, weeks, origin, circles, stated), range(pairs), on_pair=done
    )
    return _averaged(
        twins,
        here.currency,
        base=here,
        plan=there,
        plan_name=worlds.names[0],
        plan_title=worlds.titles[0],
        start=start,
        circles=circles,
        seed=seed,
        begins=begins,
        ends=ends,
        stated=stated,
        wall_seconds=time.perf_counter() - started,
    )


def begin_and_end(parted: Sequence[Intervention | Shock]) -> tuple[int | None, int | None]:
    """Return the first and the last week, from 1, in which something runs in one world alone.

    The last week is None if something never ends; both are if there is nothing.
    """
    begins = min((one.start + 1 for one in parted), default=None)
    ends = [None if one.duration is None else one.start + one.duration for one in parted]
    return begins, None if None in ends else max(filter(None, ends), default=None)


def trace_again(folder: Path, manifest: Manifest) -> Trace:
    """Trace again what a folder holds.

    Raises
    ------
    RippleError
        When the manifest doesn't say how, or a scenario can't be read.
    """
    return trace(
        load(folder / SCENARIO),
        load(folder / plan_file(1)),
        horizon=manifest.weeks,
        seed=manifest.seed,
        **settings_of(folder, manifest, ("start", "pairs", "circles", "stated")),
    )


@takes(base=COMPANY, plan=CHOICE, who=NAME, horizon=Maybe(TIME), seed=SEED, replication=REPLICATION)
def story(
    base: str | Path | Scenario,
    plan: str | Path | Plan | Scenario,
    who: str,
    *,
    horizon: str | int | None = None,
    seed: int = 0,
    replication: int = 0,
) -> Story:
    """Tell the life of one employee or customer in the baseline and under a plan.

    Parameters
    ----------
    base
        A scenario, or a preset's name or file.
    plan
        A plan or its name or file, or the scenario that the baseline becomes.
    who
        Such as ``employee 17`` (a seat and whoever sits on it) or ``customer 4211``.
    horizon
        Such as ``36mo`` or weeks; as the plan or scenario states if None.
    seed, replication
        The address of all random draws, the same in both worlds.

    Raises
    ------
    RippleError
        When nobody is called so, or the two worlds aren't twins.
    """
    started = time.perf_counter()
    worlds = worlds_of(base, [plan])
    weeks = worlds.horizon(horizon)
    here, there = worlds.baseline, worlds.planned[0]
    person = person_named(who, here)
    lives = live_twice(here, there, person, seed, replication, weeks)
    mark_compiled()
    return Story(
        base=here,
        plan=there,
        plan_name=worlds.names[0],
        person=person,
        seed=seed,
        replication=replication,
        weeks=weeks,
        lives=lives,
        plan_title=worlds.titles[0],
        wall_seconds=time.perf_counter() - started,
    )


def story_again(folder: Path, manifest: Manifest) -> Story:
    """Tell again the story that a folder holds.

    Raises
    ------
    RippleError
        When the manifest doesn't say whose it is, or a scenario can't be read.
    """
    return story(
        load(folder / SCENARIO),
        load(folder / plan_file(1)),
        horizon=manifest.weeks,
        seed=manifest.seed,
        **settings_of(folder, manifest, ("who", "replication")),
    )


def _averaged(twins: Sequence[Pair], currency: str, **asked: Any) -> Trace:
    """Average over pairs, with intervals; ``asked`` is what else the answer knows."""
    rings = [
        max(alike, key=lambda ring: ring.people)
        for alike in zip(*(pair.rings for pair in twins), strict=True)
        if any(ring.people for ring in alike)
    ]
    measures = {(ring.name, m.name): m for ring in rings for m in ring.measures}
    measures |= {("money", m.name): m for m in (MONEY, COST)}
    each = {key: np.array([pair.values[key] for pair in twins]) for key in measures}
    rows = {}
    for key, measure in measures.items():
        values = each[key]
        unit = measure.unit.replace("currency", currency)
        mean, half = mean_of(values)[0], half_width(values, INTERVAL)
        rows[key] = Row(key[0], measure, unit, mean, mean - half, mean + half)
    passages: Counter[Passage] = Counter()
    for pair in twins:
        passages.update(pair.passages)
    return Trace(
        origin=twins[0].origin.name,
        pairs=len(twins),
        weeks=each["money", MONEY.name].shape[1],
        rings=rings,
        rows=rows,
        each=each,
        first={ring.name: [pair.first.get(ring.name) for pair in twins] for ring in rings},
        touched={ring.name: np.mean([pair.touched[ring.name] for pair in twins], axis=0) for ring in rings},
        passages=passages,
        movers=[pair.mover for pair in twins],
        **asked,
    )
