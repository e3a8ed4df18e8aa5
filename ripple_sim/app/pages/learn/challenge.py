"""One challenge: the brief, the company so far, the quarter to decide, and the debrief."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import solara

from ripple_sim.app.components import html
from ripple_sim.app.components.browser import SaveButton
from ripple_sim.app.components.cards import Table
from ripple_sim.app.components.information_mark import RestsOn
from ripple_sim.app.components.progress import Refusal, use_attempt
from ripple_sim.app.pages.learn.debrief import Debriefed
from ripple_sim.app.pages.learn.number_sources import of_rules
from ripple_sim.app.pages.learn.quarter_decision import Decide
from ripple_sim.app.pages.learn.shared_parts import (
    Go,
    Sources,
    Underway,
    back_to_list,
    metric_unit,
    title_of,
    use_learning,
)
from ripple_sim.app.session.learning import DEBRIEF, QUARTER_RUN
from ripple_sim.app.session.provenance import of_metric
from ripple_sim.app.shell.visiting import use_visit, use_words
from ripple_sim.app.words import Words
from ripple_sim.app.words.catalogue import read
from ripple_sim.learn.challenge import Challenge
from ripple_sim.learn.game import Game, Seen
from ripple_sim.learn.progress import Progress
from ripple_sim.observe.metrics import BY_NAME
from ripple_sim.scenario.writing import plan_to_toml


@solara.component
def ChallengePage(challenge: Challenge, progress: Progress, go: Go) -> None:
    """Draw a challenge as far as it is played."""
    visit, words, learning = use_visit(), use_words(), use_learning()
    game = learning.game(challenge, progress)
    seen = learning.seen(game)
    problem, attempt = use_attempt()

    def run() -> None:
        if learning.seen(game) is None:
            attempt(learning.run_quarter, game)

    solara.use_effect(run, [game.code()])

    def played(after: Game) -> None:
        go(progress.having_played(challenge.name, after.code()))

    with html.within("div", class_="r-learn r-learn-one"):
        with html.within("div"):
            back_to_list(words, lambda: go(progress.opened("")))
            html.element("h1", words.say(challenge.title))
            html.element("p", words.say(challenge.says), class_="r-lead")
        Brief(challenge)
        with html.card("company-now", words.say("Your company by quarter")):
            if problem:
                Refusal(words, problem)
            if seen is None:
                Underway(QUARTER_RUN, words.say("Weeks simulated"))
                job = visit.jobs[QUARTER_RUN]
                if job is not None and job.state in ("cancelled", "failed", "refused"):
                    html.button(words.say("Simulate it again"), run)
            else:
                _reports(words, game, seen)
            moves = [said_of(words, game, place) for place in range(len(game.moves()))]
            if moves:
                html.element("h3", words.say("What you decided"))
                html.listing(moves, class_="r-done r-quiet")
        if seen is not None and not game.over:
            Decide(game, seen.currency, played).key(f"decide-{game.code()}")
        Back(game, played)
        if game.over:
            Scored(game)
            if challenge.facts:
                Sources(challenge.facts)


@solara.component
def Brief(challenge: Challenge) -> None:
    """Draw what is asked, and the rules by which points are given."""
    words = use_words()
    currency = use_learning().currency(challenge)
    with html.card("brief", words.say("The brief")):
        for paragraph in challenge.brief:
            html.element("p", words.say(paragraph))
        html.folded(
            words.say("How points are earned"),
            html.listing(_rules(words, challenge, currency), class_="r-done"),
            RestsOn([of_rules()]),
        )


def _rules(words: Words, challenge: Challenge, currency: str) -> list[str]:
    scoring = challenge.score
    return [
        words.say(
            "Profit, {points} points: {full} or more compared with the twin company that changes nothing earns all "
            "points, {none} or less earns none. Over the whole horizon, not discounted.",
            points=words.number(scoring.profit),
            full=words.money(scoring.profit_full, currency),
            none=words.money(scoring.profit_none, currency),
        ),
        words.say(
            "Loyalty, {points} points: {metric} in the last quarter compared with the twin company. A difference of "
            "{none} earns no points, {full} earns all.",
            points=words.number(scoring.loyalty),
            metric=title_of(words, scoring.loyalty_metric),
            none=words.change(scoring.loyalty_none, 1),
            full=words.change(scoring.loyalty_full, 1),
        ),
        words.say(
            "Well-being, {points} points: the share of quarters in which {metric} does not fall below its floor, "
            "{floor} compared with the twin company.",
            points=words.number(scoring.well_being),
            metric=title_of(words, scoring.well_being_metric),
            floor=words.change(scoring.well_being_floor, 2),
        ),
        words.say(
            "Foresight, {points} points: an exact forecast of {metric} earns all points, one that is off by {off} "
            "{unit} earns none. Forecasts are compared with other possible futures from the same starting point.",
            points=words.number(scoring.foresight),
            metric=title_of(words, scoring.forecast_metric),
            off=words.number(scoring.forecast_off, 1),
            unit=metric_unit(words, BY_NAME[scoring.forecast_metric], currency),
        ),
        words.say(
            "All parts but foresight are averages over {reruns} companies of the same description with different luck, "
            "in which your decisions are repeated.",
            reruns=words.number(challenge.reruns),
        ),
    ]


def _reports(words: Words, game: Game, seen: Seen) -> None:
    caption = words.say(
        "Your own company with its own luck, quarter by quarter. The first column of numbers is the quarter before "
        "your first decision."
    )
    quarters = [words.say("Q{quarter}", quarter=words.number(one + 1)) for one in range(len(game.turns))]
    rows = []
    for name, values in seen.reports.items():
        metric = BY_NAME[name]
        unit = metric_unit(words, metric, seen.currency)
        label = words.say("{label} ({unit})", label=title_of(words, name), unit=unit)
        rows.append([label, *(read(words, metric, float(one), seen.currency) for one in values)])
    Table(caption, [words.say("Measure"), words.say("Before"), *quarters], rows)
    RestsOn([of_metric(BY_NAME[name]) for name in seen.reports])


def said_of(words: Words, game: Game, place: int) -> str:
    """Return a move in a sentence."""
    quarter, move = game.moves()[place]
    offer = game.challenge.offer(move.offer)
    return words.say(
        "Q{quarter}: {offer}, {size} %, {lasts:0=to the end|one=for # quarter|other=for # quarters}",
        quarter=words.number(quarter),
        offer=words.say(offer.title if offer else move.offer),
        size=words.number(move.size),
        lasts=move.quarters,
    )


@solara.component
def Back(game: Game, played: Callable[[Game], None]) -> None:
    """Draw the one step back, the new beginning, and the plan as a file."""
    words = use_words()
    if not game.turns:
        return
    back, name = game.stepped_back, f"{game.challenge.name}-plan.toml"
    with html.within("div", class_="r-row"):
        html.button(words.say("One step back"), lambda: played(game.stepped()), icon_name="undo", disabled=back)
        if back:
            html.element("span", words.say("You have used your one step back."), class_="r-quiet")
        html.button(words.say("Begin again"), lambda: played(Game(game.challenge)), plain=True)
        plan = words.say("My decisions as a plan")
        SaveButton(plan, name, lambda: plan_to_toml(game.plan()).encode(), icon_name="download", plain=True)


@solara.component
def Scored(game: Game) -> None:
    """Draw the button that simulates the hidden re-runs, and the debrief."""
    visit, words, learning = use_visit(), use_words(), use_learning()
    problem, attempt = use_attempt()
    result = learning.debriefed(game)
    job = visit.jobs[DEBRIEF]
    if result is not None:
        Debriefed(game, result)
        return
    about = words.say(
        "Your decisions are now repeated in {reruns} other companies, and again with one decision at a time left out. "
        "This takes a while.",
        reruns=words.number(game.challenge.reruns),
    )
    running = job is not None and job.state == "running"
    score = partial(attempt, learning.run_debrief, game)
    with html.card("score", words.say("Score")):
        html.element("p", about)
        with html.within("div", class_="r-row"):
            html.button(words.say("Score and explain"), score, icon_name="play", main=True, disabled=running)
        if problem:
            Refusal(words, problem)
        Underway(DEBRIEF, words.say("Companies simulated"))
