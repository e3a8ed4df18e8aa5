"""Watch: a company lives, a lever is moved, and the ripple is seen beside the untouched twin."""

from __future__ import annotations

import solara

from ripple_sim.app.components import html
from ripple_sim.app.components.browser import Address, Painted, Transport
from ripple_sim.app.components.form import Fields, Group, ShockForm, lever_fields
from ripple_sim.app.components.progress import Unshared
from ripple_sim.app.pages.registry import Door, Page
from ripple_sim.app.pages.watch.charts import Charts
from ripple_sim.app.pages.watch.company import Figures, Organisation
from ripple_sim.app.session import Visit
from ripple_sim.app.session.moves import Moves
from ripple_sim.app.session.player import PACES
from ripple_sim.app.session.watch_address import address_of, bring_about, read_address
from ripple_sim.app.shell.visiting import current_visit, use_visit, use_words
from ripple_sim.app.words import Words
from ripple_sim.scenario.levers import BY_NAME, DRIVERS
from ripple_sim.wording import mark

PEOPLE = ("coaching", "skills_training", "empathy_training", "selectivity", "placement", "slack", "pay")
STEERING = (
    "customer_metrics",
    "group_metrics",
    "backstage_metrics",
    "sponsorship",
    "acceptance",
    "coordination",
    "blueprints",
    "joint_reporting",
    "mirror_analysis",
)
CUSTOMERS = (
    "promise",
    "announced_values",
    "lived_values",
    "transparency",
    "personalisation",
    "recovery",
    "standards",
    "acquisition",
)
GROUPS = (
    ("drivers", mark("Drivers of engagement"), tuple(driver.name for driver in DRIVERS), True),
    ("people", mark("People and training"), PEOPLE, False),
    ("steering", mark("Steering and measures"), STEERING, False),
    ("customers", mark("Service and customers"), CUSTOMERS, False),
)
PACE_NAMES = (mark("1 week a second"), mark("4 weeks a second"), mark("As fast as possible"))


@solara.component
def Watch() -> None:
    """Draw the company as it lives, and everything that moves it."""
    router = solara.use_router()
    # Before the visit is used, which opens its first company where there is none.
    refused = solara.use_memo(lambda: bring_about(current_visit(), read_address(router.search)), [])
    visit, words = use_visit(), use_words()
    solara.use_effect(lambda: visit.player.pause, [])
    at_rest = solara.use_ref("")
    if not visit.player.playing or not at_rest.current:
        at_rest.current = address_of(visit)
    with html.within("div", class_="r-page"):
        with html.within("div"):
            html.element("h1", words.say("Watch the ripple"))
            html.element(
                "p",
                words.say(
                    "{company}. The thin line is the same company with the same luck and "
                    "without your changes: every difference is their effect.",
                    company=words.say(visit.base.title or visit.base.name),
                ),
                class_="r-lead",
            )
        Unshared(visit.base, refused)
        Time()
        TakenBack()
        with html.within("div", class_="r-beside"):
            Levers(visit)
            with html.within("div", class_="r-stack is-result"):
                Figures()
                Organisation()
                Charts()
        Address(search=at_rest.current)
        Painted(visit.frame, visit.player.painted)


@solara.component
def Time() -> None:
    """Draw the controls of time."""
    visit, words = use_visit(), use_words()
    player = visit.player

    def play() -> None:
        player.play()
        visit.tell()

    def pause() -> None:
        player.pause()
        visit.tell()

    def choose_pace(place: int) -> None:
        player.pace = PACES[place]
        visit.tell()

    Transport(
        week=visit.week,
        weeks=visit.base.weeks,
        playing=player.playing,
        pace=PACES.index(player.pace),
        paces=[words.say(name) for name in PACE_NAMES],
        texts={
            "label": words.say("Time"),
            "play": words.say("Play"),
            "pause": words.say("Pause"),
            "step": words.say("Step"),
            "reset": words.say("Reset"),
            "pace": words.say("Pace"),
            "go": words.say("Go to week"),
            "week": words.say("Week {week}", week=words.number(visit.week)),
            "weeks": words.say("of {weeks}", weeks=words.number(visit.base.weeks)),
        },
        play=play,
        pause=pause,
        step=visit.step,
        reset=visit.reset,
        choose_pace=choose_pace,
        go=visit.go_to,
    )


@solara.component
def Levers(visit: Visit) -> None:
    """Draw the sliders and the shocks; a week that goes by changes nothing in them."""
    words = use_words()
    base = visit.base
    moved = use_visit().moves
    groups = solara.use_memo(
        lambda: [
            Group(name, words.say(title), lever_fields(words, base, levers, visit.level), open_)
            for name, title, levers, open_ in GROUPS
        ],
        [base.hash(), moved, words.language],
    )
    with html.within("div", class_="r-stack"):
        with html.within("section", class_="r-card", aria_labelledby="levers"):
            html.element("h2", words.say("Move a lever"), id="levers")
            html.element(
                "p",
                words.say("It acts from the next week on, for everybody. Its cost is deducted from profit."),
                class_="r-quiet",
            )
            Fields(words, groups, visit.move, version=visit.beginnings)
        with html.within("section", class_="r-card r-stack", aria_labelledby="shock"):
            html.element("h2", words.say("A shock"), id="shock")
            ShockForm(words, visit.start_shock)
            Done(visit)


@solara.component
def TakenBack() -> None:
    """Draw what going back took back, and the way to have it again."""
    visit, words = use_visit(), use_words()
    before = visit.taken_back
    if before is None:
        return
    with html.within("section", class_="r-card r-stack", role="status"):
        html.element(
            "p",
            words.say(
                "Going back to week {week} undid the changes you had made from then on:",
                week=words.number(before.back_to),
            ),
        )
        html.listing(_sentences(before.undone, words), class_="r-quiet r-taken-back")
        with html.within("div", class_="r-row"):
            html.button(
                words.say("Return to week {week} with these changes", week=words.number(before.week)),
                visit.bring_back,
                icon_name="undo",
                small=True,
            )


@solara.component
def Done(visit: Visit) -> None:
    """Draw what was done so far."""
    words, moves = use_words(), use_visit().moves
    done = solara.use_memo(lambda: _sentences(moves, words), [moves, words.language])
    if done:
        html.element("h3", words.say("Your changes"))
        html.listing(done, class_="r-quiet r-done")


def _sentences(done: Moves, words: Words) -> list[str]:
    moves = [
        (
            move.week,
            words.say(
                "Week {week}: {lever} to {level}",
                week=words.number(move.week + 1),
                lever=words.say(BY_NAME[move.lever].label),
                level=words.number(move.level, 2),
            ),
        )
        for move in done.moves
    ]
    blows = [
        (
            blow.week,
            words.count(
                "Week {week}: {shock} of {size} for {number} week",
                "Week {week}: {shock} of {size} for {number} weeks",
                blow.weeks,
                week=words.number(blow.week + 1),
                shock=words.say(BY_NAME[blow.kind].label),
                size=words.number(blow.size, 2),
            ),
        )
        for blow in done.blows
    ]
    return [sentence for _, sentence in sorted([*moves, *blows], key=lambda one: one[0])]


PAGE = Page(
    path="watch",
    label=mark("Watch"),
    icon="play-circle-outline",
    order=10,
    component=Watch,
    door=Door(
        mark("Watch the ripple"), mark("Move a lever in a simulated company and see whom it reaches, week by week.")
    ),
)
