"""The chain from drivers to money as a living picture."""

from __future__ import annotations

from typing import Any

import solara
import solara.server.settings

from ripple_sim.app.components.chart import ECHARTS


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
