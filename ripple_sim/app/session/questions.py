"""What is asked about a plan once it was compared: why, through whom, and what matters."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal

from ripple_sim.app.session import plan_studies
from ripple_sim.app.session.jobs import Job
from ripple_sim.scenario.plans import Plan
from ripple_sim.scenario.schema import Scenario

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
