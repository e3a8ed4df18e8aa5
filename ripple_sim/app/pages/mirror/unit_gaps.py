"""Whether a unit's gap is more than luck."""

from __future__ import annotations

from typing import Any

import solara

from ripple_sim.app.components.chart import EChart
from ripple_sim.app.components.picture_with_table import Pictured
from ripple_sim.app.components.row_charts import Mean, height_of, means, span_around
from ripple_sim.app.components.table import Table
from ripple_sim.app.session.mirror_study import MirrorStudy
from ripple_sim.app.shell.visiting import use_words

MOST_DRAWN = 16


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
