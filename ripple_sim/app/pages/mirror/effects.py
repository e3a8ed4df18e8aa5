"""What each lever does to a gap, and whether a unit's gap is more than luck."""

from __future__ import annotations

from functools import partial
from typing import Any

import solara

from ripple_sim.app.components import html
from ripple_sim.app.components.cards import Table
from ripple_sim.app.components.row_charts import Mean, MeansChart
from ripple_sim.app.pages.mirror.two_sides import MOST_DRAWN
from ripple_sim.app.session.mirror_study import MirrorStudy, Moved, Range
from ripple_sim.app.shell.visiting import use_visit, use_words
from ripple_sim.app.words import Words
from ripple_sim.app.words.catalogue import between
from ripple_sim.scenario.levers import BY_NAME
from ripple_sim.wording import mark

GAP_NAMES = {
    "view": mark("service: difference between staff and customers, average over units"),
    "forces": mark("forces: difference between staff and customers, average over the six"),
    "promise": mark("promise minus service experienced"),
    "expectation": mark("expectation minus service experienced"),
    "values": mark("values announced minus values felt by customers"),
}
EFFECT_HEADS = (
    mark("Lever"),
    mark("from"),
    mark("to"),
    mark("gap, points"),
    mark("interval"),
    mark("profit a week"),
    mark("interval"),
)
UNIT_HEADS = (mark("Unit"), mark("gap, points"), mark("from"), mark("to"))


def answer(words: Words, study: MirrorStudy, gap: str) -> str:
    """Return how wide a gap is and which lever narrows it most."""
    now = study.gaps[gap]
    stands = words.say(
        "With no change this gap is {value} points ({range}).",
        value=words.number(now.mean, 1),
        range=words.say(
            "{level} interval {low} to {high}",
            level="95 %",
            low=words.number(now.low, 1),
            high=words.number(now.high, 1),
        ),
    )
    first = next((one for one in study.by_effect(gap) if one.gaps[gap].told_apart), None)
    if first is None or first.gaps[gap].mean >= 0:
        says = words.say("None of the levers tried clearly narrows it.")
    else:
        effect = first.gaps[gap]
        says = words.say(
            "{lever} from {before} to {after} narrows it most, by {points} points ({range}).",
            lever=words.say(BY_NAME[first.lever].label),
            before=words.number(first.before, 2),
            after=words.number(first.after, 2),
            points=words.number(-effect.mean, 2),
            range=between(words, -effect.high, -effect.low, partial(words.number, decimals=2)),
        )
    return f"{stands} {says}"


@solara.component
def Effects(study: MirrorStudy, gap: str) -> None:
    """Draw how much every lever tried narrows or widens a gap."""
    words, currency = use_words(), use_visit().base.currency
    ordered = study.by_effect(gap)
    MeansChart(
        words,
        words.say("The effect of each lever on the gap"),
        lambda: [_effect(words, one, one.gaps[gap]) for one in ordered],
        len(ordered),
        [id(study), gap],
        words.say("change of the gap, points of 100"),
        1.0,
        words.say("Change of the gap by lever, each with its interval; {answer}", answer=answer(words, study, gap)),
        partial(_effects_table, words, study, ordered, gap, currency),
        words.say(
            "Below zero the gap narrows. Bars are 95 % intervals that hold for all levers together. The gap: {gap}.",
            gap=words.say(GAP_NAMES[gap]),
        ),
    )
    if study.left_out:
        levers = ", ".join(words.say(BY_NAME[name].label) for name in study.left_out)
        html.quiet(words.say("Not tried, because they are already at the end of their range: {levers}.", levers=levers))


def _effect(words: Words, one: Moved, effect: Range) -> Mean:
    lever, change = words.say(BY_NAME[one.lever].label), words.change(effect.mean, 2)
    says = words.say(
        "{lever} from {before} to {after}: {change} points, {low} to {high}",
        lever=lever,
        before=words.number(one.before, 2),
        after=words.number(one.after, 2),
        change=change,
        low=words.number(effect.low, 2),
        high=words.number(effect.high, 2),
    )
    return Mean(lever, effect, change, says)


def _effects_table(words: Words, study: MirrorStudy, ordered: list[Moved], gap: str, currency: str) -> Any:
    points, money = partial(words.number, decimals=2), partial(words.money, currency=currency)
    caption = words.say(
        "Change with the lever moved compared with no change, {pairs} pairs, {weeks} weeks; 95 % intervals hold for "
        "all levers together; profit a week, not discounted, after the lever's cost",
        pairs=words.number(study.pairs),
        weeks=words.number(study.weeks),
    )
    rows = [
        [
            words.say(BY_NAME[one.lever].label),
            points(one.before),
            points(one.after),
            words.change(one.gaps[gap].mean, 2),
            between(words, one.gaps[gap].low, one.gaps[gap].high, points),
            words.money_change(one.profit.mean, currency),
            between(words, one.profit.low, one.profit.high, money),
        ]
        for one in ordered
    ]
    return Table(caption, map(words.say, EFFECT_HEADS), rows)


@solara.component
def UnitGaps(study: MirrorStudy) -> None:
    """Draw whether a unit's gap is more than luck: the same company simulated again and again."""
    words = use_words()
    ordered = sorted(study.units.items(), key=lambda one: -abs(one[1].mean))
    drawn = ordered[:MOST_DRAWN]
    sure = [name for name, gap in ordered if gap.told_apart]
    if sure:
        note = words.say("In {units} staff and customers differ by more than chance.", units=", ".join(sure))
    else:
        note = words.say("No unit's gap is clearly more than chance: with other luck, other units differ.")
    MeansChart(
        words,
        words.say("Is a unit's gap more than chance?"),
        lambda: [_unit(words, name, gap) for name, gap in drawn],
        len(drawn),
        [id(study)],
        words.say("staff minus customers, points of 100"),
        4.0,
        words.say("Staff minus customers by unit, with intervals. {note}", note=note),
        lambda: Table(
            words.say(
                "Staff's view minus customers' satisfaction in {pairs} re-runs with no change; 95 % intervals hold for "
                "all units together",
                pairs=words.number(study.pairs),
            ),
            map(words.say, UNIT_HEADS),
            [
                [name, words.change(gap.mean, 1), words.number(gap.low, 1), words.number(gap.high, 1)]
                for name, gap in ordered
            ],
        ),
        note,
    )


def _unit(words: Words, name: str, gap: Range) -> Mean:
    change = words.change(gap.mean, 1)
    says = words.say(
        "{name}: {change} points, {low} to {high}",
        name=name,
        change=change,
        low=words.number(gap.low, 1),
        high=words.number(gap.high, 1),
    )
    return Mean(name, gap, change, says)
