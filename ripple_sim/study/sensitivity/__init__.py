"""What most moves an outcome: SALib's samples, the model's worlds, indices with intervals."""

from ripple_sim.study.sensitivity.answer import Sensitivity
from ripple_sim.study.sensitivity.asking import sensitivity

__all__ = ["Sensitivity", "sensitivity"]
