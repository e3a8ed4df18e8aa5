"""What a visitor did to a company and how far it has lived, as an address and back.

``company=bakery&week=60&move=26.trust.0.8&shock=30.flu.0.2.4``: a move is a week, a lever and a
level, a shock a week, its kind, its size and the weeks it lasts.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlencode

from ripple_sim.app.session.mirror_view import shown_company
from ripple_sim.app.session.moves import Blow, Move, Moves
from ripple_sim.app.session.visit import WEEKS_AT_FIRST, Visit
from ripple_sim.scenario.files import load, preset_names
from ripple_sim.scenario.levers import BY_NAME
from ripple_sim.scenario.problems import RippleError

MOST_MOVES, MOST_BLOWS = 60, 20
LONGEST_ADDRESS = 4_000
LONGEST_SHOCK_WEEKS = 520


@dataclass(frozen=True)
class Watched:
    """What an address asks for; no company where it asks for nothing that there is."""

    company: str = ""
    week: int = 0
    moves: Moves = field(default_factory=Moves)


def address_of(visit: Visit) -> str:
    """Return the part of an address after the question mark; "" for a company of one's own."""
    company = shown_company(visit)
    if not company:
        return ""
    held = [("company", company), ("week", str(visit.week))]
    done = visit.moves
    held += [("move", f"{one.week}.{one.lever}.{one.level!r}") for one in done.moves]
    held += [("shock", f"{one.week}.{one.kind}.{one.size!r}.{one.weeks}") for one in done.blows]
    return urlencode(held)


def read_address(search: str) -> Watched:
    """Return what an address asks for, held within what there is; nothing in it can raise."""
    try:
        asked = parse_qs(search, max_num_fields=100) if len(search) < LONGEST_ADDRESS else {}
    except ValueError:
        asked = {}
    company = asked.get("company", [""])[0]
    if company not in preset_names():
        return Watched()
    weeks = load(company).weeks
    week = _whole(asked.get("week", [""])[0]) or min(WEEKS_AT_FIRST, weeks)
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


def bring_about(visit: Visit, asked: Watched) -> None:
    """Open the company that is asked for, do what was done to it, and live to the week.

    What a visitor did to a company is never thrown away for the sake of an address. Where no
    company is open yet, the one that is asked for is the first to live.
    """
    if not asked.company or visit.moves:
        return
    if not asked.moves and visit.opened and _shows(visit, asked):
        return
    try:
        visit.open(asked.company, asked.moves, asked.week)
    except RippleError:  # what can't be done to this company is left out
        visit.open(asked.company, week=asked.week)


def _shows(visit: Visit, asked: Watched) -> bool:
    return (shown_company(visit), visit.week) == (asked.company, asked.week)


def _move(text: str) -> Move | None:
    week, lever, level = [*text.split(".", 2), "", ""][:3]
    known, value = BY_NAME.get(lever), _number(level)
    if known is None or known.group == "shock" or value is None:
        return None
    return Move(_whole(week), lever, min(max(value, known.low), known.high))


def _blow(text: str) -> Blow | None:
    week, kind, rest = [*text.split(".", 2), "", ""][:3]
    size, _, weeks = rest.rpartition(".")
    known, value = BY_NAME.get(kind), _number(size)
    if known is None or known.group != "shock" or value is None:
        return None
    held = min(max(value, known.low), known.high)
    return Blow(_whole(week), kind, held, max(1, min(_whole(weeks), LONGEST_SHOCK_WEEKS)))


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0


def _number(text: str) -> float | None:
    try:
        value = float(text) if len(text) < 30 else math.nan
    except ValueError:
        return None
    return value if math.isfinite(value) else None
