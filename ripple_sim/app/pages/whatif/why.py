"""Why a plan changes profit: money on the arrows, from the plan over service to profit."""

from __future__ import annotations

from functools import partial
from typing import Any

import solara

from ripple_sim.app.components import html
from ripple_sim.app.components.cards import Pictured, Table
from ripple_sim.app.components.chart import EChart, Option
from ripple_sim.app.pages.whatif.answer import how_worked_out
from ripple_sim.app.shell.visiting import use_words
from ripple_sim.app.words import Words
from ripple_sim.app.words.catalogue import ranged
from ripple_sim.study.compare import Comparison
from ripple_sim.study.explain import Explanation, Part
from ripple_sim.study.explain.links import LAYERS, Layer
from ripple_sim.study.explain.messages import beside
from ripple_sim.study.explain.tables import ordered
from ripple_sim.wording import mark

LAYER_TITLES: dict[Layer, str] = {
    "service": mark("How the plan reached service"),
    "money": mark("How service reached money"),
}
HEADS = (mark("Part of profit"), mark("Mean"), mark("80 % interval"), mark("95 % interval"), mark("Kind"))
_LEAST = 0.5  # of the currency: what is less stands in the table alone
_ROW = 58  # pixels of height for each part


@solara.component
def Why(result: Explanation, answer: Comparison | None = None) -> None:
    """Draw the path of a plan, and the table that says the same.

    ``answer`` is the comparison that stands above it; where that rests on more futures, the
    difference is explained.
    """
    words = use_words()
    option = solara.use_memo(lambda: path_option(words, result), [id(result), words.language])
    tall = 60 + _ROW * max(len(result.layer(layer)) for layer in LAYERS)
    region = {"tabindex": "0", "role": "region"}
    wide = words.say("The path of the plan, wider than a small screen")
    label = words.say("The path of {plan} to profit", plan=_called(words, result))

    def picture() -> Any:
        with html.within("div", class_="r-wide", aria_label=wide, **region):
            EChart(words, option, label, height=tall)

    html.answer(result.say(words=words))
    if answer is not None and answer.seed == result.seed and answer.weeks == result.weeks:
        gain = answer.outcomes(result.plan)["gain"].value
        if apart := beside(result, gain, answer.pairs, words):
            html.quiet(apart)
    note = words.say(
        "Left: how the plan changed service. Right: how service changed profit. On each side all parts, costs "
        "included, add up to the whole. Width: money. ▲ raises profit, ▼ lowers it; pale: not clearly different from "
        "zero."
    )
    Pictured(words.say("Money on the arrows"), picture, lambda: _tables(words, result), note)
    how_worked_out(words, result)


def _called(words: Words, result: Explanation) -> str:
    return words.say(result.title) if result.title else result.plan.replace("-", " ")


def path_option(words: Words, result: Explanation) -> Option:
    """Return the path as a chart of flows; a flow is as wide as its money, whatever its sign."""
    plan, service, profit = "plan", "service", "profit"
    nodes = [
        _node(plan, _called(words, result), 0, "--ink"),
        _node(service, words.say("Service"), 2, "--ink"),
        _node(profit, _said(words, words.say("Profit"), result.total, result.currency), 4, _colour(result.total)),
    ]
    flows = []
    for layer, column, start, end in (("service", 1, plan, service), ("money", 3, service, profit)):
        for part in ordered(result, layer):  # type: ignore[arg-type]
            if abs(part.mean) < _LEAST:
                continue
            name = f"{layer} {part.name}"
            nodes.append(_node(name, _said(words, words.say(part.label), part, result.currency), column, _colour(part)))
            # A plan's own costs come from the plan alone, booked ones go to profit alone.
            if not part.cost or layer == "service":
                flows.append(_flow(start, name, part))
            if not part.cost or layer == "money":
                flows.append(_flow(name, end, part))
    return {
        "tooltip": {"trigger": "item", "confine": True, "formatter": "{b}"},
        "series": [
            {
                "type": "sankey",
                "left": 8,
                "right": 130,
                "top": 14,
                "bottom": 14,
                "nodeWidth": 10,
                "nodeGap": 34,
                "nodeAlign": "left",
                "layoutIterations": 48,
                "draggable": False,
                "emphasis": {"focus": "adjacency"},
                "lineStyle": {"curveness": 0.5},
                "data": nodes,
                "links": flows,
            }
        ],
    }


def _node(name: str, said: str, depth: int, colour: str) -> Option:
    label = {
        "position": "right",
        "formatter": said,
        "color": "--ink",
        "fontSize": 11,
        "lineHeight": 14,
        "backgroundColor": "--surface",
        "borderRadius": 3,
        "padding": [1, 3],
    }
    return {"name": name, "depth": depth, "itemStyle": {"color": colour, "borderWidth": 0}, "label": label}


def _flow(here: str, there: str, part: Part) -> Option:
    return {
        "source": here,
        "target": there,
        "value": round(abs(part.mean), 2),
        "lineStyle": {"color": _colour(part), "opacity": 0.5 if part.told_from_zero else 0.18},
    }


def _colour(part: Part) -> str:
    return "--warm" if part.mean < 0 else "--accent"


def _said(words: Words, label: str, part: Part, currency: str) -> str:
    sign = "▼" if part.mean < 0 else "▲"
    return f"{label}\n{sign} {words.money_change(part.mean, currency)}"


def part_rows(words: Words, result: Explanation, layer: Layer) -> list[list[str]]:
    """Return a row for each part of a layer, and the whole at the end."""
    read = partial(words.money_change, currency=result.currency)
    rows = []
    for part in (*ordered(result, layer), result.total):
        band = part.band
        kind = words.say("sum") if part is result.total else words.say("cost") if part.cost else words.say("link")
        ends = ((float(band.low_80), float(band.high_80)), (float(band.low_95), float(band.high_95)))
        rows.append(
            [words.say(part.label), read(part.mean), *(ranged(words, low, high, read) for low, high in ends), kind]
        )
    return rows


def _tables(words: Words, result: Explanation) -> None:
    with html.within("div", class_="r-stack"):
        for layer in LAYERS:
            Table(words.say(LAYER_TITLES[layer]), map(words.say, HEADS), part_rows(words, result, layer))
