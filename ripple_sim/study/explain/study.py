"""Explain a plan: run pairs with their hybrids, and split what the plan changes over the links."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from ripple_sim.model.records import MEMBER
from ripple_sim.report.manifest import Manifest
from ripple_sim.scenario.accepted import COMPANY, SEED, TIME, WORDS, WORKERS
from ripple_sim.scenario.arguments import takes
from ripple_sim.scenario.files import load
from ripple_sim.scenario.plans import CHOICE
from ripple_sim.scenario.problems import RippleError
from ripple_sim.scenario.readers import FUNCTION, Maybe, Whole, Word
from ripple_sim.scenario.schema import Scenario
from ripple_sim.study.compare.worlds import Choice, Uncertainty, Worlds, worlds_of
from ripple_sim.study.core.answer import StudyAnswer
from ripple_sim.study.core.pairs import side_by_side
from ripple_sim.study.core.results_folder import SCENARIO, Results, plan_file, settings_of
from ripple_sim.study.explain import messages, shapley, tables
from ripple_sim.study.explain.hybrid import live_hybrids
from ripple_sim.study.explain.links import LAYERS, MONEY, SERVICE, Layer, Link, links_that_can_act
from ripple_sim.study.explain.result import Floats, ProfitParts, Split, split
from ripple_sim.wording import ENGLISH, Wording

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr
    from matplotlib.figure import Figure

FEWEST_PAIRS, MOST_PAIRS = 2, 10_000
FEWEST_COUPLES, MOST_COUPLES = 2, 1_000
MOST_BYTES = 2_000_000_000  # all worlds run at once; a laptop has four times as much
WORLDS = 240  # each three years of the default company, some 0.3 s of a processor
FEWEST_BY_ITSELF, MOST_BY_ITSELF = 6, 24


class StoppedError(Exception):
    """Another pair failed, or the keyboard stopped the study."""


class Explanation(ProfitParts, StudyAnswer):
    """A plan's profit difference split over the links of the chain, in two layers.

    Its attributes are those of :class:`ripple_sim.study.explain.result.ProfitParts`.
    """

    kind: ClassVar[str] = "explanation"
    made_of: ClassVar[tuple[type, ...]] = (Split,)

    @takes(words=WORDS)
    def because(self, words: Wording = ENGLISH) -> str:
        """Return what most of the gain, or of the loss, comes from, such as "fewer people leave".

        The largest parts until together they make up half of all that add to it, clear of zero
        or not.
        """
        return messages.because(self, words)

    @takes(words=WORDS)
    def say(self, *, words: Wording = ENGLISH) -> str:
        """Return what the plan costs and brings, and what most of it comes from."""
        return messages.sentence(self, words)

    @takes(words=WORDS)
    def conditions(self, words: Wording = ENGLISH) -> tuple[str, ...]:
        """Return what holds for every number: horizon, discounting, ranges, what isn't in them."""
        return messages.conditions(self, words)

    def table(self) -> pd.DataFrame:
        """Return every part, and in each layer their sum, with ranges and unit."""
        return tables.parts_table(self)

    @property
    def data(self) -> xr.Dataset:
        """The parts of every pair, with units and labels."""
        return tables.dataset(self)

    def drawing(self) -> Callable[..., Figure]:
        """Return what draws the path from the plan over service to money."""
        from ripple_sim.study.explain.figure import path_figure

        return path_figure

    def results(self) -> Results:
        """Return what a results folder keeps of it."""
        return Results(
            kind=self.kind,
            answer=self,
            settings={
                "plan": self.plan,
                "title": self.title,
                "pairs": self.pairs,
                "uncertainty": self.uncertainty,
                "couples": self.asked_couples,
            },
            base=self.baseline,
            plans={plan_file(1): self.planned},
            tables={"parts": self.table()},
            data=self.data,
            figures={"path": self.figure},
            said=(self.say(),),
            conditions=self.conditions(),
            numbers=self.numbers(),
            seed=self.seed,
            weeks=self.weeks,
            wall_seconds=self.wall_seconds,
        )

    def numbers(self) -> dict[str, Floats]:
        """Return every part of every pair, what the orders leave unknown of it, and the whole."""
        arrays = {"profit": self.total.values}
        for part in self.parts:
            arrays[f"{part.layer} {part.name}"] = part.values
            arrays[f"{part.layer} {part.name} error"] = np.array([part.error])
        return arrays


@takes(
    base=COMPANY,
    plan=CHOICE,
    pairs=Maybe(Whole(FEWEST_PAIRS, MOST_PAIRS)),
    horizon=Maybe(TIME),
    uncertainty=Word("luck", "all"),
    seed=SEED,
    couples=Maybe(Whole(FEWEST_COUPLES, MOST_COUPLES)),
    workers=WORKERS,
    on_pair=Maybe(FUNCTION),
)
def explain(
    base: str | Path | Scenario,
    plan: Choice,
    *,
    pairs: int | None = None,
    horizon: str | int | None = None,
    uncertainty: Uncertainty = "luck",
    seed: int = 0,
    couples: int | None = None,
    workers: int | None = None,
    on_pair: Callable[[int, int], None] | None = None,
) -> Explanation:
    """Split the profit difference that a plan makes over the links of the chain.

    In hybrid worlds some links carry the baseline's values while all else follows the plan
    (:mod:`ripple_sim.study.explain.links`); each link's part is its Shapley value, so in each of
    the two layers the parts and the plan's costs add up to the whole exactly, pair by pair.

    Parameters
    ----------
    base
        A preset's name, a scenario file or a scenario.
    plan
        A plan's name, a plan file, a plan, or a scenario (what the baseline becomes).
    pairs
        How many pairs of worlds, from 2; if None, 6 to 24, the fewer the more links can act.
    horizon
        Such as ``"36mo"``, ``"3 years"`` or 156 (weeks); the plan's own if None.
    uncertainty
        ``"luck"``, or ``"all"``: pair ``i`` also has the ensemble's parameter set ``i``.
    seed
        Where random draws come from.
    couples
        How many couples of orders (one and its reverse) to open the links in, in each pair, from
        2; every pair has other ones. If None, or where it would take as many worlds, all orders
        count, but with more than 8 links 3 couples do. Few couples take fewer worlds; what that
        leaves unknown is stated, and the intervals over pairs contain it.
    workers
        Threads; as many as processors if None, fewer where the worlds would fill the memory. The
        numbers don't depend on it.
    on_pair
        Called with the pairs done and all of them, after each pair.

    Raises
    ------
    ripple_sim.RippleError
        When something given can't be used; the text is one sentence.
    """
    worlds = worlds_of(base, [plan])
    baseline, planned = worlds.baseline, worlds.planned[0]
    _refuse_different_companies(worlds)
    weeks = worlds.horizon(horizon)
    links: dict[Layer, Sequence[Link]] = {
        "service": links_that_can_act(SERVICE, baseline, planned),
        "money": links_that_can_act(MONEY, baseline, planned),
    }
    of_layer = {layer: shapley.couples_for(len(links[layer]), couples) for layer in LAYERS}
    in_a_pair = sum(shapley.worlds_for(len(links[layer]), of_layer[layer]) for layer in LAYERS)
    # As many pairs as run that many worlds in the time meant; even, for two threads.
    by_itself = min(max(2 * round(WORLDS / in_a_pair / 2), FEWEST_BY_ITSELF), MOST_BY_ITSELF)
    count = pairs or by_itself
    started, stop = time.perf_counter(), Event()

    def on_week() -> None:
        if stop.is_set():
            raise StoppedError

    def one(pair: int) -> Split:
        run, several = {}, {}
        for layer in LAYERS:
            names, number = [link.name for link in links[layer]], of_layer[layer]
            several[layer] = shapley.orders(names, number, pair * number) if number else []
            opened = shapley.coalitions_of(several[layer]) if number else shapley.coalitions(names)
            run[layer] = links[layer], opened
        without, with_plan = worlds.of_pair(pair, uncertainty)
        books = live_hybrids(without, with_plan, run, weeks, seed=seed, replication=pair, on_week=on_week)
        return split(books, links, several)

    threads = threads_for(workers, baseline.market.members, in_a_pair)
    done = None if on_pair is None else lambda pairs: on_pair(pairs, count)
    splits = side_by_side(one, range(count), threads, done, stop)
    return Explanation(
        baseline=baseline,
        planned=planned,
        plan=worlds.names[0],
        title=worlds.titles[0],
        splits=tuple(splits),
        weeks=weeks,
        seed=seed,
        uncertainty=uncertainty,
        asked_couples=couples,
        couples=of_layer,
        wall_seconds=time.perf_counter() - started,
    )


def threads_for(asked: int | None, members: int, worlds: int) -> int:
    """Return how many pairs to run at once: as many as asked for, or as processors.

    Market members take most of a world's memory, which must hold all worlds of these pairs.
    """
    in_memory = MOST_BYTES // max(members * MEMBER.itemsize * (worlds + 1), 1)
    return max(min(asked or os.cpu_count() or 1, in_memory), 1)


def _refuse_different_companies(worlds: Worlds) -> None:
    baseline, planned = worlds.all
    may_differ = ("name", "title", "about", "weeks", "interventions", "shocks")
    if baseline.model_copy(update={name: getattr(planned, name) for name in may_differ}) != planned:
        raise RippleError(
            "'{plan}' and '{company}' are different companies; only interventions and shocks can "
            "be explained link by link",
            plan=worlds.names[0],
            company=baseline.name,
        )


def explain_again(folder: Path, manifest: Manifest) -> Explanation:
    """Explain again what a folder holds.

    Raises
    ------
    RippleError
        When the manifest doesn't say how, or a scenario can't be read.
    """
    settings = settings_of(folder, manifest, ("plan", "pairs", "uncertainty"))
    more: dict[str, Any] = dict(manifest.study.settings) if manifest.study else {}
    # The world in the file bears the company's name; an explanation calls it by its plan's.
    planned = load(folder / plan_file(1))
    plan = planned.model_copy(update={"name": str(settings.pop("plan"))})
    settings |= {"horizon": manifest.weeks, "seed": manifest.seed, "couples": more.get("couples")}
    again = explain(load(folder / SCENARIO), plan, **settings)
    return replace(again, planned=planned, title=str(more.get("title", "")))  # earlier versions keep none
