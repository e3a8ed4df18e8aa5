"""What a plan costs as far as it is known in advance, beside its budget."""

from __future__ import annotations

from typing import Any

import numpy as np
import solara

from ripple_sim.app.components.chart import EChart, Line, over_weeks, scale_between
from ripple_sim.app.components.picture_with_table import Pictured
from ripple_sim.app.components.table import Table
from ripple_sim.app.pages.whatif.outcome_text import money_scale
from ripple_sim.app.session import planning
from ripple_sim.app.shell.visiting import use_visit, use_words
from ripple_sim.scenario.plans import Plan
from ripple_sim.wording import sentences

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
