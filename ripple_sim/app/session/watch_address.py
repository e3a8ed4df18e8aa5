"""What a visitor did to a company and how far it has lived, as an address and back.

``company=bakery&week=60&move=26.trust.0.8&shock=30.flu.0.2.4``: a move is a week, a lever and a
level, a shock a week, its kind, its size and the weeks it lasts. Home's address is the company
alone.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from urllib.parse import urlencode

from ripple_sim.app.session.company_address import LONGEST_WORD, OWN, company_in, company_word, search_of
from ripple_sim.app.session.moves import Blow, Move, Moves
from ripple_sim.app.session.visit import FIRST_COMPANY, WEEKS_AT_FIRST, Visit
from ripple_sim.learn.progress import asked_in, first_of, whole_number
from ripple_sim.scenario.levers import BY_NAME
from ripple_sim.scenario.problems import RippleError
from ripple_sim.scenario.schema import Scenario
from ripple_sim.wording import Phrase

MOST_MOVES, MOST_BLOWS = 60, 20
MOST_FIELDS = 100
LONGEST_ADDRESS = 4_000 + LONGEST_WORD
LONGEST_SHOCK_WEEKS = 520


@dataclass(frozen=True)
class Watched:
    """What an address asks for; no company where it asks for nothing that there is.

    Attributes
    ----------
    refused
        Why the company that it names can't be shown.
    """

    company: Scenario | None = None
    week: int = 0
    moves: Moves = field(default_factory=Moves)
    refused: Phrase | None = None


def address_of(visit: Visit) -> str:
    """Return the part of an address after the question mark."""
    query = [("company", company_word(visit.base)), ("week", str(visit.week))]
    done = visit.moves
    query += [("move", f"{one.week}.{one.lever}.{one.level!r}") for one in done.moves]
    query += [("shock", f"{one.week}.{one.kind}.{one.size!r}.{one.weeks}") for one in done.blows]
    return urlencode(query, safe=OWN)


def home_address_of(visit: Visit) -> str:
    """Return Home's part of an address after the question mark; "" for the first company."""
    word = company_word(visit.base)
    return "" if word == FIRST_COMPANY else search_of(visit.base)


def read_address(search: str | None) -> Watched:
    """Return what an address asks for, held within what there is; nothing in it can raise."""
    asked = asked_in(search, MOST_FIELDS, LONGEST_ADDRESS)
    word = first_of(asked, "company")
    if not word:
        return Watched()
    try:
        company = company_in(word)
    except RippleError as problem:
        return Watched(refused=problem.sentence)
    weeks = company.weeks
    week = whole_number(first_of(asked, "week")) or min(WEEKS_AT_FIRST, weeks)
    moves, blows = Moves(), []
    for text in asked.get("move", [])[:MOST_MOVES]:
        move = _move(text)
        if move is not None:
            moves = moves.moved(move.week, move.lever, move.level)
    for text in asked.get("shock", [])[:MOST_BLOWS]:
        blow = _blow(text)
        if blow is not None:
            blows.append(blow)
    week = max(1, min(week, weeks))
    return Watched(company, week, Moves(moves.moves, tuple(blows)).before(week + 1))


def bring_about(visit: Visit, asked: Watched) -> Phrase | None:
    """Open the company that is asked for, do what was done to it, and live to the week.

    What a visitor did to a company is never thrown away for the sake of an address. Where no
    company is open yet, the one that is asked for is the first to live. Returns why the company
    that is asked for isn't shown, if it isn't.
    """
    if asked.company is None or visit.moves:
        return asked.refused
    if not asked.moves and visit.opened and (visit.base, visit.week) == (asked.company, asked.week):
        return None
    try:
        visit.open_company(asked.company, asked.moves, asked.week)
        return None
    except RippleError as problem:
        refused = problem.sentence
    if not asked.moves:
        return refused
    # What can't be done to this company is left out.
    return bring_about(visit, Watched(asked.company, asked.week))


def _move(text: str) -> Move | None:
    week, lever, level = [*text.split(".", 2), "", ""][:3]
    known, value = BY_NAME.get(lever), _number(level)
    if known is None or known.group == "shock" or value is None:
        return None
    return Move(whole_number(week), lever, min(max(value, known.low), known.high))


def _blow(text: str) -> Blow | None:
    week, kind, rest = [*text.split(".", 2), "", ""][:3]
    size, _, weeks = rest.rpartition(".")
    known, value = BY_NAME.get(kind), _number(size)
    if known is None or known.group != "shock" or value is None:
        return None
    allowed = min(max(value, known.low), known.high)
    lasting = max(1, min(whole_number(weeks), LONGEST_SHOCK_WEEKS))
    return Blow(whole_number(week), kind, allowed, lasting)


def _number(text: str) -> float | None:
    try:
        value = float(text) if len(text) < 30 else math.nan
    except ValueError:
        return None
    return value if math.isfinite(value) else None
