"""Deciding a quarter: offers with size and length, what they cost, and a forecast."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import solara

from ripple_sim.app.components import html
from ripple_sim.app.components.html import Event, Rows, Texts
from ripple_sim.app.components.information_mark import RestsOn
from ripple_sim.app.components.progress import Refusal
from ripple_sim.app.pages.learn.number_sources import of_budget, of_cost
from ripple_sim.app.pages.learn.shared_parts import metric_unit, title_of
from ripple_sim.app.shell.visiting import use_words
from ripple_sim.app.words import Words
from ripple_sim.learn.challenge import Offer
from ripple_sim.learn.game import Game, Move, range_of
from ripple_sim.observe.metrics import BY_NAME
from ripple_sim.scenario.problems import RippleError
from ripple_sim.wording import Phrase

Draft = dict[str, tuple[int, int]]  # size in % and quarters, by offer


@solara.component_vue("offers.vue")
def _Offers(offers: Rows, lasting: list[list[Any]], texts: Texts, event_change: Event = None) -> None: ...


@solara.component_vue("forecast.vue")
def _Forecast(
    label: str, unit: str, low: float, high: float, value: float | None, event_change: Event = None
) -> None: ...


@solara.component
def Decide(game: Game, currency: str, played: Callable[[Game], None]) -> None:
    """Draw the quarter's choices; ``played`` gets the game after they are decided."""
    words, challenge = use_words(), game.challenge
    draft: solara.Reactive[Draft] = solara.use_reactive({})
    forecast: solara.Reactive[float | None] = solara.use_reactive(None)
    problem: solara.Reactive[Phrase | None] = solara.use_reactive(None)
    moves = tuple(Move(name, size, quarters) for name, (size, quarters) in draft.value.items())
    base = solara.use_memo(lambda: game.base, [challenge.base])
    costs = {move.offer: game.cost(game.quarter, move, base) for move in moves}
    left = solara.use_memo(game.left, [game.code()]) - math.fsum(costs.values())

    def change(told: dict[str, Any]) -> None:
        name, size, quarters = (told.get(key) for key in ("name", "size", "quarters"))
        offer = challenge.offer(str(name))
        if offer is None or not isinstance(size, int) or not isinstance(quarters, int):
            return
        others = {key: value for key, value in draft.peek().items() if key != name}
        if size in offer.sizes:
            others[offer.name] = (size, min(max(quarters, 0), challenge.quarters))
        problem.set(None)
        draft.set(others)

    def foresee(value: float | None) -> None:
        fits = value is None or (isinstance(value, int | float) and math.isfinite(value))
        forecast.set(value if fits else None)
        problem.set(None)
        try:
            if forecast.value is not None:
                game.check_forecast(forecast.value)
        except RippleError as refused:
            problem.set(refused.sentence)

    def decide() -> None:
        try:
            played(game.decided(moves, forecast.peek()))
        except RippleError as refused:
            problem.set(refused.sentence)

    quarters = range(1, challenge.quarters - game.quarter + 1)
    lasting = [[one, words.count("{number} quarter", "{number} quarters", one)] for one in quarters]
    metric = BY_NAME[challenge.score.forecast_metric]
    low, high = range_of(metric)
    bill = _bill(words, math.fsum(costs.values()), left, challenge.budget, currency)
    with html.card("decide", words.say("Decide quarter {quarter}", quarter=words.number(game.quarter))):
        _Offers(
            offers=[_drawn(words, offer, draft.value, costs.get(offer.name), currency) for offer in challenge.offers],
            lasting=[[0, words.say("to the end")], *lasting],
            texts={"size": words.say("How much"), "quarters": words.say("For")},
            event_change=change,
        )
        with html.within("div", class_="r-row"):
            _Forecast(
                label=words.say("Your forecast for this quarter: {metric}", metric=title_of(words, metric.name)),
                unit=metric_unit(words, metric, currency),
                low=low,
                high=high,
                value=forecast.value,
                event_change=foresee,
            )
        html.element("p", bill, data_left=str(round(left)))
        RestsOn([of_cost(), of_budget()])
        if problem.value:
            Refusal(words, problem.value)
        with html.within("div", class_="r-row"):
            html.button(words.say("Decide and run the quarter"), decide, icon_name="play", main=True)
            if forecast.value is None:
                without = words.say("Without a forecast, this quarter earns no points for foresight.")
                html.element("span", without, class_="r-quiet")


def _bill(words: Words, cost: float, left: float, budget: float, currency: str) -> str:
    """Return what the quarter's decisions cost, and what they leave of the budget."""
    return words.say(
        "This quarter's decisions cost {cost} until the end{fits:yes=. {left} of the budget of {budget} would remain.|"
        "other=: {left} more than remains of the budget of {budget}.}",
        cost=words.money(cost, currency),
        left=words.money(abs(left), currency),
        budget=words.money(budget, currency),
        fits="no" if left < 0 else "yes",
    )


def _drawn(words: Words, offer: Offer, draft: Draft, cost: float | None, currency: str) -> dict[str, Any]:
    size, quarters = draft.get(offer.name, (0, 0))
    if offer.sizes == (100,):
        sizes = [[100, words.say("yes")]]
    else:
        sizes = [[one, words.say("{share} %", share=words.number(one))] for one in offer.sizes]
    costs = ""
    if cost is not None:
        amount = words.money(cost, currency)
        costs = words.say("costs {cost}", cost=amount) if cost else words.say("costs nothing of the budget")
    return {
        "name": offer.name,
        "title": words.say(offer.title),
        "says": words.say(offer.says),
        "size": size,
        "quarters": quarters,
        "sizes": [[0, words.say("not now")], *sizes],
        "cost": costs,
    }
