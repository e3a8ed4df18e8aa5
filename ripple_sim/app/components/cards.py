"""Cards of a page: tables, tiles of figures, and pictures that can be turned into their table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import solara

from ripple_sim.app.components import html
from ripple_sim.app.shell.visiting import use_words


@solara.component_vue("table.vue")
def _Table(caption: str, heads: list[str], rows: list[list[str]], hidden: bool) -> None: ...


def Table(caption: str, heads: Iterable[str], rows: Iterable[Iterable[str]], *, caption_hidden: bool = False) -> Any:
    """Draw a table that can be scrolled sideways on a small screen.

    Parameters
    ----------
    caption
        What it shows, with units and horizon.
    heads, rows
        The heads of the columns, and the cells as they are read; the first column names the rows.
    caption_hidden
        Whether the caption is there for screen readers alone.
    """
    return _Table(caption=caption, heads=list(heads), rows=[list(row) for row in rows], hidden=caption_hidden)


@dataclass(frozen=True)
class Tile:
    """One figure at a glance.

    Attributes
    ----------
    name
        A key by which tests and links find it.
    label, value, unit
        What it is, as it is read, and in what.
    change, effect
        A sentence on how it has changed, and one on how it differs from the world without.
    """

    name: str
    label: str
    value: str
    unit: str = ""
    change: str = ""
    effect: str = ""


@solara.component_vue("tiles.vue")
def _Tiles(tiles: list[dict[str, str]], label: str) -> None: ...


def Tiles(tiles: Sequence[Tile], label: str) -> Any:
    """Draw figures side by side; ``label`` says what they are together."""
    return _Tiles(tiles=[asdict(tile) for tile in tiles], label=label)


@solara.component
def Pictured(
    title: str,
    picture: Callable[[], Any],
    table: Callable[[], Any],
    note: str = "",
    extra: Callable[[], Any] | None = None,
) -> None:
    """Draw a card with a heading, a picture, and a button for its table.

    Parameters
    ----------
    title, note
        The heading, and a sentence below it.
    picture, table
        Draw the one and the other; only what is shown is drawn.
    extra
        Draws something between the heading and the button.
    """
    words = use_words()
    as_table = solara.use_reactive(False)
    with html.within("section", class_="r-card", aria_label=title):
        with html.within("div", class_="r-row r-apart r-head"):
            html.element("h2", title)
            if extra is not None:
                extra()
            html.button(
                words.say("Table"),
                lambda: as_table.set(not as_table.peek()),
                icon_name="table",
                plain=True,
                small=True,
                aria_pressed=str(as_table.value).lower(),
                aria_label=words.say("{title} as a table", title=title),
            )
        if note:
            html.quiet(note)
        if as_table.value:
            table()
        else:
            picture()
