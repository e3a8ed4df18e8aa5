"""Explaining a plan's profit difference link by link, and keeping what comes of it."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from ripple_sim.commands.screen import Screen, progress_bar


def explain(
    base: str,
    plan: str,
    *,
    pairs: int | None,
    horizon: str | None,
    uncertainty: Literal["luck", "all"],
    seed: int,
    couples: int | None,
    out: Path | None,
    overwrite: bool,
    quiet: bool,
    decimal_comma: bool,
) -> None:
    """Live pairs with their hybrids, print the parts with ranges, and keep them if asked to."""
    if out is not None:
        from ripple_sim.report.place import prepare

        prepare(out, overwrite)

    from ripple_sim.study.explain import explain as find

    said = Screen(stderr=True, quiet=quiet)
    with progress_bar(said, "Living the first worlds", "Pair") as on_pair:
        found = find(
            base,
            plan,
            pairs=pairs,
            horizon=horizon,
            uncertainty=uncertainty,
            seed=seed,
            couples=couples,
            on_pair=on_pair,
        )

    from ripple_sim.study.explain.console import explanation_table

    screen = Screen(quiet=quiet)
    screen.print(explanation_table(found))
    for sentence in (*found.conditions(), found.say()):
        screen.print(sentence)
    if out is not None:
        from ripple_sim.study.explain.folder import write_explanation

        written = write_explanation(found, out, overwrite, decimal_comma)
        said.print(f"{len(written)} files written to {out}", soft_wrap=True)
