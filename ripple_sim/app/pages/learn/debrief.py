"""The debrief: the score and the part of luck, what each decision did, and what later would."""

from __future__ import annotations

from functools import partial
from typing import Any

import solara

from ripple_sim.app.components import html
from ripple_sim.app.components.cards import Pictured, Table
from ripple_sim.app.components.chart import EChart
from ripple_sim.app.components.information_mark import RestsOn
from ripple_sim.app.components.row_charts import Mean, height_of, means, span_around
from ripple_sim.app.pages.learn.number_sources import of_cost, of_decisions, of_forecasts, of_points
from ripple_sim.app.pages.learn.shared_parts import metric_unit, title_of
from ripple_sim.app.shell.visiting import use_words
from ripple_sim.app.words import Words
from ripple_sim.app.words.figures import read
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
    words, currency = use_words(), result.currency
    low, high = result.range
    with html.within("section", class_="r-card r-stack", aria_labelledby="score"):
        html.element("h2", words.say("Score"), id="score")
        html.element(
            "p",
            html.element(
                "strong",
                words.say("{points} of 100 points.", points=words.number(result.total)),
                data_score=f"{result.total:.2f}",
            ),
        )
        html.element(
            "p",
            words.say(
                "Average of {reruns} hidden re-runs; 80 % of them scored {low} to {high}. "
                "Your own company alone would have scored {own}.",
                reruns=words.number(len(result.points)),
                low=words.number(low),
                high=words.number(high),
                own=words.number(float(result.own_points.sum())),
            ),
        )
        html.element("p", _luck(words, result))
        if result.now is not None and result.later is not None:
            html.element("p", _later(words, result.now, result.later, currency))
        Table(
            words.say("Points by part, compared with the twin company that changes nothing"),
            [words.say("Part"), words.say("Of"), words.say("Average of re-runs"), words.say("Your own company")],
            [
                [
                    words.say(PART_NAMES[part]),
                    words.number(getattr(game.challenge.score, part)),
                    words.number(float(result.points[:, place].mean()), 1),
                    words.number(float(result.own_points[place]), 1),
                ]
                for place, part in enumerate(PARTS)
            ],
        )
        RestsOn(of_points(game.challenge.score))


def _luck(words: Words, result: Debrief) -> str:
    return words.say(
        "Your company earned {own} compared with its twin. The same decisions earn {mean} on "
        "average: that part is due to your decisions, the rest is luck. Luck's share of the "
        "two is {share} %.",
        own=words.money_change(result.own_profit, result.currency),
        mean=words.money_change(float(result.profits.mean()), result.currency),
        share=words.number(100 * result.luck),
    )


def _later(words: Words, now: Effect, later: Effect, currency: str) -> str:
    return words.say(
        "The same spending two quarters later would have earned {later} (80 %: {later_low} to "
        "{later_high}) rather than {now} ({now_low} to {now_high}). Both are simulated for "
        "two quarters beyond the game, and every measure lasts equally long.",
        later=words.money_change(later.mean, currency),
        later_low=words.money_change(later.low, currency),
        later_high=words.money_change(later.high, currency),
        now=words.money_change(now.mean, currency),
        now_low=words.money_change(now.low, currency),
        now_high=words.money_change(now.high, currency),
    )


@solara.component
def Decisions(game: Game, result: Debrief) -> None:
    """Draw what each decision did to profit, and to the rest in the table."""
    words, currency = use_words(), result.currency

    def option() -> dict[str, Any]:
        ends = [end for one in result.decisions for end in (one.profit.low, one.profit.high)]
        return means(
            [_mean(words, game, one, currency) for one in result.decisions],
            words.say("clearly not zero"),
            words.say("may be chance"),
            words.say("profit over the horizon, {currency}", currency=currency),
            span_around([*ends, 0.0], 1000.0),
        )

    made = solara.use_memo(option, [id(result), words.language])

    def picture() -> None:
        EChart(
            words,
            made,
            words.say("Profit due to each decision, with its 80 % interval"),
            height=height_of(len(result.decisions)),
        )

    Pictured(
        words.say("The effect of each decision"),
        picture,
        partial(_table, words, game, result),
        note=words.say(
            "Your company compared with the same company without this one decision, in "
            "{pairs} pairs with the same luck. Decisions also act together, so these effects "
            "don't add up to the total.",
            pairs=words.number(result.pairs),
        ),
    )
    RestsOn([of_cost(), *of_decisions(game.challenge.score)])


def _name(words: Words, game: Game, one: Decision) -> str:
    offer = game.challenge.offer(one.move.offer)
    return words.say(
        "Q{quarter}: {offer}",
        quarter=words.number(one.quarter),
        offer=words.say(offer.title if offer else one.move.offer),
    )


def _mean(words: Words, game: Game, one: Decision, currency: str) -> Mean:
    name, profit = _name(words, game, one), one.profit
    return Mean(
        name,
        profit.mean,
        profit.low,
        profit.high,
        profit.low > 0 or profit.high < 0,
        words.short_money(profit.mean, currency),
        words.say("{name}: {effect}", name=name, effect=_money(words, profit, currency)),
    )


def _money(words: Words, effect: Effect, currency: str) -> str:
    return words.say(
        "{mean} ({low} to {high})",
        mean=words.money_change(effect.mean, currency),
        low=words.money_change(effect.low, currency),
        high=words.money_change(effect.high, currency),
    )


def _points(words: Words, effect: Effect, decimals: int) -> str:
    return words.say(
        "{mean} ({low} to {high})",
        mean=words.change(effect.mean, decimals),
        low=words.change(effect.low, decimals),
        high=words.change(effect.high, decimals),
    )


def _table(words: Words, game: Game, result: Debrief) -> Any:
    scoring, currency = game.challenge.score, result.currency
    return Table(
        words.say("The effect of each decision, with 80 % intervals"),
        [
            words.say("Decision"),
            words.say("Cost known in advance"),
            words.say("Profit"),
            title_of(words, scoring.loyalty_metric),
            title_of(words, scoring.well_being_metric),
        ],
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
    words, currency = use_words(), result.currency
    metric = BY_NAME[game.challenge.score.forecast_metric]
    with html.within("section", class_="r-card", aria_labelledby="foresight"):
        html.element("h2", words.say("Foresight"), id="foresight")
        html.element(
            "p",
            words.say(
                "{metric} ({unit}): your forecasts compared with {futures} possible futures "
                "of that quarter from the same starting point, and the points that the "
                "forecast 'as in the quarter before' would have earned.",
                metric=title_of(words, metric.name),
                unit=metric_unit(words, metric, currency),
                futures=words.number(result.pairs),
            ),
            class_="r-quiet",
        )
        Table(
            words.say("Forecasts and outcomes"),
            [
                words.say("Quarter"),
                words.say("Your forecast"),
                words.say("Average outcome"),
                words.say("80 % of outcomes"),
                words.say("Earned"),
                words.say("Earned by 'as before'"),
            ],
            [
                [
                    words.number(one.quarter),
                    words.say("nothing") if one.said is None else read(words, metric, one.said, currency),
                    read(words, metric, one.came, currency),
                    words.say(
                        "{low} to {high}",
                        low=read(words, metric, one.low, currency),
                        high=read(words, metric, one.high, currency),
                    ),
                    words.say("{share} %", share=words.number(100 * one.share)),
                    words.say("{share} %", share=words.number(100 * one.as_before)),
                ]
                for one in result.forecasts
            ],
            caption_hidden=True,
        )
        RestsOn(of_forecasts(game.challenge.score))
