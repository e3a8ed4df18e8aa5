"""Splitting and timing a plan's budget anew, and keeping what comes of it."""

from __future__ import annotations

from pathlib import Path

from ripple_sim.commands.screen import Screen, progress_bar


def optimise(
    base: str,
    plan: str,
    *,
    budget: float | None,
    burnt_out: float | None,
    aim: str,
    latest_start: str | None,
    trials: int,
    replications: int,
    pairs: int,
    horizon: str | None,
    seed: int,
    workers: int | None,
    out: Path | None,
    overwrite: bool,
    quiet: bool,
    decimal_comma: bool,
) -> None:
    """Search, print the front measured with fresh luck, and keep it if asked to."""
    if out is not None:
        from ripple_sim.report.place import prepare

        prepare(out, overwrite)

    from ripple_sim.study.optimise import optimise as find

    said = Screen(stderr=True, quiet=quiet)
    with progress_bar(said, "Settling the first companies", "Plan") as on_try:
        found = find(
            base,
            plan,
            budget=budget,
            burnt_out=burnt_out,
            aim=aim,
            latest_start=latest_start,
            trials=trials,
            replications=replications,
            pairs=pairs,
            horizon=horizon,
            seed=seed,
            workers=workers,
            on_try=on_try,
        )

    from ripple_sim.study.optimise.console import optimum_table

    screen = Screen(quiet=quiet)
    screen.print(optimum_table(found))
    for sentence in (*found.conditions(), found.say()):
        screen.print(sentence)
    if out is not None:
        from ripple_sim.study.optimise.folder import write_optimum

        written = write_optimum(found, out, overwrite, decimal_comma)
        said.print(f"{len(written)} files written to {out}", soft_wrap=True)
