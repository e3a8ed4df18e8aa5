"""Mesa agents: live views on one row each, acting by the very rules the compiled loops call.

An agent's attributes are the fields of its row: reading one reads the world, setting one changes
it. To change how some people behave, subclass an agent, override a rule, and
:meth:`ripple_sim.model.model.RippleModel.convert` the agents it should hold for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import mesa
import numpy as np

from ripple_sim.model import staff_loops
from ripple_sim.model.member_loops import MOST_CONTACTS, choose_server, voices_around
from ripple_sim.model.population import draw_person
from ripple_sim.model.randomness import Decision, block_of_drivers, draw4, normal, poisson
from ripple_sim.rules import feeling, judgement, leadership, loyalty, service, staffing, word_of_mouth, workload
from ripple_sim.rules.arithmetic import ONE, ZERO
from ripple_sim.rules.drivers import BLOCKS
from ripple_sim.scenario.accepted import LARGEST_SEED
from ripple_sim.scenario.arguments import read
from ripple_sim.scenario.problems import RippleError
from ripple_sim.scenario.readers import OfKind, Whole
from ripple_sim.wording import mark

if TYPE_CHECKING:
    from ripple_sim.model.model import RippleModel
    from ripple_sim.model.world import World


def deviate(draw: Any) -> np.float32:
    """Return the standard normal deviate of a uniform draw, in single precision."""
    return np.float32(normal(draw))


def _rows(model: object, table: str) -> int:
    records = getattr(getattr(model, "world", None), table, None)
    if records is None:
        raise RippleError("model must be a RippleModel, whose people the agents are")
    return len(records)


class RowAgent(mesa.Agent):  # type: ignore[misc, unused-ignore]
    """A live view on one row of the world.

    Attributes
    ----------
    row
        The number of the row in its array.
    """

    table: ClassVar[str]
    steps: ClassVar[tuple[str, ...]]
    model: RippleModel

    def __init__(self, model: RippleModel, row: int) -> None:
        rows = _rows(model, self.table)
        kind: type = type(row)
        if kind is not int or not 0 <= row < rows:  # thousands are made at once
            row = read("row", row, Whole(0, rows - 1))
        super().__init__(model)
        object.__setattr__(self, "row", row)

    @property
    def world(self) -> World:
        """The world this agent belongs to."""
        return self.model.world

    @property
    def record(self) -> Any:
        """The agent's own record, live."""
        return getattr(self.model.world, self.table)[self.row]

    def luck(self, decision: Decision, generation: int = 0) -> tuple[Any, Any, Any, Any]:
        """Return this agent's four uniform draws of the week for a decision."""
        given: object = decision
        if not isinstance(given, Decision):
            read("decision", decision, OfKind(mark("a Decision"), Decision))
        if type(generation) is not int or not 0 <= generation <= LARGEST_SEED:
            generation = read("generation", generation, Whole(0, LARGEST_SEED))
        w = self.world
        draws = draw4(w.seed, w.replication, int(decision), self.row, w.week, generation)
        # Called from Python, a rule gives Python's own numbers; rules count in single precision.
        return tuple(np.float32(draw) for draw in draws)  # type: ignore[return-value]

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name in ("row", "model"):
            raise AttributeError(name)
        record = self.record
        if name not in record.dtype.names:
            raise AttributeError(f"a {type(self).__name__} has no attribute '{name}'")
        return record[name]

    def __setattr__(self, name: str, value: Any) -> None:
        model = self.__dict__.get("model")
        if model is not None and name in getattr(model.world, self.table).dtype.names:
            self.record[name] = value
        else:
            super().__setattr__(name, value)


class Manager(RowAgent):
    """The manager of one team."""

    table = "managers"
    steps = ("lead",)

    def _around(self) -> tuple[Any, Any, Any, Any]:
        w = self.world
        team = w.teams[self.row]
        return team, w.units[team["unit"]], w.team_levers[self.row], w.unit_levers[team["unit"]]

    def lead(self) -> None:
        """Do the week's leadership: stay or go, divide attention, lead, set the norm."""
        w, p = self.world, self.world.p[0]
        leaves, fills, mood, _ = self.luck(Decision.LEADER)
        _, _, lever, _ = self._around()
        if leadership.change_manager(self.record, lever, p, leaves, fills) == 1:
            staff_loops.draw_leader(self.record, self.row, w.company[0], p, w.seed, w.replication)
        self.divide_attention()
        self.lead_people(deviate(mood))
        self.set_norm()

    def divide_attention(self) -> None:
        """Divide attention among people, customers and paperwork."""
        team, unit, lever, unit_lever = self._around()
        leadership.divide_attention(self.record, team, unit, lever, unit_lever, self.world.p[0])

    def lead_people(self, mood_draw: Any) -> None:
        """Move engagement, coaching, leadership and integrity."""
        team, unit, lever, unit_lever = self._around()
        leadership.lead(self.record, team, unit, self.world.company[0], lever, unit_lever, self.world.p[0], mood_draw)

    def set_norm(self) -> None:
        """Move what the team holds to be its task."""
        team, unit, lever, unit_lever = self._around()
        leadership.set_norm(team, self.record, unit, lever, unit_lever, self.world.p[0])


class Employee(RowAgent):
    """A seat and whoever sits on it."""

    table = "employees"
    steps = ("come_and_go", "work", "serve", "feel")

    def _around(self) -> tuple[Any, Any, Any]:
        w, t = self.world, self.record["team"]
        return w.teams[t], w.managers[t], w.team_levers[t]

    def come_and_go(self) -> None:
        """Leave, be replaced, learn, attend."""
        w, p = self.world, self.world.p[0]
        team, _, lever = self._around()
        leaves, fills, absent, _ = self.luck(Decision.SEAT)
        staffing.open_or_close(self.record, team, lever, p)
        self.leave(leaves)
        if staffing.fill(self.record, w.company[0], lever, p, fills) == 1:
            draw_person(self.record, self.row, team, lever, p, w.seed, w.replication)
        if self.record["filled"]:
            self.learn()
        self.attend(absent)

    def leave(self, leave_draw: Any) -> None:
        """Leave the company, or stay."""
        unit = self.world.units[self.record["unit"]]
        staffing.leave(self.record, unit, self.world.p[0], leave_draw)

    def learn(self) -> None:
        """Let skill grow."""
        staffing.learn(self.record, self._around()[2], self.world.p[0])

    def attend(self, absence_draw: Any) -> None:
        """Be at work this week, or absent."""
        staffing.attend(self.record, self._around()[2], self.world.p[0], absence_draw)

    def work(self) -> None:
        """Offer the week's hours."""
        if self.record["filled"]:
            workload.offer_hours(self.record, self._around()[0], self.world.p[0])
        else:
            self.record["hours"] = self.record["productivity"] = 0

    def serve(self) -> None:
        """Bring warmth, competence and fairness."""
        if self.record["filled"]:
            team, manager, lever = self._around()
            unit = self.world.units[self.record["unit"]]
            service.serve(self.record, team, manager, unit, lever, self.world.p[0])

    def feel(self) -> None:
        """Tire, see, feel, intend."""
        if not self.record["filled"]:
            return
        w, p = self.world, self.world.p[0]
        team, manager, lever = self._around()
        unit = w.units[self.record["unit"]]
        mood, energy, fortunes, outside = self.luck(Decision.MOOD)
        workload.uphold_standard(self.record, team, unit, lever, p)
        workload.tire(self.record, manager, unit["intensity"], p)
        service.watch_service(self.record, unit, p)
        feeling.meet_fortunes(self.record, p, deviate(fortunes), deviate(outside))
        for block in range(BLOCKS):
            events, further = block_of_drivers(Decision.EVENTS_A, Decision.EVENTS_B, block)
            draws = tuple(map(deviate, self.luck(Decision(int(events)), further)))
            feeling.meet_events(self.record, p, block, draws)
        self.perceive()
        feeling.sense_forces(self.record, w.company[0], lever, p)
        self.feel_engagement(deviate(mood), deviate(energy))
        self.intend()

    def perceive(self) -> None:
        """See the drivers."""
        w, (team, manager, lever) = self.world, self._around()
        unit = self.record["unit"]
        feeling.perceive(self.record, manager, team, w.units[unit], w.company[0], lever, w.unit_levers[unit], w.p[0])

    def feel_engagement(self, mood_draw: Any, energy_draw: Any) -> None:
        """Move mood, engagement and energy."""
        p = self.world.p[0]
        feeling.feel(self.record, self._around()[0], p, p["customers_to_employees"], mood_draw, energy_draw)

    def intend(self) -> None:
        """Move the intention to leave."""
        w, (team, _, lever) = self.world, self._around()
        feeling.intend(self.record, team, w.company[0], lever, w.p[0])


class Member(RowAgent):
    """A market member: prospect, customer or lapsed."""

    table = "members"
    steps = ("come", "meet", "decide")

    def _around(self) -> tuple[Any, Any]:
        w, u = self.world, self.record["unit"]
        return w.units[u], w.unit_levers[u]

    def come(self) -> None:
        """Make contact, or not."""
        unit, _ = self._around()
        mean = loyalty.come(self.record, self.world.p[0], unit["demand"])
        self.record["contacts"] = 0
        if mean > ZERO:
            visits = poisson(self.luck(Decision.ARRIVE)[0], mean)
            self.record["contacts"] = min(visits, MOST_CONTACTS)

    def meet(self) -> None:
        """Be served, judge it, talk."""
        w, p = self.world, self.world.p[0]
        unit, lever = self._around()
        record = self.record
        record["server"] = -1
        if record["contacts"] > 0:
            server, noise, failure, recovery = self.luck(Decision.ENCOUNTER)
            seat = choose_server(unit, w.employees, server)
            if self.luck(Decision.ARRIVE)[1] < unit["giving_up"]:
                seat = -1
            record["server"] = seat
            if seat >= 0:
                self.encounter(w.employees[seat], deviate(noise), failure, recovery)
            else:
                service.record_missed_contact(record, p)
            self.judge()
        if record["standing"] == 1:
            judgement.remember_promise(record, lever, p)
            self.advocate()
        self.speak(self.luck(Decision.WORD)[0])

    def encounter(self, server: Any, noise: Any, failure_draw: Any, recovery_draw: Any) -> None:
        """Meet an employee."""
        unit, lever = self._around()
        service.encounter(self.record, server, unit, lever, self.world.p[0], noise, failure_draw, recovery_draw)

    def judge(self) -> None:
        """Compare the contacts with what was expected."""
        unit, lever = self._around()
        judgement.judge(self.record, unit, lever, self.world.p[0])

    def advocate(self) -> None:
        """Set how likely a recommendation is."""
        judgement.advocate(self.record, self.world.p[0])

    def speak(self, talk_draw: Any) -> None:
        """Say something, or nothing."""
        word_of_mouth.speak(self.record, self.world.p[0], talk_draw)

    def decide(self) -> None:
        """Hear, stay or lapse, join or wait, spend."""
        w, p = self.world, self.world.p[0]
        unit, lever = self._around()
        record = self.record
        word_of_mouth.hear(record, np.float32(voices_around(record, w.members["voice"])), p)
        leaves, joins, _, _ = self.luck(Decision.LOYALTY)
        record["spent"] = 0
        if record["standing"] == 1:
            loyalty.allot(record, lever, p)
            met, warmth, focus = ZERO, p["warmth_level"], p["neutral_focus"]
            if record["server"] >= 0:
                server = w.employees[record["server"]]
                met, warmth = ONE, server["warmth"]
                focus = w.teams[server["team"]]["customer_focus"]
            loyalty.spend(record, p, met, warmth, focus)
            self.stay_or_lapse(leaves)
        else:
            loyalty.join_or_wait(record, unit, lever, p, joins)

    def stay_or_lapse(self, lapse_draw: Any) -> None:
        """Stay, or lapse."""
        loyalty.stay_or_lapse(self.record, self._around()[1], self.world.p[0], lapse_draw)


AGENT_OF: dict[str, type[RowAgent]] = {kind.table: kind for kind in (Manager, Employee, Member)}
