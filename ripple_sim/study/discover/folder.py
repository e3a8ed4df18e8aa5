"""A discovery as results beside its runs, and the same discovery again from them."""

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
    from ripple_sim.study.discover import Discovery

KIND = "discovery"
_BOUND = ("below", "above", "lowest", "highest")
_SETTINGS = ("over", "outcome", "n", "most_limits", "most_boxes", "replications", *_BOUND)


def write_discovery(found: Discovery, folder: Path, decimal_comma: bool = False) -> list[Path]:
    """Write everything there is to keep of a discovery into the folder of its runs.

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
                "over": asked.over,
                "outcome": asked.asked,
                "n": found.searched,
                "most_limits": found.most_limits,
                "most_boxes": found.most_boxes,
                "replications": about.replications,
                "plan": asked.plan,
                **_bound(found),
            },
            base=asked.base,
            plans=plans_by_file(asked.plans),
            tables={KIND: found.table()},
            data=found.data,
            figures={KIND: found.figure()},
            sentences=(found.say(), *found.conditions()),
            numbers=numbers(found),
            seed=about.seed,
            weeks=about.weeks,
            wall_seconds=found.wall_seconds,
        ),
        decimal_comma,
    )


def _bound(found: Discovery) -> dict[str, float | None]:
    """Return the one bound that was asked for, the others being None."""
    when = found.condition
    bound: dict[str, float | None] = dict.fromkeys(_BOUND)
    if when.share is None:
        bound[when.side] = when.bound
    else:
        bound["lowest" if when.side == "below" else "highest"] = when.share
    return bound


def numbers(found: Discovery) -> dict[str, NDArray[np.float64]]:
    """Return the outcome in every world, and the ends, coverage and density of every box."""
    shares = [
        (share.hits, share.count) for box in found.boxes for share in (box.coverage, box.density)
    ]
    ends = [(limit.low, limit.high) for box in found.boxes for limit in box.limits]
    return {
        "worlds": found.question.worlds(found.found),
        "shares": np.array(shares, np.float64),
        "ends": np.array(ends, np.float64),
    }


def discover_again(folder: Path, manifest: Manifest) -> dict[str, NDArray[np.float64]]:
    """Make the discovery again that a folder holds, and return its numbers.

    Raises
    ------
    RippleError
        When the manifest doesn't say how, or a file can't be read.
    """
    from ripple_sim.study.discover import discover

    again = discover(
        folder / "scenario.toml",
        plan_of(folder),
        horizon=manifest.weeks,
        seed=manifest.seed,
        **settings_of(folder, manifest, _SETTINGS),
    )
    return numbers(again)
