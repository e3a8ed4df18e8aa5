"""What moves a gap: levers moved one at a time in pairs of worlds, and what that shows."""

from __future__ import annotations

from collections.abc import Callable

import solara

from ripple_sim.app.components import html
from ripple_sim.app.components.progress import Button, Running
from ripple_sim.app.pages.mirror.effects import Effects, UnitGaps
from ripple_sim.app.session.jobs import Job
from ripple_sim.app.session.mirror_study import PAIRS, TRIED, WEEKS, MirrorStudy, Range, study_mirror
from ripple_sim.app.shell.visiting import use_visit, use_words
from ripple_sim.app.words import Words
from ripple_sim.app.words.refusals import refusal
from ripple_sim.scenario.levers import BY_NAME
from ripple_sim.scenario.problems import RippleError
from ripple_sim.wording import Phrase, mark

JOB = "mirror"


@solara.component
def GapLevers(gap: str, choose: Callable[[str], None]) -> None:
    """Draw the choice of a gap, the button that measures, and what it gave."""
    visit, words = use_visit(), use_words()
    problem: solara.Reactive[Phrase | None] = solara.use_reactive(None)
    job = visit.jobs[JOB]
    scenario = visit.company.scenario

    def measure() -> None:
        problem.set(None)
        try:
            visit.jobs.start(JOB, study_mirror, scenario, TRIED, PAIRS, WEEKS, visit.seed, when_changed=visit.tell)
        except RippleError as refused:
            problem.set(refused.sentence)
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
            html.select(words.say("Gap"), [(name, words.say(text)) for name, text in GAP_NAMES.items()], gap, choose)
            if job is not None and job.state == "running":
                Running(job, words.say("Companies simulated"), _progress(words, job), cancel, visit.frame)
            elif study is None:
                Button(words.say("Measure"), measure, icon_name="play", main=True)
        with html.within("div", role="status"):
            why = problem.value or (job.problem if job is not None else None)
            if why is not None:
                html.element("p", refusal(words, why), class_="r-notice is-bad")
            elif job is not None and job.state == "failed":
                html.element("p", words.say("It could not be measured."), class_="r-notice is-bad")
            elif study is not None:
                html.element("p", html.element("strong", answer(words, study, gap)))
    if study is not None:
        Effects(visit, study, gap)
        if len(study.units) > 1:
            UnitGaps(study)


def _about(words: Words) -> str:
    return words.say(
        "Each lever is moved alone, for everybody, by a quarter of its range from the first "
        "week on, in {pairs} pairs of companies with the same luck over {weeks} weeks. Gaps "
        "are those of the last 13 weeks.",
        pairs=words.number(PAIRS),
        weeks=words.number(WEEKS),
    )


def _progress(words: Words, job: Job) -> str:
    if not job.total:
        return words.say("Preparing the company…")
    return words.say(
        "{done} of {total} companies simulated", done=words.number(job.done), total=words.number(job.total)
    )


GAP_NAMES = {
    "view": mark("service: difference between staff and customers, average over units"),
    "forces": mark("forces: difference between staff and customers, average over the six"),
    "promise": mark("promise minus service experienced"),
    "expectation": mark("expectation minus service experienced"),
    "values": mark("values announced minus values felt by customers"),
}


def answer(words: Words, study: MirrorStudy, gap: str) -> str:
    """Return how wide a gap is and which lever narrows it most."""
    now = study.gaps[gap]
    ordered = [one for one in study.by_effect(gap) if one.gaps[gap].told_apart]
    stands = words.say(
        "With no change this gap is {value} points ({range}).",
        value=words.number(now.mean, 1),
        range=_range(words, now, 1, "95 %"),
    )
    if not ordered or ordered[0].gaps[gap].mean >= 0:
        says = words.say("None of the levers tried clearly narrows it.")
    else:
        effect = ordered[0].gaps[gap]
        says = words.say(
            "{lever} from {before} to {after} narrows it most, by {points} points ({range}).",
            lever=words.say(BY_NAME[ordered[0].lever].label),
            before=words.number(ordered[0].before, 2),
            after=words.number(ordered[0].after, 2),
            points=words.number(-effect.mean, 2),
            range=words.say("{low} to {high}", low=words.number(-effect.high, 2), high=words.number(-effect.low, 2)),
        )
    return f"{stands} {says}"


def _range(words: Words, interval: Range, decimals: int, level: str) -> str:
    return words.say(
        "{level} interval {low} to {high}",
        level=level,
        low=words.number(interval.low, decimals),
        high=words.number(interval.high, decimals),
    )
