"""What editors and type checkers read: each public name and where it lives.

Written from the table in __init__.py by: python -m tests.docs.test_public_door
"""

from ripple_sim import evidence as evidence
from ripple_sim.briefs import Brief as Brief
from ripple_sim.briefs import brief as brief
from ripple_sim.model.agents import Employee as Employee
from ripple_sim.model.agents import Manager as Manager
from ripple_sim.model.agents import Member as Member
from ripple_sim.model.engine import Engine as Engine
from ripple_sim.model.model import RippleModel as RippleModel
from ripple_sim.observe.results import Run as Run
from ripple_sim.scenario.files import load as load
from ripple_sim.scenario.files import preset_names as preset_names
from ripple_sim.scenario.fitted import ensemble as ensemble
from ripple_sim.scenario.plans import Plan as Plan
from ripple_sim.scenario.plans import load_plan as load_plan
from ripple_sim.scenario.plans import plan_names as plan_names
from ripple_sim.scenario.plans import save_plan as save_plan
from ripple_sim.scenario.problems import RippleError as RippleError
from ripple_sim.scenario.problems import ScenarioError as ScenarioError
from ripple_sim.scenario.schema import Scenario as Scenario
from ripple_sim.study.compare import Comparison as Comparison
from ripple_sim.study.compare.circumstances import Comparisons as Comparisons
from ripple_sim.study.compare.circumstances import compare as compare
from ripple_sim.study.discover import Discovery as Discovery
from ripple_sim.study.discover import discover as discover
from ripple_sim.study.explain import Explanation as Explanation
from ripple_sim.study.explain import explain as explain
from ripple_sim.study.optimise import Optimum as Optimum
from ripple_sim.study.optimise import optimise as optimise
from ripple_sim.study.run import run as run
from ripple_sim.study.run import run_scenario as run_scenario
from ripple_sim.study.sensitivity import Sensitivity as Sensitivity
from ripple_sim.study.sensitivity import sensitivity as sensitivity
from ripple_sim.study.sweep.answer import Sweep as Sweep
from ripple_sim.study.sweep.specification import Specification as Specification
from ripple_sim.study.sweep.specification import read_specification as read_specification
from ripple_sim.study.sweep.sweep import open_sweep as open_sweep
from ripple_sim.study.sweep.sweep import sweep as sweep
from ripple_sim.study.trace import Story as Story
from ripple_sim.study.trace import Trace as Trace
from ripple_sim.study.trace import story as story
from ripple_sim.study.trace import trace as trace

__version__: str
__all__: list[str]

def __dir__() -> list[str]: ...
