"""An optimum as a results folder, and the same optimum again from one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ripple_sim.report.folder import write_folder
from ripple_sim.report.manifest import Manifest
from ripple_sim.scenario.problems import RippleError
from ripple_sim.study.core.results_folder import PLAN, Results, fill, plan_of, settings_of

if TYPE_CHECKING:
    from ripple_sim.study.optimise import Optimum

KIND = "optimum"
BEST = "best.toml"
_SETTINGS = ("budget", "burnt_out", "aim", "latest_start", "trials", "replications", "pairs")


def write_optimum(
    found: Optimum, out: Path, overwrite: bool = False, decimal_comma: bool = False
) -> list[Path]:
    """Write everything there is to keep of an optimum; the folder appears whole or not at all.

    ``best.toml`` is the plan recommended, ready for ``ripple compare``; it has no interventions
    where that is to do nothing. ``decimal_comma`` gives the tables of text a decimal comma, and
    semicolons between fields.

    Raises
    ------
    RippleError
        As :func:`ripple_sim.report.folder.write_folder` does.
    """
    space = found.space
    results = Results(
        kind=KIND,
        settings={
            "budget": space.budget,
            "burnt_out": found.burnt_out,
            "aim": found.aim,
            "latest_start": space.latest,
            "trials": found.tried,
            "replications": found.replications,
            "pairs": found.measured.pairs,
            "plan": found.own,
        },
        base=space.base,
        plans={PLAN: space.plan, BEST: found.best},
        tables={KIND: found.table()},
        data=found.data,
        figures={"pareto": found.figure()},
        sentences=(found.say(), *found.conditions()),
        numbers=numbers(found),
        seed=found.seed,
        weeks=space.weeks,
        wall_seconds=found.wall_seconds,
    )
    return write_folder(out, overwrite, lambda fresh: fill(fresh, results, decimal_comma))


def numbers(found: Optimum) -> dict[str, NDArray[np.float64]]:
    """Return all aims of all tries, and the profit of the front in every pair of fresh luck."""
    missing = (np.nan, np.nan)
    return {
        "tried": np.array([one.score.aims if one.score else missing for one in found.tries]),
        **{name: found.measured.values(name)["profit"] for name in found.measured.plans},
    }


def optimise_again(folder: Path, manifest: Manifest) -> dict[str, NDArray[np.float64]]:
    """Search again as a folder says, and return the numbers.

    Raises
    ------
    RippleError
        When the manifest doesn't say how, or a file can't be read.
    """
    from ripple_sim.study.optimise import optimise

    plan = plan_of(folder)
    if plan is None:
        raise RippleError(f"{folder} has no {PLAN}, so the search can't be repeated")
    again = optimise(
        folder / "scenario.toml",
        plan,
        horizon=manifest.weeks,
        seed=manifest.seed,
        **settings_of(folder, manifest, _SETTINGS),
    )
    return numbers(again)
