"""A plan in plain words: what is done, for whom, when, and what it takes."""

from __future__ import annotations

from dataclasses import dataclass

from ripple_sim.scenario.interventions import Dated, Intervention, Shock
from ripple_sim.scenario.levers import BY_NAME
from ripple_sim.scenario.plan_reach import whom
from ripple_sim.scenario.quantities import WITHOUT_UNIT
from ripple_sim.scenario.schema import WEEKS_PER_YEAR, Scenario
from ripple_sim.scenario.tree import parameter_at, place_of
from ripple_sim.wording import ENGLISH, Wording, listed, mark, sentences, significant

# Whether something begins in the first week, and how it ends.
DATES = {
    (True, "stays"): mark("It begins in the first week and stays."),
    (True, "ends"): mark("It begins in the first week and lasts {span}."),
    (True, "stopped"): mark("It begins in the first week and is stopped {span} later, before it is fully built up."),
    (False, "stays"): mark("It begins {start} and stays."),
    (False, "ends"): mark("It begins {start} and lasts {span}."),
    (False, "stopped"): mark("It begins {start} and is stopped {span} later, before it is fully built up."),
}


def said_of_intervention(change: Intervention, scenario: Scenario, words: Wording = ENGLISH) -> str:
    """Return what is done, for whom, when, and what it takes beyond the lever's own cost."""
    lever = BY_NAME[change.lever]
    facts = {
        "lever": words.say(lever.label),
        "size": _quantity(words, abs(change.change), lever.unit, ("index",)),
        "whom": whom(change.reach, scenario, lever.reach == "unit", words),
    }
    if change.change >= 0:
        does = words.say("{lever} goes up by {size} {whom}.", **facts)
    else:
        does = words.say("{lever} goes down by {size} {whom}.", **facts)
    terms = scenario.terms(change.lever)
    hours = round(change.attention_hours + terms.hours * max(change.change, 0.0), 2)
    takes = (
        ""
        if not hours
        else words.say("It takes {hours} hours a week from each person reached.", hours=significant(words, hours))
    )
    cost = _cost(change, scenario.currency, words)
    return _named(change, lever.label, sentences(words, does, _dates(change, words), takes, cost), words)


def said_of_shock(shock: Shock, scenario: Scenario, words: Wording = ENGLISH) -> str:
    """Return what happens to whom, and when."""
    lever = BY_NAME[shock.kind]
    happens = words.say(
        "{shock}: {size} {whom}.",
        shock=words.say(lever.label),
        size=_quantity(words, shock.size, lever.unit),
        whom=whom(shock.reach, scenario, lever.reach == "unit", words),
    )
    return _named(shock, lever.label, sentences(words, happens, _dates(shock, words)), words)


def said_of_setting(path: str, value: object, scenario: Scenario, words: Wording = ENGLISH) -> str:
    """Return what a value of the scenario is set to."""
    parameter = parameter_at(place_of(path), {}, Scenario)
    if parameter is None or not isinstance(value, int | float):
        return words.say("{setting} is {value}.", setting=path, value=value)
    said = _quantity(words, value, parameter.unit).replace("currency", scenario.currency)
    return words.say("{setting} is {value}.", setting=words.say(parameter.label) or path, value=said)


def span(weeks: int, words: Wording = ENGLISH) -> str:
    """Return a number of weeks in years or months where these come out whole."""
    count, noun = _whole(weeks)
    if noun == "year":
        return words.count("{number} year", "{number} years", count)
    if noun == "month":
        return words.count("{number} month", "{number} months", count)
    return words.count("{number} week", "{number} weeks", count)


def _after(weeks: int, words: Wording) -> str:
    count, noun = _whole(weeks)
    if noun == "year":
        return words.count("after {number} year", "after {number} years", count)
    if noun == "month":
        return words.count("after {number} month", "after {number} months", count)
    return words.count("after {number} week", "after {number} weeks", count)


def _whole(weeks: int) -> tuple[int, str]:
    for noun, length in (("year", WEEKS_PER_YEAR), ("month", WEEKS_PER_YEAR / 12)):
        count = weeks / length
        if count >= 1 and count == int(count):
            return int(count), noun
    return weeks, "week"


def _quantity(words: Wording, value: float, unit: str, plain: tuple[str, ...] = ()) -> str:
    number = significant(words, value)
    if unit in (*WITHOUT_UNIT, *plain):
        return number
    return words.say("{number} {unit}", number=number, unit=words.say(unit))


def _dates(change: Dated, words: Wording) -> str:
    ends = "stays"
    if change.duration is not None:
        ends = "stopped" if change.duration <= change.ramp else "ends"
    dates = words.say(
        DATES[not change.start, ends], start=_after(change.start, words), span=span(change.duration or 0, words)
    )
    rises = change.ramp and words.say("It builds up over {span}.", span=span(change.ramp, words))
    fades = change.decay and words.say("It fades over {span} in the end.", span=span(change.decay, words))
    return sentences(words, dates, rises or "", fades or "")


def _cost(change: Intervention, currency: str, words: Wording) -> str:
    once = words.amount(change.one_off_cost, currency)
    weekly = words.amount(change.weekly_cost, currency)
    if change.one_off_cost and change.weekly_cost:
        return words.say("It costs {once} once and {weekly} a week while it runs.", once=once, weekly=weekly)
    if change.one_off_cost:
        return words.say("It costs {once} once.", once=once)
    if change.weekly_cost:
        return words.say("It costs {weekly} a week while it runs.", weekly=weekly)
    return ""


def _named(change: Dated, label: str, said: str, words: Wording) -> str:
    """Put the name before it that a change was given, unless that is its lever's own."""
    if change.name.casefold() in ("", label.casefold()):
        return said
    return words.say("{name}: {said}", name=words.say(change.name), said=said)


# Each part of a cost where it costs, and where it saves.
PARTS = {
    "programmes": (mark("{amount} for programmes"), mark("{amount} saved on programmes")),
    "raises": (mark("{amount} for pay raised"), mark("{amount} saved by pay lowered")),
    "seats": (mark("{amount} for seats opened"), mark("{amount} saved by seats closed")),
}
# Where pay or seats are all there is to a cost; where they cost, and where they save.
ALL = {
    "raises": (mark("All of its cost is pay raised."), mark("All of it is saved by lower pay.")),
    "seats": (mark("All of its cost is pay for seats opened."), mark("All of it is saved by seats closed.")),
}
_LEAST = 0.5  # of the currency: less is not told


@dataclass(frozen=True)
class CostParts:
    """The parts of a plan's cost, in currency over the horizon, beyond the baseline's.

    Attributes
    ----------
    programmes, raises, seats
        Spent on programmes, on pay raised, and on seats opened; negative where the plan saves. The
        cost is their sum.
    hours_at_wage
        What the hours of staff that it takes are worth at the wage; no part of the cost.
    """

    programmes: float
    raises: float
    seats: float
    hours_at_wage: float

    @property
    def total(self) -> float:
        """The cost."""
        return self.programmes + self.raises + self.seats

    def say(self, currency: str, words: Wording = ENGLISH) -> str:
        """Return what the cost is made up of, and what hours of staff the plan takes beside it.

        A cost of programmes alone is not taken apart: that is what a cost is where nothing else is
        said.
        """
        return sentences(words, self._made_up(currency, words), self._hours(currency, words))

    def _made_up(self, currency: str, words: Wording) -> str:
        if max(abs(self.raises), abs(self.seats)) < _LEAST:
            return ""
        amounts = {name: float(getattr(self, name)) for name in PARTS}
        parts = {name: amount for name, amount in amounts.items() if abs(amount) >= _LEAST}
        if len(parts) == 1:
            (only,) = parts
            return words.say(ALL[only][self.total < 0])
        said = listed(
            words,
            [
                words.say(PARTS[name][amount < 0], amount=words.short_amount(abs(amount), currency))
                for name, amount in parts.items()
            ],
        )
        if self.total < 0:
            return words.say("What it saves is made up of {parts}.", parts=said)
        return words.say("Its cost is made up of {parts}.", parts=said)

    def _hours(self, currency: str, words: Wording) -> str:
        if abs(self.hours_at_wage) < _LEAST:
            return ""
        amount = words.short_amount(abs(self.hours_at_wage), currency)
        if self.hours_at_wage < 0:
            return words.say(
                "It also frees staff hours worth {amount}, paid anyway and not in its cost.", amount=amount
            )
        return words.say("It also takes staff hours worth {amount}, paid anyway and not in its cost.", amount=amount)
