"""The small *i* beside a number: what it rests on, its range, and how far to trust it.

    About(of_parameter(parameter))
    About(of_metric(BY_NAME["profit"]), value="12,300")

works beside any number of any page, and ``RestsOn`` below several; what it tells comes from
``session/provenance.py``.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

import solara

from ripple_sim.app.components import html
from ripple_sim.app.components.html import Event, Rows, Texts
from ripple_sim.app.session.provenance import Provenance
from ripple_sim.app.shell.visiting import address, use_way, use_words
from ripple_sim.app.words import Words
from ripple_sim.evidence.table import decimals_of
from ripple_sim.scenario.quantities import WITHOUT_UNIT
from ripple_sim.wording import mark

KINDS = {
    "given": mark("given: a published figure, or a fact of the company"),
    "fitted": mark("fitted to published facts"),
    "guess": mark("a guess within a plausible range"),
    "setting": mark("a setting that you can change"),
    "simulated": mark("simulated: the result of one run with its own luck"),
    "compared": mark("compared: two companies with the same luck, one with the plan and one without"),
    "rerun": mark("re-run: the average over companies of one description with different luck"),
    "measured": mark("measured in simulated populations of the published design"),
}
STRENGTHS = {
    "strong": mark("strong: read at the publisher, recomputed, or read in a published model"),
    "fair": mark("fair: read in a secondary source"),
    "weak": mark("weak: not verified, or no number to compare with"),
    "none": mark("no published figure is named"),
}


@solara.component
def About(known: Provenance, value: str = "") -> None:
    """Draw the button; pressed, it tells what is known of a number.

    ``value`` is how the number reads just now, if that should be told as well.
    """
    words, way = use_words(), use_way()

    def go(path: str) -> None:
        if path.startswith("/evidence?"):
            way(path)

    _About(
        label=words.say("About {label}", label=words.say(known.label)),
        title=words.say(known.label),
        rows=told(words, known, value),
        links=[
            {
                "text": words.say("{fact} ({strength})", fact=one.id, strength=one.strength),
                "title": one.citation,
                "path": f"/evidence?{urlencode({'words': one.id})}",
            }
            for one in known.facts
        ],
        root=address(""),
        texts={"close": words.say("Close"), "facts": words.say("On the board")},
        event_go=go,
    )


@solara.component
def RestsOn(known: Sequence[Provenance]) -> None:
    """Draw a line that names numbers shown near it, each with what it rests on."""
    words = use_words()
    with html.within("div", class_="r-row r-quiet"):
        html.element("span", words.say("Based on:"))
        for one in known:
            with html.within("span", class_="r-row r-tight"):
                html.element("span", words.say(one.label))
                About(one)


def told(words: Words, known: Provenance, value: str = "") -> list[list[str]]:
    """Return what is known of a number, a term and its text a row."""
    unit = "" if known.unit in WITHOUT_UNIT else words.say(known.unit)
    rows = [
        [words.say("now"), f"{value} {unit}".strip() if value else ""],
        [words.say("what"), words.say(known.help) if known.help else ""],
        [words.say("kind"), words.say(KINDS[known.kind])],
        [words.say("range"), _range(words, known.low, known.high, unit)],
    ]
    if known.interval is not None:
        head = words.say("{level} % interval", level=words.number(known.level))
        rows.append([head, _range(words, *known.interval, unit)])
    rows.append([words.say("based on"), words.say(known.source) if known.source else ""])
    if known.kind not in ("simulated", "compared", "rerun"):
        rows.append([words.say("evidence"), words.say(STRENGTHS[known.strength])])
    if known.checked:
        tested = words.say(
            "{inside} of {all} verified numbers about this link of the chain lie inside their published range",
            inside=words.number(known.checked[0]),
            all=words.number(known.checked[1]),
        )
        rows.append([words.say("tested"), tested])
    return [row for row in rows if row[1]]


def _range(words: Words, low: float | None, high: float | None, unit: str) -> str:
    if low is None or high is None:
        return ""
    known = {"low": _number(words, low), "high": _number(words, high), "unit": unit}
    if math.isinf(high):
        return words.say("{low} {unit} or more", **known).strip()
    if math.isinf(low):
        return words.say("{high} {unit} or less", **known).strip()
    return words.say("{low} to {high} {unit}", **known).strip()


def _number(words: Words, value: float) -> str:
    return words.number(value, 0 if value == round(value) else decimals_of(value))


@solara.component_vue("about.vue")
def _About(
    label: str, title: str, rows: list[list[str]], links: Rows, root: str, texts: Texts, event_go: Event = None
) -> Any: ...
