"""Comparing plans with their baseline, and keeping what comes of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from ripple_sim.commands.screen import Screen, progress_bar
from ripple_sim.scenario.problems import RippleError

if TYPE_CHECKING:
    from ripple_sim.study.compare import Comparison


def compare(
    base: str,
    plans: Sequence[str],
    *,
    pairs: str,
    horizon: str | None,
    uncertainty: Literal["luck", "all"],
    seed: int,
    discount_rate: float,
    out: Path | None,
    overwrite: bool,
    quiet: bool,
    decimal_comma: bool,
) -> None:
    """Live pairs of worlds, print what the plans change with ranges, and keep it if asked to."""
    asked = _pairs(pairs)
    if out is not None:
        from ripple_sim.report.place import prepare

        prepare(out, overwrite)

    from ripple_sim.study.compare.circumstances import Comparisons
    from ripple_sim.study.compare.circumstances import compare as find

    said = Screen(stderr=True, quiet=quiet)
    with progress_bar(said, "Settling the first companies", "Pair") as on_pair:
        found = find(
            base,
            *plans,
            pairs=asked,
            horizon=horizon,
            uncertainty=uncertainty,
            seed=seed,
            discount_rate=discount_rate,
            on_pair=on_pair,
        )

    screen = Screen(quiet=quiet)
    if isinstance(found, Comparisons):
        screen.print(found.apart())
        for heading, group in zip(found.headings(), found, strict=True):
            screen.print()
            screen.print(heading)
            _print(screen, group)
    else:
        _print(screen, found)
    if out is not None:
        from ripple_sim.study.compare.circumstances_folder import write_comparisons
        from ripple_sim.study.compare.folder import write_comparison

        if isinstance(found, Comparisons):
            written = write_comparisons(found, out, overwrite, decimal_comma)
        else:
            written = write_comparison(found, out, overwrite, decimal_comma)
        said.print(f"{len(written)} files written to {out}", soft_wrap=True)


def _print(screen: Screen, found: Comparison) -> None:
    from ripple_sim.study.compare.console import comparison_table, ranking_table

    for plan in found.plans:
        screen.print(comparison_table(found, plan))
    if len(found.plans) > 1:
        screen.print(ranking_table(found))
    for sentence in (*found.conditions(), found.say()):
        screen.print(sentence)


def _pairs(words: str) -> int | Literal["auto"]:
    if words == "auto":
        return "auto"
    try:
        return int(words)
    except ValueError:
        raise RippleError(
            "the number of pairs is '{pairs}'; write auto or a whole number", pairs=words
        ) from None
