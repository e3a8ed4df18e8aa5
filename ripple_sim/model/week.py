"""The week, as a list: ``WEEK`` gives the order of the steps, and every other way to run it follows.

A small company's week is one compiled call, written from the list: calling the loops one by one
takes it a tenth of its week, and as long again where several threads wait for the interpreter.
"""

from __future__ import annotations

import dis
import inspect
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter
from typing import Any

import numpy as np

from ripple_sim.compiled import loop
from ripple_sim.model import member_loops, staff_loops, unit_loops
from ripple_sim.model.intervention_schedule import InterventionSchedule
from ripple_sim.model.world import World

ROWS_WORTH_A_THREAD = 50_000
# What the loops call the world's fields; everything else has the same name.
_FIELDS = {"coefficients": "p", "key0": "seed", "key1": "replication"}
# What loops take besides, and what that is in a week in one call.
_BESIDES = {"first": "0", "last": "len(chunks)", "tallies": "True", "voices": "members.voice.copy()"}


@dataclass
class Week:
    """What a step needs to run: the world, what is done when, and threads if they are worth it."""

    world: World
    schedule: InterventionSchedule
    threads: int = 1
    pool: ThreadPoolExecutor | None = None

    @property
    def on_one_thread(self) -> bool:
        """Whether members are too few to be worth threads."""
        return self.pool is None or len(self.world.members) < ROWS_WORTH_A_THREAD

    def over_spans(self, fn: Callable[..., None], values: list[Any], places: dict[str, int], tallies: bool) -> None:
        """Run a compiled loop over all spans of members, on the pool's threads if there are many rows."""
        if "tallies" in places:
            values[places["tallies"]] = tallies
        if "voices" in places:
            # Neighbours' rows lie far apart; their voices side by side fit into the processor's cache.
            values[places["voices"]] = self.world.members["voice"].copy()
        before, after = values[: places["first"]], values[places["last"] + 1 :]
        spans = len(self.world.chunks)
        if self.pool is None or self.on_one_thread:
            fn(*before, 0, spans, *after)
            return
        cuts = pairwise(spans * i // self.threads for i in range(self.threads + 1))
        waiting = [self.pool.submit(fn, *before, first, last, *after) for first, last in cuts if last > first]
        for future in waiting:
            future.result()


def _parameters(fn: Callable[..., None]) -> tuple[str, ...]:
    return tuple(inspect.signature(getattr(fn, "py_func", fn)).parameters)


def _arguments(fn: Callable[..., None]) -> tuple[Callable[[World], tuple[Any, ...]], dict[str, int]]:
    """Return what a loop takes of the world, and the places of what it takes besides."""
    names = _parameters(fn)
    places = {name: i for i, name in enumerate(names) if name in _BESIDES}
    return attrgetter(*("week" if name in places else _FIELDS.get(name, name) for name in names)), places


class Loops:
    """Compiled loops, run one after the other; ``tallies`` lets rows also be counted as they act."""

    def __init__(self, *loops: Callable[..., None], tallies: bool = False) -> None:
        self.loops = loops
        self._calls = [(fn, *_arguments(fn)) for fn in loops]
        self._tallies = tallies

    def __call__(self, week: Week) -> None:
        """Run the loops."""
        for fn, arguments, places in self._calls:
            if places:
                week.over_spans(fn, list(arguments(week.world)), places, self._tallies)
            else:
                fn(*arguments(week.world))


@dataclass(frozen=True)
class Step:
    """One entry of the week."""

    phase: str
    name: str  # where agents act, also the name of their method
    who: str  # whose records it goes through
    says: str
    each: Callable[[Week], None] | None = None  # lets every row act
    count: Callable[[Week], None] | None = None  # sums what the rows show, in a run on agents too
    both: Callable[[Week], None] | None = None  # each and count in one pass, where that is worth it

    @property
    def at_once(self) -> tuple[Callable[..., None], ...]:
        """The compiled loops of the step, in order, as a compiled run calls them."""
        ways = (self.both,) if self.both else (self.each, self.count)
        return tuple(fn for way in ways if isinstance(way, Loops) for fn in way.loops)

    @property
    def rules(self) -> tuple[str, ...]:
        """The rules that the step's loops call, in order."""
        if self.name == "plan":
            return ("Dated.strength",)
        return tuple(dict.fromkeys(name for fn in self.at_once for name in _rules_called(fn)))


def _rules_called(fn: Callable[..., None]) -> Iterator[str]:
    source = getattr(fn, "py_func", fn)
    for instruction in dis.get_instructions(source):
        called = source.__globals__.get(instruction.argval) if instruction.opname == "LOAD_GLOBAL" else None
        home = getattr(called, "__module__", "") or ""
        if home.startswith("ripple_sim.rules.") and callable(called) and not home.endswith((".arithmetic", ".drivers")):
            yield called.__name__
        elif home.startswith("ripple_sim.model.") and not home.endswith(".randomness") and callable(called):
            yield from _rules_called(called)


def _open(week: Week) -> None:
    # As bytes: setting structured rows one by one is two hundred times slower.
    week.world.ledger.view(np.uint8).fill(0)
    week.world.chunk_ledger.view(np.uint8).fill(0)
    week.schedule.apply(week.world)


_ask = Loops(unit_loops.units_survey)


def _survey(week: Week) -> None:
    if week.world.week % unit_loops.SURVEY_WEEKS == 0:
        _ask(week)


WEEK: tuple[Step, ...] = (
    Step(
        "plan",
        "plan",
        "company",
        "Interventions and shocks in force move the levers, cost money and take attention.",
        count=_open,
    ),
    Step(
        "lead",
        "lead_company",
        "company",
        "The top takes heart from sponsorship and a good year.",
        count=Loops(unit_loops.top_leads),
    ),
    Step(
        "lead",
        "lead",
        "managers",
        "Managers come and go, divide their attention; words meet deeds; norms form.",
        each=Loops(staff_loops.managers_lead),
    ),
    Step(
        "staff",
        "come_and_go",
        "employees",
        "People leave, seats open and fill, newcomers learn, some are absent.",
        each=Loops(staff_loops.employees_come_and_go),
        count=Loops(staff_loops.count_heads),
    ),
    Step("load", "expect", "units", "Each unit's demand swings.", count=Loops(unit_loops.units_expect)),
    Step(
        "load",
        "come",
        "members",
        "Customers make contact.",
        each=Loops(member_loops.members_come),
        count=Loops(member_loops.count_arrivals),
        both=Loops(member_loops.members_come, tallies=True),
    ),
    Step(
        "load",
        "work",
        "employees",
        "People offer the hours they can give.",
        each=Loops(staff_loops.employees_work),
        count=Loops(staff_loops.count_hours),
    ),
    Step(
        "load",
        "meet_demand",
        "units",
        "Demand meets capacity: queues, corner-cutting, overtime; hours may follow the work.",
        count=Loops(unit_loops.units_load),
    ),
    Step(
        "serve",
        "serve",
        "employees",
        "People bring warmth, competence and fairness.",
        each=Loops(staff_loops.employees_serve),
        count=Loops(staff_loops.count_service),
    ),
    Step(
        "serve",
        "carry",
        "units",
        "Backstage and hand-overs carry the frontline, or don't.",
        count=Loops(unit_loops.units_carry),
    ),
    Step(
        "judge",
        "meet",
        "members",
        "Customers are served, compare it with what they expected, and talk.",
        each=Loops(member_loops.members_meet),
        count=Loops(member_loops.count_meetings),
        both=Loops(member_loops.members_meet, tallies=True),
    ),
    Step(
        "talk",
        "hear_back",
        "units",
        "Reviews move the public rating; managers learn late how satisfied customers are.",
        count=Loops(unit_loops.units_hear_back),
    ),
    Step(
        "choose",
        "decide",
        "members",
        "Members hear their neighbours, stay or lapse, join or wait, and spend.",
        each=Loops(member_loops.members_decide),
        count=Loops(member_loops.count_customers, unit_loops.sum_members),
        both=Loops(member_loops.members_decide, unit_loops.sum_members, tallies=True),
    ),
    Step(
        "feel",
        "feel",
        "employees",
        "Standards, fatigue and the drivers move engagement, energy, intention to leave.",
        each=Loops(staff_loops.employees_feel),
        count=Loops(staff_loops.count_feelings),
    ),
    Step("account", "settle", "units", "Revenue, costs and profit, in cents.", count=Loops(unit_loops.units_settle)),
    Step(
        "account",
        "remember_profit",
        "company",
        "The year's profit acts on pay, security, hiring and pride, each with its lag.",
        count=Loops(unit_loops.company_remembers),
    ),
    Step(
        "survey",
        "survey",
        "units",
        "Every 13th week a sample of customers is asked how satisfied it is.",
        count=_survey,
    ),
)


def compiled(step: Step, week: Week) -> None:
    """Run a step on the compiled loops."""
    if step.both is not None:
        step.both(week)
        return
    if step.each is not None:
        step.each(week)
    if step.count is not None:
        step.count(week)


def run_week(week: Week, run: Callable[[Step, Week], None] = compiled) -> None:
    """Run one week of the world: every step of the list, in its order."""
    if run is compiled and week.on_one_thread:
        first, *_, last = WEEK
        compiled(first, week)
        _week_at_once(*_arguments_at_once(week.world))
        compiled(last, week)
    else:
        for step in WEEK:
            run(step, week)
    week.world.week += 1


def _compile_at_once() -> tuple[Callable[..., None], Callable[[World], tuple[Any, ...]]]:
    """Return the loops from the second step to the last but one as one call, and its arguments."""
    loops = [fn for step in WEEK[1:-1] for fn in step.at_once]
    names = dict.fromkeys(name for fn in loops for name in _parameters(fn) if name not in _BESIDES)
    lines = [f"def _week_at_once({', '.join(names)}):"]
    lines += [f"    {fn.__name__}({', '.join(_BESIDES.get(name, name) for name in _parameters(fn))})" for fn in loops]
    known: dict[str, Any] = {"__name__": __name__} | {fn.__name__: fn for fn in loops}
    exec(compile("\n".join(lines), __file__, "exec"), known)
    return loop(known["_week_at_once"]), attrgetter(*(_FIELDS.get(name, name) for name in names))


_week_at_once, _arguments_at_once = _compile_at_once()
