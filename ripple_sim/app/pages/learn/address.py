"""Where a visitor stands in Learn: it is in the address, and nowhere else."""

from __future__ import annotations

from collections.abc import Callable

import solara

from ripple_sim.app.session.learning import Learning
from ripple_sim.app.shell.visiting import use_visit, use_way
from ripple_sim.learn.progress import Progress, from_query

Go = Callable[[Progress], None]


def use_learning() -> Learning:
    """Return what this visitor learns with."""
    return use_visit().keep(Learning)


def use_progress() -> tuple[Progress, Go]:
    """Return what the address tells, held within what there is, and a way to go on from there."""
    router, way = solara.use_router(), use_way()
    progress = use_learning().checked(from_query(router.search))

    def go(other: Progress) -> None:
        query = other.query()
        way("/learn" + (f"?{query}" if query else ""))

    return progress, go
