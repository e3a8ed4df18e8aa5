"""Calibration by simulated moments: parameters that bring a model's moments to published values.

The rooms of a fit, in order: a global search, a local polish, uncertainty, and an ensemble of
parameter sets that fit about equally well.  Nothing here knows what is simulated.
"""

from ripple_sim.study.calibrate.fit import Fit
from ripple_sim.study.calibrate.problem import Free, Target
from ripple_sim.study.calibrate.simulations import Progress, Simulate
from ripple_sim.study.calibrate.stages import calibrate

__all__ = ["Fit", "Free", "Progress", "Simulate", "Target", "calibrate"]
