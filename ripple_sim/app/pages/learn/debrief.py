"""The debrief: the score and the part of luck, what each decision did, and what later would."""

from __future__ import annotations

from functools import partial
from typing import Any

import solara

from ripple_sim.app.components import html
from ripple_sim.app.components.cards import Table
from ripple_sim.app.components.information_mark import RestsOn
from ripple_sim.app.components.row_charts import Mean, MeansChart
from ripple_sim.app.pages.learn.number_sources import of_cost, of_decisions, of_forecasts, of_points
from ripple_sim.app.pages.learn.shared_parts import metric_unit, title_of
from ripple_sim.app.shell.visiting import use_words
from ripple_sim.app.words import Words
from ripple_sim.app.words.catalogue import between, read, with_range
from ripple_sim.learn.challenge import PARTS
from ripple_sim.learn.debriefing import Debrief, Decision, Effect
from ripple_sim.learn.game import Game
from ripple_sim.observe.metrics import BY_NAME
from ripple_sim.wording import mark

PART_NAMES = {
    "profit": mark("Profit"),
    "loyalty": mark("Loyalty"),
    "well_being": mark("Well-being"),
    "foresight": mark("Foresight"),
}
POINT_HEADS = (mark("Part"), mark("Of"), mark("Average of re-runs"), mark("Your own company"))
FORECAST_HEADS = (
    mark("Quarter"),
    mark("Your forecast"),
    mark("Average outcome"),
    mark("80 % of outcomes"),
    mark("Earned"),
    mark("Earned by 'as before'"),
)


@solara.component
def Debriefed(game: Game, result: Debrief) -> None:
    """Draw everything that a game is worth."""
    with html.within("div", class_="r-learn"):
        Points(game, result)
        if result.decisions:
            Decisions(game, result)
        Forecasts(game, result)


@solara.component
def Points(game: Game, result: Debrief) -> None:
    """Draw the score by part, the luck in it, and the counterfactual."""
    words = use_words()
    low, high = result.range
    score = words.say("{points} of 100 points.", points=words.number(result.total))
    reruns = words.say(
        "Average of {reruns} hidden re-runs; 80 % of them scored {low} to {high}. Your own company alone would have "
        "scored {own}.",
        reruns=words.number(len(result.points)),
        low=words.number(low),
        high=words.number(high),
        own=words.number(float(result.own_points.sum())),
    )
    rows = [
        [
            words.say(PART_NAMES[part]),
            words.number(getattr(game.challenge.score, part)),
            words.number(float(result.points[:, place].mean()), 1),
            words.number(float(result.own_points[place]), 1),
        ]
        for place, part in enumerate(PARTS)
    ]
    with html.card("score", words.say("Score")):
        html.answer(score, data_score=f"{result.total:.2f}")
        html.element("p", reruns)
        html.element("p", _luck(words, result))
        if result.now is not None and result.later is not None:
            html.element("p", _later(words, result.now, result.later, result.currency))
        caption = words.say("Points by part, compared with the twin company that changes nothing")
        Table(caption, map(words.say, POINT_HEADS), rows)
        RestsOn(of_points(game.challenge.score))


def _luck(words: Words, result: Debrief) -> str:
    return words.say(
        "Your company's profit compared with its twin: {own}. The average with the same decisions: {mean}; that part "
        "is due to your decisions, the rest is luck. Luck's share of the two is {share} %.",
        own=words.money_change(result.own_profit, result.currency),
        mean=words.money_change(float(result.profits.mean()), result.currency),
        share=words.number(100 * result.luck),
    )


def _later(words: Words, now: Effect, later: Effect, currency: str) -> str:
    money = partial(words.money_change, currency=currency)
    return words.say(
        "The effect of your spending on profit: {now} (80 %: {now_low} to {now_high}). Of the same spending two "
        "quarters later: {later} ({later_low} to {later_high}). Both are simulated for two quarters beyond the game, "
        "and every measure lasts equally long.",
        later=money(later.mean),
        later_low=money(later.low),
        later_high=money(later.high),
        now=money(now.mean),
        now_low=money(now.low),
        now_high=money(now.high),
    )


@solara.component
def Decisions(game: Game, result: Debrief) -> None:
    """Draw what each decision did to profit, and to the rest in the table."""
    words = use_words()
    MeansChart(
        words,
        words.say("The effect of each decision"),
        lambda: [_mean(words, game, one, result.currency) for one in result.decisions],
        len(result.decisions),
        [id(result)],
        words.say("profit over the horizon, {currency}", currency=result.currency),
        1000.0,
        words.say("Profit due to each decision, with its 80 % interval"),
        partial(_table, words, game, result),
        words.say(
            "Your company compared with the same company without this one decision, in {pairs} pairs with the same "
            "luck. Decisions also act together, so these effects don't add up to the total.",
            pairs=words.number(result.pairs),
        ),
    )
    RestsOn([of_cost(), *of_decisions(game.challenge.score)])


def _name(words: Words, game: Game, one: Decision) -> str:
    offer = game.challenge.offer(one.move.offer)
    title = words.say(offer.title if offer else one.move.offer)
    return words.say("Q{quarter}: {offer}", quarter=words.number(one.quarter), offer=title)


def _mean(words: Words, game: Game, one: Decision, currency: str) -> Mean:
    name = _name(words, game, one)
    says = words.say("{name}: {effect}", name=name, effect=_money(words, one.profit, currency))
    return Mean(name, one.profit, words.short_money(one.profit.mean, currency), says)


def _money(words: Words, of: Effect, currency: str) -> str:
    return with_range(words, of.mean, of.low, of.high, partial(words.money_change, currency=currency))


def _points(words: Words, of: Effect, decimals: int) -> str:
    return with_range(words, of.mean, of.low, of.high, partial(words.change, decimals=decimals))


def _table(words: Words, game: Game, result: Debrief) -> Any:
    scoring, currency = game.challenge.score, result.currency
    metrics = (title_of(words, name) for name in (scoring.loyalty_metric, scoring.well_being_metric))
    return Table(
        words.say("The effect of each decision, with 80 % intervals"),
        [words.say("Decision"), words.say("Cost known in advance"), words.say("Profit"), *metrics],
        [
            [
                _name(words, game, one),
                words.money(one.cost, currency),
                _money(words, one.profit, currency),
                _points(words, one.loyalty, 1),
                _points(words, one.well_being, 2),
            ]
            for one in result.decisions
        ],
    )


@solara.component
def Forecasts(game: Game, result: Debrief) -> None:
    """Draw every forecast beside what came in other futures."""
    words = use_words()
    metric = BY_NAME[game.challenge.score.forecast_metric]
    about = words.say(
        "{metric} ({unit}): your forecasts compared with {futures} possible futures of that quarter from the same "
        "starting point, and the points that the forecast 'as in the quarter before' would have earned.",
        metric=title_of(words, metric.name),
        unit=metric_unit(words, metric, result.currency),
        futures=words.number(result.pairs),
    )
    said = partial(read, words, metric, currency=result.currency)
    rows = [
        [
            words.number(one.quarter),
            words.say("nothing") if one.said is None else said(one.said),
            said(one.came),
            between(words, one.low, one.high, said),
            words.say("{share} %", share=words.number(100 * one.share)),
            words.say("{share} %", share=words.number(100 * one.as_before)),
        ]
        for one in result.forecasts
    ]
    with html.card("foresight", words.say("Foresight"), stack=False):
        html.quiet(about)
        Table(words.say("Forecasts and outcomes"), map(words.say, FORECAST_HEADS), rows, caption_hidden=True)
        RestsOn(of_forecasts(game.challenge.score))
