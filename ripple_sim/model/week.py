"""The week, as a list: ``WEEK`` gives the order of the steps.

``whole_week.live`` writes the same loops out once more, as one compiled call; a test holds it to
the list.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from ripple_sim.model import member_loops, staff_loops, unit_loops, whole_week
from ripple_sim.model.intervention_schedule import InterventionSchedule
from ripple_sim.model.world import World

ROWS_WORTH_A_THREAD = 50_000


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

    def over_spans(self, fn: Callable[..., None], *before_after: tuple[Any, ...]) -> None:
        """Run a loop over all spans of members, on the pool's threads if there are many rows.

        ``before_after`` are the arguments before and after ``(chunks, first, last)``.
        """
        before, after = before_after
        chunks = self.world.chunks
        count = len(chunks)
        if self.on_one_thread:
            fn(*before, chunks, 0, count, *after)
            return
        assert self.pool is not None
        cuts = [count * i // self.threads for i in range(self.threads + 1)]
        waiting = [self.pool.submit(fn, *before, chunks, a, b, *after) for a, b in pairwise(cuts) if b > a]
        for future in waiting:
            future.result()


@dataclass(frozen=True)
class Step:
    """One entry of the week.

    Attributes
    ----------
    phase
        The phase of the week it belongs to.
    name
        The step's name; where agents act, also the name of their method.
    who
        Whose records it goes through.
    says
        One sentence.
    each
        The compiled loop that lets every row act; None where only sums are taken.
    count
        The compiled loop that sums what the rows show; the same for a run on agents.
    rules
        The rules called, in order.
    both
        ``each`` and ``count`` in one pass over the rows, where that is worth it; the same numbers.
    """

    phase: str
    name: str
    who: str
    says: str
    each: Callable[[Week], None] | None
    count: Callable[[Week], None] | None = None
    rules: tuple[str, ...] = ()
    both: Callable[[Week], None] | None = None


def _luck(w: World) -> tuple[int, int, int]:
    return w.seed, w.replication, w.week


def _clear(week: Week) -> None:
    # As bytes: setting structured rows one by one is two hundred times slower.
    week.world.ledger.view(np.uint8).fill(0)
    week.world.chunk_ledger.view(np.uint8).fill(0)
    week.schedule.apply(week.world)


def _top(week: Week) -> None:
    w = week.world
    unit_loops.top_leads(w.company, w.common_lever, w.p)


def _lead(week: Week) -> None:
    w = week.world
    staff_loops.managers_lead(w.managers, w.teams, w.units, w.company, w.team_levers, w.unit_levers, w.p, *_luck(w))


def _come_and_go(week: Week) -> None:
    w = week.world
    staff_loops.employees_come_and_go(w.employees, w.teams, w.units, w.company, w.team_levers, w.p, *_luck(w))


def _count_heads(week: Week) -> None:
    w = week.world
    staff_loops.count_heads(w.employees, w.teams, w.ledger, w.p)


def _expect(week: Week) -> None:
    w = week.world
    unit_loops.units_expect(w.units, w.unit_levers, w.p, *_luck(w))


def _come(week: Week, tallies: bool = False) -> None:
    w = week.world
    week.over_spans(member_loops.members_come, (w.members, w.units), (w.chunk_ledger, tallies, w.p, *_luck(w)))


def _count_arrivals(week: Week) -> None:
    w = week.world
    week.over_spans(member_loops.count_arrivals, (w.members,), (w.chunk_ledger,))


def _work(week: Week) -> None:
    w = week.world
    staff_loops.employees_work(w.employees, w.teams, w.p)


def _count_hours(week: Week) -> None:
    w = week.world
    staff_loops.count_hours(w.employees, w.teams, w.units, w.p)


def _load(week: Week) -> None:
    w = week.world
    unit_loops.units_load(w.units, w.company, w.chunks, w.chunk_ledger, w.p)


def _serve(week: Week) -> None:
    w = week.world
    staff_loops.employees_serve(w.employees, w.managers, w.teams, w.units, w.team_levers, w.p)


def _count_service(week: Week) -> None:
    w = week.world
    staff_loops.count_service(w.employees, w.teams, w.units)


def _carry(week: Week) -> None:
    w = week.world
    unit_loops.units_carry(w.units, w.teams, w.company, w.unit_levers, w.p)


def _meet(week: Week, tallies: bool = False) -> None:
    w = week.world
    week.over_spans(
        member_loops.members_meet,
        (w.members, w.employees, w.units, w.unit_levers),
        (w.chunk_ledger, tallies, w.p, *_luck(w)),
    )


def _count_meetings(week: Week) -> None:
    w = week.world
    week.over_spans(member_loops.count_meetings, (w.members,), (w.chunk_ledger, w.p, *_luck(w)))


def _hear_back(week: Week) -> None:
    w = week.world
    unit_loops.units_hear_back(w.units, w.company, w.chunks, w.chunk_ledger, w.unit_levers, w.p)


def _decide(week: Week, tallies: bool = False) -> None:
    w = week.world
    # Neighbours' rows lie far apart; their voices side by side fit into the processor's cache.
    voices = w.members["voice"].copy()
    week.over_spans(
        member_loops.members_decide,
        (w.members, voices, w.employees, w.teams, w.units, w.unit_levers),
        (w.chunk_ledger, tallies, w.p, *_luck(w)),
    )


def _count_customers(week: Week) -> None:
    w = week.world
    week.over_spans(member_loops.count_customers, (w.members,), (w.chunk_ledger,))
    unit_loops.sum_members(w.chunks, w.chunk_ledger, w.ledger)


def _come_and_count(week: Week) -> None:
    _come(week, tallies=True)


def _meet_and_count(week: Week) -> None:
    _meet(week, tallies=True)


def _decide_and_count(week: Week) -> None:
    w = week.world
    _decide(week, tallies=True)
    unit_loops.sum_members(w.chunks, w.chunk_ledger, w.ledger)


def _feel(week: Week) -> None:
    w = week.world
    staff_loops.employees_feel(
        w.employees, w.managers, w.teams, w.units, w.company, w.team_levers, w.unit_levers, w.p, *_luck(w)
    )


def _count_feelings(week: Week) -> None:
    w = week.world
    staff_loops.count_feelings(w.employees, w.managers, w.teams, w.units, w.ledger, w.p)


def _settle(week: Week) -> None:
    w = week.world
    unit_loops.units_settle(w.units, w.teams, w.managers, w.company, w.team_levers, w.ledger, w.prices, w.p)


def _remember(week: Week) -> None:
    w = week.world
    unit_loops.company_remembers(w.company, w.ledger, w.p)


def _survey(week: Week) -> None:
    w = week.world
    if w.week % unit_loops.SURVEY_WEEKS == 0:
        unit_loops.units_survey(w.units, w.members, w.p, *_luck(w))


WEEK: tuple[Step, ...] = (
    Step(
        "plan",
        "plan",
        "company",
        "Interventions and shocks in force move the levers, cost money and take attention.",
        None,
        _clear,
        ("Dated.strength",),
    ),
    Step(
        "lead",
        "lead_company",
        "company",
        "The top takes heart from sponsorship and a good year.",
        None,
        _top,
        ("lead_company",),
    ),
    Step(
        "lead",
        "lead",
        "managers",
        "Managers come and go, divide their attention; words meet deeds; norms form.",
        _lead,
        None,
        ("change_manager", "welcome_manager", "divide_attention", "lead", "set_norm"),
    ),
    Step(
        "staff",
        "come_and_go",
        "employees",
        "People leave, seats open and fill, newcomers learn, some are absent.",
        _come_and_go,
        _count_heads,
        ("open_or_close", "leave", "fill", "welcome", "learn", "attend", "remember_departures"),
    ),
    Step("load", "expect", "units", "Each unit's demand swings.", None, _expect),
    Step("load", "come", "members", "Customers make contact.", _come, _count_arrivals, ("come",), _come_and_count),
    Step(
        "load",
        "work",
        "employees",
        "People offer the hours they can give.",
        _work,
        _count_hours,
        ("offer_hours", "tired_productivity"),
    ),
    Step(
        "load",
        "meet_demand",
        "units",
        "Demand meets capacity: queues, corner-cutting, overtime; hours may follow the work.",
        None,
        _load,
        ("meet_demand", "plan_hours"),
    ),
    Step(
        "serve",
        "serve",
        "employees",
        "People bring warmth, competence and fairness.",
        _serve,
        _count_service,
        ("serve",),
    ),
    Step(
        "serve",
        "carry",
        "units",
        "Backstage and hand-overs carry the frontline, or don't.",
        None,
        _carry,
        ("carry", "quality_of_time"),
    ),
    Step(
        "judge",
        "meet",
        "members",
        "Customers are served, compare it with what they expected, and talk.",
        _meet,
        _count_meetings,
        ("encounter", "record_missed_contact", "judge", "remember_promise", "advocate", "speak"),
        _meet_and_count,
    ),
    Step(
        "talk",
        "hear_back",
        "units",
        "Reviews move the public rating; managers learn late how satisfied customers are.",
        None,
        _hear_back,
        ("rate", "report", "reviews"),
    ),
    Step(
        "choose",
        "decide",
        "members",
        "Members hear their neighbours, stay or lapse, join or wait, and spend.",
        _decide,
        _count_customers,
        ("hear", "allot", "spend", "stay_or_lapse", "join_or_wait"),
        _decide_and_count,
    ),
    Step(
        "feel",
        "feel",
        "employees",
        "Standards, fatigue and the eight drivers move engagement, energy, intention to leave.",
        _feel,
        _count_feelings,
        (
            "uphold_standard",
            "tire",
            "watch_service",
            "meet_fortunes",
            "meet_events",
            "perceive",
            "sense_forces",
            "feel",
            "intend",
        ),
    ),
    Step("account", "settle", "units", "Revenue, costs and profit, in cents.", None, _settle, ("settle",)),
    Step(
        "account",
        "remember_profit",
        "company",
        "The year's profit acts on pay, security, hiring and pride, each with its lag.",
        None,
        _remember,
        ("remember_profit",),
    ),
    Step(
        "survey",
        "survey",
        "units",
        "Every 13th week a sample of customers is asked how satisfied it is.",
        None,
        _survey,
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


def live_week(week: Week, run: Callable[[Step, Week], None] = compiled) -> None:
    """Live one week in the world: every step of the list, in its order."""
    if run is compiled and week.on_one_thread:
        _live_at_once(week)
    else:
        for step in WEEK:
            run(step, week)
    week.world.week += 1


def _live_at_once(week: Week) -> None:
    """Run all steps, the loops of a week by one call."""
    w = week.world
    _clear(week)
    whole_week.live(
        w.company,
        w.common_lever,
        w.managers,
        w.teams,
        w.units,
        w.employees,
        w.members,
        w.team_levers,
        w.unit_levers,
        w.chunks,
        w.chunk_ledger,
        w.ledger,
        w.prices,
        w.p,
        *_luck(w),
    )
    _survey(week)
