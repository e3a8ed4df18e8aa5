"""What moves a gap: levers moved one at a time in pairs of worlds, and what that shows."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import solara

from ripple_sim.app.components import html
from ripple_sim.app.components.chart import EChart
from ripple_sim.app.components.pictured import Pictured
from ripple_sim.app.components.running import Button, Running
from ripple_sim.app.components.sides import Mean, height_of, means, span_around
from ripple_sim.app.components.table import Table
from ripple_sim.app.pages.registry import mark
from ripple_sim.app.session import Visit
from ripple_sim.app.session.jobs import Job
from ripple_sim.app.session.mirror_study import (
    PAIRS,
    TRIED,
    WEEKS,
    MirrorStudy,
    Moved,
    Range,
    study_mirror,
)
from ripple_sim.app.shell.visiting import use_visit, use_words
from ripple_sim.app.words import Words
from ripple_sim.scenario.levers import BY_NAME
from ripple_sim.scenario.problems import RippleError

JOB = "mirror"
GAP_NAMES = {
    "view": mark("service: how far staff and customers lie apart, mean over units"),
    "forces": mark("forces: how far staff and customers lie apart, mean over six"),
    "promise": mark("promise less service met"),
    "expectation": mark("expectation less service met"),
    "values": mark("values announced less values arrived"),
}


@solara.component
def Moving(gap: str, choose: Callable[[str], None]) -> None:
    """Draw the choice of a gap, the button that measures, and what it gave."""
    visit, words = use_visit(), use_words()
    problem = solara.use_reactive("")
    job = visit.jobs[JOB]
    scenario = visit.company.scenario

    def measure() -> None:
        problem.set("")
        try:
            visit.jobs.start(
                JOB, study_mirror, scenario, TRIED, PAIRS, WEEKS, visit.seed,
                when_changed=visit.tell,
            )  # fmt: skip
        except RippleError as refused:
            problem.set(str(refused))
        visit.tell()

    def cancel() -> None:
        visit.jobs.forget(JOB)
        visit.tell()

    study = job.result if job is not None and job.state == "done" else None
    if study is not None and study.company != scenario.hash():
        study = None
    with html.within("section", class_="r-card r-stack", aria_labelledby="moving"):
        with html.within("div"):
            html.element("h2", words.say("What moves a gap"), id="moving")
            html.element("p", _about(words), class_="r-quiet")
        with html.within("div", class_="r-row"):
            html.select(
                words.say("Gap"),
                [(name, words.say(text)) for name, text in GAP_NAMES.items()],
                gap,
                choose,
            )
            if job is not None and job.state == "running":
                Running(job, words.say("Companies lived"), _far(words, job), cancel, visit.frame)
            elif study is None:
                Button(words.say("Measure"), measure, icon_name="play", main=True)
        with html.within("div", role="status"):
            said = problem.value or (job.problem if job is not None else "")
            if said:
                html.element("p", said, class_="r-notice is-bad")
            elif job is not None and job.state == "failed":
                html.element("p", words.say("It could not be measured."), class_="r-notice is-bad")
            elif study is not None:
                html.element("p", html.element("strong", _answer(words, study, gap)))
    if study is not None:
        _Effects(visit, study, gap)
        if len(study.units) > 1:
            _UnitGaps(study)


def _about(words: Words) -> str:
    return words.say(
        "Each lever is moved alone, for everybody, by a quarter of its range from the first week "
        "on, in {pairs} pairs of companies under the same luck that live {weeks} weeks. Gaps are "
        "those of the last 13 weeks.",
        pairs=words.number(PAIRS),
        weeks=words.number(WEEKS),
    )


def _far(words: Words, job: Job) -> str:
    if not job.total:
        return words.say("Settling the company…")
    return words.say(
        "{done} of {total} companies lived",
        done=words.number(job.done),
        total=words.number(job.total),
    )


def _answer(words: Words, study: MirrorStudy, gap: str) -> str:
    now = study.gaps[gap]
    ordered = [one for one in study.by_effect(gap) if one.gaps[gap].told_apart]
    stands = words.say(
        "With nothing moved this gap is {value} points ({range}).",
        value=words.number(now.mean, 1),
        range=_range(words, now, 1, "95 %"),
    )
    if not ordered or ordered[0].gaps[gap].mean >= 0:
        says = words.say("None of the levers tried narrows it by more than chance may.")
    else:
        effect = ordered[0].gaps[gap]
        says = words.say(
            "{lever} from {before} to {after} lowers it most, by {points} points ({range}).",
            lever=words.say(BY_NAME[ordered[0].lever].label),
            before=words.number(ordered[0].before, 2),
            after=words.number(ordered[0].after, 2),
            points=words.number(-effect.mean, 2),
            range=words.say(
                "{low} to {high}",
                low=words.number(-effect.high, 2),
                high=words.number(-effect.low, 2),
            ),
        )
    return f"{stands} {says}"


def _range(words: Words, held: Range, decimals: int, level: str) -> str:
    return words.say(
        "{level} interval {low} to {high}",
        level=level,
        low=words.number(held.low, decimals),
        high=words.number(held.high, decimals),
    )


@solara.component
def _Effects(visit: Visit, study: MirrorStudy, gap: str) -> None:
    words = use_words()
    ordered = study.by_effect(gap)

    def option() -> dict[str, Any]:
        ends = [end for one in ordered for end in (one.gaps[gap].low, one.gaps[gap].high)]
        return means(
            [_mean(words, one, gap) for one in ordered],
            words.say("told from nothing"),
            words.say("may be chance"),
            words.say("change of the gap, points of 100"),
            span_around([*ends, 0.0], 1.0),
        )

    made = solara.use_memo(option, [id(study), gap, words.language])

    def picture() -> Any:
        label = words.say(
            "Change of the gap by lever, each with its interval; {answer}",
            answer=_answer(words, study, gap),
        )
        return EChart(words, made, label, height=height_of(len(ordered)))

    note = words.say(
        "Below zero the gap narrows. Bars are intervals that hold for all levers together with "
        "95 %; the gap is: {gap}.",
        gap=words.say(GAP_NAMES[gap]),
    )
    Pictured(
        words.say("What each lever does to the gap"),
        picture,
        partial(_table, words, study, ordered, gap, visit.base.currency),
        note,
    )
    if study.left_out:
        html.element(
            "p",
            words.say(
                "Not tried, because the company moves them already or they stand at their end: "
                "{levers}.",
                levers=", ".join(words.say(BY_NAME[name].label) for name in study.left_out),
            ),
            class_="r-quiet",
        )


def _mean(words: Words, one: Moved, gap: str) -> Mean:
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


def _table(words: Words, study: MirrorStudy, ordered: list[Moved], gap: str, currency: str) -> Any:
    return Table(
        words.say(
            "Change with against without, {pairs} pairs, {weeks} weeks; intervals hold for all "
            "levers together with 95 %; profit of a week, not discounted, what the lever costs "
            "included",
            pairs=words.number(study.pairs),
            weeks=words.number(study.weeks),
        ),
        [
            words.say("Lever"), words.say("from"), words.say("to"),
            words.say("gap, points"), words.say("interval"),
            words.say("profit of a week"), words.say("interval"),
        ],
        [
            [
                words.say(BY_NAME[one.lever].label),
                words.number(one.before, 2),
                words.number(one.after, 2),
                words.change(one.gaps[gap].mean, 2),
                words.say(
                    "{low} to {high}",
                    low=words.number(one.gaps[gap].low, 2),
                    high=words.number(one.gaps[gap].high, 2),
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
    )  # fmt: skip


@solara.component
def _UnitGaps(study: MirrorStudy) -> None:
    """Draw whether a unit's gap is more than luck: the same company lived again and again."""
    words = use_words()
    ordered = sorted(study.units.items(), key=lambda one: -abs(one[1].mean))
    sure = [name for name, held in ordered if held.told_apart]

    def option() -> dict[str, Any]:
        ends = [end for _, held in ordered[:16] for end in (held.low, held.high)]
        return means(
            [
                Mean(
                    name, held.mean, held.low, held.high, held.told_apart,
                    words.change(held.mean, 1),
                    words.say("{name}: {change} points, {low} to {high}", name=name,
                              change=words.change(held.mean, 1), low=words.number(held.low, 1),
                              high=words.number(held.high, 1)),
                )
                for name, held in ordered[:16]
            ],
            words.say("told from nothing"),
            words.say("may be chance"),
            words.say("staff less customers, points of 100"),
            span_around([*ends, 0.0], 4.0),
        )  # fmt: skip

    made = solara.use_memo(option, [id(study), words.language])
    note = (
        words.say(
            "In {units} staff and customers lie apart whatever the luck.", units=", ".join(sure)
        )
        if sure
        else words.say("No unit's gap can be told from luck: in other years others lie apart.")
    )

    def picture() -> Any:
        return EChart(
            words,
            made,
            words.say("Staff less customers by unit, with intervals. {note}", note=note),
            height=height_of(min(len(ordered), 16)),
        )

    def table() -> Any:
        return Table(
            words.say(
                "Staff's view less customers' satisfaction in {pairs} re-runs with nothing moved; "
                "intervals hold for all units together with 95 %",
                pairs=words.number(study.pairs),
            ),
            [words.say("Unit"), words.say("gap, points"), words.say("from"), words.say("to")],
            [
                [
                    name,
                    words.change(held.mean, 1),
                    words.number(held.low, 1),
                    words.number(held.high, 1),
                ]
                for name, held in ordered
            ],
        )

    Pictured(words.say("Is a unit's gap more than luck?"), picture, table, note)
