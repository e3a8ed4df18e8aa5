"""What is told of the person pointed at."""

from __future__ import annotations

from ripple_sim.app.session import Visit
from ripple_sim.app.session.network import SHOWS, TABLES, Network, there_are
from ripple_sim.app.words import Words
from ripple_sim.model.records import CUSTOMER, PROSPECT


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
    world = visit.company.world
    state = world.employees[row]
    where = {
        "number": words.number(row + 1),
        "function": visit.base.function_names()[int(state["function"])],
        "team": words.number(int(state["team"]) + 1),
        "unit": _unit(visit, words, int(state["unit"])),
    }
    if not state["filled"]:
        return [words.say("Seat {number} ({function}, team {team}, {unit}) is vacant.", **where)]
    return [
        words.say("Employee {number} ({function}, team {team}, {unit}).", **where),
        words.count(
            "{number} week in the job; engagement {engagement} of 100, energy {energy} of 100.",
            "{number} weeks in the job; engagement {engagement} of 100, energy {energy} of 100.",
            int(state["tenure"]),
            engagement=_hundred(words, state["engagement"]),
            energy=_hundred(words, state["energy"]),
        ),
    ]


def _member(visit: Visit, words: Words, row: int) -> list[str]:
    state = visit.company.world.members[row]
    where = {"number": words.number(row + 1), "unit": _unit(visit, words, int(state["unit"]))}
    if state["standing"] == PROSPECT:
        return [words.say("Person {number} in the market of {unit}, not a customer yet.", **where)]
    if state["standing"] != CUSTOMER:
        return [words.say("Person {number} in the market of {unit}, a former customer.", **where)]
    return [
        words.say("Customer {number} of {unit}.", **where),
        words.say(
            "Satisfaction {satisfaction} of 100; would recommend with {answer} of 10.",
            satisfaction=_hundred(words, state["satisfaction"]),
            answer=words.number(int(state["recommend"])),
        ),
    ]


def _difference(visit: Visit, words: Words, table: str, row: int) -> list[str]:
    since = int(visit.ripple.since[table][row])
    if not since:
        return [words.say("The same as in the company without changes.")]
    reached = words.say("The ripple arrived in week {week}.", week=words.number(since))
    here, there = (there_are(world, table)[row] for world in (visit.company.world, visit.twin.world))
    if here != there:
        says = (
            words.say("In the company without changes this place is empty.")
            if here
            else words.say("In the company without changes this place is filled.")
        )
        return [reached, says]
    field = SHOWS[table]
    values = [getattr(w, table)[field][row] for w in (visit.company.world, visit.twin.world)]
    says = words.say(
        "Now {own} of 100, in the company without changes {twin}.",
        own=_hundred(words, values[0]),
        twin=_hundred(words, values[1]),
    )
    return [reached, says] if here else [reached]


def _unit(visit: Visit, words: Words, row: int) -> str:
    names = visit.base.unit_names()
    return names[row] if row < len(names) else words.say("the centre")


def _hundred(words: Words, value: float) -> str:
    return words.number(100 * float(value))
