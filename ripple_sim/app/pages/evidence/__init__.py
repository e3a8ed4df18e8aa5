"""Evidence: published facts beside the model, misses first, and twelve ways to be fooled."""

from __future__ import annotations

import solara

from ripple_sim.app.components import html
from ripple_sim.app.components.cards import Table, Tile, Tiles
from ripple_sim.app.pages.evidence.board import TheBoard, use_asked
from ripple_sim.app.pages.evidence.cautions import Cautions
from ripple_sim.app.pages.evidence.measure_again import JOB, MeasureAgain, measured
from ripple_sim.app.pages.registry import Page
from ripple_sim.app.session.evidence import Asked, coverage, untestable
from ripple_sim.app.shell.visiting import use_visit, use_words
from ripple_sim.app.words import Words
from ripple_sim.evidence import Board
from ripple_sim.evidence.stored import stored
from ripple_sim.evidence.strip import LINKS
from ripple_sim.wording import mark


@solara.component
def Evidence() -> None:
    """Draw the stored board with its filters, what is measured again, and the cautions."""
    words = use_words()
    stored_board = stored()
    asked, ask = use_asked()
    with html.within("div", class_="r-page"):
        with html.within("div"):
            html.element("h1", words.say("Published facts compared with the model"))
            html.element(
                "p",
                words.say(
                    "Every published number is measured again in simulated companies of the "
                    "same study design. A hit lies inside the range that was fixed with the "
                    "fact. Misses come first, with the reason where it is known."
                ),
                class_="r-lead",
            )
        job = use_visit().jobs[JOB]
        again = solara.use_memo(lambda: measured(job), [id(job), job is not None and job.state])
        board = stored_board.board if stored_board is not None else again
        if board is not None:
            Tiles(_tiles(board, words), words.say("Summary of the board"))
        with html.within("div", class_="r-stack"):
            MeasureAgain(stored_board, asked)
            if board is not None:
                TheBoard(board, again if stored_board is not None else None, asked, ask)
                Untestable(board, asked)
                CoverageTable(board)
            Cautions()


def _tiles(board: Board, words: Words) -> list[Tile]:
    facts, all_facts = board.facts_inside("not fitted")

    def inside(name: str, label: str, kind: str, change: str = "") -> Tile:
        hits, all_ = board.inside(kind)
        return Tile(
            name,
            label,
            words.say("{inside} of {all}", inside=words.number(hits), all=words.number(all_)),
            words.say("numbers inside their range"),
            change,
        )

    near = sum(finding.near_the_bound for finding in board.findings)
    return [
        inside(
            "tested",
            words.say("Verified facts not used for fitting"),
            "not fitted",
            words.say(
                "{inside} of {all} facts with every number inside",
                inside=words.number(facts),
                all=words.number(all_facts),
            ),
        ),
        inside("fitted", words.say("Fitted targets"), "fitted"),
        inside("weak", words.say("Weak evidence"), "reference", words.say("for reference; not counted")),
        Tile(
            "near",
            words.say("Near the bound"),
            words.number(near),
            words.say("intervals that cross a limit of their range"),
            words.say("more worlds may change the verdict"),
        ),
    ]


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


PAGE = Page(path="evidence", label=mark("Evidence"), icon="scale-balance", order=40, component=Evidence)
