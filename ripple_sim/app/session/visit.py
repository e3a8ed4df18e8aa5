"""One visitor's session: a company beside its untouched twin, plans, studies, and a language."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from ripple_sim.app.session.company import Company
from ripple_sim.app.session.jobs import Jobs
from ripple_sim.app.session.moves import Moves, Player, level_of
from ripple_sim.app.session.network import Ripple
from ripple_sim.app.session.room import LARGEST_RUN, ROOM, beyond
from ripple_sim.scenario.files import load, parse, preset_names
from ripple_sim.scenario.levers import BY_NAME
from ripple_sim.scenario.plans import Plan
from ripple_sim.scenario.problems import RippleError, near
from ripple_sim.scenario.schema import Scenario

FIRST_COMPANY = "retail-branches"
WEEKS_AT_FIRST = 26  # half a year, so that a visitor never meets empty charts
NOTHING_DONE = Moves()
T = TypeVar("T")


def company_of(text: str, name: str) -> Scenario:
    """Return the company that a scenario file's text describes; ``name`` is what it is called.

    Raises
    ------
    RippleError
        When it is no scenario, or larger than a page can live week by week.
    """
    scenario = parse(text, f"'{name}'")
    for size, most in beyond(scenario, scenario.weeks, LARGEST_RUN):
        raise RippleError(
            "'{company}' has {size}, and the page takes at most {most}; 'ripple run' takes any",
            company=name,
            size=size,
            most=most,
        )
    return scenario


@dataclass(frozen=True)
class TakenBack:
    """What going back in time took back.

    Attributes
    ----------
    week, back_to
        How many weeks the company had lived before, and after.
    moves, undone
        All that was done to it then, and what of that was taken back.
    """

    week: int
    back_to: int
    moves: Moves
    undone: Moves


@dataclass
class Plans:
    """Up to four plans that a visitor compares, by name."""

    most: int = 4
    held: dict[str, Plan] = field(default_factory=dict)

    def add(self, plan: Plan) -> None:
        """Add a plan, or put it in the place of the one of its name.

        Raises
        ------
        RippleError
            When there are as many as can be compared.
        """
        if plan.name not in self.held and len(self.held) >= self.most:
            raise RippleError("there are {most} plans already; remove one first", most=self.most)
        self.held[plan.name] = plan

    def remove(self, name: str) -> None:
        """Remove a plan, if it is there."""
        self.held.pop(name, None)


class Visit:
    """What one visitor does. Nothing in it knows of a browser, and no two visitors share one.

    Attributes
    ----------
    base
        The company as its scenario states it.
    company, twin
        The company that the visitor acts on, and the same one untouched, at the same week and
        under the same luck: what differs is the visitor's doing.
    moves
        What the visitor did to the company.
    taken_back
        What going back took back last, as long as nothing was done since; None where nothing.
    ripple
        How far the difference between the two has travelled.
    player
        Lets the weeks go by.
    opened
        Whether there is a company yet; until then there is no ``base``, ``company`` and ``twin``.
    frame, beginnings
        How often anything changed, and how often what was done was undone.
    plans, jobs
        Plans to compare, and studies under way.
    """

    def __init__(self, seed: int = 0) -> None:
        self.lock = threading.RLock()
        self.seed = seed
        self.plans = Plans()
        self.jobs = Jobs()
        self.player = Player(self._play_week)
        self.frame = 0
        self.beginnings = 0
        self._kept: dict[Any, Any] = {}
        self._told: list[Callable[[], None]] = []
        self.opened = False
        self.moves = NOTHING_DONE
        self.taken_back: TakenBack | None = None

    # ------------------------------------------------------------------ which company

    def open_first(self) -> None:
        """Open the first company, if none is open yet."""
        with self.lock:
            if not self.opened:
                self.open(FIRST_COMPANY)

    def open(self, name: str, moves: Moves = NOTHING_DONE, week: int = WEEKS_AT_FIRST) -> None:
        """Open a company that comes with the package, and live to a week with moves made.

        Raises
        ------
        ScenarioError
            When there is none of that name, or the moves can't be made in it.
        """
        # A name from an address must never be taken for a file of the server.
        if name not in preset_names():
            hint = near(name, preset_names())
            raise RippleError("there is no company '{company}'", company=name[:40], hint=hint)
        self._begin(load(name), moves, week)

    def open_company(self, base: Scenario, moves: Moves = NOTHING_DONE, week: int = WEEKS_AT_FIRST) -> None:
        """Open a company that a file or an address brought, and live to a week with moves made.

        Raises
        ------
        RippleError
            When the moves can't be made in it, or there is no room for it.
        """
        self._begin(base, moves, week)

    def _begin(self, base: Scenario, moves: Moves = NOTHING_DONE, week: int = WEEKS_AT_FIRST) -> None:
        self.player.pause()
        with ROOM.turn(base), self.lock:
            moves.applied(base)  # refuses what can't be done, before anything is given up for it
            ROOM.take(self, base)
            self.taken_back = None
            self.base = base
            self.moves = moves
            self.beginnings += 1
            self._live_again(max(1, min(week, base.weeks)))
            self.opened = True
        self.tell()

    def _live_again(self, week: int) -> None:
        self.company = Company(self.moves.applied(self.base), self.seed)
        self.twin = Company(self.base, self.seed)
        self.ripple = Ripple(self.company.world, self.twin.world)
        while self.company.week < week:
            self._live_week()

    # ------------------------------------------------------------------ time

    @property
    def week(self) -> int:
        """How many weeks the company has lived."""
        return self.company.week

    def step(self) -> None:
        """Live one week in both worlds."""
        with self.lock:
            self._live_week()
        self.tell()

    def reset(self) -> None:
        """Begin again, with nothing done to the company."""
        before = TakenBack(self.week, WEEKS_AT_FIRST, self.moves, self.moves)
        self._begin(self.base)
        if before.undone:
            self.taken_back = before
            self.tell()

    def go_to(self, week: int) -> None:
        """Go to a week from 1 on; going back undoes what was done from then on."""
        self.player.pause()
        with self.lock:
            week = max(1, min(week, self.base.weeks))
            if week < self.week:
                undone = self.moves.since(week)
                if undone:
                    self.taken_back = TakenBack(self.week, week, self.moves, undone)
                self.moves = self.moves.before(week)
                self.beginnings += 1
                self._live_again(week)
            while self.week < week:
                self._live_week()
        self.tell()

    def bring_back(self) -> None:
        """Be again where the visitor was before going back, with everything done that was."""
        before = self.taken_back
        if before is not None:
            self._begin(self.base, before.moves, before.week)

    def _play_week(self, stopped: Callable[[], bool]) -> bool:
        with self.lock:
            if stopped():
                return False
            self._live_week()
        self.tell()
        return not self.company.over

    def _live_week(self) -> None:
        if not self.company.over:
            self.company.step()
            self.twin.step()
            self.ripple.look(self.week)

    # ------------------------------------------------------------------ what is done

    def level(self, lever: str) -> float:
        """Return where a lever stands now."""
        own = level_of(self.base, lever)
        moved = [move.level for move in self.moves.moves if move.lever == lever]
        return moved[-1] if moved else own

    def move(self, lever: str, level: float) -> None:
        """Bring a driver or practice to a level from this week on, held within its range."""
        known = BY_NAME.get(lever)
        if known is None or known.group == "shock":
            raise RippleError("there is no driver or practice '{lever}'", lever=lever, hint=near(lever, BY_NAME))
        with self.lock:
            held = min(max(float(level), known.low), known.high)
            self._do(self.moves.moved(self.week, lever, held))
        self.tell()

    def start_shock(self, kind: str, size: float, weeks: int) -> None:
        """Let a shock befall the company from this week on."""
        with self.lock:
            self._do(self.moves.struck(self.week, kind, size, weeks))
        self.tell()

    def _do(self, moves: Moves) -> None:
        self.company.become(moves.applied(self.base))
        self.moves = moves
        self.taken_back = None  # what is done now takes its place

    # ------------------------------------------------------------------ what pages keep

    def keep(self, kind: Callable[[Visit], T]) -> T:
        """Return what a page keeps for as long as the visit lasts: ``kind(visit)``, made once."""
        with self.lock:
            if kind not in self._kept:
                self._kept[kind] = kind(self)
            held: T = self._kept[kind]
            return held

    # ------------------------------------------------------------------ who looks on

    def when_changed(self, call: Callable[[], None]) -> None:
        """Call this after every change, from the thread that made it."""
        self._told.append(call)

    def tell(self) -> None:
        """Count a frame and call everybody who looks on."""
        self.frame += 1
        for call in self._told:
            call()

    def close(self) -> None:
        """Stop everything that is under way."""
        self._told.clear()
        self.player.close()
        self.jobs.close()
        ROOM.leave(self)
