"""What is compared with what: a baseline and the plans' worlds, refused if they don't fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ripple_sim.scenario.durations import weeks_of
from ripple_sim.scenario.files import load
from ripple_sim.scenario.fitted import ensemble, member
from ripple_sim.scenario.interventions import Intervention, Shock
from ripple_sim.scenario.parameters import alike
from ripple_sim.scenario.plan_checks import refuse_impossible_dates
from ripple_sim.scenario.plans import Plan, load_plan
from ripple_sim.scenario.problems import RippleError
from ripple_sim.scenario.schema import Scenario
from ripple_sim.wording import Phrase

Uncertainty = Literal["luck", "all"]
Changes = tuple[Intervention | Shock, ...]
Choice = str | Path | Plan | Scenario


@dataclass(frozen=True)
class Worlds:
    """A baseline and what it becomes under each plan.

    Attributes
    ----------
    baseline
        The scenario without any of the plans, in their context.
    names, planned
        The plans' names, and the scenario under each.
    weeks
        The horizon that the plans state, or the scenario's weeks.
    titles
        What people call the plans, in the same order; empty where a plan has no title.
    """

    baseline: Scenario
    names: tuple[str, ...]
    planned: tuple[Scenario, ...]
    weeks: int
    titles: tuple[str, ...] = ()

    def title(self, name: str) -> str:
        """Return what people call a plan; empty where it has no title."""
        return dict(zip(self.names, self.titles, strict=False)).get(name, "")

    @property
    def all(self) -> tuple[Scenario, ...]:
        """The baseline and the plans' worlds, in this order."""
        return (self.baseline, *self.planned)

    def horizon(self, asked: str | int | None) -> int:
        """Return the weeks lived: those asked for, else the plans' own.

        Raises
        ------
        RippleError
            When they can't be read, or a plan would do something only after them.
        """
        if asked is None:
            return self.weeks
        weeks = weeks_of(asked)
        before: Changes = (*self.baseline.interventions, *self.baseline.shocks)
        for name, world in zip(self.names, self.planned, strict=True):
            planned: Changes = (*world.interventions, *world.shocks)
            changes = [one for one in planned if one not in before]
            where = Phrase("plan '{plan}' in '{company}'", plan=name, company=self.baseline.name)
            refuse_impossible_dates(changes, weeks, where)
        return weeks

    def of_pair(self, replication: int, uncertainty: Uncertainty) -> tuple[Scenario, ...]:
        """Return the scenarios of a pair.

        With all uncertainty, pair ``i`` (from 0) has the parameter set ``i + 1`` of the fitted
        ensemble, which starts again after its last one.
        """
        if uncertainty == "luck":
            return self.all
        values = member(replication % len(ensemble()) + 1)
        return tuple(world.with_values(values) for world in self.all)


def worlds_of(base: str | Path | Scenario, plans: Sequence[Choice]) -> Worlds:
    """Return the baseline and the plans' worlds.

    A scenario in the place of a plan is what the baseline becomes.

    Raises
    ------
    RippleError
        When there is no plan, two have one name, their contexts differ, or units or currency do.
    """
    scenario = base if isinstance(base, Scenario) else load(base)
    if not plans:
        raise RippleError("there is nothing to compare; name at least one plan")
    given = given_plans(plans)
    names = tuple(plan.name for plan in given)
    if twins := alike(names):
        raise RippleError("two plans are called '{plan}'; give them names that differ", plan=twins[1])
    baselines = [baseline_of(plan, scenario) for plan in given]
    baseline = baselines[0]
    for name, other in zip(names[1:], baselines[1:], strict=True):
        if not same_circumstances(other, baseline):
            raise RippleError(
                "the plans '{one}' and '{other}' are made for different circumstances (their "
                "contexts differ), so there is no baseline that fits both",
                one=names[0],
                other=name,
            )
    planned = tuple(plan.applied(scenario) if isinstance(plan, Plan) else plan for plan in given)
    for name, world in zip(names, planned, strict=True):
        _check_comparable(baseline, world, name)
    weeks = max(world.weeks for world in planned)
    return Worlds(baseline, names, planned, weeks, titles_of(given))


def titled(title: str, name: str) -> str:
    """Return a plan's title with its name in brackets, once for a table or a picture."""
    return f"{title} ({name})" if title and not title.endswith(f"({name})") else title or name


def titles_of(plans: Sequence[Plan | Scenario]) -> tuple[str, ...]:
    """Return the plans' titles, which differ; a scenario in the place of a plan has none."""
    titles = [plan.title.strip() if isinstance(plan, Plan) else "" for plan in plans]
    return tuple(
        f"{title} ({plan.name})" if title and titles.count(title) > 1 else title
        for title, plan in zip(titles, plans, strict=True)
    )


def given_plans(plans: Sequence[Choice]) -> list[Plan | Scenario]:
    """Return the plans themselves; two of one name are refused."""
    given = [load_plan(plan) if isinstance(plan, str | Path) else plan for plan in plans]
    names = [plan.name for plan in given]
    for name in names:
        if names.count(name) > 1:
            raise RippleError("two plans are called '{plan}'; give them names that differ", plan=name)
    return given


def baseline_of(plan: Plan | Scenario, scenario: Scenario) -> Scenario:
    """Return what a plan is compared with."""
    return plan.baseline(scenario) if isinstance(plan, Plan) else scenario


def same_circumstances(one: Scenario, other: Scenario) -> bool:
    """Tell whether two baselines are one, whatever their horizons."""
    return one.model_copy(update={"weeks": 1}) == other.model_copy(update={"weeks": 1})


def _check_comparable(baseline: Scenario, world: Scenario, name: str) -> None:
    if world.currency != baseline.currency:
        raise RippleError(
            "'{plan}' counts in {currency} and '{company}' in {own}, so their money can't be compared",
            plan=name,
            currency=world.currency,
            company=baseline.name,
            own=baseline.currency,
        )
    if world.unit_names() != baseline.unit_names() or bool(world.company.structure.central_staff) != bool(
        baseline.company.structure.central_staff
    ):
        raise RippleError(
            "'{plan}' has other units than '{company}', so they can't be compared unit by unit",
            plan=name,
            company=baseline.name,
        )
