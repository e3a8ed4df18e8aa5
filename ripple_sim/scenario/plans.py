"""A plan: dated interventions on a company, and what it is compared with.

What befalls a company with or without the plan is the plan's context; the baseline has it too.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

from pydantic import Field

from ripple_sim.scenario.checking import checked, checked_as
from ripple_sim.scenario.interventions import Intervention, Shock
from ripple_sim.scenario.parameters import Count, Section, number
from ripple_sim.scenario.plan_checks import refuse_impossible_dates, refuse_overlaps
from ripple_sim.scenario.problems import ScenarioError, nearest
from ripple_sim.scenario.quantities import SETTINGS
from ripple_sim.scenario.schema import Scenario
from ripple_sim.scenario.texts import LONGEST_PATH, text_of, toml_of, write_new
from ripple_sim.scenario.tree import put, short

_PLANS = Path(__file__).resolve().parent / "plans_library"


class Plan(Section):
    """What a company means to do, written apart from the company. Frozen."""

    name: str = Field(..., min_length=1, max_length=80, description="A short name")
    title: str = Field("", description="One line for lists")
    asks: str = Field("", description="The question the plan answers")
    works: str = Field("", description="How it is thought to work")
    notice: tuple[str, ...] = Field((), description="Things to notice")
    things_to_try: tuple[str, ...] = Field((), description="Things to try")
    base: str = Field("", description="The preset it was written for")
    budget: float | None = number(
        None, "currency", 0, 1e12, "What it may cost over the horizon", "assumption", "given"
    )
    weeks: Annotated[int, Count] | None = number(
        None, "weeks", 1, 5200, "Horizon; without it, the scenario's", "assumption", "given"
    )
    context: dict[str, Any] = Field(
        {},
        description="Values of the scenario, with and without the plan, by dotted path",
        json_schema_extra=SETTINGS,
    )
    context_shocks: tuple[Shock, ...] = Field((), description="Shocks with and without the plan")
    interventions: tuple[Intervention, ...] = ()
    shocks: tuple[Shock, ...] = Field((), description="Shocks that only the plan brings about")

    def baseline(self, base: Scenario) -> Scenario:
        """Return what the plan is compared with: the scenario in the plan's context and horizon.

        Raises
        ------
        ScenarioError
            When the context doesn't fit the scenario.
        """
        data = base.model_dump()
        for path, value in self.context.items():
            put(data, path, value)
        data["shocks"] = [*_dumped(base.shocks), *_dumped(self.context_shocks)]
        if self.weeks is not None:
            data["weeks"] = self.weeks
        return checked(data, self._where(base))

    def applied(self, base: Scenario) -> Scenario:
        """Return the scenario with the plan: its context, and what it does added.

        Raises
        ------
        ScenarioError
            When the context or whom it reaches doesn't fit the scenario, when a date lies beyond
            the horizon, or when two interventions move one lever for the same people at once.
        """
        return self._added(self.baseline(base), self._where(base))

    def _added(self, baseline: Scenario, where: str) -> Scenario:
        data = baseline.model_dump()
        data["interventions"] = _dumped((*baseline.interventions, *self.interventions))
        data["shocks"] = _dumped((*baseline.shocks, *self.shocks))
        planned = checked(data, where)
        changes = (*self.context_shocks, *self.interventions, *self.shocks)
        refuse_impossible_dates(changes, planned.weeks, where)
        refuse_overlaps(self.interventions, planned, where)
        return planned

    def _where(self, base: Scenario) -> str:
        return f"plan '{self.name}' in '{base.name}'"


def _dumped(changes: tuple[Section, ...]) -> list[dict[str, Any]]:
    return [change.model_dump() for change in changes]


def plan_names() -> list[str]:
    """Return the names of the plans that come with the package."""
    return sorted(path.stem for path in _PLANS.glob("*.toml"))


def plan_path(name: str) -> Path:
    """Return the file of a plan that comes with the package."""
    if name not in plan_names():
        hint = nearest(name, plan_names()) or f"; there are {', '.join(plan_names())}"
        raise ScenarioError(f"there is no plan '{short(name, LONGEST_PATH)}'{hint}")
    return _PLANS / f"{name}.toml"


def load_plan(name_or_path: str | Path) -> Plan:
    """Return a plan that comes with the package by its name, or one by the path of its file.

    Raises
    ------
    ScenarioError
        With one sentence on what is wrong: where, what, and what is allowed.
    """
    text, where = text_of(name_or_path, plan_names(), plan_path, "plan")
    return parse_plan(text, where)


def parse_plan(text: str, where: str = "plan") -> Plan:
    """Return the plan that a text describes; ``where`` is what its sentences call it."""
    return checked_as(Plan, toml_of(text, where), where, text)


def new_plan_file(path: str | Path, name: str) -> None:
    """Copy a plan's text, comments included, to a new file; an existing file is left alone."""
    write_new(Path(path), plan_path(name).read_text(encoding="utf-8"))
