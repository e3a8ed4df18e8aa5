"""The chain from drivers to money as a living picture."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import solara
import solara.server.settings

from ripple_sim.app.components.chart import ECHARTS
from ripple_sim.app.session.network import Network


@solara.component_vue("chain.vue")
def _Chain(source: str, links: list[dict[str, Any]], weeks: int, texts: dict[str, str]) -> None: ...


def Chain(links: list[dict[str, Any]], weeks: int, texts: dict[str, str]) -> Any:
    """Draw the links side by side, with their figures of each week; once shown, they play.

    Parameters
    ----------
    links
        For each ``name``, ``title``, ``icon``, ``label``, ``unit``, ``shown`` (a text a week),
        ``changes`` and ``other`` (a text a week each), ``line`` (a number a week).
    weeks
        How many.
    texts
        ``label``, ``week`` (with ``{week}``), ``play``, ``pause``, ``back``.
    """
    root = solara.server.settings.main.root_path or ""
    return _Chain(source=root + ECHARTS, links=links, weeks=weeks, texts=texts)


@solara.component_vue("network.vue")
def _Network(
    points: bytes,
    tables: bytes,
    ties: bytes,
    units: list[dict[str, Any]],
    state: bytes,
    glow: bytes,
    seq: int,
    told: list[str],
    texts: dict[str, str],
    event_ask: Callable[[int], None] | None = None,
    event_open: Callable[[int], None] | None = None,
) -> None: ...


def NetworkPicture(
    network: Network,
    names: Sequence[str],
    state: bytes,
    glow: bytes,
    seq: int,
    told: Sequence[str],
    texts: dict[str, str],
    *,
    ask: Callable[[int], None],
    open_: Callable[[int], None],
) -> Any:
    """Draw the network.

    Parameters
    ----------
    network
        Who is drawn where.
    names
        The names of the units drawn.
    state, glow
        A byte a person: the state from 0 to 254 (255: nobody there), and how much it glows.
    told
        What is known of the person asked for, in sentences.
    texts
        ``label``, ``how`` (what keys do), ``low``, ``high`` (ends of the scale), ``nobody``,
        ``glow``, ``managers``, ``employees``, ``customers``.
    ask, open_
        Called with the place of a person who is pointed at, and of one who is chosen.
    """
    count = len(network.rows)

    def within(call: Callable[[int], None]) -> Callable[[Any], None]:
        def checked(place: Any) -> None:
            if isinstance(place, int) and -1 <= place < count:
                call(place)

        return checked

    return _Network(
        points=network.points.tobytes(),
        tables=network.tables.tobytes(),
        ties=network.ties.tobytes(),
        units=[
            {"name": name, "x": float(x), "y": float(y), "w": float(w), "h": float(h)}
            for name, (x, y), (w, h) in zip(names, network.centres, network.radii, strict=True)
        ],
        state=state,
        glow=glow,
        seq=seq,
        told=list(told),
        texts=texts,
        event_ask=within(ask),
        event_open=within(open_),
    )


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
