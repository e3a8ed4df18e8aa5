"""Home: the chain with a company's numbers on it, an example, doors to the pages, another company."""

from __future__ import annotations

import math
import threading
from collections.abc import Callable
from functools import partial
from typing import Any
from urllib.parse import urlencode

import solara

from ripple_sim.app.components import html
from ripple_sim.app.components.browser import Address
from ripple_sim.app.components.form import Choices, FilePick
from ripple_sim.app.components.information_mark import RestsOn
from ripple_sim.app.components.pictures import Chain
from ripple_sim.app.components.progress import Bar, Refusal, Unshared
from ripple_sim.app.pages.registry import Page, all_pages
from ripple_sim.app.server.guard import SENTENCE, noted
from ripple_sim.app.session import Visit
from ripple_sim.app.session.company import company_in
from ripple_sim.app.session.examples import Example, example_of, finished_chain, known_answer
from ripple_sim.app.session.network import Link
from ripple_sim.app.session.provenance import of_metric
from ripple_sim.app.session.room import ROOM
from ripple_sim.app.session.visit import company_of
from ripple_sim.app.session.watch_address import bring_about, home_address_of, read_address
from ripple_sim.app.shell.visiting import address, current_visit, use_visit, use_way, use_words
from ripple_sim.app.words import Words
from ripple_sim.app.words.catalogue import is_money, read, read_change, unit
from ripple_sim.scenario.files import load, preset_names
from ripple_sim.scenario.plans import load_plan
from ripple_sim.scenario.problems import RippleError
from ripple_sim.scenario.schema import Scenario
from ripple_sim.wording import Phrase, mark

PLAN = "coaching-where-needed"
TITLES = {
    "drivers": (mark("Drivers"), "tune"),
    "managers": (mark("Managers"), "account-tie-outline"),
    "employees": (mark("Employees"), "account-group-outline"),
    "service": (mark("Service"), "handshake"),
    "customers": (mark("Customers"), "account-heart-outline"),
    "money": (mark("Money"), "cash-multiple"),
}
# The least that a small line spans, so that chance looks like chance: scores, then shares.
LEAST_SCORE_SPAN, LEAST_SHARE_SPAN = 12.0, 0.12


@solara.component
def Home() -> None:
    """Draw the chain with the company's numbers, the doors, and the choice of a company."""
    router = solara.use_router()
    # Before the visit is used, which opens its first company where there is none.
    refused = solara.use_memo(lambda: bring_about(current_visit(), read_address(router.search)), [])
    visit, words = use_visit(), use_words()
    base = visit.base
    chain = finished_chain(base, visit.seed)
    lead = words.say(
        "{company}, simulated for {weeks} weeks with nothing changed. This is one company with its own luck, so small "
        "changes may be chance.",
        company=words.say(base.title or base.name),
        weeks=words.number(base.weeks),
    )
    texts = {
        "label": words.say("The chain from drivers to money"),
        "week": words.say("The quarter up to week {week} of {weeks}", week="{week}", weeks=words.number(base.weeks)),
        "play": words.say("Play the weeks"),
        "pause": words.say("Pause"),
        "back": words.say(
            "The chain also runs backwards: a good year raises pay, job security, hiring and pride, and satisfied "
            "customers make work more pleasant."
        ),
    }
    links = solara.use_memo(lambda: drawn_links(chain, words, base.currency), [base.hash(), words.language])
    shown = solara.use_memo(
        lambda: [of_metric(metric) for link in chain for metric in (link.metric, link.other)], [base.hash()]
    )
    with html.within("div", class_="r-page"):
        html.head(words.say("How engagement ripples through to customers and profit"), lead)
        Unshared(base, refused)
        Chain(links, base.weeks, texts)
        RestsOn(shown)
        ExamplePlan()
        Doors()
        CompanyPicker()
        Address(search=home_address_of(visit))


def drawn_links(chain: list[Link], words: Words, currency: str) -> list[dict[str, Any]]:
    """Return the chain's links as the picture shows them, with every text of every week."""
    return [_drawn(link, words, currency) for link in chain]


def _drawn(link: Link, words: Words, currency: str) -> dict[str, Any]:
    title, icon = TITLES[link.name]
    label, of = words.say(link.other.label), unit(words, link.other, currency)
    others = [read(words, link.other, value, currency) for value in link.other_values]
    return {
        "name": link.name,
        "title": words.say(title),
        "icon": icon,
        "label": words.say(link.metric.label),
        "unit": unit(words, link.metric, currency),
        "shown": [read(words, link.metric, value, currency) for value in link.values],
        "other": [words.say("{label}: {value} {unit}", label=label, value=other, unit=of) for other in others],
        "changes": [_since_first(words, link, change, currency) for change in link.changes],
        "line": [None if math.isnan(value) else round(float(value), 4) for value in link.values],
        "span": _least_span(link),
    }


def _since_first(words: Words, link: Link, change: float, currency: str) -> str:
    if math.isnan(change):
        return words.say("the first quarter")
    said = read_change(words, link.metric, change, currency)
    return words.say("{change} since the first quarter", change=said)


def _least_span(link: Link) -> float:
    if link.metric.unit == "0 to 100":
        return LEAST_SCORE_SPAN
    largest = float(abs(link.values).max())
    return largest * (2 * LEAST_SHARE_SPAN if is_money(link.metric) else LEAST_SHARE_SPAN)


@solara.component
def ExamplePlan() -> None:
    """Draw the question of a plan and its answer in money and months, or how far it has come."""
    visit, words = use_visit(), use_words()
    known = known_answer(visit.base, PLAN)
    example = None if known is not None else example_of(visit.base, PLAN)
    if known is None and example is None:
        return
    plan = load_plan(PLAN)
    with html.card("example", words.say("An example: {plan}", plan=words.say(plan.title))):
        html.element("p", words.say(plan.asks))
        if known is not None:
            Answer(known.say(words), known.pairs)
        elif example is not None:
            example.when_changed(visit.tell)
            if example.comparison is not None:
                Answer(example.comparison.say(words=words), example.comparison.pairs)
            else:
                _progress(words, example)


@solara.component
def Answer(says: str, pairs: int) -> None:
    """Draw the answer, how it was worked out, and the way to ask on."""
    words, go = use_words(), use_way()
    html.answer(says, data_example="known")
    how = words.say(
        "Worked out from {pairs:one=# pair|other=# pairs} of companies with the same luck, one with the plan and one "
        "without. The range holds 80 % of the possible futures. Money is not discounted.",
        pairs=pairs,
    )
    html.quiet(how)
    path = f"/whatif?{urlencode({'plan': PLAN})}"
    with html.within("div", class_="r-row"):
        link = html.element("a", words.say("Ask what if with this plan"), class_="r-button", href=address(path))
    html.on_click(link, partial(go, path))


def _progress(words: Words, example: Example) -> None:
    if example.failed:
        html.element("p", words.say("It could not be worked out for this company."))
        return
    says = words.say(
        "Simulating the company with the plan and without: {pairs:one=# pair|other=# pairs} so far.", pairs=example.done
    )
    with html.within("div", role="status"):
        Bar(words.say("Pairs of companies simulated"), example.done, example.total, says)


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
                html.quiet(words.say(page.door.says)),
                class_="r-card r-door",
                href=address(f"/{page.path}"),
            )
            html.on_click(door, partial(go, f"/{page.path}"))


@solara.component
def CompanyPicker() -> None:
    """Draw the companies that come with the package, and the way to open another."""
    visit, words = use_visit(), use_words()
    opening = solara.use_reactive("")
    problem: solara.Reactive[Phrase | None] = solara.use_reactive(None)
    in_turn = solara.use_memo(threading.Lock, [])

    def begin(name: str, company: Callable[[], Scenario]) -> None:
        opening.set(name)
        problem.set(None)

        def work() -> None:
            with in_turn:
                said = opened(company, visit)
                if opening.peek() == name:  # nothing else was asked for meanwhile
                    problem.set(said)
                    opening.set("")

        threading.Thread(target=work, daemon=True).start()

    presets = solara.use_memo(lambda: [load(name) for name in preset_names()], [])
    about_files = words.say(
        "A TOML file of your own; 'ripple new mine.toml' writes one to begin with. It stays on this computer and is "
        "read by this server only."
    )
    with html.card("company", words.say("Another company")):
        Choices(
            [(one.name, words.say(one.title), words.say(one.about)) for one in presets],
            opening.value or visit.base.name,
            words.say("Company"),
            lambda name: begin(name, lambda: company_in(name)),
        )
        with html.within("div", class_="r-row"):
            FilePick(
                words.say("Open a scenario file"),
                lambda name, text: begin(name, lambda: company_of(text, name)),
                problem.set,
            )
            html.element("span", about_files, class_="r-quiet")
        with html.within("div", role="status"):
            if opening.value:
                html.notice(words.say("Preparing the company…"))
            elif problem.value:
                Refusal(words, problem.value)


def opened(company: Callable[[], Scenario], visit: Visit) -> Phrase | None:
    """Open a company; returns what went wrong, or None.

    It is simulated to its end before it is opened, so that nobody waits for a page half drawn.
    """
    try:
        base = company()
        ROOM.look(visit, base)
        finished_chain(base, visit.seed)
        visit.open_company(base)
    except RippleError as refused:
        return refused.sentence
    except Exception as broken:
        return Phrase(SENTENCE, reference=noted(broken))
    return None


PAGE = Page(path="", label=mark("Home"), icon="home-outline", order=0, component=Home)
