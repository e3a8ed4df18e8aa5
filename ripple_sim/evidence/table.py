"""The board as text: its rows, its summary, and one fact shown wholly."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.text import Text

from ripple_sim.report.console_table import ConsoleTable
from ripple_sim.report.numbers import plain

if TYPE_CHECKING:
    from ripple_sim.evidence import Board, CheckResult, Fact

MARKS = {"hit": "● hit", "miss": "◇ MISS", "not measured": "✕ NOT MEASURED"}
_HEADINGS = ("fact", "what", "published\naccepted", "simulated\n95 % interval", "verdict", "evidence")
_WIDTHS = (4, None, 15, 15, 11, 10)  # characters; what was measured takes the rest
_LEAST_WHAT = 14
_VERIFIED = {
    "page": "read on the publisher's page",
    "page-secondary": "read in somebody else's text",
    "recomputed": "recomputed from open data",
    "model-file": "read in a published model's file",
    "seed": "stated by a single secondary text; not verified",
    "memory": "not verified",
}


def digits(value: float) -> str:
    """Return a number with three digits that count, but at most three decimals."""
    return plain(value, decimals_of(value))


def decimals_of(value: float) -> int:
    """Return how many decimals of a measured number count."""
    if not math.isfinite(value):
        return 0
    whole = len(f"{abs(value):.0f}") if abs(value) >= 1 else 0
    return max(0, min(3, 3 - whole))


def stated(value: float) -> str:
    """Return a published number with the decimals it was stated with."""
    return plain(value, decimals_stated(value))


def decimals_stated(value: float) -> int:
    """Return how many decimals a published number was stated with."""
    return next((n for n in range(4) if round(value, n) == value), 4)


def accepted(finding: CheckResult) -> str:
    """Return the acceptance range in words."""
    low, high = finding.check.low, finding.check.high
    if math.isinf(high):
        return f"{stated(low)} or more"
    if math.isinf(low):
        return f"{stated(high)} or less"
    return f"{stated(low)} to {stated(high)}"


def published(finding: CheckResult) -> str:
    """Return what was published; where that was a direction only, so in words."""
    value = finding.check.published
    return stated(value) if value is not None else f"a {finding.check.kind}"


def interval(finding: CheckResult) -> str:
    """Return the 95 % interval; with fewer than two worlds there is none."""
    if not math.isfinite(finding.low):
        return "no interval: one world" if finding.worlds == 1 else ""
    return f"{digits(finding.low)} to {digits(finding.high)}"


def verdict(finding: CheckResult) -> str:
    """Return the verdict with its mark, and whether more worlds may turn it."""
    near = ", near the bound" if finding.near_the_bound else ""
    return MARKS[finding.verdict] + near


def evidence(finding: CheckResult) -> str:
    """Return how strong the evidence is and what it was used for."""
    use = {"fitted": "fitted", "not fitted": "not fitted", "reference": "for reference only"}
    return f"{finding.fact.strength}, {use[finding.kind]}"


def mechanism(finding: CheckResult) -> str:
    """Return which rules carry it, after the probable reason where it is a miss."""
    return " ".join(filter(None, (finding.reason, f"{finding.check.mechanism.rstrip('.')}.")))


def verified(fact: Fact) -> str:
    """Say how far a fact was verified."""
    word, space, note = fact.verification.partition(" (")
    return _VERIFIED.get(word, word) + space + note


def board_rows(findings: Sequence[CheckResult], title: str) -> Group:
    """Return the board's rows in the order given; reason and mechanism stand below each row."""
    lines: list[RenderableType] = [Text(title, style="bold"), _grid(*_HEADINGS, style="dim", of=_Headings), Rule()]
    for finding in findings:
        style = "" if finding.inside else "bold"
        lines.append(
            _grid(
                finding.fact.id,
                f"{finding.fact.about}: {finding.check.name}, {finding.check.unit}",
                f"{published(finding)}\n{accepted(finding)}",
                f"{digits(finding.value)}\n{interval(finding)}",
                verdict(finding),
                evidence(finding),
                style=style,
            )
        )
        lines.append(Padding(Text(mechanism(finding), style="dim"), (0, 0, 1, 5)))
    return Group(*lines)


class _Headings(ConsoleTable):
    """The line of headings, which lists don't need: each line of theirs has its own."""

    def listed(self) -> Iterator[RenderableType]:
        """Yield nothing."""
        yield from ()


def _grid(*cells: str, style: str, of: type[ConsoleTable] = ConsoleTable) -> ConsoleTable:
    grid = of.grid(padding=(0, 1, 0, 0), expand=True)
    for heading, wide in zip(_HEADINGS, _WIDTHS, strict=True):
        grid.add_column(
            heading,
            width=wide,
            min_width=_LEAST_WHAT if wide is None else None,
            ratio=None if wide else 1,
            overflow="fold",
        )
    grid.add_row(*(Text(cell, style=style) for cell in cells))
    return grid


def summary(board: Board) -> list[str]:
    """Return the board in a few sentences."""
    fitted, fits = board.inside("fitted")
    others, checks = board.inside("not fitted")
    whole, facts = board.facts_inside("not fitted")
    weak, lines = board.inside("reference")
    said = [
        f"Fitted targets: {fitted} of {fits} numbers inside their range.",
        f"Verified facts that nothing was fitted to: {others} of {checks} numbers inside"
        f"{_share(others, checks)}; {whole} of {facts} facts have every number "
        f"inside{_share(whole, facts)}.",
        f"Weak evidence is shown for reference and doesn't count: {weak} of {lines} inside.",
        f"{len(board.untestable)} facts can't be tested.",
    ]
    near = sum(finding.near_the_bound for finding in board.findings)
    if near:
        said.append(f"{near} intervals cross a bound of their range: more worlds may turn them.")
    if board.quick:
        said.append(
            "This was a quick board: one world has the luck of one world, and no intervals; "
            "leave --quick out for a verdict."
        )
    if board.uncertainty == "all":
        said.append("Worlds differ in the parameters' values as well as in luck.")
    return said


def _share(of: int, among: int) -> str:
    return f" ({100 * of / among:.0f} %)" if among else ""


def untestable_table(untestable: dict[str, str]) -> ConsoleTable:
    """Return the facts that can't be tested, with the reason."""
    table = ConsoleTable(
        title="Not testable", title_style="bold", title_justify="left", box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0)
    )
    table.add_column("fact", no_wrap=True)
    table.add_column("why")
    for id, why in untestable.items():
        table.add_row(Text(id, style="bold"), why)
    return table


def fact_rows(fact: Fact) -> list[tuple[str, str]]:
    """Return what was published, a label and its text a row."""
    rows = [
        ("the fact", fact.says),
        ("as recorded", fact.statistic),
        ("statistic", f"{fact.type}; level: {fact.level}"),
        ("sample", fact.sample),
        ("lag", fact.lag or ""),
        ("citation", fact.citation),
        ("verified", f"{verified(fact)}; the evidence is {fact.strength}"),
        ("role", fact.role),
        ("to be seen", fact.observable),
    ]
    return [(label, text) for label, text in rows if text]


def finding_rows(finding: CheckResult) -> list[tuple[str, str]]:
    """Return one number wholly, a label and its text a row."""
    number = f"{digits(finding.value)} {finding.check.unit}"
    between = interval(finding)
    missing = f"; {finding.missing} more could not be measured" if finding.missing else ""
    rows = [
        ("how", f"{finding.check.says.rstrip('.')}."),
        ("published", f"{published(finding)}; accepted: {accepted(finding)}"),
        ("simulated", f"{number}{f', 95 % interval {between}' if finding.worlds > 1 else ''}"),
        ("worlds", f"{finding.worlds}{missing}"),
        ("verdict", f"{verdict(finding)} ({evidence(finding)})"),
        ("reason", finding.reason),
        ("mechanism", f"{finding.check.mechanism.rstrip('.')}."),
    ]
    return [(label, text) for label, text in rows if text]


def fact_table(rows: Sequence[tuple[str, str]], title: str) -> ConsoleTable:
    """Return labelled texts beneath a title."""
    table = ConsoleTable(
        title=title, title_style="bold", title_justify="left", box=None, show_header=False, padding=(0, 2, 0, 0)
    )
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for label, text in rows:
        table.add_row(label, text)
    return table
