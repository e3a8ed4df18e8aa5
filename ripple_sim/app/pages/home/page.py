"""Home as it is laid out."""

from __future__ import annotations

from functools import partial

import solara

from ripple_sim.app.components import html
from ripple_sim.app.components.address import Address
from ripple_sim.app.components.chain import Chain
from ripple_sim.app.components.information_mark import RestsOn
from ripple_sim.app.components.unshared import Unshared
from ripple_sim.app.pages.home.company import CompanyPicker
from ripple_sim.app.pages.home.example import ExamplePlan
from ripple_sim.app.pages.home.links import drawn_links
from ripple_sim.app.pages.registry import all_pages
from ripple_sim.app.session.examples import finished_chain
from ripple_sim.app.session.provenance import of_metric
from ripple_sim.app.session.watch_address import bring_about, home_address_of, read_address
from ripple_sim.app.shell.visiting import address, current_visit, use_visit, use_way, use_words


@solara.component
def Home() -> None:
    """Draw the chain with the company's numbers, the doors, and the choice of a company."""
    router = solara.use_router()
    # Before the visit is used, which opens its first company where there is none.
    refused = solara.use_memo(lambda: bring_about(current_visit(), read_address(router.search)), [])
    visit, words = use_visit(), use_words()
    base = visit.base
    chain = finished_chain(base, visit.seed)
    with html.within("div", class_="r-page"):
        with html.within("div"):
            html.element("h1", words.say("How engagement ripples through to customers and profit"))
            html.element(
                "p",
                words.say(
                    "{company}, simulated for {weeks} weeks with nothing changed. This is one "
                    "company with its own luck, so small changes may be chance.",
                    company=words.say(base.title or base.name),
                    weeks=words.number(base.weeks),
                ),
                class_="r-lead",
            )
        Unshared(base, refused)
        Chain(
            solara.use_memo(lambda: drawn_links(chain, words, base.currency), [base.hash(), words.language]),
            base.weeks,
            {
                "label": words.say("The chain from drivers to money"),
                "week": words.say(
                    "The quarter up to week {week} of {weeks}", week="{week}", weeks=words.number(base.weeks)
                ),
                "play": words.say("Play the weeks"),
                "pause": words.say("Pause"),
                "back": words.say(
                    "The chain also runs backwards: a good year raises pay, job security, "
                    "hiring and pride, and satisfied customers make work more pleasant."
                ),
            },
        )
        shown = solara.use_memo(
            lambda: [of_metric(metric) for link in chain for metric in (link.metric, link.other)], [base.hash()]
        )
        RestsOn(shown)
        ExamplePlan()
        Doors()
        CompanyPicker()
        Address(search=home_address_of(visit))


@solara.component
def Doors() -> None:
    """Draw the doors to the pages that have one."""
    words, go = use_words(), use_way()
    with html.within("nav", class_="r-grid", aria_label=words.say("What you can do here")):
        for page in all_pages():
            if page.door is None:
                continue
            door = html.element(
                "a",
                html.element("h2", html.icon(page.icon), words.say(page.door.title)),
                html.element("p", words.say(page.door.says), class_="r-quiet"),
                class_="r-card r-door",
                href=address(f"/{page.path}"),
            )
            html.on_click(door, partial(go, f"/{page.path}"))
