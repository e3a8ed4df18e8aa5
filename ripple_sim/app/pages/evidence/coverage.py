"""How far the facts cover the chain, and what can't be tested."""

from __future__ import annotations

import solara

from ripple_sim.app.components import html
from ripple_sim.app.components.table import Table
from ripple_sim.app.session.evidence import Asked, coverage, untestable
from ripple_sim.app.shell.visiting import use_words
from ripple_sim.evidence import Board
from ripple_sim.evidence.figure import LINKS


@solara.component
def CoverageTable(board: Board) -> None:
    """Draw for each link of the chain how many facts there are and how they stand."""
    words = use_words()

    def share(pair: tuple[int, int]) -> str:
        if not pair[1]:
            return "–"
        return words.say("{inside} of {all}", inside=words.number(pair[0]), all=words.number(pair[1]))

    with html.within("section", class_="r-card", aria_labelledby="coverage"):
        html.element("h2", words.say("What is covered"), id="coverage")
        Table(
            words.say("Published facts by link of the chain; numbers inside their range"),
            [
                words.say("Link"),
                words.say("Facts"),
                words.say("not testable"),
                words.say("fitted"),
                words.say("checked, not fitted"),
                words.say("for reference only"),
            ],
            [
                [
                    f"{row.letter}  {words.say(LINKS[row.letter])}",
                    words.number(row.facts),
                    words.number(row.untestable),
                    share(row.fitted),
                    share(row.others),
                    share(row.weak),
                ]
                for row in coverage(board)
            ],
        )


@solara.component
def Untestable(board: Board, asked: Asked) -> None:
    """Draw the facts asked for that the model can't be tested against, and why."""
    words = use_words()
    found = untestable(board, asked)
    if not found:
        return
    with html.within("section", class_="r-card", aria_labelledby="untestable"):
        html.element("h2", words.say("Not testable"), id="untestable")
        with html.within("dl", class_="r-reasons"):
            for one, why in found:
                with html.within("div"):
                    html.element("dt", f"{one.id}  {words.say(one.about)}")
                    html.element("dd", words.say(why))
