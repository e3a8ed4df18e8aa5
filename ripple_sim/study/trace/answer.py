"""The answers of a trace and of a story: what they say, show and keep."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from ripple_sim.scenario.accepted import WORDS
from ripple_sim.scenario.arguments import takes
from ripple_sim.study.core.answer import StudyAnswer
from ripple_sim.study.core.results_folder import Results, plan_file
from ripple_sim.study.trace import messages, tables
from ripple_sim.study.trace.life import Life, Lives, Parting
from ripple_sim.study.trace.named import Person
from ripple_sim.study.trace.person_story import PersonStory
from ripple_sim.study.trace.result import Row, TraceNumbers
from ripple_sim.study.trace.rings import Measure, Ring
from ripple_sim.study.trace.twins import Mover, Passage, Series
from ripple_sim.wording import ENGLISH, Wording

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr
    from matplotlib.figure import Figure


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
