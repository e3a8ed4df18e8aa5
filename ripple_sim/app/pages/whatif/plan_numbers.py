"""The numbers of a plan: those of a part as fields, whom it reaches as choices, its cost beside its budget."""

from __future__ import annotations

from typing import Any

import numpy as np
import solara

from ripple_sim.app.components.cards import Table
from ripple_sim.app.components.chart import Line, Option, PicturedChart, money_scale, over_weeks, scale_between
from ripple_sim.app.session import planning
from ripple_sim.app.session.moves import level_of
from ripple_sim.app.session.planning import CHOSEN_SHARE, KEEP
from ripple_sim.app.shell.visiting import use_visit, use_words
from ripple_sim.app.words import Words
from ripple_sim.scenario.interventions import Intervention
from ripple_sim.scenario.levers import BY_NAME
from ripple_sim.scenario.plan_reach import whom
from ripple_sim.scenario.plans import Plan
from ripple_sim.scenario.quantities import WITHOUT_UNIT
from ripple_sim.scenario.schema import Scenario
from ripple_sim.wording import mark, sentences

ROLES = {"frontline": mark("Frontline"), "backstage": mark("The units' backstage"), "central": mark("The centre")}
LOWEST = {
    "engagement": mark("lowest engagement"),
    "leadership": mark("lowest leadership"),
    "standard": mark("lowest standard of service"),
    "satisfaction": mark("least satisfied customers"),
    "pressure": mark("least work pressure"),
    "departures": mark("fewest recent leavers"),
}
HIGHEST = {
    "engagement": mark("highest engagement"),
    "leadership": mark("highest leadership"),
    "standard": mark("highest standard of service"),
    "satisfaction": mark("most satisfied customers"),
    "pressure": mark("most work pressure"),
    "departures": mark("most recent leavers"),
}


def field_as(name: str, label: str, value: Any, unit: str, step: float | str = 1, empty: str = "") -> dict[str, Any]:
    """Return a field of the form; ``empty`` is what stands in it where it has no value."""
    return {"name": name, "label": label, "value": value, "unit": unit, "step": step, "empty": empty}


def fields_of(words: Words, base: Scenario, one: Intervention) -> list[dict[str, Any]]:
    """Return the fields of an intervention: label, value, unit with range, step."""
    lever = BY_NAME[one.lever]
    span = words.say(
        "added to {own}; the level goes from {low} to {high} {unit}",
        own=words.number(level_of(base, one.lever), 2),
        low=words.number(lever.low, 2),
        high=words.number(lever.high, 2),
        unit="" if lever.unit in WITHOUT_UNIT else words.say(lever.unit),
    ).strip()
    once = words.say("{currency}, in the first week", currency=base.currency)
    weekly = words.say("{currency} a week while it runs", currency=base.currency)
    hours = words.say("a week from each person, on top of the lever's own")
    lasts = words.say("weeks; empty: it stays"), 1, words.say("to the end")
    return [
        field_as("change", words.say("Change"), _plain(one.change), span, "any"),
        field_as("start", words.say("Start"), one.start, words.say("week, from 0")),
        field_as("ramp", words.say("Builds up over"), one.ramp, words.say("weeks")),
        field_as("duration", words.say("Lasts"), one.duration, *lasts),
        field_as("decay", words.say("Fades over"), one.decay, words.say("weeks after its end")),
        field_as("one_off_cost", words.say("Cost once"), _plain(one.one_off_cost), once, 100),
        field_as("weekly_cost", words.say("Cost a week"), _plain(one.weekly_cost), weekly, 10),
        field_as("attention_hours", words.say("Hours it takes"), _plain(one.attention_hours), hours, 0.1),
    ]


def _plain(value: float) -> float:
    held = round(value, 9)
    return int(held) if held == int(held) else held


def reach_groups(words: Words, base: Scenario, keys: list[str], one: Intervention) -> list[list[Any]]:
    """Return whom a part may reach as groups of choices: a heading, and keys with texts."""
    chosen = words.say(
        "{share} % of the {what:units=units|other=teams}, chosen at the start",
        share=words.number(100 * CHOSEN_SHARE),
        what="units" if BY_NAME[one.lever].reach == "unit" else "teams",
    )
    headings = {
        "all": words.say("Everybody"),
        "role": words.say("By role"),
        "unit": words.say("One unit"),
        "lowest": chosen,
        "highest": chosen,
    }
    groups: dict[str, list[list[str]]] = {}
    for key in keys:
        heading = headings.get(key.partition(":")[0], words.say("As written"))
        groups.setdefault(heading, []).append([key, reach_text(words, base, key, one)])
    return [[heading, held] for heading, held in groups.items()]


def reach_text(words: Words, base: Scenario, key: str, one: Intervention) -> str:
    """Return whom a key means."""
    kind, _, what = key.partition(":")
    if key == KEEP:
        return whom(one.reach, base, BY_NAME[one.lever].reach == "unit", words)
    if kind == "unit":
        return base.unit_names()[int(what) - 1]
    named = {"role": ROLES, "lowest": LOWEST, "highest": HIGHEST}.get(kind)
    return words.say(named[what]) if named else words.say("Everybody")


COST_HEIGHT = 170
COST_HEADS = (mark("Up to week"), mark("Cost"), mark("Budget"))


@solara.component
def Cost(plan: Plan) -> None:
    """Draw a plan's cost as far as it is known in advance, beside its budget."""
    visit, words = use_visit(), use_words()
    base = visit.base
    costs = solara.use_memo(lambda: planning.cost_by_week(plan, base), [plan.interventions, plan.weeks, base.hash()])
    check = solara.use_memo(lambda: plan.check_budget(base), [plan, base.hash()])
    ends = [0.0, float(costs.min()), float(costs.max()), plan.budget or 0.0]
    size, unit = money_scale(words, base.currency, max(map(abs, ends)))
    lines = [Line(words.say("Planned cost"), decimals=1, unit=unit)]
    values = [costs / size]
    if plan.budget is not None:
        lines.append(Line(words.say("Budget"), "--warm", 1.6, "dashed", 1, unit))
        values.append(np.full(len(costs), plan.budget / size))

    def draw() -> Option:
        scale = scale_between(unit, min(ends) / size, max(ends) / size, 3)
        return over_weeks(lines, [scale], len(costs), "{value}", COST_HEIGHT)

    def table() -> Any:
        budget = words.say("none") if plan.budget is None else words.money(plan.budget, base.currency)
        weeks = sorted({*range(13, len(costs), 13), len(costs)})
        rows = [[words.number(week), words.money(float(costs[week - 1]), base.currency), budget] for week in weeks]
        return Table(words.say("Cumulative planned cost"), map(words.say, COST_HEADS), rows)

    PicturedChart(
        words.say("Cost and budget"),
        draw,
        [unit, ends, len(costs)],
        words.say("Cumulative planned cost by week, and the budget"),
        COST_HEIGHT,
        table,
        sentences(words, _cost_note(words, plan, float(costs[-1]), base.currency, check.holds), check.say_parts(words)),
        values=values,
        heading=words.say("Week {week}", week="{x}"),
        facts=[{"decimals": 1, "unit": unit, "money": True} for _ in lines],
    )


def _cost_note(words: Words, plan: Plan, total: float, currency: str, within: bool) -> str:
    if total < 0:
        case = "saves"
    elif plan.budget is None:
        case = "plain"
    else:
        case = "within" if within else "beyond"
    return words.say(
        "Known in advance: it {case:saves=saves {amount}.|plain=costs {amount}.|"
        "within=costs {amount}, within its budget of {budget}.|"
        "other=costs {amount}, more than its budget of {budget}. It can still be compared.}",
        case=case,
        amount=words.money(abs(total), currency),
        budget=words.money(plan.budget or 0.0, currency),
    )
