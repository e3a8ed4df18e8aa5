"""Live pairs until what a plan changes is known well enough."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Literal

from ripple_sim.model.settling import SettledCache
from ripple_sim.report.manifest import Manifest
from ripple_sim.scenario.accepted import COMPANY, MAYBE_NAME, SEED, TIME, WORDS, WORKERS
from ripple_sim.scenario.arguments import takes
from ripple_sim.scenario.files import load
from ripple_sim.scenario.plans import CHOICE
from ripple_sim.scenario.readers import FUNCTION, Each, Having, Maybe, Number, OfKind, Reader, Text, Whole, Word
from ripple_sim.scenario.schema import Scenario
from ripple_sim.study.compare import messages as saying
from ripple_sim.study.compare import tables
from ripple_sim.study.compare.figures import Figures, figures_of, together
from ripple_sim.study.compare.outcomes import DISCOUNT_RATE
from ripple_sim.study.compare.result import ComparedPlans, Floats
from ripple_sim.study.compare.stopping import FIRST_PAIRS, next_number
from ripple_sim.study.compare.worlds import Choice, Uncertainty, Worlds, worlds_of
from ripple_sim.study.core.answer import StudyAnswer
from ripple_sim.study.core.labour import LabourCosts
from ripple_sim.study.core.pairs import live_together, side_by_side
from ripple_sim.study.core.results_folder import SCENARIO, Results, plan_file, settings_of
from ripple_sim.wording import ENGLISH, Wording, mark

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd
    import xarray as xr
    from matplotlib.figure import Figure

MOST_PAIRS = 100_000
FLOOR_SHARE = 0.0005


COMPARING: dict[str, Reader] = {
    "base": COMPANY,
    "plans": CHOICE,
    "pairs": Whole(2, MOST_PAIRS) | Word("auto"),
    "horizon": Maybe(TIME),
    "uncertainty": Word("luck", "all"),
    "seed": SEED,
    "discount_rate": Number(0, 1),
    "floor": Maybe(Number(0)),
    "settled": Maybe(OfKind(mark("a SettledCache"), SettledCache)),
    "workers": WORKERS,
    "on_pair": Maybe(FUNCTION),
    "looks": Each(mark("numbers of pairs"), Whole(0, MOST_PAIRS)),
    "on_look": Maybe(FUNCTION),
}


REASON = Text() | Having(mark("an explanation, such as explain() returns"), "because")


class Comparison(ComparedPlans, StudyAnswer):
    """Plans against their common baseline, in pairs of worlds with the same luck.

    Its attributes are those of :class:`ripple_sim.study.compare.result.ComparedPlans`.
    """

    kind: ClassVar[str] = "comparison"
    made_of: ClassVar[tuple[type, ...]] = (Worlds, Figures)

    def ranking(self) -> pd.DataFrame:
        """Return the plans and going on without any, the best first, with chances and regret."""
        return tables.ranking(self)

    def table(self) -> pd.DataFrame:
        """Return every outcome of every plan, one a row, with its ranges and unit."""
        return tables.outcomes_table(self)

    def by_unit(self) -> pd.DataFrame:
        """Return profit, leavers avoided and levels by business unit, with ranges."""
        return tables.unit_table(self)

    @property
    def data(self) -> xr.Dataset:
        """The differences of every pair, with units and long names."""
        from ripple_sim.study.compare.tables import dataset

        return dataset(self)

    @takes(plan=MAYBE_NAME, because=Maybe(REASON), words=WORDS)
    def say(self, plan: str | None = None, because: saying.Reason | None = None, *, words: Wording = ENGLISH) -> str:
        """Return what a board reads, of one plan or (without a name) of the best.

        Parameters
        ----------
        plan
            A plan's name.
        because
            What most of it comes from: words, or an explanation that has them.
        words
            Who says it, in which language.
        """
        return saying.answer(self, plan, because, words)

    @takes(words=WORDS)
    def conditions(self, words: Wording = ENGLISH) -> tuple[str, ...]:
        """Return what holds for every number: horizon, discounting, ranges, what isn't in them."""
        return saying.conditions(self, words)

    def drawing(self) -> Callable[..., Figure]:
        """Return what draws a plan's slide."""
        from ripple_sim.study.compare.figure import comparison_figure

        return comparison_figure

    def results(self) -> Results:
        """Return what a results folder keeps of it."""
        several = len(self.plans) > 1
        said = [self.say(plan) for plan in self.plans]
        tables = {"outcomes": self.table(), "units": self.by_unit()}
        return Results(
            kind=self.kind,
            answer=self,
            settings={
                "plans": list(self.plans),
                "titles": [self.worlds.title(plan) for plan in self.plans],
                "pairs": self.pairs,
                "uncertainty": self.uncertainty,
                "discount_rate": self.discount_rate,
            },
            base=self.worlds.baseline,
            plans={plan_file(n): world for n, world in enumerate(self.worlds.planned, 1)},
            tables={**tables, "ranking": self.ranking()} if several else tables,
            data=self.data,
            figures={
                f"comparison-{n}" if several else "comparison": partial(self.figure, plan=plan)
                for n, plan in enumerate(self.plans, 1)
            },
            said=(self.say(), *said) if several else tuple(said),
            conditions=self.conditions(),
            numbers=self.numbers(),
            seed=self.seed,
            weeks=self.weeks,
            wall_seconds=self.wall_seconds,
        )

    def numbers(self) -> dict[str, Floats]:
        """Return every number of every pair: its worlds' figures, and the plans' outcomes."""
        arrays = self.figures.arrays()
        for number, plan in enumerate(self.plans, 1):
            arrays |= {f"plan {number} {name}": held for name, held in self.values(plan).items()}
        return arrays


@takes(**COMPARING)
def compare(
    base: str | Path | Scenario,
    *plans: Choice,
    pairs: int | Literal["auto"] = "auto",
    horizon: str | int | None = None,
    uncertainty: Uncertainty = "luck",
    seed: int = 0,
    discount_rate: float = DISCOUNT_RATE,
    floor: float | None = None,
    settled: SettledCache | None = None,
    workers: int | None = None,
    on_pair: Callable[[int, int], None] | None = None,
    looks: Sequence[int] = (),
    on_look: Callable[[Comparison], None] | None = None,
) -> Comparison:
    """Compare plans with their common baseline, in pairs of worlds with the same luck.

    Parameters
    ----------
    base
        A preset's name, a scenario file or a scenario.
    plans
        Each a plan's name, a plan file, a plan, or a scenario (what the baseline becomes).
    pairs
        How many; ``"auto"`` begins with 30 and doubles until the half-width of the 80 % interval
        of every plan's profit difference is under a tenth of it or under ``floor``, and gives up
        at 480 or where 480 would hardly be enough. Looking only after each doubling keeps the
        intervals honest.
    horizon
        Such as ``"36mo"``, ``"3 years"`` or 156 (weeks); the plans' own if None.
    uncertainty
        ``"luck"``, or ``"all"``: pair ``i`` also has the ensemble's parameter set ``i``.
    seed
        Where luck comes from.
    discount_rate
        A year's, for the net present value, from 0 to 1.
    floor
        In money; 0.05 % of the baseline's revenue over the horizon if None.
    settled
        A ``SettledCache`` that holds settled companies for further studies of the same base: half
        of a pair's time is settling.
    workers
        Threads; as many as processors if None. The numbers don't depend on it.
    on_pair
        Called with the pairs done and those planned so far, after each pair.
    looks, on_look
        After how many pairs ``on_look`` is called with what they tell so far; looking changes
        neither the answer nor how many pairs there are.

    Raises
    ------
    ripple_sim.RippleError
        When something given can't be used; the text is one sentence.
    """
    worlds = worlds_of(base, plans)
    weeks = worlds.horizon(horizon)
    started = time.perf_counter()
    result: Comparison | None = None

    def pair(replication: int) -> Figures:
        lived = worlds.of_pair(replication, uncertainty)
        labour = LabourCosts(lived)
        books = live_together(lived, weeks, seed, replication, settled, labour.watch)
        return figures_of(books, labour)

    wanted = FIRST_PAIRS if pairs == "auto" else pairs
    while True:
        done = 0 if result is None else result.pairs
        until = min((look for look in looks if done + 1 < look < wanted), default=wanted)
        fresh = side_by_side(pair, range(done, until), workers, _counting(on_pair, done, wanted))
        figures = together(fresh if result is None else [result.figures, *fresh])
        result = Comparison(
            worlds,
            figures,
            seed,
            uncertainty,
            discount_rate,
            floor=_floor(figures, floor),
            asked=pairs,
            wall_seconds=time.perf_counter() - started,
        )
        if until < wanted:
            if on_look is not None:
                on_look(result)
            continue
        profits = [result.values(plan)["profit"] for plan in result.plans]
        more = next_number(profits, result.floor) if pairs == "auto" else None
        if more is None:
            return result
        wanted = more


def _counting(on_pair: Callable[[int, int], None] | None, done: int, wanted: int) -> Callable[[int], None] | None:
    return None if on_pair is None else lambda more: on_pair(done + more, wanted)


def _floor(figures: Figures, asked: float | None) -> float:
    if asked is not None:
        return asked
    return FLOOR_SHARE * 0.01 * float(figures.revenue[:, 0].mean())


def compare_again(folder: Path, manifest: Manifest) -> Comparison:
    """Compare again what a folder holds.

    Raises
    ------
    RippleError
        When the manifest doesn't say how, or a scenario can't be read.
    """
    settings = settings_of(folder, manifest, ("plans", "pairs", "uncertainty", "discount_rate"))
    names = [str(name) for name in settings.pop("plans")]
    planned = tuple(load(folder / plan_file(number)) for number, _ in enumerate(names, 1))
    # The worlds in the files bear the company's name; a comparison calls each by its plan's.
    plans = [world.model_copy(update={"name": name}) for name, world in zip(names, planned, strict=True)]
    again = compare(load(folder / SCENARIO), *plans, horizon=manifest.weeks, seed=manifest.seed, **settings)
    titles = manifest.study.settings.get("titles") if manifest.study else None
    if not isinstance(titles, list) or len(titles) != len(names):
        titles = [""] * len(names)  # folders of earlier versions keep none
    kept = replace(again.worlds, titles=tuple(map(str, titles)), planned=planned)
    return replace(again, worlds=kept)
