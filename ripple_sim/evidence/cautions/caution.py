"""A caution, shown by the numbers of a run, and the comparisons that cautions share."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ripple_sim.evidence.laboratory import Changes, Laboratory
from ripple_sim.evidence.observation import QUARTER
from ripple_sim.evidence.twins import Touch, by_hand
from ripple_sim.model.engine import Engine
from ripple_sim.model.records import LEDGER, Records
from ripple_sim.model.week import Step, Week, compiled
from ripple_sim.model.world import World

if TYPE_CHECKING:
    from ripple_sim.evidence.laboratory import Laboratory

Number = tuple[str, float, str]
"""What a number is, its value, and its unit."""


@dataclass(frozen=True)
class Caution:
    """One caution.

    Attributes
    ----------
    id, says
        ``K1``, and the caution in a sentence.
    facts
        Ids of the published facts behind it.
    measure
        Measures its numbers in one world.
    judge
        Takes the values in their order; whether they show what the caution says. A number that
        could not be measured is NaN, and NaN shows nothing.
    """

    id: str
    says: str
    facts: tuple[str, ...]
    measure: Callable[[Laboratory], Sequence[Number]]
    judge: Callable[..., bool]

    def shown(self, laboratory: Laboratory) -> list[Number]:
        """Return what a run of one world shows: what, value, unit."""
        return list(self.measure(laboratory))

    def holds(self, numbers: Sequence[Number]) -> bool:
        """Whether the numbers show what the caution says."""
        return bool(self.judge(*(value for _, value, _ in numbers)))


def books_beside(lab: Laboratory, preset: str, changes: Changes, weeks: int, hold: Touch) -> tuple[Records, Records]:
    """Live twins, and after every week let ``hold`` set one of them by the other.

    Returns
    -------
    tuple
        The weekly books of the usual and of the held company, each of shape (weeks, units + 1).
    """
    return by_hand(lab, preset, weeks, start=hold, hold=hold, changes=changes).books


def books_with(
    lab: Laboratory, preset: str, changes: Changes, weeks: int, coefficients: Mapping[str, float]
) -> Records:
    """Live a company at rest whose coefficients are others from its first week on.

    Settled companies differ with their coefficients; this way two of them start from one.

    Returns
    -------
    Records
        Its weekly books, of shape (weeks, units + 1).
    """
    engine = Engine(lab.scenario(preset, changes), lab.seed, threads=1, settled=lab.settled)
    books = np.zeros((weeks, len(engine.world.units)), LEDGER)
    for name, value in coefficients.items():
        engine.world.p[name] = value
    for week in range(weeks):
        engine.step()
        books[week] = engine.world.ledger
    return books


def more_engaged(by: float) -> Touch:
    """Touch everybody's engagement ``by`` above what the twin in the same seat feels."""

    def hold(usual: World, held: World) -> None:
        held.employees["engagement"] = np.clip(usual.employees["engagement"] + by, 0, 1)

    return hold


def more_expected(by: float) -> Touch:
    """Touch every customer's expectation ``by`` above the twin's."""

    def hold(usual: World, held: World) -> None:
        held.members["expectation"] = np.clip(usual.members["expectation"] + by, 0, 1)

    return hold


def gain(books: tuple[Records, Records], of: str, per: str, last: int = QUARTER) -> float:
    """Return by how much a ratio of two columns differs over the last weeks, held less usual."""
    usual, held = (b[of][-last:].sum() / b[per][-last:].sum() for b in books)
    return float(held - usual)


def without_its_hours(step: Step, week: Week) -> None:
    """Run a step of the week, but give back the hours that programmes take from people."""
    compiled(step, week)
    if step.name == "plan":
        week.world.teams["attention_hours"] = 0


def effect_of_engagement(lab: Laboratory, changes: Changes, by: float = 0.1, weeks: int = 52) -> tuple[float, float]:
    """Return what ``by`` more engagement of everybody does in the stores, by experiment.

    Returns
    -------
    tuple
        Points of customers' satisfaction, and contribution in % of usual revenue, both over the
        last quarter.
    """
    books = books_beside(lab, "store-chain", changes, weeks, more_engaged(by))
    satisfaction = 100 * gain(books, "satisfaction", "customers")
    usual, held = (float(b["contribution"][-QUARTER:].sum()) for b in books)
    revenue = float(books[0]["revenue"][-QUARTER:].sum())
    return satisfaction, 100 * (held - usual) / revenue
