"""The board of published facts, the cautions, and the fit of the defaults."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich import box

from ripple_sim.commands.screen import Screen, progress_bar, set_asides_said
from ripple_sim.report.console_table import ConsoleTable
from ripple_sim.scenario.problems import RippleError, nearest
from ripple_sim.scenario.whole_files import write_whole

if TYPE_CHECKING:
    import pandas as pd

    from ripple_sim.evidence import Board
    from ripple_sim.evidence.board import Uncertainty

TARGETS = ("default",)
CALIBRATED = Path("results/calibration")


def show_board(
    facts: Sequence[str],
    *,
    quick: bool,
    html: Path | None,
    overwrite: bool,
    worlds: int | None,
    uncertainty: Uncertainty,
) -> None:
    """Measure the published facts and print hits and misses, or one fact wholly."""
    from ripple_sim.evidence import board, fact

    ids = list(dict.fromkeys(fact(id).id for id in facts))
    if html is not None:
        _check_file(html, overwrite)
    said = Screen(stderr=True)
    with progress_bar(said, "Settling the first company", "Measured") as tell:
        found = board(quick, ids or None, worlds, tell, uncertainty=uncertainty)
    if ids:
        _print_facts(found, ids)
    else:
        _print_board(found)
    if html is not None:
        from ripple_sim.evidence.page import page

        html.parent.mkdir(parents=True, exist_ok=True)
        write_whole(html, page(found))
        said.print(f"Written to {html}", soft_wrap=True)


def _check_file(path: Path, overwrite: bool) -> None:
    if path.is_dir():
        raise RippleError(f"{path} is a folder; name a file")
    if path.exists() and not overwrite:
        raise RippleError(f"{path} exists already; name another file, or add --overwrite")


def _print_board(board: Board) -> None:
    from ripple_sim.evidence.table import board_rows, summary, untestable_table

    screen = Screen()
    for title, findings in (("Misses", board.misses), ("Hits", board.hits)):
        if findings:
            screen.print(board_rows(findings, title))
    if board.untestable:
        screen.print(untestable_table(board.untestable))
    for sentence in summary(board):
        screen.print(sentence)


def _print_facts(board: Board, ids: Sequence[str]) -> None:
    from ripple_sim.evidence import fact
    from ripple_sim.evidence.table import fact_rows, fact_table, finding_rows

    screen = Screen()
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


def show_cautions() -> None:
    """Print every caution with the numbers of a run, and whether the run shows it."""
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


def calibrate(
    targets: str,
    out: Path | None,
    *,
    trials: int | None,
    worlds: int | None,
    quick: bool,
    install: bool,
) -> None:
    """Fit the default parameters anew, and print their values with intervals."""
    if targets not in TARGETS:
        raise RippleError(
            f"there are no targets '{targets}'; known are: {', '.join(TARGETS)}"
            f"{nearest(targets, TARGETS)}"
        )
    if quick and install:
        raise RippleError("a quick fit shows that fitting works; it is not made the default")
    folder = out or CALIBRATED
    if folder.exists() and not folder.is_dir():
        raise RippleError(f"{folder} is a file; name a folder for the fit")
    from ripple_sim.evidence import calibration

    said = Screen(stderr=True)
    stages: list[str] = []
    asked = {"trials": trials, "worlds": worlds}
    with (
        set_asides_said(said),
        progress_bar(said, "Settling the first company", "Lived") as tell,
    ):

        def progress(stage: str, done: int, total: int) -> None:
            if not stages or stages[-1] != stage:
                stages.append(stage)
                said.print(f"{stage[:1].upper()}{stage[1:]}", soft_wrap=True)
            tell(done, total)

        fit = calibration.calibrate_defaults(
            folder,
            quick=quick,
            progress=progress,
            **{name: number for name, number in asked.items() if number is not None},
        )
    screen = Screen()
    screen.print(_fit_table(fit.table()))
    for note in fit.notes:
        screen.print(note)
    said.print(f"Written to {folder}", soft_wrap=True)
    if install:
        calibration.install(fit)
        said.print("The fitted values are the defaults from now on.", soft_wrap=True)


def _fit_table(fitted: pd.DataFrame) -> ConsoleTable:
    from ripple_sim.evidence.table import digits

    table = ConsoleTable(
        "coefficient", "value", "90 % interval", "informed most by", box=box.SIMPLE_HEAD
    )
    table.add_column("identified")
    for path, row in fitted.iterrows():
        table.add_row(
            str(path),
            digits(row["fitted"]),
            f"{digits(row['low'])} to {digits(row['high'])}",
            str(row["informed_by"]),
            "weakly" if row["weakly_identified"] else "yes",
        )
    return table
