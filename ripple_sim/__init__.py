"""An agent-based simulation of the employee-customer ripple effect.

>>> import ripple_sim as rs
>>> run = rs.run("lending-centre", seed=7)
>>> run.data["engagement"]  # an xarray Dataset with units and long names

Numbers may be Python's or NumPy's, and 7.0 is as good as 7; times may be weeks or a text such as
``"2 years"``. Whatever can't be used is refused with a :class:`RippleError` of one sentence, before
anything is run.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from ripple_sim import evidence
    from ripple_sim.briefs import Brief, brief
    from ripple_sim.model.agents import Employee, Manager, Member
    from ripple_sim.model.engine import Engine
    from ripple_sim.model.model import RippleModel
    from ripple_sim.observe.results import Run
    from ripple_sim.scenario.files import load, preset_names
    from ripple_sim.scenario.fitted import ensemble
    from ripple_sim.scenario.plans import Plan, load_plan, plan_names, save_plan
    from ripple_sim.scenario.problems import RippleError, ScenarioError
    from ripple_sim.scenario.schema import Scenario
    from ripple_sim.study.compare import Comparison
    from ripple_sim.study.compare.circumstances import Comparisons, compare
    from ripple_sim.study.discover import Discovery, discover
    from ripple_sim.study.explain import Explanation, explain
    from ripple_sim.study.optimise import Optimum, optimise
    from ripple_sim.study.run import run, run_scenario
    from ripple_sim.study.sensitivity import Sensitivity, sensitivity
    from ripple_sim.study.sweep.result import Sweep
    from ripple_sim.study.sweep.specification import Specification, read_specification
    from ripple_sim.study.sweep.sweep import open_sweep, sweep
    from ripple_sim.study.trace import Story, Trace, trace
    from ripple_sim.study.trace.tell_story import story

_HOME = {
    "Brief": "briefs",
    "Comparison": "study.compare",
    "Comparisons": "study.compare.circumstances",
    "Discovery": "study.discover",
    "Employee": "model.agents",
    "Manager": "model.agents",
    "Engine": "model.engine",
    "Explanation": "study.explain",
    "Member": "model.agents",
    "Optimum": "study.optimise",
    "Plan": "scenario.plans",
    "RippleModel": "model.model",
    "RippleError": "scenario.problems",
    "Run": "observe.results",
    "Scenario": "scenario.schema",
    "ScenarioError": "scenario.problems",
    "Sensitivity": "study.sensitivity",
    "Specification": "study.sweep.specification",
    "Story": "study.trace",
    "Trace": "study.trace",
    "Sweep": "study.sweep.result",
    "brief": "briefs",
    "compare": "study.compare.circumstances",
    "discover": "study.discover",
    "ensemble": "scenario.fitted",
    "explain": "study.explain",
    "load": "scenario.files",
    "load_plan": "scenario.plans",
    "plan_names": "scenario.plans",
    "open_sweep": "study.sweep.sweep",
    "optimise": "study.optimise",
    "preset_names": "scenario.files",
    "read_specification": "study.sweep.specification",
    "run": "study.run",
    "run_scenario": "study.run",
    "sensitivity": "study.sensitivity",
    "sweep": "study.sweep.sweep",
    "save_plan": "scenario.plans",
    "story": "study.trace",
    "trace": "study.trace",
}
__all__ = sorted([*_HOME, "evidence"])


def __getattr__(name: str) -> Any:
    # Loaded when first asked for: the command line must answer before NumPy and Numba are in.
    if name == "evidence":
        return import_module("ripple_sim.evidence")
    if name not in _HOME:
        raise AttributeError(f"module 'ripple_sim' has no attribute '{name}'")
    return getattr(import_module(f"ripple_sim.{_HOME[name]}"), name)
