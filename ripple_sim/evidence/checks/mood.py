"""Checks of mood: the same week, the same person (A17, L04)."""

from __future__ import annotations

import numpy as np

from ripple_sim.evidence.check import INFINITE, Check, experiment
from ripple_sim.evidence.estimators import Floats, correlation
from ripple_sim.evidence.observation import Laboratory, Observation
from ripple_sim.evidence.worlds import SMALL_CALL_CENTRE


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
CHECKS: tuple[Check, ...] = (
    experiment("A17", "sales in happy weeks",
               "call centre, own happiest against unhappiest fifth of "
           "weeks", sales_in_happy_weeks, 8, 18, 13, "%",
           "Mood warms the contact and warmth sells (serve, spend)", fitted=True),
    experiment("A17", "attendance", "call centre, mood and attendance of the same week, size of r",
           mood_and_attendance, 0, 0.05, 0, "r", "Absence follows energy, not mood (attend)"),
    experiment("L04", "same week", "call centre, sales of own happiest against unhappiest weeks",
           sales_in_happy_weeks, 0, INFINITE, 0, "%", "Mood is felt in the contact (serve)"),
)
# fmt: on
