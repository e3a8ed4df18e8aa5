"""Asking what if: up to four plans, what a comparison of them found, and why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from ripple_sim.app.session import plan_studies
from ripple_sim.app.session.examples import Example, example_of, plan_fits
from ripple_sim.app.session.jobs import Job
from ripple_sim.app.session.planning import own_plan
from ripple_sim.app.session.sharing import USUAL_PAIRS, Pairs, Shared, address_of
from ripple_sim.scenario.plans import Plan, load_plan, parse_plan, plan_names
from ripple_sim.scenario.problems import RippleError, nearest
from ripple_sim.scenario.schema import Scenario
from ripple_sim.study.compare import Comparison
from ripple_sim.study.compare.worlds import Worlds, worlds_of

if TYPE_CHECKING:
    from ripple_sim.app.session.visit import Visit

Kind = Literal["why", "ripple", "matters"]
_STUDIES: dict[Kind, Callable[..., Any]] = {
    "why": plan_studies.explain_plan,
    "ripple": plan_studies.trace_plan,
    "matters": plan_studies.ask_what_matters,
}
FIRST_PLAN = "coaching-everywhere"
COMPARE = "compare"
# What a page can compare while somebody waits.
LARGEST_MARKET, LARGEST_STAFF, LONGEST_HORIZON = 120_000, 4_000, 520


@dataclass(frozen=True)
class Asked:
    """What a comparison was asked about; later changes of the plans don't touch it."""

    base: Scenario
    plans: tuple[Plan, ...]
    pairs: Pairs
    seed: int

    def plan(self, name: str) -> Plan:
        """Return a plan by its name."""
        return next(plan for plan in self.plans if plan.name == name)


@dataclass
class Study:
    """A study of one plan of the comparison, and what it was asked with."""

    plan: str
    job: Job


@dataclass
class WhatIf:
    """What one visitor asks.

    Attributes
    ----------
    visit
        Whose it is; the plans are the visit's.
    chosen, place
        The plan that is being written, and which of its parts.
    pairs
        How many pairs the next comparison has.
    asked
        What the comparison that is shown, or under way, is about.
    problem
        The sentence by which the last thing asked for was refused.
    """

    visit: Visit
    chosen: str = ""
    place: int = 0
    pairs: Pairs = USUAL_PAIRS
    asked: Asked | None = None
    problem: str = ""
    notices: list[str] = field(default_factory=list)
    _about: str = ""
    _example: Example | None = None
    _studies: dict[tuple[Kind, str], Study] = field(default_factory=dict)

    # ------------------------------------------------------------------ which company

    def follow(self) -> None:
        """Begin anew when the visit has opened another company; plans that fit it stay."""
        about = self.visit.base.hash()
        if about == self._about:
            return
        self._about = about
        self._forget()
        self._example, self.problem, self.place = None, "", 0
        for name, plan in list(self.visit.plans.held.items()):
            if not _fits(plan, self.visit.base):
                self.visit.plans.remove(name)
        if not self.visit.plans.held and plan_fits(self.visit.base, FIRST_PLAN):
            self.visit.plans.add(load_plan(FIRST_PLAN))
            self._show_example()
        self.chosen = next(iter(self.visit.plans.held), "")

    def _show_example(self) -> None:
        """Show what a plan that comes with the package brings; it is worked out once for all."""
        found = example_of(self.visit.base, FIRST_PLAN) if self.visit.seed == 0 else None
        if found is not None:
            self._example = found
            self.asked = Asked(self.visit.base, (load_plan(FIRST_PLAN),), "auto", 0)
            found.when_changed(self.visit.tell)

    def take(self, shared: Shared) -> None:
        """Ask what an address asks for."""
        base: Scenario | None = getattr(self.visit, "base", None)
        if shared.company and (base is None or base.name != shared.company):
            self.visit.open(shared.company)
        self.visit.open_first()
        self._about = self.visit.base.hash()
        self._forget()
        self._example = None
        self.notices = list(shared.refused)
        self.visit.plans.held.clear()
        for plan in shared.plans:
            try:
                plan.applied(self.visit.base)
                self.visit.plans.add(plan)
            except RippleError as problem:
                self.notices.append(str(problem))
        self.pairs = shared.pairs
        self.chosen, self.place = next(iter(self.visit.plans.held), ""), 0
        if shared.compared and self.plans:
            self.compare()
        if not self.plans:
            self._about = ""
            self.follow()

    @property
    def address(self) -> str:
        """The part of the address after the question mark that shows the same."""
        shown = self.found is not None and not self.outdated
        return address_of(self.visit.base, self.plans, self.pairs, shown)

    # ------------------------------------------------------------------ plans

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
            self.refuse(f"there is no plan '{name[:40]}'{nearest(name, plan_names())}")
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
        self.problem = ""
        self.visit.tell()

    def choose(self, name: str, place: int = 0) -> None:
        """Write on at a plan, at one of its parts."""
        if name in self.visit.plans.held:
            self.chosen, self.place, self.problem = name, place, ""
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
                raise RippleError(f"there is a plan '{new.name}' already; choose another name")
            renamed = [(new.name, new) if name == plan.name else (name, one)
                       for name, one in held.items()]  # fmt: skip
            held.clear()
            held.update(renamed)
            self.chosen = new.name
            last = len(new.interventions) - 1
            added = len(new.interventions) > len(plan.interventions)
            self.place = last if added else max(0, min(self.place, last))

        return self._try(do)

    def refuse(self, sentence: str) -> None:
        """Say why something can't be done."""
        self.problem = sentence
        self.visit.tell()

    def _try(self, do: Callable[[], None]) -> bool:
        self.problem = ""
        try:
            do()
        except RippleError as problem:
            self.problem = str(problem)
        self.visit.tell()
        return not self.problem

    # ------------------------------------------------------------------ comparing

    def compare(self) -> bool:
        """Begin to compare the plans with going on as before; False where that is refused."""

        def do() -> None:
            base, plans = self.visit.base, self.plans
            _refuse_large(worlds_of(base, plans))
            self._forget()
            self._example = None
            self.asked = Asked(base, plans, self.pairs, self.visit.seed)
            self.visit.jobs.start(
                COMPARE, plan_studies.compare_plans, base, plans, self.pairs, self.visit.seed,
                when_changed=self.visit.tell,
            )  # fmt: skip

        return self._try(do)

    @property
    def job(self) -> Job | None:
        """The comparison as a study under way or done; None for an example."""
        return self.visit.jobs[COMPARE] if self._example is None else None

    @property
    def running(self) -> bool:
        """Whether a comparison is under way."""
        if self._example is not None:
            return self._example.comparison is None and not self._example.failed
        job = self.job
        return job is not None and job.state == "running"

    @property
    def progress(self) -> tuple[int, int]:
        """Pairs lived, and those planned so far; 0 before that is known."""
        held = self._example or self.job
        return (held.done, held.total) if held is not None else (0, 0)

    @property
    def found(self) -> Comparison | None:
        """What the comparison found, once it is finished."""
        if self._example is not None:
            return self._example.comparison
        job = self.job
        return job.result if job is not None and job.state == "done" else None

    @property
    def so_far(self) -> Comparison | None:
        """What the first pairs tell while more are lived."""
        job = self.job
        return job.so_far if job is not None and job.state == "running" else None

    @property
    def outdated(self) -> bool:
        """Whether plans, company or pairs have changed since the comparison was asked for."""
        asked = self.asked
        if asked is None:
            return False
        same_pairs = self._example is not None or asked.pairs == self.pairs
        return (asked.base, asked.plans) != (self.visit.base, self.plans) or not same_pairs

    def cancel(self) -> None:
        """Stop the comparison."""
        if self._example is None and self.job is not None:
            self.job.cancel()

    # ------------------------------------------------------------------ why, whom, what matters

    def study(self, kind: Kind, plan: str, thorough: bool = False) -> bool:
        """Begin a study of a plan that was compared; False where that is refused."""

        def do() -> None:
            found, asked = self.found, self.asked
            if found is None or asked is None:
                raise RippleError("compare first, then ask why")
            given: tuple[Any, ...] = (asked.base, asked.plan(plan), found.weeks, asked.seed)
            if kind == "matters":
                given += (None if thorough else plan_studies.QUICK,)
            job = self.visit.jobs.start(
                _name(kind, plan), _STUDIES[kind], *given, when_changed=self.visit.tell
            )
            self._studies[kind, plan] = Study(plan, job)

        return self._try(do)

    def job_of(self, kind: Kind, plan: str) -> Job | None:
        """Return a study of a plan, if it was asked for."""
        held = self._studies.get((kind, plan))
        return held.job if held is not None else None

    def known(self, kind: Kind, plan: str) -> Any:
        """Return what a study of a plan found, or None."""
        job = self.job_of(kind, plan)
        return job.result if job is not None and job.state == "done" else None

    def _forget(self) -> None:
        for kind, plan in self._studies:
            self.visit.jobs.forget(_name(kind, plan))
        self._studies.clear()
        self.visit.jobs.forget(COMPARE)
        self.asked = None


def _refuse_large(worlds: Worlds) -> None:
    """Refuse what takes too long to wait for, or too much memory; a plan's context may enlarge."""
    company = worlds.baseline
    for size, most, what in (
        (company.market.members, LARGEST_MARKET, "market members"),
        (company.heads(), LARGEST_STAFF, "staff"),
        (worlds.weeks, LONGEST_HORIZON, "weeks"),
    ):
        if size > most:
            raise RippleError(
                f"'{company.name}' has {size:,} {what} here, and the page compares at most "
                f"{most:,}; 'ripple compare' takes any"
            )


def _name(kind: str, plan: str) -> str:
    return f"{kind} of {plan}"


def _fits(plan: Plan, base: Scenario) -> bool:
    try:
        plan.applied(base)
    except RippleError:
        return False
    return True
