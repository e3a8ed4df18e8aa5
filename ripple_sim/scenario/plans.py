"""A plan: dated interventions on a company, and what it is compared with.

What happens to a company with or without the plan is the plan's context; the baseline has it too.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, field_validator

from ripple_sim.scenario.accepted import NAME_OR_PATH, SCENARIO, WORDS, Named
from ripple_sim.scenario.arguments import takes
from ripple_sim.scenario.checking import checked_as
from ripple_sim.scenario.files import preset_names, preset_path
from ripple_sim.scenario.interventions import MOST_CHANGES, Intervention, Shock
from ripple_sim.scenario.making import SaidInASentence
from ripple_sim.scenario.parameters import Name, OptionalName, Section, Text, Weeks, number
from ripple_sim.scenario.plan_checks import (
    refuse_changes_that_round_to_nothing,
    refuse_impossible_dates,
    refuse_overlaps,
)
from ripple_sim.scenario.plan_costs import BudgetCheck, PlannedCost, planned_cost, planned_hours, planned_seats
from ripple_sim.scenario.plan_library import plan_names, plan_path
from ripple_sim.scenario.plan_words import said_of_intervention, said_of_setting, said_of_shock
from ripple_sim.scenario.problems import ScenarioError, UnfitError, Where
from ripple_sim.scenario.quantities import SettingsOf, why_not_set
from ripple_sim.scenario.readers import FLAG, PATH, OfKind
from ripple_sim.scenario.schema import Scenario, checked
from ripple_sim.scenario.toml_texts import looks_like_a_plan, text_of, toml_of, write, write_new
from ripple_sim.scenario.tree import put
from ripple_sim.scenario.writing import plan_to_toml
from ripple_sim.wording import ENGLISH, Phrase, Wording, mark, sentences

__all__ = ["Plan", "load_plan", "names_a_plan", "new_plan_file", "parse_plan", "plan_names", "plan_path", "save_plan"]


class Plan(Section, metaclass=SaidInASentence):
    """What a company means to do, written apart from the company. Frozen."""

    name: Name = Field(..., description="A short name")
    title: OptionalName = Field("", description="One line for lists")
    system: OptionalName = Field("", description="The part of the model it belongs to, for lists")
    asks: Text = Field("", description="The question the plan answers")
    works: Text = Field("", description="How it is thought to work")
    notice: tuple[Text, ...] = Field((), description="Things to notice")
    things_to_try: tuple[Text, ...] = Field((), description="Things to try")
    base: OptionalName = Field("", description="The preset it was written for")
    budget: float | None = number(None, "currency", 0, 1e12, "What it may cost over the horizon", "assumption", "given")
    weeks: Annotated[int, Weeks] | None = number(
        None, "weeks", 1, 5200, "Horizon; without it, the scenario's", "assumption", "given"
    )
    context: Annotated[dict[str, Any], SettingsOf(Scenario)] = Field(
        {}, description="Values of the scenario, with and without the plan, by dotted path"
    )
    context_shocks: tuple[Shock, ...] = Field(
        (), max_length=MOST_CHANGES, description="Shocks with and without the plan"
    )
    interventions: tuple[Intervention, ...] = Field((), max_length=MOST_CHANGES)
    shocks: tuple[Shock, ...] = Field((), max_length=MOST_CHANGES, description="Shocks that only the plan brings about")

    @field_validator("context")
    @classmethod
    def _sets_values_of_scenarios(cls, context: dict[str, Any]) -> dict[str, Any]:
        for path in context:
            problem = why_not_set(path, Scenario)
            if problem:
                raise UnfitError("context {problem}", problem=problem)
        return context

    @takes(base=SCENARIO)
    def baseline(self, base: Scenario) -> Scenario:
        """Return what the plan is compared with: the scenario in the plan's context and horizon.

        Raises
        ------
        ScenarioError
            When the context doesn't fit the scenario.
        """
        data = base.model_dump()
        for path, value in self.context.items():
            put(data, path, value, Scenario)
        data["shocks"] = [*_dumped(base.shocks), *_dumped(self.context_shocks)]
        if self.weeks is not None:
            data["weeks"] = self.weeks
        return checked(data, self._where(base))

    @takes(base=SCENARIO, may_do_nothing=FLAG)
    def applied(self, base: Scenario, *, may_do_nothing: bool = False) -> Scenario:
        """Return the scenario with the plan: its context, and what it does added.

        Parameters
        ----------
        base
            The company.
        may_do_nothing
            Whether changes may round to nothing: a study that varies a plan meets such on its way.

        Raises
        ------
        ScenarioError
            When the context or whom it reaches doesn't fit the scenario, when a date lies beyond
            the horizon, when two interventions move one lever for the same people at once, or when
            a change is so small that it rounds to nothing.
        """
        return self._added(self.baseline(base), self._where(base), may_do_nothing)

    @takes(base=SCENARIO)
    def planned_cost(self, base: Scenario) -> PlannedCost:
        """Return what the plan costs as far as it can be known without a run.

        Costs of the interventions themselves are exact; what levers cost and wages are worked out
        from planned seats. What people and customers then do is the plan's effect, not its cost.
        """
        baseline = self.baseline(base)
        return planned_cost(baseline, self._added(baseline, self._where(base)))

    @takes(base=SCENARIO)
    def check_budget(self, base: Scenario) -> BudgetCheck:
        """Return the cost known in advance beside the plan's budget; ``holds`` tells the result."""
        weeks = base.weeks if self.weeks is None else self.weeks
        baseline = self.baseline(base)
        planned = self._added(baseline, self._where(base))
        return BudgetCheck(
            planned_cost(baseline, planned),
            self.budget,
            base.currency,
            weeks,
            planned_seats(baseline, planned),
            planned_hours(baseline, planned).at_wage,
        )

    @takes(base=SCENARIO, words=WORDS)
    def say(self, base: Scenario, words: Wording = ENGLISH) -> str:
        """Return the plan in plain words: who, when, how long, and what it costs."""
        planned = self.applied(base)
        done = [said_of_intervention(change, planned, words) for change in self.interventions]
        done += [said_of_shock(shock, planned, words) for shock in self.shocks]
        around = [said_of_setting(path, value, planned, words) for path, value in self.context.items()]
        around += [said_of_shock(shock, planned, words) for shock in self.context_shocks]
        context = around and words.say("With or without the plan: {said}", said=sentences(words, *around))
        said = words.say(
            "{name}: {said}",
            name=words.say(self.title) or self.name,
            said=sentences(
                words, *(done or [words.say("Nothing is done.")]), context or "", self.check_budget(base).say(words)
            ),
        )
        return " ".join(said.split())

    def _added(self, baseline: Scenario, where: Where, may_do_nothing: bool = False) -> Scenario:
        data = baseline.model_dump()
        data["interventions"] = _dumped((*baseline.interventions, *self.interventions))
        data["shocks"] = _dumped((*baseline.shocks, *self.shocks))
        planned = checked(data, where)
        refuse_impossible_dates(self.interventions, planned.weeks, where)
        refuse_impossible_dates((*self.context_shocks, *self.shocks), planned.weeks, where)
        refuse_overlaps(self.interventions, planned, where)
        if not may_do_nothing:
            changes: list[Intervention | Shock] = [*self.interventions]
            changes += [*self.context_shocks, *self.shocks]
            refuse_changes_that_round_to_nothing(changes, baseline, where)
        return planned

    def _where(self, base: Scenario) -> Phrase:
        return Phrase("plan '{plan}' in '{company}'", plan=self.name, company=base.name)


PLAN_ITSELF = OfKind(mark("a plan, such as load_plan() returns"), Plan)
PLAN = Named(mark("a plan's name, the path of a plan file, or a plan"), Plan)
CHOICE = Named(mark("a plan's name, the path of a plan file, a plan, or a scenario"), Plan, Scenario)


def _dumped(changes: tuple[Section, ...]) -> list[dict[str, Any]]:
    return [change.model_dump() for change in changes]


@takes(name_or_path=NAME_OR_PATH)
def load_plan(name_or_path: str | Path) -> Plan:
    """Return a plan that comes with the package by its name, or one by the path of its file.

    Raises
    ------
    ScenarioError
        With one sentence on what is wrong: where, what, and what is allowed.
    """
    if str(name_or_path) in preset_names():
        raise ScenarioError("'{company}' is a company, not a plan", company=str(name_or_path))
    text, where = text_of(name_or_path, plan_names(), plan_path, "plan")
    return parse_plan(text, where)


def names_a_plan(name_or_path: str | Path) -> bool:
    """Tell whether a name or a file is that of a plan rather than of a scenario.

    Raises
    ------
    ScenarioError
        When there is a file that can't be read.
    """
    name = str(name_or_path)
    if name in plan_names() or name in preset_names() or not os.path.lexists(name):
        return name in plan_names()
    text, where = text_of(name, preset_names(), preset_path, "preset")
    return looks_like_a_plan(toml_of(text, where))


def parse_plan(text: str, where: Where = "plan") -> Plan:
    """Return the plan that a text describes; ``where`` is what its sentences call it."""
    data = toml_of(text, where)
    if "company" in data:
        raise ScenarioError("{where} is a scenario, not a plan; 'ripple show {where}' shows it", where=where)
    return checked_as(Plan, data, where, text)


@takes(plan=PLAN_ITSELF, path=PATH)
def save_plan(plan: Plan, path: str | Path) -> None:
    """Write a plan to a file; the file is never seen half written."""
    write(Path(path), plan_to_toml(plan))


def new_plan_file(path: str | Path, name: str) -> None:
    """Copy a plan's text, comments included, to a new file; an existing file is left alone."""
    write_new(Path(path), plan_path(name).read_text(encoding="utf-8"))
