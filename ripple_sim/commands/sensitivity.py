"""Asking what moves an outcome most, and keeping what comes of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from ripple_sim.commands.screen import Screen
from ripple_sim.commands.studies import progress
from ripple_sim.commands.varying import varied
from ripple_sim.scenario.problems import RippleError


def sensitivity(
    base: str,
    plan: str | None,
    *,
    method: Literal["morris", "sobol"],
    vary: Sequence[str],
    outcome: str | None,
    n: int | None,
    pairs: bool,
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
    """Run a sample of points, print what moves the outcome most, and keep it if asked to."""
    if resume and out is None:
        raise RippleError("--resume needs the study's folder; name it with --out")
    over = varied(vary)
    from ripple_sim.study.sensitivity import sensitivity as find

    with progress(quiet, kept=out is not None) as on_run:
        found = find(
            base,
            plan,
            method=method,
            over=over,
            outcome=outcome,
            n=n,
            pairs=pairs,
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

    from ripple_sim.study.sensitivity.console import tornado_table

    screen = Screen(quiet=quiet)
    screen.print(tornado_table(found))
    for sentence in (*found.conditions(), found.say()):
        screen.print(sentence)
    if out is not None:
        from ripple_sim.study.sensitivity.folder import write_sensitivity

        written = write_sensitivity(found, out, decimal_comma)
        Screen(stderr=True, quiet=quiet).print(
            f"{len(written)} files written to {out}", soft_wrap=True
        )
