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
from typing import Any

__version__ = "0.1.0"

# Every public name and the module where it lives. Editors and type checkers read the same from
# __init__.pyi, which is written from this table.
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
    "Sweep": "study.sweep.answer",
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
    "sensitivity": "study.sensitivity",
    "sweep": "study.sweep.sweep",
    "save_plan": "scenario.plans",
    "story": "study.trace",
    "trace": "study.trace",
}
__all__ = sorted([*_HOME, "evidence"])

# Former names, kept for one minor version: where each lives, and what to use instead.
_FORMER = {"run_scenario": ("study.run", "run")}


def __getattr__(name: str) -> Any:
    # Loaded when first asked for: the command line must answer before NumPy and Numba are in.
    if name == "evidence":
        return import_module("ripple_sim.evidence")
    if name in _FORMER:
        import warnings

        home, instead = _FORMER[name]
        warnings.warn(f"ripple_sim.{name} is deprecated; use ripple_sim.{instead}", DeprecationWarning, stacklevel=2)
        return getattr(import_module(f"ripple_sim.{home}"), name)
    if name not in _HOME:
        raise AttributeError(f"module 'ripple_sim' has no attribute '{name}'")
    return getattr(import_module(f"ripple_sim.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    # What can be asked for, loaded or not, and nothing that is only used here.
    return sorted([*__all__, *(name for name in globals() if name.startswith("__"))])
