"""Following the ripple through twin worlds, and telling one person's story."""

from __future__ import annotations

from pathlib import Path

from ripple_sim.commands.screen import Screen, announcing_compiling, progress_bar
from ripple_sim.scenario.problems import RippleError


def trace(
    base: str,
    plan: str,
    start: str | None,
    *,
    pairs: int,
    horizon: str | None,
    seed: int,
    circles: int,
    stated: float,
    out: Path | None,
    overwrite: bool,
    quiet: bool,
    decimal_comma: bool,
) -> None:
    """Live pairs of twin worlds, print how the difference travels, and keep it if asked to."""
    if not stated > 0:
        raise RippleError(f"--size is {stated:g}; it must be more than 0")
    if out is not None:
        from ripple_sim.report.place import prepare

        prepare(out, overwrite)

    from ripple_sim.study.trace import trace as find

    said = Screen(stderr=True, quiet=quiet)
    with progress_bar(said, "Settling the first companies", "Pair") as on_pair:
        found = find(
            base,
            plan,
            start,
            pairs=pairs,
            horizon=horizon,
            seed=seed,
            circles=circles,
            stated=stated,
            on_pair=on_pair,
        )

    from ripple_sim.study.trace.console import passages_table, rings_table, sizes_table

    screen = Screen(quiet=quiet)
    if found.first_mover() is not None:
        screen.print(rings_table(found))
        screen.print(sizes_table(found))
        screen.print(passages_table(found))
    screen.print(found.say())
    if out is not None:
        from ripple_sim.study.trace.folder import write_trace

        written = write_trace(found, out, overwrite, decimal_comma)
        said.print(f"{len(written)} files written to {out}", soft_wrap=True)


def story(
    base: str, plan: str, who: str, *, horizon: str | None, seed: int, replication: int
) -> None:
    """Live one pair of twin worlds and print the life of one person in both."""
    from ripple_sim.study.trace import story as find

    with announcing_compiling(Screen(stderr=True)):
        found = find(base, plan, who, horizon=horizon, seed=seed, replication=replication)
    screen = Screen()
    screen.print(found.say())
    screen.print()
    screen.print(found.text())
