"""A sensitivity as results beside its runs, and the same sensitivity again from them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ripple_sim.report.manifest import Manifest
from ripple_sim.study.core.results_folder import (
    Results,
    plan_of,
    plans_by_file,
    settings_of,
    write_beside_runs,
)

if TYPE_CHECKING:
    from ripple_sim.study.sensitivity import Sensitivity

KIND = "sensitivity"
_SETTINGS = ("method", "over", "outcome", "n", "pairs", "replications")


def write_sensitivity(found: Sensitivity, folder: Path, decimal_comma: bool = False) -> list[Path]:
    """Write everything there is to keep of a sensitivity into the folder of its runs.

    ``decimal_comma`` gives the tables of text a decimal comma, and semicolons between fields.

    Raises
    ------
    RippleError
        When it can't be written.
    """
    asked, about = found.question, found.found.about
    return write_beside_runs(
        folder,
        Results(
            kind=KIND,
            settings={
                "method": found.method,
                "over": asked.over,
                "outcome": asked.asked,
                "n": found.n,
                "pairs": found.indices.pair is not None,
                "replications": about.replications,
                "plan": asked.plan,
            },
            base=asked.base,
            plans=plans_by_file(asked.plans),
            tables={KIND: found.table()},
            data=found.data,
            figures={"tornado": found.figure(), "interactions": found.interactions()},
            sentences=(found.say(), *found.conditions()),
            numbers=numbers(found),
            seed=about.seed,
            weeks=about.weeks,
            wall_seconds=found.wall_seconds,
        ),
        decimal_comma,
    )


def numbers(found: Sensitivity) -> dict[str, NDArray[np.float64]]:
    """Return the outcome in every world, and all indices."""
    table = found.indices.table
    indices = {str(name): table[name].to_numpy(np.float64) for name in table.columns}
    return {"worlds": found.question.worlds(found.found), **indices}


def sensitivity_again(folder: Path, manifest: Manifest) -> dict[str, NDArray[np.float64]]:
    """Make the sensitivity again that a folder holds, and return its numbers.

    Raises
    ------
    RippleError
        When the manifest doesn't say how, or a file can't be read.
    """
    from ripple_sim.study.sensitivity import sensitivity

    settings = settings_of(folder, manifest, _SETTINGS)
    again = sensitivity(
        folder / "scenario.toml",
        plan_of(folder),
        horizon=manifest.weeks,
        seed=manifest.seed,
        **settings,
    )
    return numbers(again)
