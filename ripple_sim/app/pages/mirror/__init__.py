"""Mirror: what staff see of the service beside what customers meet, and what was promised."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import solara

from ripple_sim.app.components import html
from ripple_sim.app.components.cards import Tile, Tiles
from ripple_sim.app.components.information_mark import RestsOn
from ripple_sim.app.components.progress import Unshared
from ripple_sim.app.pages.mirror.gap_levers import GapLevers
from ripple_sim.app.pages.mirror.two_sides import Forces, Promises, Units, apart, read
from ripple_sim.app.pages.registry import Page
from ripple_sim.app.session import Visit
from ripple_sim.app.session.company import company_word
from ripple_sim.app.session.mirror import CUSTOMERS_VIEW, STAFF_VIEW, Mirror, mirror_of
from ripple_sim.app.session.mirror_study import View, bring_about
from ripple_sim.app.session.provenance import of_metric, of_path
from ripple_sim.app.session.room import LARGEST_RUN
from ripple_sim.app.shell.visiting import current_visit, use_visit, use_way, use_words
from ripple_sim.app.words import Words
from ripple_sim.observe.metrics import BY_NAME
from ripple_sim.scenario.schema import Scenario
from ripple_sim.wording import mark

Choose = Callable[..., None]


@solara.component
def MirrorPage() -> None:
    """Draw both sides of the service, the promise, and what moves a gap."""
    router = solara.use_router()
    # Before the visit is used, which opens its first company where there is none.
    refused = solara.use_memo(lambda: bring_about(current_visit(), _asked_at_first(router.search)), [])
    visit, words = use_visit(), use_words()
    view, choose = _use_view(visit)
    run = visit.company.run()
    mirror = solara.use_memo(
        lambda: mirror_of(visit.base, run.recorder, visit.company.world),
        [visit.base.hash(), visit.week, visit.beginnings, visit.moves],
    )
    with html.within("div", class_="r-page"):
        html.head(words.say("What staff see, and what customers experience"), _lead(visit, mirror, words))
        Unshared(visit.base, refused)
        with html.within("div", class_="r-stack"):
            Whole(visit.base, mirror)
        html.select(
            words.say("Forces and promises of"),
            [("0", words.say("the whole company"))] + [(str(at), one.name) for at, one in enumerate(mirror.units, 1)],
            str(view.unit),
            lambda key: choose(unit=int(key)),
        )
        with html.within("div", class_="r-grid"):
            with html.within("div", class_="r-stack", style="align-content: start"):
                Units(mirror)
            with html.within("div", class_="r-stack", style="align-content: start"):
                Forces(mirror, view.unit)
                Promises(mirror, view.unit)
        with html.within("div", class_="r-stack"):
            GapLevers(view.gap, lambda gap: choose(gap=gap))


def _asked_at_first(search: str | None) -> View:
    """Return what an address asks for while no company is there to hold it within its range."""
    return View.from_search(search, 0, LARGEST_RUN.weeks)


def _use_view(visit: Visit) -> tuple[View, Choose]:
    """Return what the address asks for, and a function that asks for something else."""
    router, way = solara.use_router(), use_way()
    view = View.from_search(router.search, len(visit.base.unit_names()), visit.base.weeks)

    def choose(**changed: object) -> None:
        now = replace(view, company=company_word(visit.base), week=visit.week)
        way(f"/mirror?{replace(now, **changed).search()}")  # type: ignore[arg-type]

    return view, choose


def _lead(visit: Visit, mirror: Mirror, words: Words) -> str:
    return words.say(
        "{company}, weeks {first} to {last}, {moved:yes=with your changes on Watch|other=with nothing changed}. This "
        "is one company with its own luck.",
        company=words.say(visit.base.title or visit.base.name),
        first=words.number(mirror.first + 1),
        last=words.number(mirror.last),
        moved="yes" if visit.moves else "no",
    )


@solara.component
def Whole(base: Scenario, mirror: Mirror) -> None:
    """Draw the figures of the whole company, and what each is based on."""
    words = use_words()
    of = mirror.promise

    def tile(name: str, label: str, value: float, change: str) -> Tile:
        return Tile(name, label, read(words, value), words.say("of 100"), change)

    centre = words.say("staff at the centre included") if base.company.structure.central_staff else ""
    said = words.say(
        "promised {promised}, expected {expected}", promised=read(words, of.promised), expected=read(words, of.expected)
    )
    values = words.say(
        "announced {announced}, practised {practised}",
        announced=read(words, of.announced),
        practised=read(words, of.lived),
    )
    whole = mirror.whole
    Tiles(
        [
            tile(STAFF_VIEW, words.say("Service as staff see it"), whole.staff, centre),
            tile(CUSTOMERS_VIEW, words.say("Customers' satisfaction"), whole.customers, apart(words, whole.gap)),
            tile("met", words.say("Service that customers experience"), of.met, said),
            tile("values", words.say("Values that customers feel"), of.delivered, values),
        ],
        words.say("Both sides in the whole company, the last quarter (13 weeks)"),
    )
    metrics = (STAFF_VIEW, CUSTOMERS_VIEW, "service_quality", "expectation")
    levers = ("promise", "announced_values", "lived_values")
    paths = (of_path(base, "company", "practices", name, "level") for name in levers)
    RestsOn([*(of_metric(BY_NAME[name]) for name in metrics), *filter(None, paths)])


PAGE = Page(path="mirror", label=mark("Mirror"), icon="compare", order=30, component=MirrorPage)
