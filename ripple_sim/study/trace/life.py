"""The life of one person in both worlds of a pair, and where the two lives first part."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ripple_sim.model.engine import Engine
from ripple_sim.model.records import LAPSED, Records
from ripple_sim.model.settling import SettledCache
from ripple_sim.model.world import World
from ripple_sim.scenario.schema import Scenario
from ripple_sim.study.trace.named import Person
from ripple_sim.study.trace.rings import Rows
from ripple_sim.study.trace.twins import UNKNOWN, Touches, changes


@dataclass(frozen=True)
class Life:
    """What is known of a person in one world.

    Attributes
    ----------
    states
        The person's record at the start and after every week, shape (weeks + 1,).
    managers
        The same of the manager of an employee's team; of length 0 for a customer.
    good, bad
        How many of those whom a customer listens to spoke well and badly, shape (weeks + 1,).
    p
        The coefficients that events depend on, by name.
    """

    states: Records
    managers: Records
    good: Rows
    bad: Rows
    p: Mapping[str, float]


@dataclass(frozen=True)
class Parting:
    """Where the two lives first part: the week, from 1, and the place in the week's list of steps.

    ``channel`` is the place in the list of channels, ``source`` the row of the person at the other
    end, -1 for none.
    """

    week: int
    step: int
    channel: int
    source: int


@dataclass(frozen=True)
class Lives:
    """A person's life in both worlds.

    ``team`` and ``unit`` are rows; ``listeners`` counts the members who listen to a customer.
    """

    base: Life
    plan: Life
    parting: Parting | None
    team: int
    unit: int
    listeners: int


def live_twice(base: Scenario, plan: Scenario, person: Person, seed: int, replication: int, weeks: int) -> Lives:
    """Run both worlds of a pair and keep what happens to one person."""
    begins = min([change.start for change in changes(base, plan)], default=weeks)
    settled = SettledCache(on_disk=True)
    here, there = (Engine(scenario, seed, replication, threads=1, settled=settled) for scenario in (base, plan))
    kept = tuple(_Keeper(engine.world, person, weeks) for engine in (here, there))
    touches = Touches(here, there, {person.table: np.array([person.row])})
    first = touches.first[person.table]
    for week in range(weeks):
        if week < begins or first.week[person.row]:
            here.step()
            there.step()
        else:
            touches.run_week()
        for keeper in kept:
            keeper.keep()
    parting = None
    if first.week[person.row]:
        columns = (first.week, first.step, first.channel, first.source)
        parting = Parting(*(int(column[person.row]) for column in columns))
    row = getattr(here.world, person.table)[person.row]
    neighbours = here.world.members["neighbours"]
    return Lives(
        base=kept[0].life(),
        plan=kept[1].life(),
        parting=parting,
        team=int(row["team"]) if person.table == "employees" else UNKNOWN,
        unit=int(row["unit"]),
        listeners=(int((neighbours == person.row).any(axis=1).sum()) if person.table == "members" else 0),
    )


class _Keeper:
    """Keeps the records of one person while a world runs."""

    def __init__(self, world: World, person: Person, weeks: int) -> None:
        self._world, self._person = world, person
        self._employee = person.table == "employees"
        self._states = np.zeros(weeks + 1, getattr(world, person.table).dtype)
        self._managers = np.zeros(weeks + 1 if self._employee else 0, world.managers.dtype)
        self._said: NDArray[np.int64] = np.zeros((2, weeks + 1), dtype=np.int64)
        self._kept = 0
        self.keep()

    def keep(self) -> None:
        world, row, at = self._world, self._person.row, self._kept
        state = getattr(world, self._person.table)[row]
        self._states[at] = state
        if self._employee:
            self._managers[at] = world.managers[state["team"]]
        else:
            others = state["neighbours"]
            voices = world.members["voice"][others[others >= 0]]
            self._said[:, at] = (voices > 0).sum(), (voices < 0).sum()
        self._kept += 1

    def life(self) -> Life:
        p = {name: float(self._world.p[0][name]) for name in READ_BY_EVENTS}
        return Life(self._states, self._managers, self._said[0], self._said[1], p)


LASTING_WEEKS = 4  # an answer to a survey counts once it lasts so long
TRAINED, LED = 0.1, 0.05  # changes of training and of a manager's leadership worth telling
REST = 0.05  # of energy above a line before somebody counts as recovered
DRAWN_AWAY, DRAWN_BACK = 2.0, math.sqrt(2.0)  # times the usual chance of leaving
READ_BY_EVENTS = ("learning_weeks", "exhausted_below", "burnt_out_below", "reference_intention", "intention_slope")
THERE = 1  # a filled seat; the standing of a customer
PROMOTER, PASSIVE = 9, 7  # the least answers, of 10, of promoters and of the indifferent


@dataclass(frozen=True)
class Event:
    """Something that happened in a week, from 1: the key of its sentence, and the numbers in it."""

    week: int
    kind: str
    facts: dict[str, int] = field(default_factory=dict)


def employee_events(life: Life) -> list[Event]:
    """Return what happens on a seat, in order: who comes and goes, and how they are."""
    events = [*_seat(life), *_condition(life), *_manager(life), *_answers(life, "filled")]
    return sorted(events, key=lambda event: event.week)


def customer_events(life: Life) -> list[Event]:
    """Return what happens to a market member, in order."""
    events = [*_service(life), *_words(life), *_standing(life), *_answers(life, "standing")]
    return sorted(events, key=lambda event: event.week)


def _weeks(records: Records) -> Iterator[tuple[int, np.void, np.void]]:
    """Yield each week, and the record before and after it."""
    yield from zip(range(1, len(records)), records[:-1], records[1:], strict=True)


def _hundredths(value: float) -> int:
    return round(100 * float(value))


def _seat(life: Life) -> Iterator[Event]:
    states, learning = life.states, life.p["learning_weeks"]
    for week, before, now in _weeks(states):
        if now["left"]:
            yield Event(week, "left", {"weeks": int(before["tenure"]) + 1})
        if now["hired"]:
            yield Event(week, "joined")
        elif now["filled"] and before["tenure"] < learning <= now["tenure"]:
            yield Event(week, "learned", {"weeks": int(now["tenure"])})
        if now["open"] != before["open"]:
            yield Event(week, "opened" if now["open"] else "closed")


def _condition(life: Life) -> Iterator[Event]:
    p = life.p
    worn = _worn(life.states[0], 0, p)
    drawn = _times_usual(life.states[0], p) >= DRAWN_AWAY
    trained = float(life.states[0]["trained"])
    for week, _, now in _weeks(life.states):
        if not now["filled"]:
            continue
        if now["hired"]:
            worn, drawn, trained = _worn(now, 0, p), False, float(now["trained"])
            continue
        shown = {"before": _hundredths(trained), "now": _hundredths(now["trained"])}
        if abs(now["trained"] - trained) >= TRAINED:
            yield Event(week, "trained" if now["trained"] > trained else "forgot", shown)
            trained = float(now["trained"])
        state = _worn(now, worn, p)
        if state != worn:
            kind = ("recovered", "exhausted", "burnt_out")[state]
            yield Event(week, kind, {"energy": _hundredths(now["energy"])})
            worn = state
        times = _times_usual(now, p)
        if not drawn and times >= DRAWN_AWAY:
            drawn = True
            yield Event(week, "drawn_away", {"engagement": _hundredths(now["engagement"])})
        elif drawn and times < DRAWN_BACK:
            drawn = False
            yield Event(week, "drawn_back", {"engagement": _hundredths(now["engagement"])})


def _worn(now: np.void, worn: int, p: Mapping[str, float]) -> int:
    """Return 0 rested, 1 exhausted, 2 burnt out; a way up has to pass the line by a margin."""
    energy = float(now["energy"])
    lines = [p[name] for name in ("exhausted_below", "burnt_out_below")]
    return sum(energy < line + (REST if worn > number else 0.0) for number, line in enumerate(lines))


def _times_usual(now: np.void, p: Mapping[str, float]) -> float:
    """Return how many times the usual chance of leaving the intention to leave makes it."""
    gap = float(now["intention"]) - p["reference_intention"]
    return math.exp(p["intention_slope"] * gap)


def _manager(life: Life) -> Iterator[Event]:
    led = float(life.managers[0]["leadership"])
    for week, before, now in _weeks(life.managers):
        if now["in_place"] < before["in_place"]:
            yield Event(week, "manager_left")
        if now["incumbent"] != before["incumbent"]:
            led = float(now["leadership"])
            yield Event(week, "manager_came", {"leadership": _hundredths(led)})
        elif abs(now["leadership"] - led) >= LED:
            facts = {"before": _hundredths(led), "now": _hundredths(now["leadership"])}
            yield Event(week, "led_better" if now["leadership"] > led else "led_worse", facts)
            led = float(now["leadership"])


def _answers(life: Life, there: str) -> Iterator[Event]:
    """Tell when somebody becomes a promoter, indifferent or a critic for some weeks."""
    known: int | None = None
    since, last = 0, -1
    for week, now in enumerate(life.states):
        if now[there] != THERE or (there == "filled" and now["hired"]):
            known, since, last = None, 0, -1
            continue
        answer = int(now["recommend"])
        group = (answer >= PASSIVE) + (answer >= PROMOTER)
        since = week if group != last else since
        last = group
        if known is None:
            known = group
        elif group != known and week - since + 1 >= LASTING_WEEKS:
            known = group
            kind = ("critic", "indifferent", "promoter")[group]
            yield Event(since, kind, {"answer": int(life.states[since]["recommend"])})


def _service(life: Life) -> Iterator[Event]:
    for week, _, now in _weeks(life.states):
        if not now["contacts"]:
            continue
        if now["server"] < 0:
            yield Event(week, "not_served")
        elif now["failure"]:
            kind = "put_right" if now["failure"] == 1 else "failed"
            yield Event(week, kind, {"seat": int(now["server"]) + 1})


def _words(life: Life) -> Iterator[Event]:
    for week, _, now in _weeks(life.states):
        voice = float(now["voice"])
        if voice:
            yield Event(week, "spoke_well" if voice > 0 else "spoke_badly")
        good, bad = int(life.good[week]), int(life.bad[week])
        if good or bad:
            kind = "heard_both" if good and bad else "heard_good" if good else "heard_bad"
            yield Event(week, kind, {"good": good, "bad": bad})


def _standing(life: Life) -> Iterator[Event]:
    for week, before, now in _weeks(life.states):
        if now["standing"] == before["standing"]:
            continue
        if now["standing"] == LAPSED:
            facts = {"weeks": int(before["tenure"]) + 1, "satisfaction": _hundredths(now["satisfaction"])}
            yield Event(week, "lapsed", facts)
        else:
            yield Event(week, "came_back" if before["standing"] == LAPSED else "became_customer")
