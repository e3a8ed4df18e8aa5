"""Where the board's numbers come from, and measuring them again."""

from __future__ import annotations

from functools import partial

import solara

from ripple_sim.app.components import html
from ripple_sim.app.components.progress import Bar, use_job
from ripple_sim.app.session.evidence import Asked, grouped_findings, measure_again, same_verdicts
from ripple_sim.app.session.jobs import Job
from ripple_sim.app.shell.visiting import use_words
from ripple_sim.app.words import Words
from ripple_sim.app.words.catalogue import refusal
from ripple_sim.evidence import Board
from ripple_sim.evidence.stored import Stored, from_data
from ripple_sim.wording import Phrase

JOB = "evidence"


def measured(job: Job | None) -> Board | None:
    """Return what a job measured, if it has."""
    return from_data(job.result).board if job is not None and job.state == "done" else None


@solara.component
def MeasureAgain(stored_board: Stored | None, asked: Asked) -> None:
    """Draw where the numbers come from, the button that measures again, and how far that is."""
    words = use_words()
    job, problem, start, forget = use_job(JOB)
    part = stored_board is not None and asked.filtered
    groups = grouped_findings(stored_board.board, asked) if stored_board is not None and part else []
    facts = sorted({one.fact.id for _, rows in groups for one in rows}) if part else None
    how = words.say(
        "Uses one world for each number, on this computer. The whole board takes a minute or more. 'ripple evidence' "
        "uses all worlds."
    )
    of_this_model = "yes" if stored_board is not None and stored_board.of_this_model else "no"
    with html.within("section", class_="r-card r-stack", aria_label=words.say("Measured when")):
        html.element("p", _source(words, stored_board), data_of_this_model=of_this_model)
        if job is not None and job.state == "running":
            Bar(words.say("Numbers measured"), job.done, job.total, _progress(words, job), forget)
        else:
            with html.within("div", class_="r-row"):
                label = words.say("Measure these again (quick)") if part else words.say("Measure again (quick)")
                measure = partial(start, measure_again, facts)
                html.button(label, measure, icon_name="refresh", disabled=part and not groups)
                html.element("span", how, class_="r-quiet")
        with html.within("div", role="status"):
            said = refusal(words, problem) if problem else _outcome(words, stored_board, job)
            if said:
                html.notice(said)


def _progress(words: Words, job: Job) -> str:
    if not job.total:
        return words.say("Preparing the first company…")
    return words.say("{done} of {total} measured", done=words.number(job.done), total=words.number(job.total))


def _source(words: Words, stored_board: Stored | None) -> str:
    if stored_board is None:
        return words.say("No board is stored with this installation; measure one here.")
    kind = "quick" if stored_board.board.quick else "whole"
    return words.say(
        "Measured with version {version}, model {model}"
        "{kind:other_model=. The model here is a different one, so numbers may differ; measure again.|"
        "quick=: the model that runs here. One world for each number, so without intervals.|"
        "other=: the model that runs here. In up to {worlds:one=# world|other=# worlds, which differ only in luck}.}",
        version=stored_board.version,
        model=stored_board.model,
        kind=kind if stored_board.of_this_model else "other_model",
        worlds=stored_board.board.worlds,
    )


def _outcome(words: Words, stored_board: Stored | None, job: Job | None) -> str:
    if job is None or job.state in ("running", "cancelled"):
        return ""
    if job.state != "done":
        return refusal(words, job.problem or Phrase("The numbers could not be measured."))
    if stored_board is None:
        return ""
    same, number = same_verdicts(from_data(job.result).board, stored_board.board)
    return words.say(
        "Measured {number:one=# number|other=# numbers} again; verdict as on the stored board: {same}. This is one "
        "world, so luck plays a part. The new {number:one=number stands|other=numbers stand} beside the stored "
        "{number:one=one|other=ones}.",
        number=number,
        same=words.number(same),
    )
