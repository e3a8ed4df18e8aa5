"""Up to four plans as they are written: added, chosen, changed, removed, or refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ripple_sim.app.session.planning import own_plan
from ripple_sim.scenario.plans import Plan, load_plan, parse_plan, plan_names
from ripple_sim.scenario.problems import RippleError, hinted, near
from ripple_sim.scenario.schema import Scenario
from ripple_sim.wording import Phrase

if TYPE_CHECKING:
    from ripple_sim.app.session.visit import Visit


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
