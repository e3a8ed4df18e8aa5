"""Levers moved while the company lives, kept as interventions and shocks, and played.

A visitor's moves are data like any plan: the company they lead to can be lived again by the
command line from the same scenario, and gives the same numbers.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from ripple_sim.model.intervention_schedule import InterventionSchedule
from ripple_sim.model.world import World
from ripple_sim.scenario.interventions import Intervention, Shock
from ripple_sim.scenario.levers import BY_NAME
from ripple_sim.scenario.problems import RippleError, near
from ripple_sim.scenario.schema import Scenario, checked
from ripple_sim.wording import Phrase

SMALLEST = 1e-9


@dataclass(frozen=True)
class Move:
    """A lever brought to a level, from a week on, for everybody."""

    week: int
    lever: str
    level: float


@dataclass(frozen=True)
class Blow:
    """A shock that acts on the company for some weeks."""

    week: int
    kind: str
    size: float
    weeks: int


@dataclass(frozen=True)
class Moves:
    """Everything a visitor did to the company, in order."""

    moves: tuple[Move, ...] = ()
    blows: tuple[Blow, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.moves or self.blows)

    def moved(self, week: int, lever: str, level: float) -> Moves:
        """Return these with a lever brought to a level; a later move in the week counts alone."""
        kept = [move for move in self.moves if (move.week, move.lever) != (week, lever)]
        return Moves((*kept, Move(week, lever, level)), self.blows)

    def struck(self, week: int, kind: str, size: float, weeks: int) -> Moves:
        """Return these with a shock."""
        return Moves(self.moves, (*self.blows, Blow(week, kind, size, weeks)))

    def before(self, week: int) -> Moves:
        """Return what was done before a week."""
        return Moves(
            tuple(move for move in self.moves if move.week < week),
            tuple(blow for blow in self.blows if blow.week < week),
        )

    def since(self, week: int) -> Moves:
        """Return what was done from a week on."""
        return Moves(
            tuple(move for move in self.moves if move.week >= week),
            tuple(blow for blow in self.blows if blow.week >= week),
        )

    def interventions(self, base: Scenario) -> tuple[Intervention, ...]:
        """Return the moves as interventions, of which at most one a lever is in force at once."""
        result = []
        for lever in dict.fromkeys(move.lever for move in self.moves):
            own = level_of(base, lever)
            steps = sorted((m for m in self.moves if m.lever == lever), key=lambda m: m.week)
            ends = [step.week for step in steps[1:]]
            for step, end in zip(steps, [*ends, None], strict=True):
                change = step.level - own
                if abs(change) > SMALLEST:
                    result.append(
                        Intervention(
                            name=BY_NAME[lever].label,
                            lever=lever,
                            change=change,
                            start=step.week,
                            duration=None if end is None else end - step.week,
                        )
                    )
        return tuple(sorted(result, key=lambda one: one.start))

    def shocks(self) -> tuple[Shock, ...]:
        """Return the shocks."""
        return tuple(
            Shock(name=BY_NAME[blow.kind].label, kind=blow.kind, size=blow.size, start=blow.week, duration=blow.weeks)
            for blow in self.blows
        )

    def applied(self, base: Scenario) -> Scenario:
        """Return the scenario with what was done to its company.

        Raises
        ------
        ScenarioError
            When it can't be done to this company.
        """
        if not self:
            return base
        data = base.model_dump()
        for name, done in (("interventions", self.interventions(base)), ("shocks", self.shocks())):
            data[name] = [one.model_dump() for one in (*getattr(base, name), *done)]
        return checked(data, Phrase("'{company}' with your changes", company=base.name))


def level_of(scenario: Scenario, lever: str) -> float:
    """Return where a lever stands in a company by itself; 0 for a shock.

    Raises
    ------
    RippleError
        When there is no such lever.
    """
    if lever not in BY_NAME:
        raise RippleError("there is no lever '{lever}'", lever=lever, hint=near(lever, BY_NAME))
    group = BY_NAME[lever].group
    if group == "shock":
        return 0.0
    held = scenario.company.drivers if group == "driver" else scenario.company.practices
    return float(getattr(held, lever).level)


class LivePlan(InterventionSchedule):
    """A plan that takes the place of another while the company lives.

    Whom changes reach that had begun stays as it was chosen then.
    """

    def __init__(self, scenario: Scenario, world: World, before: InterventionSchedule) -> None:
        super().__init__(scenario, world)
        known = {change.dated: change for change in before._changes if change.chosen}
        self._changes = [known.get(change.dated, change) for change in self._changes]


PACES = (1.0, 4.0, 12.0)  # weeks a second
PATIENCE_SECONDS = 1.0
MOST_UNPAINTED = 5
QUICK_SECONDS = 0.12
RESTS_AFTER_SLOW = 2.0


class Player:
    """A thread that lives week after week and waits until each was painted.

    A browser that can't keep up slows the weeks down, so that nothing moves after a pause; one
    that has gone ends them after a few weeks. Where a week takes long to appear, processors are
    scarce, and a rest of twice the delay leaves them to whoever else is waiting.

    Parameters
    ----------
    live
        Lives a week and tells whether there is another. It is given a question to ask before it
        begins: whether the player was stopped meanwhile.
    """

    def __init__(self, live: Callable[[Callable[[], bool]], bool]) -> None:
        self._live = live
        self._painted = threading.Event()
        self._stop = threading.Event()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._closed = False
        self.pace = PACES[1]
        self.ended: Callable[[], None] = lambda: None

    @property
    def playing(self) -> bool:
        """Whether weeks go by."""
        thread = self._thread
        return thread is not None and thread.is_alive() and not self._stop.is_set()

    def play(self) -> None:
        """Let weeks go by, from a thread of its own."""
        with self._lock:
            if self.playing or self._closed:
                return
            self._stop = stop = threading.Event()
            self._thread = threading.Thread(target=self._run, args=(stop,), daemon=True)
            self._thread.start()

    def pause(self) -> None:
        """Let no further week begin."""
        self._stop.set()
        self._painted.set()

    def wait(self, seconds: float) -> bool:
        """Wait until no week goes by any more, and tell whether that is so."""
        thread = self._thread
        if thread is not None:
            thread.join(seconds)
        return thread is None or not thread.is_alive()

    def painted(self) -> None:
        """Tell that the last week is on the screen."""
        self._painted.set()

    def close(self) -> None:
        """Stop for good."""
        self._closed = True
        self.pause()

    def _run(self, stop: threading.Event) -> None:
        unpainted = 0
        more = True
        while more and not stop.is_set() and unpainted < MOST_UNPAINTED:
            began = time.monotonic()
            self._painted.clear()
            more = self._live(stop.is_set)
            unpainted = 0 if self._painted.wait(PATIENCE_SECONDS) else unpainted + 1
            stop.wait(rest_after(time.monotonic() - began, self.pace))
        if not stop.is_set():
            stop.set()
            self.ended()


def rest_after(took: float, pace: float) -> float:
    """Return the seconds to rest after a week that took some seconds to live and to appear."""
    return max(1 / pace - took, RESTS_AFTER_SLOW * (took - QUICK_SECONDS), 0.0)
