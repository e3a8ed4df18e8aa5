"""What a comparison shows: the sentence, a few figures, the table with ranges, side by side."""

from __future__ import annotations

import math
from functools import partial
from typing import Any

import solara

from ripple_sim.app.components import html
from ripple_sim.app.components.cards import Table, Tile, Tiles
from ripple_sim.app.components.information_mark import RestsOn
from ripple_sim.app.pages.whatif.futures_chart import Fan, span_of
from ripple_sim.app.session.provenance import of_outcome
from ripple_sim.app.shell.visiting import use_words
from ripple_sim.app.words import Words
from ripple_sim.app.words.catalogue import ranged
from ripple_sim.study.compare import Comparison, Estimate
from ripple_sim.study.compare.outcomes import BY_NAME, Outcome
from ripple_sim.study.core.horizon import MONTHS_PER_YEAR
from ripple_sim.wording import mark

BEYOND = mark("later, or never")
TILES = ("profit", "payback_month", "pays_back", "cost", "hours_at_wage")
OUTCOME_HEADS = (
    mark("Outcome"),
    mark("Difference"),
    mark("Mean, 80 % interval"),
    mark("80 % of futures"),
    mark("Unit"),
    mark("When"),
)
RANKING_HEADS = (
    mark("Plan"),
    mark("Net present value"),
    mark("Cost"),
    mark("Chance of being best on average"),
    mark("Share of futures in which it is best"),
    mark("Regret"),
)


@solara.component
def Answer(result: Comparison, early: str = "") -> None:
    """Draw all that a comparison shows; ``early`` says that it rests on the first pairs only."""
    words = use_words()
    several = len(result.plans) > 1
    attributes = {"data_answer": "early" if early else "whole", "data_pairs": str(result.pairs)}
    with html.within("section", class_="r-stack", aria_label=words.say("Answer"), **attributes):
        with html.within("div", class_="r-card r-stack"):
            html.element("h2", words.say("The answer"))
            if early:
                html.notice(early)
            html.answer(result.say(words=words))
            if several:
                _ranking(words, result)
                RestsOn([of_outcome(BY_NAME["net_present_value"])])
            else:
                tiles = [tile(words, result, result.plans[0], name) for name in TILES]
                Tiles(tiles, words.say("The plan in five figures"))
                RestsOn([of_outcome(BY_NAME[name]) for name in TILES])
            how_worked_out(words, result)
        if not several:
            Fan(result, result.plans[0], words.say("Profit over time"), span_of(result))


def how_worked_out(words: Words, result: Any) -> None:
    """Draw how a study's answer was worked out, and what holds for every number of it."""
    listed = html.listing(list(result.conditions(words)), class_="r-quiet r-done")
    html.folded(words.say("How this was worked out"), listed)


@solara.component
def Ranges(result: Comparison) -> None:
    """Draw every outcome with its ranges, of one plan or of several side by side."""
    words = use_words()
    several = len(result.plans) > 1
    if several:
        with html.within("div", class_="r-grid"):
            for plan in result.plans:
                Fan(result, plan, words.say(result.title(plan)), span_of(result)).key(f"fan-{plan}")
    title = words.say("Side by side") if several else words.say("Every outcome with its ranges")
    with html.card("ranges", title):
        if several:
            _side_by_side(words, result)
        else:
            _outcomes(words, result, result.plans[0])
        RestsOn([of_outcome(of.outcome) for of in result.outcomes(result.plans[0]).values()])


def tile(words: Words, result: Comparison, plan: str, name: str) -> Tile:
    """Return a plan's figure of a name; its range is that of futures, as the sentence's."""
    of = result.outcomes(plan)[name]
    value = amount(words, result, of.outcome, of.value)
    futures = words.say("80 % of futures: {range}", range=interval(words, result, of, single=True))
    months = words.number(round(result.weeks * MONTHS_PER_YEAR / 52))
    label, change = {
        "profit": (words.say("Profit, over {months} months", months=months), futures),
        "payback_month": (
            words.say("Payback"),
            words.say("when the whole cost is earned back for good; {futures}", futures=futures),
        ),
        "pays_back": (words.say("Chance that it pays back"), words.say("within {months} months", months=months)),
        "cost": (words.say("Cost"), words.say("programmes, pay raised and seats opened; {futures}", futures=futures)),
        "hours_at_wage": (
            words.say("Hours of staff, at the wage"),
            words.say("wages that are paid anyway, not part of the cost; {futures}", futures=futures),
        ),
    }[name]
    if name == "payback_month" and math.isfinite(of.value):
        value = words.say("month {month}", month=words.number(of.value))
    if name == "pays_back":
        value = words.say("{percent} %", percent=value)
    return Tile(name, label, value, change=change)


def amount(words: Words, result: Comparison, outcome: Outcome, value: float) -> str:
    """Return a value of an outcome; differences carry their sign, months and chances don't."""
    if math.isinf(value):
        return words.say(BEYOND)
    if result.unit_of(outcome) == result.currency:
        return words.money_change(value, result.currency)
    if outcome.kind == "mean":
        return words.change(value, outcome.decimals)
    return words.number(value, outcome.decimals)


def interval(words: Words, result: Comparison, of: Estimate, *, single: bool = False) -> str:
    """Return an outcome's 80 % interval, or the range of 80 % of single futures."""
    low, high = of.single_80 if single else of.interval_80
    return ranged(words, low, high, partial(amount, words, result, of.outcome))


def _unit(words: Words, result: Comparison, outcome: Outcome) -> str:
    """Return what stands after a value; money carries its currency already."""
    unit = result.unit_of(outcome)
    return "" if unit == result.currency else words.say(unit)


def outcome_rows(words: Words, result: Comparison, plan: str) -> list[list[str]]:
    """Return a row for each outcome: label, difference, interval, range of futures, unit, when."""
    return [
        [
            _label(words, of),
            amount(words, result, of.outcome, of.value),
            interval(words, result, of),
            interval(words, result, of, single=True),
            _unit(words, result, of.outcome),
            _window(words, of),
        ]
        for of in result.outcomes(plan).values()
    ]


def _outcomes(words: Words, result: Comparison, plan: str) -> Any:
    caption = words.say(
        "{plan} compared with no change, {weeks:one=# week|other=# weeks}. The interval of the mean says how well the "
        "simulation knows it; the range of futures says what may happen to one company.",
        plan=words.say(result.title(plan)),
        weeks=result.weeks,
    )
    return Table(caption, map(words.say, OUTCOME_HEADS), outcome_rows(words, result, plan))


def _side_by_side(words: Words, result: Comparison) -> Any:
    rows = []
    by_plan = [result.outcomes(plan) for plan in result.plans]
    for name, first in by_plan[0].items():
        cells = [
            words.say(
                "{value} ({range})",
                value=amount(words, result, first.outcome, of[name].value),
                range=interval(words, result, of[name]),
            )
            for of in by_plan
        ]
        rows.append([_label(words, first), *cells, _unit(words, result, first.outcome), _window(words, first)])
    caption = words.say(
        "Each plan compared with no change, {weeks:one=# week|other=# weeks}. In brackets the 80 % interval of the "
        "mean: how well the simulation knows it.",
        weeks=result.weeks,
    )
    titles = [words.say(result.title(plan)) for plan in result.plans]
    return Table(caption, [words.say("Outcome"), *titles, words.say("Unit"), words.say("When")], rows)


def _ranking(words: Words, result: Comparison) -> Any:
    rows = []
    for row in result.ranking().to_dict("records"):
        plan = str(row["plan"])
        shares = (100 * float(row[name]) for name in ("probability_best_expected", "share_best_single"))
        rows.append(
            [
                words.say(result.title(plan)) if plan in result.plans else words.say("no change"),
                words.money_change(float(row["net_present_value"]), result.currency),
                words.money(float(row["cost"]), result.currency),
                *(words.say("{percent} %", percent=words.number(share)) for share in shares),
                words.money(float(row["regret_expected"]), result.currency),
            ]
        )
    caption = words.say(
        "The plans by net present value. Regret: how much less a plan brings on average than the best plan."
    )
    return Table(caption, map(words.say, RANKING_HEADS), rows)


def _label(words: Words, of: Estimate) -> str:
    return words.say(of.outcome.label.partition(":")[0])


def _window(words: Words, of: Estimate) -> str:
    return words.say("whole horizon") if of.outcome.window == "horizon" else words.say("last quarter")
