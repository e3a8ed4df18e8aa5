"""Where the board's numbers come from, and measuring them again."""

from __future__ import annotations

import solara

from ripple_sim.app.components import html
from ripple_sim.app.components.progress import Button, Running
from ripple_sim.app.session.evidence import Asked, grouped_findings, same_verdicts
from ripple_sim.app.session.evidence_study import measure_again
from ripple_sim.app.session.jobs import Job
from ripple_sim.app.shell.visiting import use_visit, use_words
from ripple_sim.app.words import Words
from ripple_sim.app.words.refusals import refusal
from ripple_sim.evidence import Board
from ripple_sim.evidence.stored import Stored, from_data
from ripple_sim.scenario.problems import RippleError
from ripple_sim.wording import Phrase

JOB = "evidence"


def measured(job: Job | None) -> Board | None:
    """Return what a job measured, if it has."""
    return from_data(job.result).board if job is not None and job.state == "done" else None


@solara.component
def MeasureAgain(stored_board: Stored | None, asked: Asked) -> None:
    """Draw where the numbers come from, the button that measures again, and how far that is."""
    visit, words = use_visit(), use_words()
    job = visit.jobs[JOB]
    problem: solara.Reactive[Phrase | None] = solara.use_reactive(None)

    def measure() -> None:
        facts = None
        if stored_board is not None and asked.filtered:
            groups = grouped_findings(stored_board.board, asked)
            facts = sorted({one.fact.id for _, found in groups for one in found})
        problem.set(None)
        try:
            visit.jobs.start(JOB, measure_again, facts, when_changed=visit.tell)
        except RippleError as refused:
            problem.set(refused.sentence)
        visit.tell()

    def cancel() -> None:
        visit.jobs.forget(JOB)
        visit.tell()

    nothing = stored_board is not None and asked.filtered and not grouped_findings(stored_board.board, asked)
    with html.within("section", class_="r-card r-stack", aria_label=words.say("Measured when")):
        html.element("p", _source(words, stored_board), data_of_this_model=_of_this_model(stored_board))
        with html.within("div", class_="r-row"):
            if job is not None and job.state == "running":
                Running(job, words.say("Numbers measured"), _progress(words, job), cancel, visit.frame)
            else:
                Button(
                    words.say("Measure these again (quick)")
                    if stored_board is not None and asked.filtered
                    else words.say("Measure again (quick)"),
                    measure,
                    icon_name="refresh",
                    disabled=nothing,
                )
                html.element(
                    "span",
                    words.say(
                        "Uses one world for each number, on this computer. The whole board "
                        "takes a minute or more. 'ripple evidence' uses all worlds."
                    ),
                    class_="r-quiet",
                )
        with html.within("div", role="status"):
            said = refusal(words, problem.value) if problem.value else _outcome(words, stored_board, job)
            if said:
                html.element("p", said, class_="r-notice")


def _progress(words: Words, job: Job) -> str:
    if not job.total:
        return words.say("Preparing the first company…")
    return words.say("{done} of {total} measured", done=words.number(job.done), total=words.number(job.total))


def _of_this_model(stored_board: Stored | None) -> str:
    return "no" if stored_board is None or not stored_board.of_this_model else "yes"


def _source(words: Words, stored_board: Stored | None) -> str:
    if stored_board is None:
        return words.say("No board is stored with this installation; measure one here.")
    known = {"version": stored_board.version, "model": stored_board.model}
    if not stored_board.of_this_model:
        return words.say(
            "Measured with version {version}, model {model}. The model here is a different "
            "one, so numbers may differ; measure again.",
            **known,
        )
    if stored_board.board.quick:
        return words.say(
            "Measured with version {version}, model {model}: the model that runs here. One "
            "world for each number, so without intervals.",
            **known,
        )
    return words.count(
        "Measured with version {version}, model {model}: the model that runs here. In up to {number} world.",
        "Measured with version {version}, model {model}: the model that runs here. In up to "
        "{number} worlds, which differ only in luck.",
        stored_board.board.worlds,
        **known,
    )


def _outcome(words: Words, stored_board: Stored | None, job: Job | None) -> str:
    if job is None or job.state in ("running", "cancelled"):
        return ""
    if job.state != "done":
        return refusal(words, job.problem or Phrase("The numbers could not be measured."))
    now = from_data(job.result).board
    if stored_board is None:
        return ""
    same, measured = same_verdicts(now, stored_board.board)
    return words.count(
        "Measured {number} number again; verdict as on the stored board: {same}. This is one "
        "world, so luck plays a part. The new number stands beside the stored one.",
        "Measured {number} numbers again; verdict as on the stored board: {same}. This is one "
        "world, so luck plays a part. The new numbers stand beside the stored ones.",
        measured,
        same=words.number(same),
    )
