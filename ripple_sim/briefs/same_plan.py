"""Whether two studies are about the same plan in the same company."""

from __future__ import annotations

from ripple_sim.scenario.plans import Plan
from ripple_sim.scenario.problems import RippleError
from ripple_sim.scenario.schema import Scenario
from ripple_sim.study.compare import Comparison
from ripple_sim.study.core.horizon import horizon_in_words
from ripple_sim.study.explain import Explanation
from ripple_sim.study.sensitivity import Sensitivity


def check_fits(baseline: Scenario, planned: Scenario, weeks: int, compared: Comparison, plan: str, where: str) -> None:
    """Refuse a study of another company, plan or horizon than a comparison's.

    Raises
    ------
    RippleError
        Saying in what it differs.
    """
    if weeks != compared.weeks:
        raise RippleError(
            f"{where} looks {horizon_in_words(weeks)} ahead and the comparison "
            f"{horizon_in_words(compared.weeks)}, so they don't belong together"
        )
    if _hash(baseline) != _hash(compared.worlds.baseline):
        raise RippleError(f"{where} is about another company than the comparison's baseline")
    if _hash(planned) != _hash(compared.worlds.planned[compared.number(plan) - 1]):
        raise RippleError(f"{where} is about another plan than '{plan}'")


def refuse_other_explanation(found: Explanation, compared: Comparison, plan: str, where: str) -> None:
    """Refuse an explanation that isn't about the plan of a comparison.

    Raises
    ------
    RippleError
        Saying in what it differs.
    """
    check_fits(found.baseline, found.planned, found.weeks, compared, plan, where)


def refuse_other_sensitivity(found: Sensitivity, compared: Comparison, plan: str, where: str) -> None:
    """Refuse a sensitivity that isn't about the plan of a comparison.

    Raises
    ------
    RippleError
        Saying in what it differs.
    """
    asked = found.question
    if not asked.plans:
        raise RippleError(f"{where} asks about the company without a plan, not about '{plan}'")
    own = asked.plans[asked.plan]
    check_fits(own.baseline(asked.base), own.applied(asked.base), asked.weeks, compared, plan, where)


def _hash(company: Scenario) -> str:
    """Return a company's hash whatever its own horizon, which a study's replaces."""
    return company.model_copy(update={"weeks": 1}).hash()


def plan_between(baseline: Scenario, planned: Scenario, name: str) -> Plan:
    """Return the plan that makes of a baseline what is planned.

    Raises
    ------
    RippleError
        When the two differ in more than what is done and befalls.
    """
    plan = Plan(
        name=name,
        interventions=tuple(one for one in planned.interventions if one not in baseline.interventions),
        shocks=tuple(one for one in planned.shocks if one not in baseline.shocks),
    )
    if _hash(plan.applied(baseline.model_copy(update={"weeks": planned.weeks}))) != _hash(planned):
        raise RippleError(
            "'{plan}' changes the company itself and not only what is done, so what it depends on can't be asked",
            plan=name,
        )
    return plan
