"""The best split of a plan's budget and its timing, by Optuna, measured again with fresh luck."""

from ripple_sim.study.optimise.answer import Optimum
from ripple_sim.study.optimise.asking import optimise

__all__ = ["Optimum", "optimise"]
