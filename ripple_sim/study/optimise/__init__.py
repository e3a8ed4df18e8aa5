"""The best split of a plan's budget and its timing, by Optuna, measured again with fresh luck."""

from ripple_sim.study.optimise.study import Optimum, optimise

__all__ = ["Optimum", "optimise"]
