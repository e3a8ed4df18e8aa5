"""Charts of a brief as pictures: SVG that follows the page's colours, or PNG."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Callable
from html import escape
from typing import TYPE_CHECKING

from ripple_sim.report.brief import wording
from ripple_sim.report.style import ACCENT, DARK, GRID, LIGHT, MIDDLE, SHOCK, look_of_panels

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from ripple_sim.report.brief.content import Brief

DOTS_PER_INCH = 220
_COLOURS = {
    ACCENT: "accent", DARK: "ink", GRID: "grid", LIGHT: "line", MIDDLE: "pale", SHOCK: "loss",
    "#ffffff": "paper",
}  # fmt: skip


def charts(brief: Brief) -> dict[str, tuple[Figure, str]]:
    """Return the charts that a brief has, each with what it shows in words, by name."""
    from ripple_sim.report.brief.path_chart import path_chart
    from ripple_sim.report.brief.range_chart import range_chart
    from ripple_sim.report.brief.tornado_chart import tornado_chart

    drawn: dict[str, tuple[Callable[[Brief], Figure], Callable[[Brief], str]]] = {
        "range": (range_chart, wording.chart_words)
    }
    if brief.why is not None:
        drawn["path"] = (path_chart, wording.path_words)
    if brief.tornado is not None:
        drawn["tornado"] = (tornado_chart, wording.tornado_words)
    return {name: (draw(brief), say(brief)) for name, (draw, say) in drawn.items()}


def png(figure: Figure) -> bytes:
    """Return a figure as a PNG file."""
    file = io.BytesIO()
    _save(figure, file, "png")
    return file.getvalue()


def svg(figure: Figure, name: str, words: str) -> str:
    """Return a figure as an SVG element that reads as one picture.

    Its colours are those of the page (``--ink``, ``--accent`` and so on), so that it is readable
    on light and dark paper; its ids begin with its name, so that several fit on one page.
    """
    file = io.BytesIO()
    _save(figure, file, "svg")
    drawn = file.getvalue().decode()
    drawn = drawn[drawn.index("<svg") :].strip()
    drawn = re.sub(r"<metadata>.*?</metadata>", "", drawn, flags=re.DOTALL)
    drawn = re.sub(r'(\bid="|url\(#|href="#)', rf"\g<1>{name}-", drawn)
    for colour, variable in _COLOURS.items():
        drawn = drawn.replace(colour, f"var(--{variable})")
    start, end = drawn.split(">", 1)
    start = re.sub(r'\s(?:width|height)="[^"]*"', "", start)  # the page says how wide
    return start.replace("<svg", f'<svg role="img" aria-label="{escape(words)}"') + ">" + end


def _save(figure: Figure, file: io.BytesIO, kind: str) -> None:
    metadata = {"Date": None} if kind == "svg" else None
    with look_of_panels(), warnings.catch_warnings():
        # A name in a script that the typeface lacks shows as boxes; the rest is as good.
        warnings.filterwarnings("ignore", "Glyph .* missing from font", UserWarning)
        figure.savefig(file, format=kind, dpi=DOTS_PER_INCH, metadata=metadata)
