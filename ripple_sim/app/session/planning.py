"""A plan written step by step; every step passes the checks that a plan's file passes."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ripple_sim.app.session.moves import level_of
from ripple_sim.scenario.checking import checked_as
from ripple_sim.scenario.interventions import MEASURES, Intervention, Reach
from ripple_sim.scenario.levers import BY_NAME, DRIVERS, PRACTICES
from ripple_sim.scenario.plan_checks import least_slack
from ripple_sim.scenario.plan_costs import planned_cost
from ripple_sim.scenario.plans import Plan, load_plan, parse_plan, plan_names
from ripple_sim.scenario.problems import RippleError, hinted, near
from ripple_sim.scenario.schema import Scenario
from ripple_sim.wording import Phrase

if TYPE_CHECKING:
    from ripple_sim.app.session.visit import Visit

MOVABLE = tuple(lever.name for lever in (*DRIVERS, *PRACTICES))
NUMBERS = ("change", "start", "ramp", "duration", "decay", "one_off_cost", "weekly_cost", "attention_hours")
ROLES = ("frontline", "backstage", "central")
MOST_INTERVENTIONS = 20
FIRST_START, FIRST_RAMP = 4, 8
FIRST_PART = 0.2  # of a lever's range: a change that can be felt
CHOSEN_SHARE = 0.25
LONGEST_BY_WEEK = 208  # from here on, costs are worked out every fourth week

Series = NDArray[np.float64]


def own_plan(base: Scenario, taken: Mapping[str, Plan]) -> Plan:
    """Return an empty plan for a company, by a name that no other has."""
    number = next(n for n in range(1, len(taken) + 2) if f"plan-{n}" not in taken)
    return Plan(name=f"plan-{number}", base=base.name)


def with_lever(plan: Plan, base: Scenario, lever: str) -> Plan:
    """Return a plan that also moves a lever: by a fifth of its range, from the fifth week on.

    Raises
    ------
    RippleError
        When there is no such lever, or the plan can't be carried out then.
    """
    if lever not in MOVABLE:
        raise RippleError("there is no driver or practice '{lever}'", lever=lever, hint=near(lever, MOVABLE))
    if len(plan.interventions) >= MOST_INTERVENTIONS:
        raise RippleError("a plan on this page moves at most {most} levers", most=MOST_INTERVENTIONS)
    known = BY_NAME[lever]
    step = round(FIRST_PART * (known.high - known.low), 6)
    room = known.high - level_of(base, lever)
    change = step if room >= step else -step
    if lever == "slack":
        least = least_slack(Intervention(lever=lever, change=change), base)
        change = change if least is None or abs(least) <= abs(change) else least
    return _checked(
        plan,
        base,
        interventions=[
            *(one.model_dump() for one in plan.interventions),
            {"lever": lever, "change": change, "start": min(FIRST_START, base.weeks - 1), "ramp": FIRST_RAMP},
        ],
    )


def changed(plan: Plan, base: Scenario, place: int, values: Mapping[str, Any]) -> Plan:
    """Return a plan in which one intervention has other values.

    Parameters
    ----------
    place
        Which intervention, from 0.
    values
        New values by name; ``duration`` is None for one that stays.

    Raises
    ------
    RippleError
        With the sentence that ``ripple check`` says of such a plan.
    """
    data = [one.model_dump() for one in plan.interventions]
    if not 0 <= place < len(data):
        raise RippleError("this part of the plan isn't there any more")
    data[place] |= {name: _plain(value) for name, value in values.items()}
    return _checked(plan, base, interventions=data)


def without(plan: Plan, place: int) -> Plan:
    """Return a plan without one of its interventions."""
    kept = [one for number, one in enumerate(plan.interventions) if number != place]
    return plan.model_copy(update={"interventions": tuple(kept)})


def with_terms(plan: Plan, base: Scenario, **terms: Any) -> Plan:
    """Return a plan with another ``name``, ``title``, ``budget`` or ``weeks``.

    Raises
    ------
    RippleError
        When it can't be carried out so.
    """
    return _checked(plan, base, **{name: _plain(value) for name, value in terms.items()})


def _checked(plan: Plan, base: Scenario, **values: Any) -> Plan:
    result = checked_as(Plan, plan.model_dump() | values, Phrase("plan '{plan}'", plan=plan.name))
    result.applied(base)
    return result


def _plain(value: Any) -> Any:
    """Return a number that a browser sent as a file would have it."""
    if isinstance(value, float) and math.isfinite(value) and value == int(value):
        return int(value)
    return value


# ---------------------------------------------------------------- whom it reaches

KEEP = "as it is"


def reach_keys(base: Scenario, lever: str, now: Reach) -> list[str]:
    """Return whom a lever may reach, as keys: everybody, roles, units, where something is lowest.

    A reach that can't be said by a key is kept as :data:`KEEP`, the first of them.
    """
    keys = ["all"]
    if BY_NAME[lever].reach == "team":
        groups = {function for _, function, _ in base.groups()}
        there = ("frontline", *(("backstage",) if 1 in groups else ()))
        keys += [f"role:{role}" for role in (*there, *(("central",) if max(groups) > 1 else ()))]
    if len(base.unit_names()) > 1:
        keys += [f"unit:{number}" for number in range(1, min(len(base.unit_names()), 40) + 1)]
    if base.teams() > 1:
        keys += [f"{end}:{measure}" for end in ("lowest", "highest") for measure in MEASURES]
    return keys if reach_key(now) in keys else [KEEP, *keys]


def reach_key(reach: Reach) -> str:
    """Return the key of a reach; :data:`KEEP` where there is none."""
    if reach == Reach():
        return "all"
    for role in ROLES:
        if reach == Reach(roles=(role,)):
            return f"role:{role}"
    if len(reach.units) == 1 and reach == Reach(units=reach.units):
        unit = reach.units[0]
        return f"unit:{unit}" if isinstance(unit, int) else KEEP
    for end in ("lowest", "highest"):
        measure = getattr(reach, end)
        if measure and reach == Reach(**{end: measure}, share=CHOSEN_SHARE):
            return f"{end}:{measure}"
    return KEEP


def reach_of(key: str) -> dict[str, Any]:
    """Return the reach that a key means, as plain data.

    Raises
    ------
    RippleError
        When it means none.
    """
    kind, _, what = key.partition(":")
    if key == "all":
        return {}
    if kind == "role" and what in ROLES:
        return {"roles": [what]}
    if kind == "unit" and what.isdecimal() and len(what) < 6:
        return {"units": [int(what)]}
    if kind in ("lowest", "highest") and what in MEASURES:
        return {kind: what, "share": CHOSEN_SHARE}
    raise RippleError("'{reach}' is nobody whom a plan can reach", reach=key[:40])


# ---------------------------------------------------------------- what it costs


def cost_by_week(plan: Plan, base: Scenario) -> Series:
    """Return what the plan costs up to each week's end, as far as known in advance.

    Undiscounted, in the scenario's currency, shape (weeks of the horizon,); its last value is
    :meth:`ripple_sim.scenario.plans.Plan.planned_cost`.
    """
    baseline, planned = plan.baseline(base), plan.applied(base)
    weeks = planned.weeks
    step = 1 if weeks <= LONGEST_BY_WEEK else 4
    looked = sorted({*range(step, weeks, step), weeks})
    costs = [
        planned_cost(baseline.model_copy(update={"weeks": week}), planned.model_copy(update={"weeks": week})).total
        for week in looked
    ]
    return np.interp(np.arange(1, weeks + 1), [0, *looked], [0.0, *costs])


def ends(one: Intervention, weeks: int) -> int:
    """Return the week in which an intervention ends, the horizon if it stays."""
    return weeks if one.duration is None else min(one.start + one.duration, weeks)


@dataclass
class WrittenPlans:
    """The plans of a visit, and where the visitor is writing.

    Attributes
    ----------
    visit
        Whose they are.
    chosen, place
        The plan that is being written, and which of its parts.
    problem
        Why the last thing asked for was refused; None where it was not.
    """

    visit: Visit
    chosen: str = ""
    place: int = 0
    problem: Phrase | None = None

    @property
    def plans(self) -> tuple[Plan, ...]:
        """The plans, in the order in which they were added."""
        return tuple(self.visit.plans.held.values())

    @property
    def plan(self) -> Plan | None:
        """The plan that is being written."""
        return self.visit.plans.held.get(self.chosen)

    def add(self, plan: Plan) -> None:
        """Add a plan after a check that the company can carry it out."""

        def do() -> None:
            plan.applied(self.visit.base)
            self.visit.plans.add(plan)
            self.chosen, self.place = plan.name, 0

        self._try(do)

    def add_bundled(self, name: str) -> None:
        """Add a plan that comes with the package."""
        if name not in plan_names():
            hint = near(name, plan_names())
            self.refuse(hinted(Phrase("there is no plan '{plan}'", plan=name[:40]), hint))
        else:
            self.add(load_plan(name))

    def add_text(self, name: str, text: str) -> None:
        """Add the plan that a file's text describes; ``name`` is what the file is called."""
        self._try(lambda: self.add(parse_plan(text, f"'{name}'")))

    def begin_own(self) -> None:
        """Begin a plan of the visitor's own."""
        self.add(own_plan(self.visit.base, self.visit.plans.held))

    def remove(self, name: str) -> None:
        """Remove a plan."""
        self.visit.plans.remove(name)
        if self.chosen == name:
            self.chosen, self.place = next(iter(self.visit.plans.held), ""), 0
        self.problem = None
        self.visit.tell()

    def choose(self, name: str, place: int = 0) -> None:
        """Write on at a plan, at one of its parts."""
        if name in self.visit.plans.held:
            self.chosen, self.place, self.problem = name, place, None
            self.visit.tell()

    def write(self, change: Callable[[Plan, Scenario], Plan]) -> bool:
        """Put what ``change`` makes of the plan in its place; False where it is refused.

        ``change`` is given the plan and the company.
        """
        plan = self.plan
        if plan is None:
            return False

        def do() -> None:
            new = change(plan, self.visit.base)
            held = self.visit.plans.held
            if new.name != plan.name and new.name in held:
                raise RippleError("there is a plan '{plan}' already; choose another name", plan=new.name)
            renamed = [(new.name, new) if name == plan.name else (name, one) for name, one in held.items()]
            held.clear()
            held.update(renamed)
            self.chosen = new.name
            last = len(new.interventions) - 1
            added = len(new.interventions) > len(plan.interventions)
            self.place = last if added else max(0, min(self.place, last))

        return self._try(do)

    def refuse(self, why: Phrase) -> None:
        """Say why something can't be done."""
        self.problem = why
        self.visit.tell()

    def _try(self, do: Callable[[], None]) -> bool:
        self.problem = None
        try:
            do()
        except RippleError as problem:
            self.problem = problem.sentence
        self.visit.tell()
        return self.problem is None
