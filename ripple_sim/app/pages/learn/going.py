"""Where a visitor stands in Learn: it is in the address, and nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qs, urlencode

import solara

from ripple_sim.app.session.learning import Learning
from ripple_sim.app.shell.visiting import use_visit
from ripple_sim.learn.progress import Progress, from_query

Go = Callable[[Progress], None]


def use_learning() -> Learning:
    """Return what this visitor learns with."""
    return use_visit().keep(Learning)


def use_progress() -> tuple[Progress, Go]:
    """Return what the address tells, held within what there is, and a way to go on from there."""
    router = solara.use_router()
    progress = use_learning().checked(from_query(router.search))
    language = parse_qs(router.search or "").get("lang", [""])[0]

    def go(other: Progress) -> None:
        query = "&".join(
            filter(None, (urlencode({"lang": language}) if language else "", other.query()))
        )
        router.push("/learn" + (f"?{query}" if query else ""))

    return progress, go
