"""What each lever does to a gap."""

from __future__ import annotations

from functools import partial
from typing import Any

import solara

from ripple_sim.app.components import html
from ripple_sim.app.components.cards import Pictured, Table
from ripple_sim.app.components.chart import EChart
from ripple_sim.app.components.row_charts import Mean, height_of, means, span_around
from ripple_sim.app.pages.mirror.gap_levers import GAP_NAMES, answer
from ripple_sim.app.pages.mirror.two_sides import MOST_DRAWN
from ripple_sim.app.session import Visit
from ripple_sim.app.session.mirror_study import MirrorStudy, Moved
from ripple_sim.app.shell.visiting import use_words
from ripple_sim.app.words import Words
from ripple_sim.scenario.levers import BY_NAME


@solara.component
def Effects(visit: Visit, study: MirrorStudy, gap: str) -> None:
    """Draw how much every lever tried narrows or widens a gap."""
    words = use_words()
    ordered = study.by_effect(gap)

    def option() -> dict[str, Any]:
        ends = [end for one in ordered for end in (one.gaps[gap].low, one.gaps[gap].high)]
        return means(
            [_effect_mean(words, one, gap) for one in ordered],
            words.say("clearly not zero"),
            words.say("may be chance"),
            words.say("change of the gap, points of 100"),
            span_around([*ends, 0.0], 1.0),
        )

    made = solara.use_memo(option, [id(study), gap, words.language])

    def picture() -> Any:
        label = words.say(
            "Change of the gap by lever, each with its interval; {answer}", answer=answer(words, study, gap)
        )
        return EChart(words, made, label, height=height_of(len(ordered)))

    note = words.say(
        "Below zero the gap narrows. Bars are 95 % intervals that hold for all levers together. The gap: {gap}.",
        gap=words.say(GAP_NAMES[gap]),
    )
    Pictured(
        words.say("The effect of each lever on the gap"),
        picture,
        partial(_effects_table, words, study, ordered, gap, visit.base.currency),
        note,
    )
    if study.left_out:
        html.element(
            "p",
            words.say(
                "Not tried, because they are already at the end of their range: {levers}.",
                levers=", ".join(words.say(BY_NAME[name].label) for name in study.left_out),
            ),
            class_="r-quiet",
        )


def _effect_mean(words: Words, one: Moved, gap: str) -> Mean:
    effect = one.gaps[gap]
    return Mean(
        words.say(BY_NAME[one.lever].label),
        effect.mean,
        effect.low,
        effect.high,
        effect.told_apart,
        words.change(effect.mean, 2),
        words.say(
            "{lever} from {before} to {after}: {change} points, {low} to {high}",
            lever=words.say(BY_NAME[one.lever].label),
            before=words.number(one.before, 2),
            after=words.number(one.after, 2),
            change=words.change(effect.mean, 2),
            low=words.number(effect.low, 2),
            high=words.number(effect.high, 2),
        ),
    )


def _effects_table(words: Words, study: MirrorStudy, ordered: list[Moved], gap: str, currency: str) -> Any:
    return Table(
        words.say(
            "Change with the lever moved compared with no change, {pairs} pairs, {weeks} "
            "weeks; 95 % intervals hold for all levers together; profit a week, not "
            "discounted, after the lever's cost",
            pairs=words.number(study.pairs),
            weeks=words.number(study.weeks),
        ),
        [
            words.say("Lever"),
            words.say("from"),
            words.say("to"),
            words.say("gap, points"),
            words.say("interval"),
            words.say("profit a week"),
            words.say("interval"),
        ],
        [
            [
                words.say(BY_NAME[one.lever].label),
                words.number(one.before, 2),
                words.number(one.after, 2),
                words.change(one.gaps[gap].mean, 2),
                words.say(
                    "{low} to {high}", low=words.number(one.gaps[gap].low, 2), high=words.number(one.gaps[gap].high, 2)
                ),
                words.money_change(one.profit.mean, currency),
                words.say(
                    "{low} to {high}",
                    low=words.money(one.profit.low, currency),
                    high=words.money(one.profit.high, currency),
                ),
            ]
            for one in ordered
        ],
    )


@solara.component
def UnitGaps(study: MirrorStudy) -> None:
    """Draw whether a unit's gap is more than luck: the same company lived again and again."""
    words = use_words()
    ordered = sorted(study.units.items(), key=lambda one: -abs(one[1].mean))
    sure = [name for name, gap in ordered if gap.told_apart]

    def option() -> dict[str, Any]:
        ends = [end for _, gap in ordered[:MOST_DRAWN] for end in (gap.low, gap.high)]
        return means(
            [
                Mean(
                    name,
                    gap.mean,
                    gap.low,
                    gap.high,
                    gap.told_apart,
                    words.change(gap.mean, 1),
                    words.say(
                        "{name}: {change} points, {low} to {high}",
                        name=name,
                        change=words.change(gap.mean, 1),
                        low=words.number(gap.low, 1),
                        high=words.number(gap.high, 1),
                    ),
                )
                for name, gap in ordered[:MOST_DRAWN]
            ],
            words.say("clearly not zero"),
            words.say("may be chance"),
            words.say("staff minus customers, points of 100"),
            span_around([*ends, 0.0], 4.0),
        )

    made = solara.use_memo(option, [id(study), words.language])
    note = (
        words.say("In {units} staff and customers differ by more than chance.", units=", ".join(sure))
        if sure
        else words.say("No unit's gap is clearly more than chance: with other luck, other units differ.")
    )

    def picture() -> Any:
        return EChart(
            words,
            made,
            words.say("Staff minus customers by unit, with intervals. {note}", note=note),
            height=height_of(min(len(ordered), MOST_DRAWN)),
        )

    def table() -> Any:
        return Table(
            words.say(
                "Staff's view minus customers' satisfaction in {pairs} re-runs with no "
                "change; 95 % intervals hold for all units together",
                pairs=words.number(study.pairs),
            ),
            [words.say("Unit"), words.say("gap, points"), words.say("from"), words.say("to")],
            [
                [name, words.change(gap.mean, 1), words.number(gap.low, 1), words.number(gap.high, 1)]
                for name, gap in ordered
            ],
        )

    Pictured(words.say("Is a unit's gap more than chance?"), picture, table, note)
