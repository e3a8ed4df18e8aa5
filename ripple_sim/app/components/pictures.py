"""Pictures that the browser draws: the chain, the organisation as a network, the rows of the board."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import solara

from ripple_sim.app.components.chart import echarts
from ripple_sim.app.components.html import Event, Rows, Texts
from ripple_sim.app.session.network import Network


@solara.component_vue("chain.vue")
def _Chain(source: str, links: Rows, weeks: int, texts: Texts) -> None: ...


def Chain(links: Rows, weeks: int, texts: Texts) -> Any:
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
    return _Chain(source=echarts(), links=links, weeks=weeks, texts=texts)


@solara.component_vue("network.vue")
def _Network(
    points: bytes,
    tables: bytes,
    ties: bytes,
    units: Rows,
    state: bytes,
    glow: bytes,
    seq: int,
    told: list[str],
    texts: Texts,
    event_ask: Event = None,
    event_open: Event = None,
) -> None: ...


def NetworkPicture(
    network: Network, names: Sequence[str], *, ask: Callable[[int], None], open_: Callable[[int], None], **shown: Any
) -> Any:
    """Draw the organisation and its customers on a canvas.

    Parameters
    ----------
    network, names
        Who is drawn where, and the names of the units drawn.
    ask, open_
        Called with the place of a person who is pointed at, and of one who is chosen.
    **shown
        ``state`` and ``glow``: a byte a person, the state from 0 to 254 (255: nobody there), and
        how much it glows; ``seq``, the frame; ``told``, what is known of the person asked for, in
        sentences; ``texts``: ``label``, ``how`` (what keys do), ``low``, ``high`` (ends of the
        scale), ``nobody``, ``glow``, ``managers``, ``employees``, ``customers``.
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
        event_ask=within(ask),
        event_open=within(open_),
        **shown,
    )


@solara.component_vue("factboard.vue")
def FactBoard(groups: Rows, opened: str, detail: list[list[str]], heads: list[str], event_open: Event = None) -> None:
    """Draw numbers of the board below headings: a strip with the range and the mark of each.

    Parameters
    ----------
    groups
        For each ``name``, ``title``, whether it is ``open``, and ``rows``, each with the check's
        ``key``, the fact's ``id`` and ``link``, ``name``, ``value``, ``unit``, ``accepted``,
        ``verdict`` with its ``icon``, whether it is ``inside`` and ``weak``, what it is measured
        ``again``, and ``strip``: places from 0 to 1 or None for ``low``, ``high``, ``published``,
        ``value``, ``from``, ``to``, ``now``.
    opened, detail
        The key of the row that is open, and what lies behind it: a term and its text each.
    heads
        What stands above the simulated value, the accepted range and the verdict.
    event_open
        Called with the key of a row that is pressed.
    """
