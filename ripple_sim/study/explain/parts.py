"""What one pair and its hybrids tell, as parts of the profit difference that add up to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ripple_sim.study.explain import shapley
from ripple_sim.study.explain.links import BY_NAME, LAYERS, Layer, Link
from ripple_sim.study.explain.lockstep import KEPT, LINES, Told
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

_HIRING = "hiring"  # the link that carries the seats

_BOOKED: dict[str, tuple[str, ...]] = {
    "serving": ("contact_cost", "compensation"),
    "staffing": ("wages", "overtime"),
    "replacing": ("replacement",),
    "programmes": ("programmes",),
    "fixed": ("fixed",),
}
_ALWAYS = ("programmes", "serving", "staffing", "replacing")
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
        The standard error of a part where only some orders of the links were lived; 0 where all
        were.
    moves
        For each link the two sums of the books in which it shows, in the baseline, and by how much
        the link moves them; shape (2, 2).
    """

    total: float
    parts: dict[Place, float]
    errors: dict[Place, float]
    moves: dict[str, Floats]


def label_of(name: str) -> str:
    """Return the manager's words for a part."""
    if name in BY_NAME:
        return BY_NAME[name].label
    if name.startswith(_LEFT_OVER):
        return LEFT_OVER[name.removeprefix(_LEFT_OVER)]
    return COSTS[name]


def is_cost(name: str) -> bool:
    """Say whether a part is a cost and no link."""
    return name in COSTS


def split(told: Told, links: Mapping[Layer, Sequence[Link]], several: Mapping[Layer, Sequence[shapley.Order]]) -> Split:
    """Split what a pair tells.

    Parameters
    ----------
    links
        The links of each layer that were opened and closed.
    several
        The orders in which they were opened; empty for all orders.
    """
    parts: dict[Place, float] = {}
    errors: dict[Place, float] = {}
    moves: dict[str, Floats] = {}
    for layer in LAYERS:
        game, orders = told.games[layer], several[layer]
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
            moves[link.name] = _movement(link, told.baseline, added[link.name])
        apart = game[frozenset()] - told.baseline
        parts |= _own_costs(apart) if layer == "service" else _booked_costs(told, apart)
    if told.seats and ("service", _HIRING) in parts:
        # What the plan pays for seats is its own doing; the link keeps what these seats bring.
        parts["service", "seats"] = -told.seats
        parts["service", _HIRING] += told.seats
    total = float((told.planned - told.baseline)[:_MONEY] @ _PROFIT)
    return Split(total, parts, errors, moves)


def _movement(link: Link, usual: Floats, added: Floats) -> Floats:
    of, per = link.shown
    return np.array(
        [
            [books[KEPT.index(of)], books[KEPT.index(per)] if per else constant]
            for books, constant in ((usual, 1.0), (added, 0.0))
        ]
    )


def _own_costs(apart: Floats) -> dict[Place, float]:
    """Return the plan's own costs: how the books differ where no link carries anything."""
    by_line = dict(zip(LINES, _in_currency(apart).tolist(), strict=True))
    found: dict[Place, float] = {("service", "programmes"): by_line.pop("programmes")}
    if raises := by_line.pop("wages"):
        found["service", "raises"] = raises
    for line, amount in by_line.items():
        if amount:
            found["service", _LEFT_OVER + line] = amount
    return found


def _in_currency(books: Floats) -> Floats:
    """Return what each line of the books adds to profit; nothing is 0 and not -0."""
    return books[:_MONEY] * _PROFIT + 0.0


def _booked_costs(told: Told, apart: Floats) -> dict[Place, float]:
    """Return the costs as they are booked, and what of the gross margin no link carries."""
    booked = _in_currency(told.planned - told.baseline)
    found: dict[Place, float] = {}
    for name, lines in _BOOKED.items():
        amount = float(booked[np.isin(LINES, lines)].sum())
        if amount or name in _ALWAYS:
            found["money", name] = amount
    if left := float(apart[:_MONEY] @ _MARGIN):
        found["money", f"{_LEFT_OVER}margin"] = left
    return found
