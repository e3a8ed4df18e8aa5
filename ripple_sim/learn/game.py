"""A challenge as it is played: quarter by quarter, within a budget, and the company under it."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ripple_sim.learn.challenge import Challenge
from ripple_sim.learn.scoring import by_quarter
from ripple_sim.model.engine import Engine
from ripple_sim.model.settling import SettledCache
from ripple_sim.observe.metrics import BY_NAME, Metric
from ripple_sim.observe.recorder import Recorder
from ripple_sim.observe.results import QUARTER
from ripple_sim.scenario.files import load
from ripple_sim.scenario.interventions import Intervention
from ripple_sim.scenario.plans import Plan
from ripple_sim.scenario.problems import RippleError, near_or_all
from ripple_sim.scenario.schema import Scenario
from ripple_sim.wording import Amount, Number, Phrase, row_of

MOST_MOVES = 6
LARGEST_FORECAST = 1e12
LONGEST_CODE = 4000
PARTS_OF_A_WHOLE = ("% of staff", "% of seats", "% of contacts", "% of spending", "%/year")


@dataclass(frozen=True)
class Move:
    """An offer taken up: its share of full size in per cent, and for how many quarters.

    0 quarters last until the end.
    """

    offer: str
    size: int = 100
    quarters: int = 0


@dataclass(frozen=True)
class Turn:
    """What was decided in a quarter, and what was forecast for it."""

    moves: tuple[Move, ...] = ()
    forecast: float | None = None


@dataclass(frozen=True)
class Game:
    """A challenge and what was decided so far. Frozen: a decision gives another game.

    Attributes
    ----------
    turns
        One for each quarter played.
    stepped_back
        Whether the one step back was taken.
    """

    challenge: Challenge
    turns: tuple[Turn, ...] = ()
    stepped_back: bool = False

    @property
    def quarter(self) -> int:
        """The quarter to be decided next, from 1."""
        return len(self.turns) + 1

    @property
    def over(self) -> bool:
        """Whether all quarters are played."""
        return len(self.turns) >= self.challenge.quarters

    @property
    def base(self) -> Scenario:
        """The company as its preset states it, before the challenge's context."""
        return load(self.challenge.base)

    def moves(self) -> list[tuple[int, Move]]:
        """Return every move with the quarter in which it was decided, from 1."""
        return [(i, move) for i, turn in enumerate(self.turns, 1) for move in turn.moves]

    def interventions(self, later: int = 0) -> tuple[Intervention, ...]:
        """Return every move as an intervention, each so many weeks later than decided."""
        return tuple(self._intervention(quarter, move, later) for quarter, move in self.moves())

    def plan(self) -> Plan:
        """Return what was decided as a plan, which 'ripple compare' takes as well."""
        return self.challenge.plan(self.interventions())

    def spent(self) -> float:
        """Return what the moves cost until the end, known in advance, in the currency.

        Each is counted by itself; what one saves is no budget for another.
        """
        base = self.base
        return math.fsum(self.cost(quarter, move, base) for quarter, move in self.moves())

    def cost(self, quarter: int, move: Move, base: Scenario | None = None) -> float:
        """Return what a move decided in a quarter costs until the end; 0 where it saves."""
        alone = self.challenge.plan((self._intervention(quarter, move, 0),))
        return max(0.0, alone.planned_cost(base or self.base).total)

    def left(self) -> float:
        """Return what is left of the budget."""
        return self.challenge.budget - self.spent()

    def decided(self, moves: tuple[Move, ...], forecast: float | None = None) -> Game:
        """Return the game after another quarter.

        Raises
        ------
        RippleError
            When the game is over, a move can't be made, two move one lever for the same people at
            once, the budget doesn't hold it, or the forecast lies outside its scale.
        """
        if self.over:
            raise RippleError("all quarters are played; begin again, or go one step back")
        if len(moves) > MOST_MOVES:
            raise RippleError(
                "{moves} moves in one quarter; at most {most} are taken", moves=len(moves), most=MOST_MOVES
            )
        if forecast is not None:
            self.check_forecast(forecast)
        for move in moves:
            self._check(move)
        after = replace(self, turns=(*self.turns, Turn(moves, forecast)))
        base = self.base
        after.plan().applied(base)  # refuses one lever moved twice for the same people
        if moves and after.left() < 0:
            needs = after.spent() - self.spent()
            raise RippleError(
                "that costs {cost}, and {left} of the budget is left",
                cost=Amount(round(needs), base.currency),
                left=Amount(max(0, round(self.left())), base.currency),
            )
        return after

    def check_forecast(self, forecast: float) -> None:
        """Refuse a forecast that can't come true.

        Raises
        ------
        RippleError
            Naming what is forecast, and between which numbers it lies.
        """
        metric = BY_NAME[self.challenge.score.forecast_metric]
        low, high = range_of(metric)
        if not low <= forecast <= high:
            raise RippleError(
                "the forecast of {metric} is {forecast}; it must lie between {low} and {high}",
                metric=Phrase(metric.label),
                low=Number(low),
                high=Number(high),
                forecast=Number(forecast) if math.isfinite(forecast) else str(forecast),
            )

    def stepped(self) -> Game:
        """Return the game before its last quarter; it can be done once.

        Raises
        ------
        RippleError
            When nothing was played, or the step back was taken.
        """
        if not self.turns:
            raise RippleError("nothing is decided yet, so there is no step to take back")
        if self.stepped_back:
            raise RippleError("the one step back has been used; begin again for another")
        return replace(self, turns=self.turns[:-1], stepped_back=True)

    def code(self) -> str:
        """Return what was decided in a line that an address or a file can hold."""
        return ("back_" if self.stepped_back else "") + "_".join(
            "~".join(
                [f"{move.offer}.{move.size}.{move.quarters}" for move in turn.moves]
                + ([] if turn.forecast is None else [f"f{turn.forecast:.10g}"])
            )
            or "0"
            for turn in self.turns
        )

    def _intervention(self, quarter: int, move: Move, later: int) -> Intervention:
        offer = self.challenge.offer(move.offer)
        if offer is None:
            raise self._unknown(move.offer)
        start = quarter * QUARTER
        quarters_left = self.challenge.quarters - quarter + 1
        quarters = min(move.quarters or quarters_left, quarters_left)
        return offer.move(start + later, quarters * QUARTER, move.size / 100)

    def _check(self, move: Move) -> None:
        offer = self.challenge.offer(move.offer)
        if offer is None:
            raise self._unknown(move.offer)
        if move.size not in offer.sizes:
            raise RippleError(
                "the size of '{offer}' is {size} %; it must be one of {sizes} %",
                offer=move.offer,
                size=move.size,
                sizes=row_of(offer.sizes),
            )
        if not 0 <= move.quarters <= self.challenge.quarters:
            raise RippleError(
                "'{offer}' is to last {quarters} quarters; allowed is 0 (to the end) to {most}",
                offer=move.offer,
                quarters=move.quarters,
                most=self.challenge.quarters,
            )

    def _unknown(self, name: str) -> RippleError:
        hint = near_or_all(name, [offer.name for offer in self.challenge.offers])
        return RippleError(
            "'{challenge}' has no offer '{offer}'", challenge=self.challenge.name, offer=name[:40], hint=hint
        )


def range_of(metric: Metric) -> tuple[float, float]:
    """Return between which numbers a metric lies, whatever happens, in its unit."""
    if metric.unit in ("0 to 100", *PARTS_OF_A_WHOLE):
        return 0.0, 100.0
    if metric.unit == "points":  # promoters less detractors, in per cent
        return -100.0, 100.0
    if metric.minus or metric.unit == "currency/week":
        return -LARGEST_FORECAST, LARGEST_FORECAST
    return 0.0, LARGEST_FORECAST


_MOVE = re.compile(r"([a-z][a-z0-9-]*)\.([0-9]{1,3})\.([0-9]{1,2})")
_FORECAST = re.compile(r"f([-+0-9.e]{1,24})")


def game_of(challenge: Challenge, code: str) -> Game:
    """Return the game that a code describes, every decision checked as when it was made.

    Raises
    ------
    RippleError
        When it can't be read, or tells of something that couldn't be done.
    """
    if len(code) > LONGEST_CODE:
        raise RippleError("the game's code is too long to be one")
    stepped, turns = code.startswith("back_"), code.removeprefix("back_")
    game = Game(challenge)
    for number, turn in enumerate(turns.split("_") if turns else [], 1):
        moves, forecast = [], None
        for item in turn.split("~") if turn != "0" else []:
            move, told = _MOVE.fullmatch(item), _FORECAST.fullmatch(item)
            if move:
                moves.append(Move(move[1], int(move[2]), int(move[3])))
            elif told:
                forecast = _number(told[1], number)
            else:
                raise RippleError(
                    "quarter {quarter} of the game can't be read: '{text}'", quarter=number, text=item[:40]
                )
        game = game.decided(tuple(moves), forecast)
    return replace(game, stepped_back=stepped)


def _number(text: str, quarter: int) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise RippleError(
            "quarter {quarter} of the game can't be read: forecast '{text}'", quarter=quarter, text=text[:24]
        )
    return value


OWN = 0  # the replication of the company that is played


@dataclass(frozen=True)
class Seen:
    """What a player sees of the company.

    Attributes
    ----------
    reports
        Each reported metric by quarter, the one before the first decision first; shape
        (quarters run,).
    currency
        The currency of all money.
    """

    code: str
    reports: dict[str, NDArray[np.float64]]
    currency: str


def look(
    game: Game,
    tell: Callable[[int, int], None] = lambda done, total: None,
    *,
    seed: int = 0,
    settled: SettledCache | None = None,
) -> Seen:
    """Live the player's company up to the quarter to be decided; ``tell`` counts weeks."""
    scenario = game.plan().applied(game.base)
    company = Engine(scenario, seed, OWN, settled=settled)
    weeks = QUARTER * (len(game.turns) + 1)
    books = Recorder(weeks, len(company.world.units))
    for week in range(1, weeks + 1):
        company.step()
        books.keep(company.world.ledger)
        if week % QUARTER == 0:
            tell(week, weeks)
    names = dict.fromkeys(
        [
            *game.challenge.report,
            game.challenge.score.forecast_metric,
            game.challenge.score.well_being_metric,
            game.challenge.score.loyalty_metric,
        ]
    )
    reports = {name: by_quarter(books.ledgers, BY_NAME[name]) for name in names}
    return Seen(game.code(), reports, scenario.currency)
