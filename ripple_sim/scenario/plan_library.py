"""The plans that come with the package: their names, their files, the systems they belong to."""

from __future__ import annotations

from pathlib import Path

from ripple_sim.scenario.problems import ScenarioError, Where, near_or_all
from ripple_sim.scenario.showing import short
from ripple_sim.wording import Phrase

_PLANS = Path(__file__).resolve().parent / "plans_library"
_LONGEST_NAME = 200

# In the order in which a list shows them: along the chain, then what runs across it.
SYSTEMS = (
    "The ripple from employees to customers",
    "The forces of experience",
    "Vision, values and promises",
    "Empathy",
    "Joint reports, mirrors and blueprints",
    "What people are measured on",
    "Customer experience across functions",
    "Loyalty, word of mouth and capacity",
    "The drivers of engagement",
    "Where engagement does not pay",
    "Hiring, openness and personal service",
)


def plan_names() -> list[str]:
    """Return the names of the plans that come with the package."""
    return sorted(path.stem for path in _PLANS.glob("*.toml"))


def plan_path(name: str) -> Path:
    """Return the file of a plan that comes with the package."""
    if name not in plan_names():
        raise ScenarioError(
            "there is no plan '{plan}'", plan=short(name, _LONGEST_NAME), hint=near_or_all(name, plan_names())
        )
    return _PLANS / f"{name}.toml"


def no_company(plan: Where, base: object) -> Phrase:
    """Return the sentence for somebody who takes a plan for a company.

    ``base`` is the company that the plan's file names, if any.
    """
    company = base if isinstance(base, str) and base else "COMPANY"
    return Phrase(
        "{plan} is a plan, not a scenario; 'ripple compare {company} {plan}' shows what it "
        "changes, 'ripple plans {plan}' what it asks",
        plan=plan,
        company=company,
    )
