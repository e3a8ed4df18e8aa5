"""Bind the calibration to the evidence: which coefficients are free, and which facts count.

Only verified facts of the role ``target`` are fitted, through the checks marked ``fitted``; every
other check is a test that nothing was tuned to. The population is that of the board: the stores.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from ripple_sim.compiled import source_hash
from ripple_sim.evidence.check import Check
from ripple_sim.evidence.checks import CHECKS
from ripple_sim.evidence.laboratory import Laboratory
from ripple_sim.scenario.checked_files import write_whole
from ripple_sim.scenario.fitted import ENSEMBLE, VALUES
from ripple_sim.scenario.schema import parameters

if TYPE_CHECKING:
    from ripple_sim.study.calibrate import Fit, Free, Target

# Path, least, most, and where a plausible value lies before any fit.
FREE_COEFFICIENTS: tuple[tuple[str, float, float, float], ...] = (
    ("behaviour.work.warmth_of_engagement", 0.05, 1.0, 0.25),
    ("behaviour.work.warmth_of_empathy", 0.1, 1.0, 0.70),
    ("behaviour.work.competence_of_focus", 0.0, 0.8, 0.25),
    ("behaviour.employees.pull_of_customers", 0.0, 0.4, 0.05),
    ("behaviour.employees.pull_of_team", 0.0, 0.6, 0.30),
    ("behaviour.employees.intention_slope", 1.0, 9.0, 5.0),
    ("behaviour.employees.honeymoon", 0.0, 0.95, 0.55),
    ("behaviour.employees.halo_of_manager", 0.0, 0.8, 0.35),
    ("behaviour.employees.halo_of_disposition", 0.0, 0.2, 0.06),
    ("behaviour.employees.fortunes_spread", 0.0, 0.25, 0.12),
    ("behaviour.customers.reference_satisfaction", 0.6, 0.85, 0.70),
    ("behaviour.customers.satisfaction_of_level", 0.2, 1.6, 0.70),
    ("behaviour.customers.lapse_of_satisfaction", 0.0, 12.0, 2.5),
    ("behaviour.customers.lapse_of_barrier", 0.0, 6.0, 1.5),
    ("behaviour.customers.wallet_of_satisfaction", 0.0, 1.5, 0.40),
    ("behaviour.customers.sales_of_warmth", 0.0, 2.5, 1.0),
    ("behaviour.customers.recommend_level", 0.5, 0.95, 0.78),
    ("behaviour.customers.recommend_of_satisfaction", 0.2, 2.5, 1.0),
    ("places.local_taste_spread", 0.0, 0.15, 0.05),
    ("places.local_wallet_spread", 0.0, 0.6, 0.25),
    ("places.local_quitting_spread", 0.0, 0.9, 0.30),
    ("places.local_rent_spread", 0.0, 0.9, 0.30),
    ("surveys.staff.item_noise", 0.0, 0.35, 0.12),
    ("surveys.customers.response_rate", 0.02, 0.6, 0.15),
    ("surveys.customers.item_noise", 0.0, 0.35, 0.10),
    ("surveys.customers.lasting_halo", 0.0, 0.25, 0.06),
    ("surveys.customers.recommend_noise", 0.0, 0.35, 0.10),
)
SEARCH_WORLDS = (0,)
POLISH_WORLDS = (0, 1, 2)
ENSEMBLE_WORLDS = (0, 1, 2)
STORES = 150
TRIALS = 40
POLISH_STEPS = 6
MEMBERS = 32


def fitted_checks() -> tuple[Check, ...]:
    """Return the checks that the defaults are fitted to."""
    return tuple(check for check in CHECKS if check.fitted)


def free_coefficients() -> tuple[Free, ...]:
    """Return the coefficients that are free, with what was plausible before any fit."""
    from ripple_sim.study.calibrate import Free

    return tuple(Free(*row) for row in FREE_COEFFICIENTS)


def targets() -> tuple[Target, ...]:
    """Return the published values with their acceptance ranges.

    Where only a range was published, its middle stands for the value.
    """
    from ripple_sim.study.calibrate import Target

    return tuple(
        Target(
            check.key,
            (check.low + check.high) / 2 if check.published is None else check.published,
            check.low,
            check.high,
        )
        for check in fitted_checks()
    )


def moments(values: Mapping[str, float], seed: int) -> dict[str, float]:
    """Return the fitted checks' numbers in one world of ``STORES`` stores."""
    laboratory = Laboratory(seed, values, stores_watched=STORES)
    return {check.key: check.measure(laboratory) for check in fitted_checks()}


def calibrate_defaults(
    folder: Path,
    *,
    trials: int = TRIALS,
    worlds: int = len(POLISH_WORLDS),
    quick: bool = False,
    workers: int = 2,
    progress: Callable[[str, int, int], None] | None = None,
) -> Fit:
    """Fit the defaults; the folder keeps every world, so that a fit that was stopped goes on.

    ``quick`` searches a little with few worlds and makes no ensemble: it shows that the fit runs,
    not where it ends. Nothing is installed: see :func:`install`.
    """
    from ripple_sim.study.calibrate import calibrate

    return calibrate(
        free_coefficients(),
        targets(),
        moments,
        seeds=tuple(range(2 if quick else worlds)),
        search_seeds=(0,) if quick else SEARCH_WORLDS,
        folder=folder,
        fingerprint=fingerprint(),
        trials=4 if quick else trials,
        polish_steps=0 if quick else POLISH_STEPS,
        ensemble_size=0 if quick else MEMBERS,
        ensemble_seeds=ENSEMBLE_WORLDS,
        pull=0.5,
        workers=workers,
        known=installed(),
        progress=progress,
    )


def installed() -> dict[str, float]:
    """Return the values the free coefficients have now: where an earlier fit ended."""
    now = {parameter.path: parameter.default for parameter in parameters()}
    return {path: float(now[path] or 0.0) for path, *_ in FREE_COEFFICIENTS}


def fingerprint() -> str:
    """Name the model that is fitted: a hash of its rules and of everything it starts from."""
    laboratory = Laboratory(0, {row[0]: row[3] for row in FREE_COEFFICIENTS})
    presets = [laboratory.scenario(name).hash() for name in ("store-chain", "call-centre")]
    return "-".join([source_hash(), *presets])


def install(fit: Fit) -> None:
    """Write a fit where the defaults live: values with intervals, and the ensemble."""
    lines = [
        "# Written by 'ripple calibrate': coefficients fitted to published evidence, with their",
        "# 90 % intervals. Weakly identified ones stand near where they were plausible before.",
        "",
    ]
    for path, value in fit.values.items():
        low, high = fit.intervals[path]
        lines += [f'[fitted."{path}"]', f"value = {value:.4g}"]
        lines += [f"low = {low:.4g}", f"high = {high:.4g}"]
        lines += [f"weak = {str(path in fit.weak).lower()}", ""]
    write_whole(VALUES, "\n".join(lines))
    if fit.ensemble:
        paths = list(fit.values)
        rows = ["# Written by 'ripple calibrate': parameter sets that fit about equally well.", ",".join(paths)]
        rows += [",".join(f"{one[path]:.5g}" for path in paths) for one in fit.ensemble]
        write_whole(ENSEMBLE, "\n".join(rows) + "\n")
