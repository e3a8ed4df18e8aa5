"""What most moves an outcome: SALib's samples, the model's worlds, indices with intervals."""

from ripple_sim.study.sensitivity.study import Sensitivity, sensitivity

__all__ = ["Sensitivity", "sensitivity"]
