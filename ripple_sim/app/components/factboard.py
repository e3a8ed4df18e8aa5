"""Numbers of the board as rows: a strip with the range and the mark, and what lies behind each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import solara


@dataclass(frozen=True)
class Strip:
    """Places on a row's strip, 0 to 1 when on it.

    Attributes
    ----------
    low, high
        Where the acceptance range lies.
    published, value, now
        What was published, the mean, and what was measured just now; None where there is none.
    from_, to
        The ends of the interval; None where there is none.
    """

    low: float
    high: float
    published: float | None
    value: float | None
    from_: float | None
    to: float | None
    now: float | None = None


@dataclass(frozen=True)
class Row:
    """One number, with every text as it is read.

    Attributes
    ----------
    key, id, link, name
        The check's key, the fact's id and link of the chain, the number's name.
    value, unit, accepted
        The simulated mean, its unit, and the acceptance range.
    verdict, icon, inside, weak
        The verdict, its sign, whether it is a hit, whether the evidence is weak.
    again
        What a measurement just now gave; empty where there is none.
    """

    key: str
    id: str
    link: str
    name: str
    value: str
    unit: str
    accepted: str
    verdict: str
    icon: str
    inside: bool
    weak: bool
    strip: Strip
    again: str = ""


@dataclass(frozen=True)
class Group:
    """Rows below a heading; those of an open group are seen at once."""

    name: str
    title: str
    rows: Sequence[Row]
    open: bool = True


@solara.component_vue("factboard.vue")
def _FactBoard(
    groups: list[dict[str, Any]],
    opened: str,
    detail: list[list[str]],
    heads: list[str],
    event_open: Callable[[str], None] | None = None,
) -> None: ...


def FactBoard(
    groups: Sequence[Group],
    opened: str,
    detail: Sequence[tuple[str, str]],
    heads: Sequence[str],
    open_: Callable[[str], None],
) -> Any:
    """Draw rows below headings.

    Parameters
    ----------
    groups
        Rows that belong together.
    opened, detail
        The key of the row that is open, and what lies behind it: a term and its text each.
    heads
        What stands above the simulated value, the accepted range and the verdict.
    open_
        Called with the key of a row that is pressed.
    """
    known = {row.key for group in groups for row in group.rows}
    return _FactBoard(
        groups=[
            {
                "name": group.name,
                "title": group.title,
                "open": group.open or opened in {row.key for row in group.rows},
                "rows": [_plain(row) for row in group.rows],
            }
            for group in groups
        ],
        opened=opened if opened in known else "",
        detail=[list(line) for line in detail],
        heads=list(heads),
        event_open=lambda key: open_(key) if key in known else None,
    )


def _plain(row: Row) -> dict[str, Any]:
    plain = asdict(row)
    plain["strip"]["from"] = plain["strip"].pop("from_")
    return plain
