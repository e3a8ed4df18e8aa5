"""The organisation and its customers on a canvas."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import solara

from ripple_sim.app.session.network import Network


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
