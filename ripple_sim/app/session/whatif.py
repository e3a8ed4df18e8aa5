"""Asking what if: up to four plans, what a comparison of them found, and why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from ripple_sim.app.session import plan_studies
from ripple_sim.app.session.examples import Example, example_of, plan_fits
from ripple_sim.app.session.jobs import Job
from ripple_sim.app.session.planning import WrittenPlans
from ripple_sim.app.session.room import LARGEST_COMPARISON, beyond
from ripple_sim.app.session.sharing import USUAL_PAIRS, Pairs, Shared, address_of
from ripple_sim.scenario.plans import Plan, load_plan
from ripple_sim.scenario.problems import RippleError
from ripple_sim.scenario.schema import Scenario
from ripple_sim.study.compare import Comparison
from ripple_sim.study.compare.worlds import Worlds, worlds_of
from ripple_sim.wording import Phrase

if TYPE_CHECKING:
    from ripple_sim.app.session.visit import Visit

Kind = Literal["why", "ripple", "matters"]
_STUDIES: dict[Kind, Callable[..., Any]] = {
    "why": plan_studies.explain_plan,
    "ripple": plan_studies.trace_plan,
    "matters": plan_studies.ask_sensitivity,
}


class Questions:
    """The studies of single plans that a visitor asked for."""

    def __init__(self, visit: Visit) -> None:
        self._visit = visit
        self._jobs: dict[tuple[Kind, str], Job] = {}

    def ask(self, kind: Kind, plan: Plan, base: Scenario, weeks: int, seed: int, thorough: bool = False) -> None:
        """Begin a study of a plan; a thorough one where much depends on the answer."""
        given: tuple[Any, ...] = (base, plan, weeks, seed)
        if kind == "matters":
            given += (None if thorough else plan_studies.QUICK,)
        self._jobs[kind, plan.name] = self._visit.jobs.start(
            _name(kind, plan.name), _STUDIES[kind], *given, when_changed=self._visit.tell
        )

    def job_of(self, kind: Kind, plan: str) -> Job | None:
        """Return a study of a plan, if it was asked for."""
        return self._jobs.get((kind, plan))

    def known(self, kind: Kind, plan: str) -> Any:
        """Return what a study of a plan found, or None."""
        job = self.job_of(kind, plan)
        return job.result if job is not None and job.state == "done" else None

    def forget(self) -> None:
        """Give up all studies."""
        for kind, plan in self._jobs:
            self._visit.jobs.forget(_name(kind, plan))
        self._jobs.clear()


def _name(kind: str, plan: str) -> str:
    return f"{kind} of {plan}"


FIRST_PLAN = "coaching-everywhere"
COMPARE = "compare"


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
class WhatIf(WrittenPlans):
    """What one visitor asks about the plans that they write.

    Attributes
    ----------
    pairs
        How many pairs the next comparison has.
    asked
        What the comparison that is shown, or under way, is about.
    questions
        What is asked about a plan that was compared.
    notices
        Why something of an address can't be done.
    """

    pairs: Pairs = USUAL_PAIRS
    asked: Asked | None = None
    notices: list[Phrase] = field(default_factory=list)
    _about: str = ""
    _example: Example | None = None
    questions: Questions = field(init=False)

    def __post_init__(self) -> None:
        self.questions = Questions(self.visit)

    # ------------------------------------------------------------------ which company

    def follow(self) -> None:
        """Begin anew when the visit has opened another company; plans that fit it stay."""
        about = self.visit.base.hash()
        if about == self._about:
            return
        self._about = about
        self._forget()
        self._example, self.problem, self.place = None, None, 0
        for name, plan in list(self.visit.plans.held.items()):
            if not _fits(plan, self.visit.base):
                self.visit.plans.remove(name)
        if not self.visit.plans.held and plan_fits(self.visit.base, FIRST_PLAN):
            self.visit.plans.add(load_plan(FIRST_PLAN))
            self._show_example()
        self.chosen = next(iter(self.visit.plans.held), "")

    def _show_example(self) -> None:
        """Show what a plan that comes with the package brings; it is worked out once for all."""
        result = example_of(self.visit.base, FIRST_PLAN) if self.visit.seed == 0 else None
        if result is not None:
            self._example = result
            self.asked = Asked(self.visit.base, (load_plan(FIRST_PLAN),), "auto", 0)
            result.when_changed(self.visit.tell)

    def take(self, shared: Shared) -> None:
        """Ask what an address asks for."""
        base: Scenario | None = getattr(self.visit, "base", None)
        self.notices = list(shared.refused)
        if shared.company is not None and base != shared.company:
            try:
                self.visit.open_company(shared.company)
            except RippleError as problem:
                self.notices.append(problem.sentence)
        self.visit.open_first()
        self._about = self.visit.base.hash()
        self._forget()
        self._example = None
        self.visit.plans.held.clear()
        for plan in shared.plans:
            try:
                plan.applied(self.visit.base)
                self.visit.plans.add(plan)
            except RippleError as problem:
                self.notices.append(problem.sentence)
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
        shown = self.result is not None and not self.outdated
        return address_of(self.visit.base, self.plans, self.pairs, shown)

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
                COMPARE,
                plan_studies.compare_plans,
                base,
                plans,
                self.pairs,
                self.visit.seed,
                when_changed=self.visit.tell,
            )

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
    def result(self) -> Comparison | None:
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
            result, asked = self.result, self.asked
            if result is None or asked is None:
                raise RippleError("compare first, then ask why")
            self.questions.ask(kind, asked.plan(plan), asked.base, result.weeks, asked.seed, thorough)

        return self._try(do)

    def _forget(self) -> None:
        self.questions.forget()
        self.visit.jobs.forget(COMPARE)
        self.asked = None


def _refuse_large(worlds: Worlds) -> None:
    """Refuse what takes too long to wait for, or too much memory; a plan's context may enlarge."""
    company = worlds.baseline
    for size, most in beyond(company, worlds.weeks, LARGEST_COMPARISON):
        raise RippleError(
            "'{company}' has {size} here, and the page compares at most {most}; 'ripple compare' takes any",
            company=company.name,
            size=size,
            most=most,
        )


def _fits(plan: Plan, base: Scenario) -> bool:
    try:
        plan.applied(base)
    except RippleError:
        return False
    return True
