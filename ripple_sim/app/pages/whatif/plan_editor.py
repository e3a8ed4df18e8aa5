"""One plan as it is written: a timeline, the numbers of a part, its cost beside its budget."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial
from typing import Any

import solara

from ripple_sim.app.components import html
from ripple_sim.app.components.html import Event, Rows, Texts
from ripple_sim.app.components.progress import Refusal
from ripple_sim.app.pages.whatif.plan_numbers import Cost, field_as, fields_of, reach_groups
from ripple_sim.app.session import planning
from ripple_sim.app.session.whatif import WhatIf
from ripple_sim.app.shell.visiting import use_visit, use_words
from ripple_sim.app.words import Words
from ripple_sim.app.words.catalogue import refusal
from ripple_sim.scenario.interventions import Intervention
from ripple_sim.scenario.levers import BY_NAME, DRIVERS, PRACTICES, Lever
from ripple_sim.scenario.plans import Plan
from ripple_sim.scenario.problems import RippleError
from ripple_sim.scenario.quantities import WITHOUT_UNIT
from ripple_sim.scenario.schema import Scenario

TERMS = ("title", "budget", "weeks")


@solara.component_vue("form.vue")
def _Form(choices: Rows, fields: Rows, wrong: str, event_set: Event = None) -> None: ...


@solara.component
def Writing(asking: WhatIf, plan: Plan) -> None:
    """Draw the plan that is being written."""
    visit, words = use_visit(), use_words()
    base = visit.base
    wrong = solara.use_reactive("")
    weeks = base.weeks if plan.weeks is None else plan.weeks

    def write(change: Callable[..., Plan], *given: Any, field: str = "", **values: Any) -> None:
        good = asking.write(lambda held, company: change(held, company, *given, **values))
        wrong.set("" if good else field)

    title = words.say("On the timeline: {plan}", plan=words.say(plan.title) or plan.name)
    with html.card("writing", title):
        html.quiet(solara.use_memo(lambda: _said(words, plan, base), [plan, base.hash(), words.language]))
        if plan.interventions:
            Timeline(plan, weeks, asking.place, partial(asking.choose, plan.name), write)
        levers = [("", words.say("choose…")), *map(partial(_option, words), (*DRIVERS, *PRACTICES))]
        html.select(
            words.say("Add a lever"), levers, "", lambda lever: write(planning.with_lever, lever) if lever else None
        )
        if plan.interventions:
            _part(words, asking, plan, wrong.value, write)
        if asking.problem:
            Refusal(words, asking.problem, role="alert")
        html.element("h3", words.say("The plan as a whole"))
        terms, set_term = _terms(words, plan, base), partial(_set_term, write)
        _Form(choices=[], fields=terms, wrong=wrong.value, event_set=set_term)
        if plan.interventions:
            Cost(plan)


def _said(words: Words, plan: Plan, base: Scenario) -> str:
    try:
        return plan.say(base, words)
    except RippleError as problem:
        return refusal(words, problem.sentence)


def _option(words: Words, lever: Lever) -> tuple[str, str]:
    return lever.name, words.say(lever.label)


def _part(words: Words, asking: WhatIf, plan: Plan, wrong: str, write: Callable[..., None]) -> None:
    base = asking.visit.base
    place = min(asking.place, len(plan.interventions) - 1)
    one = plan.interventions[place]
    lever = BY_NAME[one.lever]

    def take(told: dict[str, Any]) -> None:
        name, value = str(told.get("name")), told.get("value")
        try:
            if name == "lever":
                values: dict[str, Any] = {"lever": str(value), "reach": {}}
            elif name == "reach":
                if value == planning.KEEP:
                    return
                values = {"reach": planning.reach_of(str(value))}
            elif name in planning.NUMBERS and _number(value):
                values = {name: value if value is not None or name == "duration" else 0}
            else:
                return
        except RippleError as problem:
            asking.refuse(problem.sentence)
            return
        write(planning.changed, place, values, field=name)

    title = words.say("Part {number}: {lever}", number=words.number(place + 1), lever=words.say(lever.label))
    with html.within("div", class_="r-row r-apart"):
        html.element("h3", title)
        html.button(
            words.say("Remove this part"),
            lambda: write(lambda held, _: planning.without(held, place)),
            icon_name="delete-outline",
            plain=True,
            small=True,
        )
    html.quiet(words.say(lever.help))
    groups = ((words.say("Drivers of engagement"), DRIVERS), (words.say("Practices"), PRACTICES))
    levers = {
        "name": "lever",
        "label": words.say("Lever"),
        "value": one.lever,
        "groups": [[heading, [list(_option(words, held)) for held in held_levers]] for heading, held_levers in groups],
    }
    reach = {
        "name": "reach",
        "label": words.say("Whom it reaches"),
        "value": planning.reach_key(one.reach),
        "groups": reach_groups(words, base, planning.reach_keys(base, one.lever, one.reach), one),
    }
    _Form(choices=[levers, reach], fields=fields_of(words, base, one), wrong=wrong, event_set=take)


def _number(value: Any) -> bool:
    return value is None or (isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value))


def _terms(words: Words, plan: Plan, base: Scenario) -> list[dict[str, Any]]:
    currency, weeks = words.say("{currency}, over the horizon", currency=base.currency), words.say("weeks")
    return [
        {"name": "title", "label": words.say("Title"), "text": True, "value": plan.title, "unit": ""},
        field_as("budget", words.say("Budget"), plan.budget, currency, "any", words.say("none")),
        field_as("weeks", words.say("Horizon"), plan.weeks, weeks, 1, words.number(base.weeks)),
    ]


def _set_term(write: Callable[..., None], told: dict[str, Any]) -> None:
    name, value = str(told.get("name")), told.get("value")
    if name == "title":
        write(planning.with_terms, field=name, title=str(value or "")[:80])
    elif name in TERMS and _number(value):
        write(planning.with_terms, field=name, **{name: value})


@solara.component_vue("timeline.vue")
def _Timeline(
    bars: Rows,
    weeks: int,
    chosen: int,
    ticks: list[list[Any]],
    texts: Texts,
    event_pick: Event = None,
    event_shift: Event = None,
) -> None: ...


@solara.component
def Timeline(plan: Plan, weeks: int, chosen: int, choose: Callable[[int], None], write: Callable[..., None]) -> None:
    """Draw the parts of a plan; ``choose`` gets the place of one, ``write`` changes the plan."""
    words = use_words()
    how = words.say(
        "Drag to move, drag its end for the length; arrow keys move it by a week, with Shift they change its length"
    )
    _Timeline(
        bars=[_bar(words, place, one) for place, one in enumerate(plan.interventions)],
        weeks=weeks,
        chosen=chosen,
        ticks=_ticks(words, weeks),
        texts={"how": how},
        event_pick=lambda place: choose(_place(plan, place)),
        event_shift=lambda told: _shift(write, plan, told),
    )


def _bar(words: Words, place: int, one: Intervention) -> dict[str, Any]:
    lever = BY_NAME[one.lever]
    label = words.say(lever.label)
    unit = "" if lever.unit in (*WITHOUT_UNIT, "index") else words.say(lever.unit)
    size = f"{words.change(one.change, 0 if one.change == int(one.change) else 2)} {unit}".strip()
    if one.duration is None:
        until = words.say("to the end")
    else:
        until = words.say("to week {week}", week=words.number(one.start + one.duration))
    start = words.number(one.start)
    return {
        "place": place,
        "label": label,
        "size": size,
        "start": one.start,
        "ramp": one.ramp,
        "duration": one.duration,
        "decay": one.decay,
        "says": words.say(
            "{lever} {size}, from week {start} {until}", lever=label, size=size, start=start, until=until
        ),
    }


def _ticks(words: Words, weeks: int) -> list[list[Any]]:
    step = next((one for one in (1, 4, 13, 26, 52, 104) if weeks / one <= 6), 260)
    later = ([week, words.number(week)] for week in range(step, weeks, step))
    return [[0, words.say("week {week}", week=words.number(0))], *later]


def _place(plan: Plan, place: Any) -> int:
    known = isinstance(place, int) and 0 <= place < len(plan.interventions)
    return place if known else 0


def _shift(write: Callable[..., None], plan: Plan, told: dict[str, Any]) -> None:
    start, duration = told.get("start"), told.get("duration")
    if _whole(start) and (duration is None or _whole(duration)):
        place = _place(plan, told.get("place"))
        write(planning.changed, place, {"start": int(start), "duration": duration}, field="start")  # type: ignore[arg-type]


def _whole(value: Any) -> bool:
    return isinstance(value, int | float) and math.isfinite(value) and value == int(value)
