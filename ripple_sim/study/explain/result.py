"""What an explanation holds: a plan's profit difference in parts that add up to it, pair by pair."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ripple_sim.scenario.accepted import NAME
from ripple_sim.scenario.arguments import takes
from ripple_sim.scenario.problems import RippleError, near_or_all
from ripple_sim.scenario.readers import Word
from ripple_sim.scenario.schema import Scenario
from ripple_sim.study.compare.worlds import Uncertainty, titled
from ripple_sim.study.core.intervals import Band, band
from ripple_sim.study.explain import shapley
from ripple_sim.study.explain.hybrid import KEPT, LINES, PairBooks
from ripple_sim.study.explain.links import BY_NAME, LAYERS, Layer, Link
from ripple_sim.wording import mark

Floats = NDArray[np.float64]
Place = tuple[Layer, str]

_MONEY = len(LINES)
_PROFIT: Floats = 0.01 * np.array([1.0, *[-1.0] * (_MONEY - 1)])  # per cent, in currency
_MARGIN: Floats = _PROFIT * np.isin(LINES, ("revenue", "goods"))

COSTS: dict[str, str] = {
    "programmes": mark("Programmes"),
    "raises": mark("Pay raised by the plan"),
    "seats": mark("Seats opened by the plan"),
    "serving": mark("Cost to serve"),
    "staffing": mark("Wages and overtime"),
    "replacing": mark("Replacing who left"),
    "fixed": mark("Fixed costs"),
}
"""The parts that are costs, by name, and the manager's words for them."""

OWN_COSTS = ("programmes", "raises", "seats")
"""The parts of the first layer that together are the plan's own cost."""

_BOOKED = {
    "serving": ("contact_cost", "compensation"),
    "staffing": ("wages", "overtime"),
    "replacing": ("replacement",),
    "programmes": ("programmes",),
    "fixed": ("fixed",),
}
_LEFT_OVER = "left_over_"

LEFT_OVER: dict[str, str] = {
    "revenue": mark("Along no link: revenue"),
    "goods": mark("Along no link: goods"),
    "margin": mark("Along no link: margin"),
    "wages": mark("Along no link: wages"),
    "overtime": mark("Along no link: overtime"),
    "contact_cost": mark("Along no link: cost of contacts"),
    "compensation": mark("Along no link: compensation"),
    "replacement": mark("Along no link: replacement"),
    "fixed": mark("Along no link: fixed costs"),
}
"""What to call a line of the books that changes though no link carries anything."""


@dataclass(frozen=True)
class Split:
    """One pair's profit difference in parts.

    Attributes
    ----------
    total
        The plan's profit less the baseline's, in currency.
    parts
        What each part adds to it; in each layer they sum to it.
    errors
        The standard error of a part where only some orders of the links were run; 0 where all were.
    moves
        For each link the two sums of the books in which it shows, in the baseline, and by how much
        the link moves them; shape (2, 2).
    """

    total: float
    parts: dict[Place, float]
    errors: dict[Place, float]
    moves: dict[str, Floats]


def _label_of(name: str) -> str:
    if name in BY_NAME:
        return BY_NAME[name].label
    if name.startswith(_LEFT_OVER):
        return LEFT_OVER[name.removeprefix(_LEFT_OVER)]
    return COSTS[name]


def split(
    pair: PairBooks, links: Mapping[Layer, Sequence[Link]], several: Mapping[Layer, Sequence[shapley.Order]]
) -> Split:
    """Split a pair's profit difference over the links of each layer.

    They were opened and closed in several orders, or, where none are given, in all.
    """
    parts: dict[Place, float] = {}
    errors: dict[Place, float] = {}
    moves: dict[str, Floats] = {}
    for layer in LAYERS:
        game, orders = pair.games[layer], several[layer]
        worth = _PROFIT if layer == "service" else _MARGIN
        if orders:
            added, _ = shapley.sampled(game, orders)
            _, error = shapley.sampled({open_: books[:_MONEY] @ worth for open_, books in game.items()}, orders)
        else:
            added = shapley.exact(game, [link.name for link in links[layer]])
            error = {}
        for link in links[layer]:
            parts[layer, link.name] = float(added[link.name][:_MONEY] @ worth)
            errors[layer, link.name] = float(error.get(link.name, 0.0))
            moves[link.name] = _movement(link, pair.baseline, added[link.name])
        apart = game[frozenset()] - pair.baseline
        parts |= _own_costs(apart) if layer == "service" else _booked_costs(pair, apart)
    if pair.seats and ("service", "hiring") in parts:
        # What the plan pays for seats is its own doing; the link keeps what these seats bring.
        parts["service", "seats"] = -pair.seats
        parts["service", "hiring"] += pair.seats
    total = float((pair.planned - pair.baseline)[:_MONEY] @ _PROFIT)
    return Split(total, parts, errors, moves)


def _movement(link: Link, usual: Floats, added: Floats) -> Floats:
    of, per = link.shown
    if per:
        return np.array([[books[KEPT.index(of)], books[KEPT.index(per)]] for books in (usual, added)])
    return np.array([[usual[KEPT.index(of)], 1.0], [added[KEPT.index(of)], 0.0]])


def _own_costs(apart: Floats) -> dict[Place, float]:
    """Return the plan's own costs: how the books differ where no link carries anything."""
    by_line = dict(zip(LINES, _in_currency(apart).tolist(), strict=True))
    parts: dict[Place, float] = {("service", "programmes"): by_line.pop("programmes")}
    if raises := by_line.pop("wages"):
        parts["service", "raises"] = raises
    for line, amount in by_line.items():
        if amount:
            parts["service", _LEFT_OVER + line] = amount
    return parts


def _in_currency(books: Floats) -> Floats:
    """Return what each line of the books adds to profit; nothing is 0 and not -0."""
    return books[:_MONEY] * _PROFIT + 0.0


def _booked_costs(pair: PairBooks, apart: Floats) -> dict[Place, float]:
    """Return the costs as they are booked, and what of the gross margin no link carries."""
    booked = _in_currency(pair.planned - pair.baseline)
    parts: dict[Place, float] = {}
    for name, lines in _BOOKED.items():
        amount = float(booked[np.isin(LINES, lines)].sum())
        if amount or name != "fixed":
            parts["money", name] = amount
    if left := float(apart[:_MONEY] @ _MARGIN):
        parts["money", f"{_LEFT_OVER}margin"] = left
    return parts


@dataclass(frozen=True, eq=False)
class Part:
    """One part of the profit difference.

    ``values`` is what it adds to profit in each pair, in currency, shape (pairs,); ``error`` the
    standard error of the mean that comes of having run some orders of the links only. It has a name
    in data, and a ``label``.
    """

    layer: Layer
    name: str
    label: str
    values: Floats
    error: float

    @property
    def cost(self) -> bool:
        """Whether it is a cost and no link."""
        return self.name in COSTS

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
class ProfitParts:
    """The numbers of an explanation: a plan's profit difference split over the links, in two layers.

    Attributes
    ----------
    baseline, planned
        The scenario without and with the plan.
    plan
        The plan's name.
    splits
        Each pair's parts.
    weeks, seed, uncertainty
        The horizon; where random draws come from; whether parameters differ between pairs too.
    asked_couples
        The couples of orders asked for, if any.
    couples
        For each layer the couples of orders run in each pair, or None where all orders count.
    wall_seconds
        Time it took.
    title
        What people call the plan; empty where it has no title.
    """

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
        return Part(layer, name, _label_of(name), np.array(values), error)

    @cached_property
    def cost(self) -> Floats:
        """What the plan itself costs in each pair, as a comparison says it; shape (pairs,)."""
        own = [part.values for part in self.layer("service") if part.name in OWN_COSTS]
        return np.asarray(0.0 - np.sum(own, axis=0))

    @cached_property
    def gain(self) -> Floats:
        """What the plan brings in each pair, its own cost not yet deducted; shape (pairs,)."""
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
