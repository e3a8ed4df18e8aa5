"""Whether two studies are about the same plan in the same company."""

from __future__ import annotations

from ripple_sim.briefs.compared import Compared
from ripple_sim.scenario.plans import Plan
from ripple_sim.scenario.problems import RippleError
from ripple_sim.scenario.schema import Scenario
from ripple_sim.study.core.horizon import horizon_in_words


def check_fits(
    baseline: Scenario, planned: Scenario, weeks: int, compared: Compared, plan: str, where: str
) -> None:
    """Refuse a study of another company, plan or horizon than a comparison's.

    Raises
    ------
    RippleError
        Saying in what it differs.
    """
    if weeks != compared.manifest.weeks:
        raise RippleError(
            f"{where} looks {horizon_in_words(weeks)} ahead and the comparison "
            f"{horizon_in_words(compared.manifest.weeks)}, so they don't belong together"
        )
    if _hash(baseline) != _hash(compared.baseline):
        raise RippleError(f"{where} is about another company than the comparison's baseline")
    if _hash(planned) != _hash(compared.planned(plan)):
        raise RippleError(f"{where} is about another plan than '{plan}'")


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
        interventions=tuple(
            one for one in planned.interventions if one not in baseline.interventions
        ),
        shocks=tuple(one for one in planned.shocks if one not in baseline.shocks),
    )
    if _hash(plan.applied(baseline.model_copy(update={"weeks": planned.weeks}))) != _hash(planned):
        raise RippleError(
            "'{plan}' changes the company itself and not only what is done, so what it depends on "
            "can't be asked",
            plan=name,
        )
    return plan
