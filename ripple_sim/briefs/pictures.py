"""Charts of a brief as pictures: SVG that follows the page's colours, or PNG."""

from __future__ import annotations

import io
import re
import warnings
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING

from ripple_sim.briefs import messages as wording
from ripple_sim.report.style import ACCENT, DARK, GRID, LIGHT, MIDDLE, SHOCK, look_of_panels
from ripple_sim.scenario.showing import visible

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from ripple_sim.briefs.page import BriefPage

DOTS_PER_INCH = 220
_COLOURS = {
    ACCENT: "accent",
    DARK: "ink",
    GRID: "grid",
    LIGHT: "line",
    MIDDLE: "pale",
    SHOCK: "loss",
    "#ffffff": "paper",
}


@lru_cache(maxsize=1)  # a brief is written twice, and in several formats
def charts(brief: BriefPage) -> dict[str, tuple[Figure, str]]:
    """Return the charts that a brief has, each with what it shows in words, by name."""
    drawn = {"range": (brief.compared.figure(plan=brief.plan, compact=True), wording.chart_words(brief))}
    if brief.why is not None:
        drawn["path"] = (brief.why.figure(compact=True), wording.path_words(brief))
    if brief.tornado is not None:
        drawn["tornado"] = (brief.tornado.figure(compact=True), wording.tornado_words(brief))
    return drawn


@lru_cache(maxsize=1)
def pngs(brief: BriefPage) -> dict[str, tuple[bytes, str]]:
    """Return the charts as PNG files, each with what it shows in words, by name."""
    return {name: (_saved(figure, "png"), words) for name, (figure, words) in charts(brief).items()}


@lru_cache(maxsize=1)
def svgs(brief: BriefPage) -> dict[str, str]:
    """Return the charts as SVG elements that each read as one picture, by name.

    Their colours are those of the page (``--ink``, ``--accent`` and so on), so that they are
    readable on light and dark paper.
    """
    return {name: _svg(figure, name, words) for name, (figure, words) in charts(brief).items()}


def inches(png: bytes) -> tuple[float, float]:
    """Return the width and height of one of the PNG files."""
    pixels = (int.from_bytes(png[start : start + 4], "big") for start in (16, 20))
    wide, tall = (count / DOTS_PER_INCH for count in pixels)
    return wide, tall


def _svg(figure: Figure, name: str, words: str) -> str:
    drawn = visible(_saved(figure, "svg").decode())
    drawn = drawn[drawn.index("<svg") :].strip()
    drawn = re.sub(r"<metadata>.*?</metadata>", "", drawn, flags=re.DOTALL)
    # Several stand on one page, on which an id may come once.
    drawn = re.sub(r'(\bid="|url\(#|href="#)', rf"\g<1>{name}-", drawn)
    for colour, variable in _COLOURS.items():
        drawn = drawn.replace(colour, f"var(--{variable})")
    start, end = drawn.split(">", 1)
    start = re.sub(r'\s(?:width|height)="[^"]*"', "", start)  # the page says how wide
    return start.replace("<svg", f'<svg role="img" aria-label="{escape(visible(words))}"') + ">" + end


def _saved(figure: Figure, kind: str) -> bytes:
    file = io.BytesIO()
    metadata = {"Date": None} if kind == "svg" else None
    with look_of_panels(), warnings.catch_warnings():
        # A name in a script that the typeface lacks shows as boxes; the rest is as good.
        warnings.filterwarnings("ignore", "Glyph .* missing from font", UserWarning)
        figure.savefig(file, format=kind, dpi=DOTS_PER_INCH, metadata=metadata)
    return file.getvalue()
