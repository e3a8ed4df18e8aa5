"""Running a scenario, keeping what comes of it, and checking what was kept."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterable
from pathlib import Path

from ripple_sim.commands.screen import Screen, progress_bar
from ripple_sim.scenario.durations import weeks_of
from ripple_sim.scenario.files import load, override
from ripple_sim.scenario.fitted import member as parameter_set
from ripple_sim.scenario.problems import RippleError
from ripple_sim.scenario.showing import escaped

_ENDINGS = {"netcdf": "nc"}


def run(
    name: str,
    *,
    weeks: str | None,
    seed: int,
    changes: Iterable[str],
    out: Path | None,
    overwrite: bool,
    formats: Iterable[str],
    threads: int | None,
    member: int | None,
    quiet: bool,
    decimal_comma: bool,
) -> None:
    """Run a scenario, write its results, and print the chain."""
    # One run and the process ends: looking for cycles takes a tenth of its time and frees nothing.
    gc.disable()
    total = None if weeks is None else weeks_of(weeks, "--weeks")
    scenario = load(name)
    if member is not None:
        scenario = scenario.with_values(parameter_set(member))
    scenario = override(scenario, changes)

    from ripple_sim.report.painter import Painter
    from ripple_sim.report.place import prepare

    folder = out or _free_folder(Path("results"), scenario.name, seed)
    prepare(folder, overwrite)
    said = Screen(stderr=True, quiet=quiet)
    with Painter() as painter:
        # Imported only now, for the painter gets ready at the same time.
        from ripple_sim.study.run import run as simulate

        with progress_bar(said, "Settling the company", "Week") as on_week:
            try:
                result = simulate(
                    scenario, seed=seed, weeks=total, threads=threads, on_week=on_week
                )
            except KeyboardInterrupt:
                raise RippleError(
                    "stopped before the first week was over; nothing was written"
                ) from None
        from ripple_sim.report.chain_table import chain_table
        from ripple_sim.report.folder import write_results

        endings = tuple(_ENDINGS.get(name, name) for name in formats)
        written = write_results(result, folder, endings, overwrite, painter, decimal_comma)
    Screen(quiet=quiet).print(chain_table(result))
    if result.interrupted:
        planned = scenario.weeks if weeks is None else weeks
        raise RippleError(
            f"stopped after week {result.weeks} of {planned}; what was finished is in {folder}"
        )
    said.print(f"{len(written)} files written to {folder}", soft_wrap=True)


def _free_folder(parent: Path, name: str, seed: int) -> Path:
    """Return a folder that doesn't exist yet, named after the scenario and the seed."""
    plain_name = re.sub(r"[^\w.-]+", "-", name).strip("-.") or "scenario"
    first = parent / f"{plain_name}-seed{seed}"
    folder, number = first, 1
    while folder.exists():
        number += 1
        folder = first.with_name(f"{first.name}-{number}")
    return folder


def verify(folder: Path) -> bool:
    """Run again what a folder or a brief holds; print and return whether the numbers are the same.

    A file is taken for a brief.
    """
    if folder.is_file():
        from ripple_sim.commands import briefing

        return briefing.verify(folder)
    from ripple_sim.report.manifest import read_manifest
    from ripple_sim.study.core.verify import verify_results

    read_manifest(folder)  # refuses what is no results folder before anything takes long
    with progress_bar(Screen(stderr=True), "Running it again", "Run"):
        verification = verify_results(folder)
    print(escaped(verification.say))
    return verification.same
