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
from ripple_sim.evidence.figure import LINKS
from ripple_sim.evidence.stored import stored
from ripple_sim.wording import mark

COVERAGE_HEADS = (
    mark("Link"),
    mark("Facts"),
    mark("not testable"),
    mark("fitted"),
    mark("checked, not fitted"),
    mark("for reference only"),
)


@solara.component
def Evidence() -> None:
    """Draw the stored board with its filters, what is measured again, and the cautions."""
    words = use_words()
    stored_board = stored()
    asked, ask = use_asked()
    lead = words.say(
        "Every published number is measured again in simulated companies of the same study design. A hit lies inside "
        "the range that was fixed with the fact. Misses come first, with the reason where it is known."
    )
    with html.within("div", class_="r-page"):
        html.head(words.say("Published facts compared with the model"), lead)
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


def _of_all(words: Words, pair: tuple[int, int]) -> str:
    return words.say("{inside} of {all}", inside=words.number(pair[0]), all=words.number(pair[1]))


def _tiles(board: Board, words: Words) -> list[Tile]:
    facts, all_facts = board.facts_inside("not fitted")
    every_number = words.say(
        "{inside} of {all} facts with every number inside", inside=words.number(facts), all=words.number(all_facts)
    )

    def inside(name: str, label: str, kind: str, change: str = "") -> Tile:
        says = words.say("numbers inside their range")
        return Tile(name, label, _of_all(words, board.inside(kind)), says, change)

    return [
        inside("tested", words.say("Verified facts not used for fitting"), "not fitted", every_number),
        inside("fitted", words.say("Fitted targets"), "fitted"),
        inside("weak", words.say("Weak evidence"), "reference", words.say("for reference; not counted")),
        Tile(
            "near",
            words.say("Near the bound"),
            words.number(sum(finding.near_the_bound for finding in board.findings)),
            words.say("intervals that cross a limit of their range"),
            words.say("more worlds may change the verdict"),
        ),
    ]


@solara.component
def CoverageTable(board: Board) -> None:
    """Draw for each link of the chain how many facts there are and how they stand."""
    words = use_words()

    def share(pair: tuple[int, int]) -> str:
        return _of_all(words, pair) if pair[1] else "–"

    rows = [
        [
            f"{row.letter}  {words.say(LINKS[row.letter])}",
            words.number(row.facts),
            words.number(row.untestable),
            *map(share, (row.fitted, row.others, row.weak)),
        ]
        for row in coverage(board)
    ]
    with html.card("coverage", words.say("What is covered"), stack=False):
        caption = words.say("Published facts by link of the chain; numbers inside their range")
        Table(caption, map(words.say, COVERAGE_HEADS), rows)


@solara.component
def Untestable(board: Board, asked: Asked) -> None:
    """Draw the facts asked for that the model can't be tested against, and why."""
    words = use_words()
    facts = untestable(board, asked)
    if not facts:
        return
    with html.card("untestable", words.say("Not testable"), stack=False), html.within("dl", class_="r-reasons"):
        for one, why in facts:
            with html.within("div"):
                html.element("dt", f"{one.id}  {words.say(one.about)}")
                html.element("dd", words.say(why))


PAGE = Page(path="evidence", label=mark("Evidence"), icon="scale-balance", order=40, component=Evidence)
