"""Checks of colleagues (F01, F03) and of mood: how people at work move each other."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ripple_sim.evidence.check import INFINITE, Check, experiment
from ripple_sim.evidence.estimators import Floats, correlation
from ripple_sim.evidence.laboratory import SIXTY_STORES, SMALL_CALL_CENTRE, Laboratory
from ripple_sim.evidence.observation import QUARTER, Observation
from ripple_sim.evidence.twins import by_hand
from ripple_sim.model.records import Records
from ripple_sim.model.world import World
from ripple_sim.observe.survey_items import column

PEER = 1.1


def faster_colleagues(lab: Laboratory) -> float:
    """Return % more output of those whose team mates became a tenth faster.

    Every second person of each team gets a tenth more ability for two quarters; the others' gain
    in productivity is set against the gain of their team mates' mean.
    """
    seen: NDArray[np.int32] | None = None

    def quicken(_: World, moved: World) -> None:
        """Give whoever is new on a chosen seat a tenth more."""
        nonlocal seen
        people = moved.employees
        new = people["rank"] % 2 == 0
        if seen is not None:
            new &= people["incumbent"] != seen
        people["ability"][new] = np.minimum(column(people, "ability")[new] * PEER, 1.5)
        seen = people["incumbent"].copy()

    pair = by_hand(lab, "store-chain", 2 * QUARTER, start=quicken, hold=quicken, changes=SIXTY_STORES)
    a, b = pair.usual.employees, pair.moved.employees
    chosen = b["rank"] % 2 == 0
    same = (a["filled"] == 1) & (b["filled"] == 1) & (a["incumbent"] == b["incumbent"])
    teams = len(pair.usual.teams)

    def mates(rows: Records) -> Floats:
        kept = rows[same]
        heads = np.bincount(kept["team"], minlength=teams)
        total = np.bincount(kept["team"], kept["productivity"], teams)
        return np.asarray((total[kept["team"]] - kept["productivity"]) / np.maximum(heads[kept["team"]] - 1, 1))

    left_alone = ~chosen[same]
    own = np.log(b[same]["productivity"] / a[same]["productivity"])[left_alone]
    others = np.log(mates(b) / mates(a))[left_alone]
    return float(100 * (np.exp(np.log(PEER) * own.mean() / others.mean()) - 1))


def spreading_mood(lab: Laboratory) -> float:
    """Return by how much colleagues' engagement rises, a point, when one in a team is lifted."""

    def lift(usual: World, moved: World) -> None:
        first = usual.employees["rank"] == 0
        moved.employees["engagement"][first] = np.minimum(usual.employees["engagement"][first] + 0.2, 1)

    pair = by_hand(lab, "store-chain", QUARTER, hold=lift, changes=SIXTY_STORES)
    usual, moved = pair.usual.employees, pair.moved.employees
    others = (usual["filled"] == 1) & (usual["rank"] != 0)
    return float(100 * (moved["engagement"][others] - usual["engagement"][others]).mean())


# fmt: off
COLLEAGUE_CHECKS: tuple[Check, ...] = (
    experiment("F01", "faster team mates", "60 stores, every second person a tenth faster: the others",
        faster_colleagues, (1.0, 2.0, 1.6, "%"), "Peers pull each other along (offer_hours)", 2),
    experiment("F03", "contagion", "60 stores, one in each team lifted by 20 points: the others", spreading_mood,
        (0, INFINITE, None, "points"), "Colleagues pull (feel)", 2),
)
# fmt: on


def sales_in_happy_weeks(lab: Laboratory) -> float:
    """Return % more sales a contact in the happiest than in the unhappiest fifth of own weeks."""
    mood, sold = _mood_and_sales(lab)
    low, high = np.nanquantile(mood, 0.2, axis=0), np.nanquantile(mood, 0.8, axis=0)
    happy, unhappy = mood >= high, mood <= low
    own = sold / np.nanmean(sold, axis=0)
    return float(100 * (np.nanmean(own[happy]) / np.nanmean(own[unhappy]) - 1))


def mood_and_attendance(lab: Laboratory) -> float:
    """Return the correlation of a person's mood with attendance of the same week, in size."""
    o = _call_centre(lab)
    mood = _of_the_same(o, "employees.mood")
    there = np.where(np.isfinite(mood), o.diaries["employees.present"], np.nan)
    return abs(correlation(mood - np.nanmean(mood, axis=0), there - np.nanmean(there, axis=0)))


def _call_centre(lab: Laboratory) -> Observation:
    diary = (
        "employees.mood",
        "employees.incumbent",
        "employees.filled",
        "employees.present",
        "members.server",
        "members.spent",
        "members.wallet",
        "members.share_of_wallet",
        "members.contacts",
        "members.contacts_per_week",
    )
    return lab.observe("call-centre", 1, {**SMALL_CALL_CENTRE, "market.recurring_share": 0.0}, diary)


def _of_the_same(o: Observation, field: str) -> Floats:
    """Return a diary of people who kept their seat all along; NaN for others."""
    values = o.diaries[field].astype(np.float64)
    incumbent, filled = o.diaries["employees.incumbent"], o.diaries["employees.filled"]
    same = (incumbent == incumbent[0]).all(axis=0) & (filled == 1).all(axis=0)
    return np.where(same, values, np.nan)


def _mood_and_sales(lab: Laboratory) -> tuple[Floats, Floats]:
    """Return mood before the week's work, and sales a contact; shape (weeks, seats)."""
    o = _call_centre(lab)
    d = o.diaries
    weeks, seats = d["employees.mood"].shape
    sold = np.full((weeks, seats), np.nan)
    for week in range(weeks):
        served = d["members.server"][week] >= 0
        server = d["members.server"][week][served]
        contacts = d["members.contacts"][week][served].astype(np.float64)
        usual = (
            (d["members.wallet"][week] * d["members.share_of_wallet"][week])[served]
            * contacts
            / d["members.contacts_per_week"][week][served]
        )
        spent = np.bincount(server, d["members.spent"][week][served], seats)
        possible = np.bincount(server, usual, seats)
        sold[week] = np.where(possible > 0, spent / np.maximum(possible, 1e-9), np.nan)
    # Mood moves at the end of a week and is brought to the next one's contacts.
    mood = _of_the_same(o, "employees.mood")[:-1]
    both = np.isfinite(mood) & np.isfinite(sold[1:])
    keep = both.sum(axis=0) > 26
    return np.where(both, mood, np.nan)[:, keep], np.where(both, sold[1:], np.nan)[:, keep]


# fmt: off
MOOD_CHECKS: tuple[Check, ...] = (
    experiment("A17", "sales in happy weeks", "call centre, own happiest against unhappiest fifth of weeks",
        sales_in_happy_weeks, (8, 18, 13, "%"), "Mood warms the contact and warmth sells (serve, spend)",
        fitted=True),
    experiment("A17", "attendance", "call centre, mood and attendance of the same week, size of r",
        mood_and_attendance, (0, 0.05, 0, "r"), "Absence follows energy, not mood (attend)"),
    experiment("L04", "same week", "call centre, sales of own happiest against unhappiest weeks",
        sales_in_happy_weeks, (0, INFINITE, 0, "%"), "Mood is felt in the contact (serve)"),
)
# fmt: on

CHECKS: tuple[Check, ...] = (*MOOD_CHECKS, *COLLEAGUE_CHECKS)
