"""The numbers of a part of a plan as fields, and whom it reaches as choices."""

from __future__ import annotations

from typing import Any

import numpy as np
import solara

from ripple_sim.app.components.cards import Pictured, Table
from ripple_sim.app.components.chart import EChart, Line, over_weeks, scale_between
from ripple_sim.app.components.form import step_of
from ripple_sim.app.pages.whatif.outcome_text import money_scale
from ripple_sim.app.session import planning
from ripple_sim.app.session.moves import level_of
from ripple_sim.app.session.planning import CHOSEN_SHARE, KEEP
from ripple_sim.app.shell.visiting import use_visit, use_words
from ripple_sim.app.words import Words
from ripple_sim.scenario.interventions import Intervention
from ripple_sim.scenario.levers import BY_NAME
from ripple_sim.scenario.plan_whom import whom
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


def fields_of(words: Words, base: Scenario, one: Intervention) -> list[dict[str, Any]]:
    """Return the fields of an intervention: label, value, unit with range, step."""
    lever = BY_NAME[one.lever]
    own = level_of(base, one.lever)
    unit = "" if lever.unit in WITHOUT_UNIT else words.say(lever.unit)
    span = words.say(
        "added to {own}; the level goes from {low} to {high} {unit}",
        own=words.number(own, 2),
        low=words.number(lever.low, 2),
        high=words.number(lever.high, 2),
        unit=unit,
    ).strip()
    once = words.say("{currency}, in the first week", currency=base.currency)
    weekly = words.say("{currency} a week while it runs", currency=base.currency)
    weeks = words.say("weeks")
    stays = words.say("to the end")
    rows: list[tuple[str, str, Any, str, float | int, str]] = [
        ("change", words.say("Change"), one.change, span, step_of(lever.low, lever.high), ""),
        ("start", words.say("Start"), one.start, words.say("week, from 0"), 1, ""),
        ("ramp", words.say("Builds up over"), one.ramp, weeks, 1, ""),
        ("duration", words.say("Lasts"), one.duration, words.say("weeks; empty: it stays"), 1, stays),
        ("decay", words.say("Fades over"), one.decay, words.say("weeks after its end"), 1, ""),
        ("one_off_cost", words.say("Cost once"), one.one_off_cost, once, 100, ""),
        ("weekly_cost", words.say("Cost a week"), one.weekly_cost, weekly, 10, ""),
        (
            "attention_hours",
            words.say("Hours it takes"),
            one.attention_hours,
            words.say("a week from each person, on top of the lever's own"),
            0.1,
            "",
        ),
    ]
    return [
        {
            "name": name,
            "label": label,
            "value": _plain(value),
            "unit": unit_,
            "step": "any" if name == "change" else step,
            "empty": empty,
        }
        for name, label, value, unit_, step, empty in rows
    ]


def _plain(value: Any) -> Any:
    if isinstance(value, float):
        held = round(value, 9)
        return int(held) if held == int(held) else held
    return value


def reach_groups(words: Words, base: Scenario, keys: list[str], one: Intervention) -> list[list[Any]]:
    """Return whom a part may reach as groups of choices: a heading, and keys with texts."""
    share = words.number(100 * CHOSEN_SHARE)
    whole = BY_NAME[one.lever].reach == "unit"
    headings = {
        "all": words.say("Everybody"),
        "role": words.say("By role"),
        "unit": words.say("One unit"),
        "lowest": words.say("{share} % of the units, chosen at the start", share=share)
        if whole
        else words.say("{share} % of the teams, chosen at the start", share=share),
    }
    groups: dict[str, list[list[str]]] = {}
    for key in keys:
        kind = key.partition(":")[0]
        heading = headings.get("lowest" if kind == "highest" else kind, words.say("As written"))
        groups.setdefault(heading, []).append([key, reach_text(words, base, key, one)])
    return [[heading, held] for heading, held in groups.items()]


def reach_text(words: Words, base: Scenario, key: str, one: Intervention) -> str:
    """Return whom a key means."""
    kind, _, what = key.partition(":")
    if key == KEEP:
        return whom(one.reach, base, BY_NAME[one.lever].reach == "unit", words)
    if kind == "role":
        return words.say(ROLES[what])
    if kind == "unit":
        return base.unit_names()[int(what) - 1]
    if kind == "lowest":
        return words.say(LOWEST[what])
    if kind == "highest":
        return words.say(HIGHEST[what])
    return words.say("Everybody")


COST_HEIGHT = 170


@solara.component
def Cost(plan: Plan) -> None:
    """Draw a plan's cost as far as it is known in advance, beside its budget."""
    visit, words = use_visit(), use_words()
    base = visit.base
    costs = solara.use_memo(lambda: planning.cost_by_week(plan, base), [plan.interventions, plan.weeks, base.hash()])
    check = solara.use_memo(lambda: plan.check_budget(base), [plan, base.hash()])
    currency, total = base.currency, float(costs[-1])
    ends = [0.0, float(costs.min()), float(costs.max()), plan.budget or 0.0]
    size, unit = money_scale(words, currency, max(map(abs, ends)))
    lines = [Line(words.say("Planned cost"), decimals=1, unit=unit)]
    values = [costs / size]
    if plan.budget is not None:
        lines.append(Line(words.say("Budget"), "--warm", 1.6, "dashed", 1, unit))
        values.append(np.full(len(costs), plan.budget / size))

    def draw() -> dict[str, Any]:
        scale = scale_between(unit, min(ends) / size, max(ends) / size, 3)
        return over_weeks(lines, [scale], len(costs), "{value}", COST_HEIGHT)

    option = solara.use_memo(draw, [unit, ends, len(costs), words.language])
    amount = words.money(abs(total), currency)
    if total < 0:
        note = words.say("Known in advance: it saves {amount}.", amount=amount)
    elif plan.budget is None:
        note = words.say("Known in advance: it costs {amount}.", amount=amount)
    elif check.holds:
        note = words.say(
            "Known in advance: it costs {amount}, within its budget of {budget}.",
            amount=amount,
            budget=words.money(plan.budget, currency),
        )
    else:
        note = words.say(
            "Known in advance: it costs {amount}, more than its budget of {budget}. It can still be compared.",
            amount=amount,
            budget=words.money(plan.budget, currency),
        )
    note = sentences(words, note, check.say_parts(words))
    Pictured(
        words.say("Cost and budget"),
        lambda: EChart(
            words,
            option,
            words.say("Cumulative planned cost by week, and the budget"),
            values=values,
            heading=words.say("Week {week}", week="{x}"),
            height=COST_HEIGHT,
            facts=[{"decimals": 1, "unit": unit, "money": True} for _ in lines],
        ),
        lambda: Table(
            words.say("Cumulative planned cost"),
            [words.say("Up to week"), words.say("Cost"), words.say("Budget")],
            [
                [
                    words.number(week),
                    words.money(float(costs[week - 1]), currency),
                    words.say("none") if plan.budget is None else words.money(plan.budget, currency),
                ]
                for week in sorted({*range(13, len(costs), 13), len(costs)})
            ],
        ),
        note,
    )
