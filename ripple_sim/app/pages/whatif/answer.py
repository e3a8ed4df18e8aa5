"""What a comparison found: the sentence, a few figures, the table with ranges, side by side."""

from __future__ import annotations

import math
from typing import Any

import solara

from ripple_sim.app.components import html
from ripple_sim.app.components.cards import Table, Tile, Tiles
from ripple_sim.app.components.information_mark import RestsOn
from ripple_sim.app.pages.whatif.futures_chart import Fan, span_of
from ripple_sim.app.pages.whatif.outcome_text import amount, interval, months_of, unit
from ripple_sim.app.session.provenance import of_outcome
from ripple_sim.app.shell.visiting import use_words
from ripple_sim.app.words import Words
from ripple_sim.study.compare import Comparison, Estimate
from ripple_sim.study.compare.outcomes import BY_NAME

TILES = ("profit", "payback_month", "pays_back", "cost", "hours_at_wage")


@solara.component
def Answer(result: Comparison, early: str = "") -> None:
    """Draw all that a comparison found; ``early`` says that it rests on the first pairs only."""
    words = use_words()
    several = len(result.plans) > 1
    attributes = {"data_answer": "early" if early else "whole", "data_pairs": str(result.pairs)}
    with html.within("section", class_="r-stack", aria_label=words.say("Answer"), **attributes):
        with html.within("div", class_="r-card r-stack"):
            html.element("h2", words.say("The answer"))
            if early:
                html.element("p", early, class_="r-notice")
            html.element("p", html.element("strong", result.say(words=words)), class_="r-answer")
            if several:
                _ranking(words, result)
                RestsOn([of_outcome(BY_NAME["net_present_value"])])
            else:
                Tiles(
                    [tile(words, result, result.plans[0], name) for name in TILES],
                    words.say("The plan in five figures"),
                )
                RestsOn([of_outcome(BY_NAME[name]) for name in TILES])
        if not several:
            Fan(result, result.plans[0], words.say("Profit over time"), span_of(result))


@solara.component
def Ranges(result: Comparison) -> None:
    """Draw every outcome with its ranges, of one plan or of several side by side."""
    words = use_words()
    several = len(result.plans) > 1
    if several:
        with html.within("div", class_="r-grid"):
            for plan in result.plans:
                Fan(result, plan, words.say(result.title(plan)), span_of(result)).key(f"fan-{plan}")
    with html.within("section", class_="r-card r-stack", aria_labelledby="ranges"):
        if several:
            html.element("h2", words.say("Side by side"), id="ranges")
            _side_by_side(words, result)
        else:
            html.element("h2", words.say("Every outcome with its ranges"), id="ranges")
            _outcomes(words, result, result.plans[0])
        RestsOn([of_outcome(of.outcome) for of in result.outcomes(result.plans[0]).values()])
        with html.within("details"):
            html.element("summary", words.say("Notes on all numbers"))
            html.listing(list(result.conditions(words)), class_="r-quiet r-done")


def tile(words: Words, result: Comparison, plan: str, name: str) -> Tile:
    """Return a plan's figure of a name; its range is that of single futures, as the sentence's."""
    of = result.outcomes(plan)[name]
    value = amount(words, result, of.outcome, of.value)
    futures = words.say("80 % of futures: {range}", range=interval(words, result, of, single=True))
    changes = {
        "payback_month": words.say("when the whole cost is earned back for good; {futures}", futures=futures),
        "pays_back": words.say("within {months} months", months=words.number(months_of(result.weeks))),
        "cost": words.say("programmes, pay raised and seats opened; {futures}", futures=futures),
        "hours_at_wage": words.say("wages that are paid anyway, not part of the cost; {futures}", futures=futures),
    }
    labels = {
        "profit": words.say("Profit, over {months} months", months=words.number(months_of(result.weeks))),
        "payback_month": words.say("Payback"),
        "pays_back": words.say("Chance that it pays back"),
        "cost": words.say("Cost"),
        "hours_at_wage": words.say("Hours of staff, at the wage"),
    }
    if name == "payback_month" and math.isfinite(of.value):
        value = words.say("month {month}", month=words.number(of.value))
    if name == "pays_back":
        value = words.say("{percent} %", percent=value)
    return Tile(name, labels[name], value, change=changes.get(name, futures))


def outcome_rows(words: Words, result: Comparison, plan: str) -> list[list[str]]:
    """Return a row for each outcome: label, difference, interval, single futures, unit, when."""
    return [
        [
            _label(words, of),
            amount(words, result, of.outcome, of.value),
            interval(words, result, of),
            interval(words, result, of, single=True),
            unit(words, result, of.outcome),
            _window(words, of),
        ]
        for of in result.outcomes(plan).values()
    ]


def _outcomes(words: Words, result: Comparison, plan: str) -> Any:
    return Table(
        words.say(
            "{plan} compared with no change, {weeks} weeks. The interval of the mean is the "
            "error of the simulation; single futures are what may happen to one company.",
            plan=words.say(result.title(plan)),
            weeks=words.number(result.weeks),
        ),
        [
            words.say("Outcome"),
            words.say("Difference"),
            words.say("Mean, 80 % interval"),
            words.say("80 % of single futures"),
            words.say("Unit"),
            words.say("When"),
        ],
        outcome_rows(words, result, plan),
    )


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
        rows.append([_label(words, first), *cells, unit(words, result, first.outcome), _window(words, first)])
    return Table(
        words.say(
            "Each plan compared with no change, with 80 % intervals of the mean (the error of "
            "the simulation), {weeks} weeks",
            weeks=words.number(result.weeks),
        ),
        [
            words.say("Outcome"),
            *(words.say(result.title(plan)) for plan in result.plans),
            words.say("Unit"),
            words.say("When"),
        ],
        rows,
    )


def _ranking(words: Words, result: Comparison) -> Any:
    rows = []
    for row in result.ranking().to_dict("records"):
        none = row["plan"] not in result.plans
        rows.append(
            [
                words.say("no change") if none else words.say(result.title(str(row["plan"]))),
                words.money_change(float(row["net_present_value"]), result.currency),
                words.money(float(row["cost"]), result.currency),
                words.say("{percent} %", percent=words.number(100 * float(row["probability_best_expected"]))),
                words.say("{percent} %", percent=words.number(100 * float(row["share_best_single"]))),
                words.money(float(row["regret_expected"]), result.currency),
            ]
        )
    return Table(
        words.say("The plans by net present value. Regret: how much less a plan brings on average than the best plan."),
        [
            words.say("Plan"),
            words.say("Net present value"),
            words.say("Cost"),
            words.say("Best on average"),
            words.say("Best in a single future"),
            words.say("Regret"),
        ],
        rows,
    )


def _label(words: Words, of: Estimate) -> str:
    return words.say(of.outcome.label.partition(":")[0])


def _window(words: Words, of: Estimate) -> str:
    if of.outcome.window == "horizon":
        return words.say("whole horizon")
    return words.say("last quarter")
