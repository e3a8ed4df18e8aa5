"""A picture that can be turned into the table that says the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import solara

from ripple_sim.app.components import html
from ripple_sim.app.shell.visiting import use_words


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
    beside
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
            html.element("p", note, class_="r-quiet")
        if as_table.value:
            table()
        else:
            picture()
