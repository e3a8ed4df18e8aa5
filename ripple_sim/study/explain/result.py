"""What an explanation found: a plan's profit difference in parts, with ranges."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

import numpy as np
from numpy.typing import NDArray

from ripple_sim.scenario.accepted import NAME, WORDS
from ripple_sim.scenario.arguments import takes
from ripple_sim.scenario.problems import RippleError, near_or_all
from ripple_sim.scenario.readers import Word
from ripple_sim.scenario.schema import Scenario
from ripple_sim.study.compare.worlds import Uncertainty, titled
from ripple_sim.study.core.answer import StudyAnswer
from ripple_sim.study.core.intervals import Band, band
from ripple_sim.study.core.results_folder import Results, plan_file
from ripple_sim.study.explain import messages as saying
from ripple_sim.study.explain import tables
from ripple_sim.study.explain.links import LAYERS, Layer
from ripple_sim.study.explain.parts import OWN_COSTS, Split, is_cost, label_of
from ripple_sim.wording import ENGLISH, Wording, mark

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd
    import xarray as xr
    from matplotlib.figure import Figure

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Part:
    """One part of the profit difference.

    Attributes
    ----------
    layer, name, label
        ``service`` or ``money``, the name in data, and the manager's words.
    values
        What it adds to profit in each pair, in currency; shape (pairs,).
    error
        The standard error of the mean that comes of having lived some orders of the links only.
    """

    layer: Layer
    name: str
    label: str
    values: Floats
    error: float

    @property
    def cost(self) -> bool:
        """Whether it is a cost and no link."""
        return is_cost(self.name)

    @cached_property
    def band(self) -> Band:
        """The mean with its 80 and 95 % interval, and the range of single futures."""
        return band(self.values)

    @property
    def mean(self) -> float:
        """The mean over pairs."""
        return float(self.band.mean)

    @property
    def told_from_zero(self) -> bool:
        """Whether its 80 % interval leaves zero out."""
        return bool(self.band.low_80 > 0 or self.band.high_80 < 0)


@dataclass(frozen=True, eq=False, repr=False)
class Explanation(StudyAnswer):
    """A plan's profit difference split over the links of the chain, in two layers.

    Attributes
    ----------
    baseline, planned
        The scenario without and with the plan.
    plan
        The plan's name.
    splits
        Each pair's parts.
    weeks, seed, uncertainty
        The horizon; where luck comes from; whether parameters differ between pairs too.
    asked_couples
        The couples of orders asked for, if any.
    couples
        For each layer the couples of orders lived in each pair, or None where all orders count.
    wall_seconds
        Time it took.
    title
        What people call the plan; empty where it has no title.
    """

    kind: ClassVar[str] = "explanation"
    made_of: ClassVar[tuple[type, ...]] = (Split,)

    baseline: Scenario
    planned: Scenario
    plan: str
    splits: tuple[Split, ...]
    weeks: int
    seed: int
    uncertainty: Uncertainty
    asked_couples: int | None
    couples: Mapping[Layer, int | None]
    wall_seconds: float
    title: str = ""

    @property
    def titled(self) -> str:
        """The plan's title with its name in brackets, or its name where it has no title."""
        return titled(self.title, self.plan)

    @property
    def pairs(self) -> int:
        """The number of pairs."""
        return len(self.splits)

    @property
    def currency(self) -> str:
        """The currency of all money."""
        return self.baseline.currency

    @cached_property
    def total(self) -> Part:
        """The whole profit difference."""
        values = np.array([split.total for split in self.splits])
        return Part("money", "profit", mark("Profit, plan less baseline"), values, 0.0)

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """All parts, layer by layer; in each layer they sum to the whole in every pair."""
        places = list(dict.fromkeys(place for split in self.splits for place in split.parts))
        return tuple(self._part(layer, name) for wanted in LAYERS for layer, name in places if layer == wanted)

    def _part(self, layer: Layer, name: str) -> Part:
        values = [split.parts.get((layer, name), 0.0) for split in self.splits]
        errors = [split.errors.get((layer, name), 0.0) for split in self.splits]
        error = float(np.sqrt(np.square(errors).sum()) / len(errors))
        return Part(layer, name, label_of(name), np.array(values), error)

    @cached_property
    def cost(self) -> Floats:
        """What the plan itself costs in each pair, as a comparison tells it; shape (pairs,)."""
        own = [part.values for part in self.layer("service") if part.name in OWN_COSTS]
        return np.asarray(0.0 - np.sum(own, axis=0))

    @cached_property
    def gain(self) -> Floats:
        """What the plan brings before its own cost in each pair; shape (pairs,)."""
        return np.asarray(self.total.values + self.cost)

    @takes(layer=Word(*LAYERS))
    def layer(self, layer: Layer) -> tuple[Part, ...]:
        """Return the parts of a layer."""
        return tuple(part for part in self.parts if part.layer == layer)

    @takes(layer=Word(*LAYERS), name=NAME)
    def part(self, layer: Layer, name: str) -> Part:
        """Return a part.

        Raises
        ------
        RippleError
            When there is none of that name.
        """
        known = {part.name: part for part in self.layer(layer)}
        if name not in known:
            raise RippleError(
                "there is no part '{part}' in the layer '{layer}'",
                part=name,
                layer=layer,
                hint=near_or_all(name, known),
            )
        return known[name]

    @takes(name=NAME)
    def movement(self, name: str) -> float:
        """Return by which part of itself a link moves what it shows in (:attr:`Link.shown`).

        Raises
        ------
        RippleError
            When no link is called so.
        """
        known = self.splits[0].moves if self.splits else {}
        if name not in known:
            raise RippleError("there is no link '{link}'", link=name, hint=near_or_all(name, known))
        (of, per), (more_of, more_per) = np.mean([split.moves[name] for split in self.splits], 0)
        return float((of + more_of) / (per + more_per) * per / of - 1) if of and per else 0.0

    @takes(words=WORDS)
    def because(self, words: Wording = ENGLISH) -> str:
        """Return what most of the gain, or of the loss, comes from, such as "fewer people leave".

        The largest parts until together they make up half of all that add to it, told from zero
        or not.
        """
        return saying.because(self, words)

    @takes(words=WORDS)
    def say(self, *, words: Wording = ENGLISH) -> str:
        """Return what the plan costs and brings, and what most of it comes from."""
        return saying.sentence(self, words)

    @takes(words=WORDS)
    def conditions(self, words: Wording = ENGLISH) -> tuple[str, ...]:
        """Return what holds for every number: horizon, discounting, ranges, what isn't in them."""
        return saying.conditions(self, words)

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
