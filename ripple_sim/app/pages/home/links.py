"""The chain's links as the picture shows them."""

from __future__ import annotations

import math
from typing import Any

from ripple_sim.app.pages.registry import mark
from ripple_sim.app.session.network import Link
from ripple_sim.app.words import Words
from ripple_sim.app.words.catalogue import is_money, read, read_change, unit

TITLES = {
    "drivers": (mark("Drivers"), "tune"),
    "managers": (mark("Managers"), "account-tie-outline"),
    "employees": (mark("Employees"), "account-group-outline"),
    "service": (mark("Service"), "handshake"),
    "customers": (mark("Customers"), "account-heart-outline"),
    "money": (mark("Money"), "cash-multiple"),
}
# The least that a small line spans, so that chance looks like chance: scores, then shares.
LEAST_SCORE_SPAN, LEAST_SHARE_SPAN = 12.0, 0.12


def drawn_links(chain: list[Link], words: Words, currency: str) -> list[dict[str, Any]]:
    """Return the links with every text of every week."""
    return [_drawn(link, words, currency) for link in chain]


def _drawn(link: Link, words: Words, currency: str) -> dict[str, Any]:
    title, icon = TITLES[link.name]
    label = words.say(link.other.label)
    return {
        "name": link.name,
        "title": words.say(title),
        "icon": icon,
        "label": words.say(link.metric.label),
        "unit": unit(words, link.metric, currency),
        "shown": [read(words, link.metric, value, currency) for value in link.values],
        "other": [
            words.say(
                "{label}: {value} {unit}",
                label=label,
                value=read(words, link.other, value, currency),
                unit=unit(words, link.other, currency),
            )
            for value in link.other_values
        ],
        "changes": [_since_first(words, link, change, currency) for change in link.changes],
        "line": [None if math.isnan(value) else round(float(value), 4) for value in link.values],
        "span": _least_span(link),
    }


def _since_first(words: Words, link: Link, change: float, currency: str) -> str:
    if math.isnan(change):
        return words.say("the first quarter")
    said = read_change(words, link.metric, change, currency)
    return words.say("{change} since the first quarter", change=said)


def _least_span(link: Link) -> float:
    if link.metric.unit == "0 to 100":
        return LEAST_SCORE_SPAN
    largest = float(abs(link.values).max())
    return largest * (2 * LEAST_SHARE_SPAN if is_money(link.metric) else LEAST_SHARE_SPAN)
