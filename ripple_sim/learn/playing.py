"""The company that a player sees: lived up to the quarter to be decided, and no further."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ripple_sim.learn.game import Game
from ripple_sim.learn.windows import by_quarter
from ripple_sim.model.engine import Engine
from ripple_sim.model.settling import SettledCache
from ripple_sim.observe.metrics import BY_NAME
from ripple_sim.observe.recorder import Recorder
from ripple_sim.observe.results import QUARTER

OWN = 0  # the replication of the company that is played


@dataclass(frozen=True)
class Seen:
    """What a player sees of the company.

    Attributes
    ----------
    reports
        Each reported metric by quarter, the one before the first decision first; shape
        (quarters lived,).
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
