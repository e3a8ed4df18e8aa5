"""The example in docs/plans.md is a plan that fits the company it names."""

import re
from pathlib import Path

from ripple_sim.scenario.files import load
from ripple_sim.scenario.interventions import Dated, Intervention, Reach
from ripple_sim.scenario.plans import Plan, parse_plan

TEXT = (Path(__file__).resolve().parents[2] / "docs" / "plans.md").read_text(encoding="utf-8")
FOUND = re.search(r"<!-- tested: example -->\n```toml\n(.*?)```", TEXT, re.DOTALL)


def test_the_example_is_a_plan_for_its_company():
    plan = parse_plan(FOUND.group(1))
    base = load(plan.base)
    assert len(plan.applied(base).interventions) == 3
    assert plan.check_budget(base).holds


def test_the_example_shows_every_key_of_a_plan():
    keys = {*Plan.model_fields, *Intervention.model_fields, *Dated.model_fields}
    keys |= {f"reach.{key}" for key in Reach.model_fields} - {"reach.highest"}
    assert [key for key in keys - {"reach"} if not re.search(rf"\b{key}\b", FOUND.group(1))] == []
