"""The company at this moment: its figures, and its people as a network."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import Any

import numpy as np
import solara

from ripple_sim.app.components import html
from ripple_sim.app.components.cards import Pictured, Table, Tile, Tiles
from ripple_sim.app.components.information_mark import RestsOn
from ripple_sim.app.components.pictures import NetworkPicture
from ripple_sim.app.session import Visit
from ripple_sim.app.session.network import SHOWS, TABLES, VIEWS, Network, network_of, there_are
from ripple_sim.app.session.provenance import of_metric
from ripple_sim.app.session.studies import tell_story
from ripple_sim.app.shell.visiting import use_visit, use_words
from ripple_sim.app.words import Words
from ripple_sim.app.words.catalogue import read, read_change, refusal, shows, unit
from ripple_sim.model.records import CUSTOMER, PROSPECT
from ripple_sim.observe.metrics import BY_NAME
from ripple_sim.observe.results import QUARTER
from ripple_sim.scenario.problems import RippleError
from ripple_sim.wording import Phrase, mark

UNIT_HEADS = (
    mark("Unit"),
    mark("Leadership"),
    mark("Engagement"),
    mark("Staff"),
    mark("Satisfaction"),
    mark("Customers"),
    mark("People moved"),
)
TILES = ("engagement", "leavers", "waiting", "service_quality", "customer_satisfaction", "cnps", "customers", "profit")
VIEW_NAMES = {
    "feeling": mark("Leadership, engagement, satisfaction"),
    "energy": mark("Energy of staff"),
    "leaving": mark("Intention to leave"),
    "trust": mark("Integrity and trust"),
    "recommending": mark("Would recommend the company"),
}


@solara.component
def Figures() -> None:
    """Draw the figures of the last quarter, what has changed, and what the visitor changed."""
    visit, words = use_visit(), use_words()
    Tiles([_tile(visit, words, name) for name in TILES], words.say("Figures of the last quarter (13 weeks)"))
    RestsOn(solara.use_memo(lambda: [of_metric(BY_NAME[name]) for name in TILES], []))


def _tile(visit: Visit, words: Words, name: str) -> Tile:
    metric, currency, week = BY_NAME[name], visit.base.currency, visit.week
    span = min(QUARTER, max(week // 2, 1))
    now = visit.company.over_weeks(name, week - span, week)
    since = read_change(words, metric, now - visit.company.over_weeks(name, 0, span), currency)
    effect = now - visit.twin.over_weeks(name, week - span, week)
    compared = words.say("{change} compared with no change", change=read_change(words, metric, effect, currency))
    return Tile(
        name,
        words.say(metric.label),
        read(words, metric, now, currency),
        unit(words, metric, currency),
        words.say("{change} since the start", change=since),
        compared if shows(metric, effect) else "",
    )


@solara.component
def Organisation() -> None:
    """Draw the people, coloured by a state, and tell of the one pointed at."""
    visit, words = use_visit(), use_words()
    view, at = solara.use_reactive("feeling"), solara.use_reactive(-1)
    world = visit.company.world
    network = solara.use_memo(lambda: network_of(world), [visit.base.hash()])
    names = [*visit.base.unit_names(), words.say("centre")]
    drawn = [names[unit] for unit in network.units]
    solara.use_memo(lambda: at.set(-1), [visit.base.hash()])
    views = [(name, words.say(text)) for name, text in VIEW_NAMES.items()]
    label = words.say("The organisation and some of its customers, coloured by: {view}", view=dict(views)[view.value])
    texts = {
        "label": label,
        "how": words.say(
            "Arrow keys go from person to person, Enter shows a person's history, Escape leaves. The table gives the "
            "figures by unit."
        ),
        "low": words.say("low"),
        "high": words.say("high"),
        "nobody": words.say("vacant, or no customer"),
        "glow": words.say("the ripple reaches somebody"),
        "managers": words.say("managers"),
        "employees": words.say("employees"),
        "customers": words.say("customers"),
    }

    def picture() -> Any:
        return NetworkPicture(
            network,
            drawn,
            ask=at.set,
            open_=lambda place: _begin_story(visit, network, place),
            state=network.state(world, VIEWS[view.value]),
            glow=network.glow(visit.ripple, visit.week),
            seq=visit.frame,
            told=told_of(visit, words, network, at.value) if at.value >= 0 else [],
            texts=texts,
        )

    Pictured(
        words.say("People"),
        picture,
        lambda: _by_unit(visit, words, names),
        _note(visit, words, len(drawn)),
        lambda: html.select(words.say("Colour by"), views, view.value, view.set),
    )
    PersonStory()


def _note(visit: Visit, words: Words, drawn: int) -> str:
    moved = visit.ripple.moved()
    units = len(np.unique(visit.company.world.employees["unit"]))
    if any(moved.values()):
        return words.say(
            "So far your changes have moved {managers:one=# manager|other=# managers}, "
            "{employees:one=# employee|other=# employees} and {customers:one=# customer|other=# customers} by at least "
            "one point of 100.",
            managers=moved["managers"],
            employees=moved["employees"],
            customers=moved["members"],
        )
    if drawn < units:
        return words.say(
            "{drawn} of {units} units are drawn, with some of their customers.",
            drawn=words.number(drawn),
            units=words.number(units),
        )
    return words.say("Point at a person for the figures; click for the history. Customers are a sample.")


def _by_unit(visit: Visit, words: Words, names: list[str]) -> Any:
    world = visit.company.world
    rows = []
    team_unit = world.teams["unit"]
    for unit_row, name in enumerate(names):
        row, moved = [name], 0
        for table in ("managers", "employees", "members"):
            of_unit = (team_unit if table == "managers" else getattr(world, table)["unit"]) == unit_row
            there = of_unit & there_are(world, table)
            values = getattr(world, table)[SHOWS[table]][there]
            row.append(words.number(100 * float(values.mean()), 1) if len(values) else "–")
            if table != "managers":
                row.append(words.number(int(there.sum())))
            moved += int((visit.ripple.since[table][of_unit] > 0).sum())
        if unit_row < len(names) - 1 or (world.employees["unit"] == unit_row).any():
            rows.append([*row, words.number(moved)])
    return Table(words.say("Averages by unit, of 100"), map(words.say, UNIT_HEADS), rows)


def _begin_story(visit: Visit, network: Network, place: int) -> None:
    who = person_called(network, place)
    if who is None:
        return
    given = visit.base, visit.company.scenario, who, visit.week, visit.seed
    with suppress(RippleError):
        visit.jobs.start("story", tell_story, *given, when_changed=visit.tell)
        visit.tell()


def _end_story(visit: Visit) -> None:
    visit.jobs.forget("story")
    visit.tell()


@solara.component
def PersonStory() -> None:
    """Draw the story of the person chosen, in both worlds."""
    visit, words = use_visit(), use_words()
    job = visit.jobs["story"]
    if job is None or job.state == "cancelled":
        return
    with html.within("section", class_="r-card", aria_label=words.say("A person's history")):
        if job.state == "running":
            html.element("p", words.say("Simulating this person again, in both worlds…"), role="status")
        elif job.state == "done":
            with html.within("div", class_="r-row r-apart r-nowrap"):
                html.element("h2", words.say("One person in both worlds"))
                html.button(words.say("Close"), partial(_end_story, visit), plain=True)
            html.quiet(job.result.say(words=words))
            with html.within("ol", class_="r-story", tabindex="0", aria_label=words.say("Events")):
                for line in job.result.lines(words):
                    html.element("li", line)
        else:
            html.element("p", refusal(words, job.problem or Phrase("The history could not be worked out.")))


def person_called(network: Network, place: int) -> str | None:
    """Return what a person is called in stories; managers have none of their own."""
    table = TABLES[network.tables[place]]
    number = int(network.rows[place]) + 1
    return {"employees": f"employee {number}", "members": f"customer {number}"}.get(table)


def told_of(visit: Visit, words: Words, network: Network, place: int) -> list[str]:
    """Return a few sentences on a person drawn: who, how it stands, what differs."""
    table, row = TABLES[network.tables[place]], int(network.rows[place])
    tell = {"managers": _manager, "employees": _employee, "members": _member}[table]
    return [*tell(visit, words, row), *_difference(visit, words, table, row)]


def _manager(visit: Visit, words: Words, row: int) -> list[str]:
    world = visit.company.world
    where = {"team": words.number(row + 1), "unit": _unit(visit, words, int(world.teams["unit"][row]))}
    if not there_are(world, "managers")[row]:
        return [words.say("Team {team}, {unit}, has no manager at present.", **where)]
    state = world.managers[row]
    return [
        words.say("The manager of team {team}, {unit}.", **where),
        words.say(
            "Leadership {leadership} of 100, word-deed integrity {integrity} of 100.",
            leadership=_hundred(words, state["leadership"]),
            integrity=_hundred(words, state["integrity"]),
        ),
    ]


def _employee(visit: Visit, words: Words, row: int) -> list[str]:
    state = visit.company.world.employees[row]
    where = {
        "number": words.number(row + 1),
        "function": visit.base.function_names()[int(state["function"])],
        "team": words.number(int(state["team"]) + 1),
        "unit": _unit(visit, words, int(state["unit"])),
    }
    if not state["filled"]:
        return [words.say("Seat {number} ({function}, team {team}, {unit}) is vacant.", **where)]
    feels = words.say(
        "{weeks:one=# week|other=# weeks} in the job; engagement {engagement} of 100, energy {energy} of 100.",
        weeks=int(state["tenure"]),
        engagement=_hundred(words, state["engagement"]),
        energy=_hundred(words, state["energy"]),
    )
    return [words.say("Employee {number} ({function}, team {team}, {unit}).", **where), feels]


def _member(visit: Visit, words: Words, row: int) -> list[str]:
    state = visit.company.world.members[row]
    number, unit = words.number(row + 1), _unit(visit, words, int(state["unit"]))
    if state["standing"] != CUSTOMER:
        says = words.say(
            "Person {number} in the market of {unit}, {kind:prospect=not a customer yet|other=a former customer}.",
            number=number,
            unit=unit,
            kind="prospect" if state["standing"] == PROSPECT else "former",
        )
        return [says]
    satisfied = words.say(
        "Satisfaction {satisfaction} of 100; likely to recommend the company: {answer} of 10.",
        satisfaction=_hundred(words, state["satisfaction"]),
        answer=words.number(int(state["recommend"])),
    )
    return [words.say("Customer {number} of {unit}.", number=number, unit=unit), satisfied]


def _difference(visit: Visit, words: Words, table: str, row: int) -> list[str]:
    since = int(visit.ripple.since[table][row])
    if not since:
        return [words.say("The same as in the company without changes.")]
    reached = words.say("The ripple arrived in week {week}.", week=words.number(since))
    worlds = visit.company.world, visit.twin.world
    here, there = (there_are(world, table)[row] for world in worlds)
    if here and there:
        own, twin = (_hundred(words, getattr(world, table)[SHOWS[table]][row]) for world in worlds)
        says = words.say("Now {own} of 100, in the company without changes {twin}.", own=own, twin=twin)
    elif here or there:
        says = words.say(
            "In the company without changes this place is {filled:yes=filled|other=empty}.",
            filled="yes" if there else "no",
        )
    else:
        return [reached]
    return [reached, says]


def _unit(visit: Visit, words: Words, row: int) -> str:
    names = visit.base.unit_names()
    return names[row] if row < len(names) else words.say("the centre")


def _hundred(words: Words, value: float) -> str:
    return words.number(100 * float(value))
