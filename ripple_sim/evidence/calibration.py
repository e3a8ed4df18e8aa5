"""Bind the calibration to the evidence: which coefficients are free, which facts they are fitted to.

Only verified facts of the role ``target`` are fitted, through the checks marked ``fitted``; every
other check is a test that nothing was tuned to. The population is that of the board: the stores.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from ripple_sim.compiled import _SOURCES, _fingerprint
from ripple_sim.evidence.check import Check
from ripple_sim.evidence.checks import CHECKS
from ripple_sim.evidence.laboratory import Laboratory
from ripple_sim.scenario.fitted import ENSEMBLE, VALUES

if TYPE_CHECKING:
    from ripple_sim.study.calibration import Fit, Free, Target

# Path, least, most, and where a plausible value lies before any fit.
FREE_COEFFICIENTS: tuple[tuple[str, float, float, float], ...] = (
    ("behaviour.work.warmth_of_engagement", 0.05, 1.0, 0.35),
    ("behaviour.work.warmth_of_empathy", 0.1, 1.0, 0.60),
    ("behaviour.employees.pull_of_customers", 0.0, 0.6, 0.15),
    ("behaviour.employees.pull_of_team", 0.0, 0.6, 0.20),
    ("behaviour.employees.intention_slope", 1.0, 9.0, 5.0),
    ("behaviour.employees.honeymoon", 0.0, 0.95, 0.55),
    ("behaviour.employees.halo_of_manager", 0.0, 0.8, 0.30),
    ("behaviour.employees.halo_of_disposition", 0.0, 0.2, 0.06),
    ("behaviour.employees.fortunes_spread", 0.0, 0.25, 0.08),
    ("behaviour.customers.satisfaction_of_level", 0.2, 1.6, 0.70),
    ("behaviour.customers.wallet_of_satisfaction", 0.0, 1.5, 0.40),
    ("behaviour.customers.sales_of_warmth", 0.0, 2.5, 1.0),
    ("behaviour.customers.recommend_level", 0.5, 0.95, 0.78),
    ("behaviour.customers.recommend_of_satisfaction", 0.2, 2.5, 1.0),
    ("places.local_taste_spread", 0.0, 0.15, 0.05),
    ("places.local_wallet_spread", 0.0, 0.6, 0.25),
    ("places.local_quitting_spread", 0.0, 0.9, 0.30),
    ("places.local_rent_spread", 0.0, 0.9, 0.30),
    ("surveys.staff.item_noise", 0.0, 0.35, 0.15),
    ("surveys.customers.item_noise", 0.0, 0.35, 0.10),
    ("surveys.customers.lasting_halo", 0.0, 0.25, 0.06),
    ("surveys.customers.recommend_noise", 0.0, 0.35, 0.10),
)
SEARCH_WORLDS = 1
