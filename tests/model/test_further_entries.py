"""A further driver, lever or metric takes the places that docs/extending.md names, and no other."""

import ast
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import ripple_sim

pytestmark = pytest.mark.slow

PACKAGE = Path(ripple_sim.__file__).parent
# In a copy of the package: what is added at the end of a table.
ENTRIES = {
    ("scenario/levers.py", "DRIVERS"): """\
    _driver("wellbeing", "Well-being", 0.55, 0.02, 0.1, "What the company does for health.",
            30, "Well-being is felt in"),
""",
    ("scenario/levers.py", "PRACTICES"): """\
    Lever("greetings", "Greetings", "0 to 1", 0.0, 1.0, 0.2, "practice", "team", 0.01, 0.1,
          "assumption", "Customers are greeted by name."),
""",
    ("observe/metrics.py", "METRICS"): """\
    Metric("seats_filled", "Seats filled", "% of seats", "employees", "stock",
           ("filled",), (), ("seats",), 100.0),
    Metric("empathy", "Empathy of staff", "0 to 100", "employees", "stock",
           ("empathy",), (), ("filled",), 100.0),
""",
}
# What else is written: a rule that reads the lever, a sum of the week, and another name of a driver.
WRITTEN = [
    (
        "rules/service.py",
        "        p.warmth_level\n",
        "        p.warmth_level\n        + p.warmth_of_energy * (lever.greetings - p.ordinary_greetings)\n",
    ),
    ("model/records.py", "staff_fair=fair ", "staff_fair=fair empathy "),
    ("scenario/levers.py", '"training",', '"schooling",'),
    ("rules/drivers.py", "def training_to_see", "def schooling_to_see"),
    ("rules/drivers.py", "return lever.training ", "return lever.schooling "),
]
RUN = """
import json
from ripple_sim.model.intervention_schedule import InterventionSchedule
from ripple_sim.model.population import build_population
from ripple_sim.model.week import Week, run_week
from ripple_sim.observe.metrics import BY_NAME
from ripple_sim.observe.recorder import worked_out
from ripple_sim.observe.survey_items import STAFF_ITEMS
from ripple_sim.scenario.files import load
from ripple_sim.scenario.levers import DRIVERS

scenario = load("bakery").with_values({"market.members": 40})
raised = scenario.with_values({"company.drivers.wellbeing.level": 0.95})
schooled = scenario.with_values({"company.drivers.schooling.level": 0.95})
greeted = scenario.with_values(
    {"company.practices.greetings.level": 0.9, "levers.greetings.cost": 0.1}
)
told = {}
for name, one in (("usual", scenario), ("raised", raised), ("greeted", greeted), ("schooled", schooled)):
    world = build_population(one, 1, 0)
    week = Week(world, InterventionSchedule(one, world))
    seen = []
    for _ in range(3):
        run_week(week)
        seen.append(float(world.employees["wellbeing"].mean()))
    people = world.employees[world.employees["filled"] == 1]
    told[name] = {
        "drivers": len(DRIVERS),
        "weights": [float(sum(p[f"weighs_{d.name}"] for d in DRIVERS)) for p in people],
        "own_weight": [float(p["weighs_wellbeing"]) for p in people],
        "events": [float(p["wellbeing_events"]) for p in people],
        "other_events": [float(p["pride_events"]) for p in people],
        "seen": seen,
        "engagement": float(people["engagement"].mean()),
        "book": float(world.ledger["wellbeing"].sum()),
        "spent": float(world.ledger["programme_spending"].sum()),
        "metric": "wellbeing" in BY_NAME,
        "warmth": float(people["warmth"].mean()),
        "hours": float(world.teams["attention_hours"].mean()),
        "seats_filled": float(
            worked_out(BY_NAME["seats_filled"], world.ledger[None], over_units=True)[0]
        ),
        "empathy": float(worked_out(BY_NAME["empathy"], world.ledger[None], over_units=True)[0]),
        "empathy_of_people": float(people["empathy"].mean()),
        "schooling": float(people["schooling"].mean()),
        "names": [d.name for d in DRIVERS],
        "people": len(people),
        "seats": int(world.employees["open"].sum()),
        "asked": any("wellbeing" in item.name for item in STAFF_ITEMS),
        "weeks": one.behaviour.employees.wellbeing_seen_weeks,
    }
print(json.dumps(told))
"""


def last_line(lines, table):
    """Return the place of the line that closes a table."""
    (node,) = [
        node
        for node in ast.parse("".join(lines)).body
        if isinstance(node, ast.AnnAssign) and getattr(node.target, "id", "") == table
    ]
    return node.end_lineno - 1


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """What a company does with the further entries; the copy with them is compiled anew."""
    root = tmp_path_factory.mktemp("further")
    shutil.copytree(PACKAGE, root / "ripple_sim", ignore=shutil.ignore_patterns("__pycache__", "node_modules"))
    for (name, table), entry in ENTRIES.items():
        lines = (root / "ripple_sim" / name).read_text(encoding="utf-8").splitlines(keepends=True)
        lines.insert(last_line(lines, table), entry)
        (root / "ripple_sim" / name).write_text("".join(lines), encoding="utf-8")
    for name, old, new in WRITTEN:
        path = root / "ripple_sim" / name
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, (name, old)
        path.write_text(text.replace(old, new), encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": str(root), "RIPPLE_CACHE_DIR": str(root / "cache")}
    done = subprocess.run([sys.executable, "-c", RUN], env=environment, cwd=root, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout)


def test_a_ninth_driver_is_seen_weighed_and_touched_by_events(told):
    usual, raised = told["usual"], told["raised"]
    assert usual["drivers"] == 9
    assert usual["weights"] == pytest.approx([1.0] * len(usual["weights"]))
    assert len(set(usual["own_weight"])) > 1
    assert len({round(one, 6) for one in usual["events"]}) > 1
    assert usual["events"] != usual["other_events"]
    assert usual["weeks"] == 30
    assert raised["seen"][0] > usual["seen"][0] + 0.1
    assert raised["engagement"] > usual["engagement"]


def test_a_ninth_driver_is_booked_reported_asked_for_and_costs_money(told):
    usual, raised = told["usual"], told["raised"]
    assert usual["book"] > 0
    assert usual["metric"]
    assert usual["asked"]
    assert raised["spent"] > usual["spent"]


def test_a_further_lever_acts_costs_and_takes_hours(told):
    usual, greeted = told["usual"], told["greeted"]
    assert greeted["warmth"] > usual["warmth"] + 0.05
    assert greeted["spent"] > usual["spent"]
    assert greeted["hours"] > usual["hours"]


def test_a_further_metric_is_worked_out(told):
    one = told["usual"]
    assert one["seats_filled"] == pytest.approx(100 * one["people"] / one["seats"])


def test_a_sum_of_the_week_that_was_not_there_is_a_field_and_a_metric(told):
    one = told["usual"]
    assert one["empathy"] == pytest.approx(100 * one["empathy_of_people"], rel=1e-6)


def test_a_driver_with_another_name_acts_as_before(told):
    usual, schooled = told["usual"], told["schooled"]
    assert "schooling" in usual["names"]
    assert "training" not in usual["names"]
    assert schooled["schooling"] > usual["schooling"]
    assert schooled["engagement"] > usual["engagement"]
