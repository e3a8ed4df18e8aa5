"""The command that shows published evidence beside the model's."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ripple_sim.cli.application import command
from ripple_sim.cli.options import Overwrite, Uncertainty
from ripple_sim.scenario.problems import RippleError

if TYPE_CHECKING:
    from ripple_sim.cli.progress import Screen
    from ripple_sim.evidence import Board


@command
def evidence(
    quick: Annotated[bool, typer.Option("--quick", help="One world: is something broken?")] = False,
    facts: Annotated[
        list[str] | None, typer.Option("--fact", metavar="ID", help="Show a fact wholly; can be repeated.")
    ] = None,
    html: Annotated[Path | None, typer.Option(metavar="FILE", help="Also write the board as a page.")] = None,
    overwrite: Overwrite = False,
    worlds: Annotated[
        int | None, typer.Option(min=1, max=1000, help="Worlds to measure in.", show_default="as each wants")
    ] = None,
    uncertainty: Uncertainty = "luck",
    cautions: Annotated[bool, typer.Option("--cautions", help="Show K1 to K12 instead, each by a run.")] = False,
) -> None:
    """Show published facts beside the model's.

    Every fact, its published value and range, and what the model gives with a 95 % interval over
    worlds: misses first with the probable reason, then hits. Last, what can't be tested, and why.
    """
    if cautions:
        _print_cautions()
        return
    from ripple_sim.evidence import board, fact

    ids = list(dict.fromkeys(fact(id).id for id in facts or ()))
    if html is not None and html.is_dir():
        raise RippleError(f"{html} is a folder; name a file")
    if html is not None and html.exists() and not overwrite:
        raise RippleError(f"{html} exists already; name another file, or add --overwrite")
    from ripple_sim.cli.progress import Screen, progress_bar

    said, screen = Screen(stderr=True), Screen()
    with progress_bar(said, "Settling the first company", "Measured") as tell:
        result = board(quick, ids or None, worlds, tell, uncertainty=uncertainty)
    if ids:
        _print_facts(result, ids, screen)
    else:
        _print_board(result, screen)
    if html is not None:
        from ripple_sim.evidence.page import page
        from ripple_sim.scenario.checked_files import write_whole

        html.parent.mkdir(parents=True, exist_ok=True)
        write_whole(html, page(result))
        said.print(f"Written to {html}", soft_wrap=True)


def _print_board(board: Board, screen: Screen) -> None:
    from ripple_sim.evidence.table import board_rows, summary, untestable_table

    for title, findings in (("Misses", board.misses), ("Hits", board.hits)):
        if findings:
            screen.print(board_rows(findings, title))
    if board.untestable:
        screen.print(untestable_table(board.untestable))
    for sentence in summary(board):
        screen.print(sentence)


def _print_facts(board: Board, ids: Sequence[str], screen: Screen) -> None:
    from ripple_sim.evidence import fact
    from ripple_sim.evidence.table import fact_rows, fact_table, finding_rows

    for id in ids:
        one = fact(id)
        screen.print(fact_table(fact_rows(one), f"{one.id}  {one.about}"))
        screen.print()
        for finding in board.findings:
            if finding.fact.id == id:
                screen.print(fact_table(finding_rows(finding), finding.check.name))
                screen.print()
        if id in board.untestable:
            screen.print(f"Not testable. {board.untestable[id]}")
            screen.print()


def _print_cautions() -> None:
    """Print every caution with the numbers of a run, and whether the run shows it."""
    from ripple_sim.cli.progress import Screen, progress_bar
    from ripple_sim.evidence.cautions import CAUTIONS
    from ripple_sim.evidence.laboratory import Laboratory
    from ripple_sim.evidence.table import digits, fact_table

    said, screen = Screen(stderr=True), Screen()
    laboratory = Laboratory(0)
    shown = []
    with progress_bar(said, "Settling the first company", "Caution") as tell:
        for done, caution in enumerate(CAUTIONS, 1):
            numbers = caution.shown(laboratory)
            shown.append((caution, numbers, caution.holds(numbers)))
            tell(done, len(CAUTIONS))
    for caution, numbers, holds in shown:
        rows = [(f"{digits(value)} {unit}", label) for label, value, unit in numbers]
        rows.append(("facts", ", ".join(caution.facts)))
        rows.append(("shown", "yes" if holds else "NO: this run does not show it"))
        screen.print(fact_table(rows, f"{caution.id}  {caution.says}"))
        screen.print()
    held = sum(holds for _, _, holds in shown)
    screen.print(f"{held} of {len(shown)} cautions shown by a run of one world.")
