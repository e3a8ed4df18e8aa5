"""Watch: a company lives, a lever is moved, and the ripple is seen beside the untouched twin."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import solara

from ripple_sim.app.components import html
from ripple_sim.app.components.browser import Address, Painted
from ripple_sim.app.components.form import Fields, ShockForm, lever_fields
from ripple_sim.app.components.html import Event, Texts
from ripple_sim.app.components.progress import Unshared
from ripple_sim.app.pages.registry import Door, Page
from ripple_sim.app.pages.watch.charts import Charts
from ripple_sim.app.pages.watch.company import Figures, Organisation
from ripple_sim.app.session import Visit
from ripple_sim.app.session.moves import PACES, Moves
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
    lead = words.say(
        "{company}. The thin line is the same company with the same luck and without your changes: every difference "
        "is their effect.",
        company=words.say(visit.base.title or visit.base.name),
    )
    with html.within("div", class_="r-page"):
        html.head(words.say("Watch the ripple"), lead)
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


@solara.component_vue("transport.vue")
def _Transport(
    week: int,
    weeks: int,
    playing: bool,
    pace: int,
    paces: list[str],
    texts: Texts,
    event_play: Event = None,
    event_pause: Event = None,
    event_step: Event = None,
    event_reset: Event = None,
    event_pace: Event = None,
    event_go: Event = None,
) -> None: ...


@solara.component
def Time() -> None:
    """Draw the controls of time."""
    visit, words = use_visit(), use_words()
    player, weeks = visit.player, visit.base.weeks

    def then_tell(act: Callable[[], object]) -> Callable[[Any], None]:
        def acted(_: Any) -> None:
            act()
            visit.tell()

        return acted

    def choose_pace(place: Any) -> None:
        if isinstance(place, int) and 0 <= place < len(PACES):
            player.pace = PACES[place]
            visit.tell()

    def go(week: Any) -> None:
        if isinstance(week, int | float):
            visit.go_to(int(min(max(week, 1), weeks)))

    _Transport(
        week=visit.week,
        weeks=weeks,
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
            "weeks": words.say("of {weeks}", weeks=words.number(weeks)),
        },
        event_play=then_tell(player.play),
        event_pause=then_tell(player.pause),
        event_step=lambda _: visit.step(),
        event_reset=lambda _: visit.reset(),
        event_pace=choose_pace,
        event_go=go,
    )


@solara.component
def Levers(visit: Visit) -> None:
    """Draw the sliders and the shocks; a week that goes by changes nothing in them."""
    words = use_words()
    base = visit.base
    moved = use_visit().moves
    groups = solara.use_memo(
        lambda: [
            {
                "name": name,
                "title": words.say(title),
                "fields": lever_fields(words, base, levers, visit.level),
                "open": open_,
            }
            for name, title, levers, open_ in GROUPS
        ],
        [base.hash(), moved, words.language],
    )
    done = solara.use_memo(lambda: _sentences(moved, words), [moved, words.language])
    with html.within("div", class_="r-stack"):
        with html.card("levers", words.say("Move a lever"), stack=False):
            html.quiet(words.say("It acts from the next week on, for everybody. Its cost is deducted from profit."))
            Fields(words, groups, visit.move, version=visit.beginnings)
        with html.card("shock", words.say("A shock")):
            ShockForm(words, visit.start_shock)
            if done:
                html.element("h3", words.say("Your changes"))
                html.listing(done, class_="r-quiet r-done")


@solara.component
def TakenBack() -> None:
    """Draw what going back took back, and the way to have it again."""
    visit, words = use_visit(), use_words()
    before = visit.taken_back
    if before is None:
        return
    says = words.say(
        "Going back to week {week} undid the changes you had made from then on:", week=words.number(before.back_to)
    )
    again = words.say("Return to week {week} with these changes", week=words.number(before.week))
    with html.within("section", class_="r-card r-stack", role="status"):
        html.element("p", says)
        html.listing(_sentences(before.undone, words), class_="r-quiet r-taken-back")
        with html.within("div", class_="r-row"):
            html.button(again, visit.bring_back, icon_name="undo", small=True)


def _sentences(done: Moves, words: Words) -> list[str]:
    said = []
    for move in done.moves:
        says = words.say(
            "Week {week}: {lever} to {level}",
            week=words.number(move.week + 1),
            lever=words.say(BY_NAME[move.lever].label),
            level=words.number(move.level, 2),
        )
        said.append((move.week, says))
    for blow in done.blows:
        says = words.count(
            "Week {week}: {shock} of {size} for {number} week",
            "Week {week}: {shock} of {size} for {number} weeks",
            blow.weeks,
            week=words.number(blow.week + 1),
            shock=words.say(BY_NAME[blow.kind].label),
            size=words.number(blow.size, 2),
        )
        said.append((blow.week, says))
    return [says for _, says in sorted(said, key=lambda one: one[0])]


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
