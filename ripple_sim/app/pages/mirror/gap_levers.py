"""What moves a gap: levers moved one at a time in pairs of worlds, and what that shows."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import solara

from ripple_sim.app.components import html
from ripple_sim.app.components.progress import Bar, Refusal, use_job
from ripple_sim.app.pages.mirror.effects import GAP_NAMES, Effects, UnitGaps, answer
from ripple_sim.app.session.jobs import Job
from ripple_sim.app.session.mirror_study import PAIRS, TRIED, WEEKS, study_mirror
from ripple_sim.app.shell.visiting import use_visit, use_words
from ripple_sim.app.words import Words
from ripple_sim.wording import Phrase


@solara.component
def GapLevers(gap: str, choose: Callable[[str], None]) -> None:
    """Draw the choice of a gap, the button that measures, and what it gave."""
    visit, words = use_visit(), use_words()
    job, problem, start, forget = use_job("mirror")
    scenario = visit.company.scenario
    study = job.result if job is not None and job.state == "done" else None
    if study is not None and study.company != scenario.hash():
        study = None
    about = words.say(
        "Each lever is moved alone, for everybody, by a quarter of its range from the first week on, in {pairs} pairs "
        "of companies with the same luck over {weeks} weeks. Gaps are those of the last 13 weeks.",
        pairs=words.number(PAIRS),
        weeks=words.number(WEEKS),
    )
    with html.within("section", class_="r-card r-stack", aria_labelledby="moving"):
        with html.within("div"):
            html.element("h2", words.say("What moves a gap"), id="moving")
            html.quiet(about)
        with html.within("div", class_="r-row"):
            html.select(words.say("Gap"), [(name, words.say(text)) for name, text in GAP_NAMES.items()], gap, choose)
            if job is not None and job.state == "running":
                Bar(words.say("Companies simulated"), job.done, job.total, _progress(words, job), forget)
            elif study is None:
                measure = partial(start, study_mirror, scenario, TRIED, PAIRS, WEEKS, visit.seed)
                html.button(words.say("Measure"), measure, icon_name="play", main=True)
        with html.within("div", role="status"):
            why = problem or (job.problem if job is not None else None)
            if why is not None or (job is not None and job.state == "failed"):
                Refusal(words, why or Phrase("It could not be measured."))
            elif study is not None:
                html.answer(answer(words, study, gap))
    if study is not None:
        Effects(study, gap)
        if len(study.units) > 1:
            UnitGaps(study)


def _progress(words: Words, job: Job) -> str:
    if not job.total:
        return words.say("Preparing the company…")
    return words.say(
        "{done} of {total} companies simulated", done=words.number(job.done), total=words.number(job.total)
    )
