"""Asking where something happens, and keeping what comes of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ripple_sim.commands.screen import Screen
from ripple_sim.commands.studies import progress
from ripple_sim.commands.varying import varied
from ripple_sim.scenario.problems import RippleError


def discover(
    base: str,
    plan: str | None,
    *,
    vary: Sequence[str],
    outcome: str | None,
    below: float | None,
    above: float | None,
    lowest: float | None,
    highest: float | None,
    n: int,
    limits: int,
    boxes: int,
    horizon: str | None,
    replications: int,
    seed: int,
    out: Path | None,
    workers: int | None,
    processes: bool,
    dask: str | None,
    resume: bool,
    quiet: bool,
    decimal_comma: bool,
) -> None:
    """Run points, print in words where the outcome is of interest, and keep it if asked to."""
    if resume and out is None:
        raise RippleError("--resume needs the study's folder; name it with --out")
    over = varied(vary)
    from ripple_sim.study.discover import discover as find

    with progress(quiet, kept=out is not None) as on_run:
        found = find(
            base,
            plan,
            over=over,
            outcome=outcome,
            below=below,
            above=above,
            lowest=lowest,
            highest=highest,
            n=n,
            most_limits=limits,
            most_boxes=boxes,
            horizon=horizon,
            replications=replications,
            seed=seed,
            folder=out,
            workers=workers,
            executor="processes" if processes else "threads",
            dask=dask,
            resume=resume,
            on_run=on_run,
        )

    screen = Screen(quiet=quiet)
    if found.boxes:
        from ripple_sim.study.discover.console import discovery_table

        screen.print(discovery_table(found))
    for sentence in (*found.conditions(), found.say()):
        screen.print(sentence)
    if out is not None:
        from ripple_sim.study.discover.folder import write_discovery

        written = write_discovery(found, out, decimal_comma)
        Screen(stderr=True, quiet=quiet).print(
            f"{len(written)} files written to {out}", soft_wrap=True
        )
