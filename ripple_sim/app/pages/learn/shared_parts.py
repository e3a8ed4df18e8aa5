"""Small parts that lessons and challenges share: how far a run is, sources, refusals."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import solara

from ripple_sim.app.components import html
from ripple_sim.app.session.learning import Learning
from ripple_sim.app.shell.navigation import use_way
from ripple_sim.app.shell.visiting import use_visit, use_words
from ripple_sim.app.words import Words
from ripple_sim.app.words.figures import unit
from ripple_sim.app.words.refusals import refusal
from ripple_sim.evidence.facts import fact
from ripple_sim.learn.progress import Progress, from_query
from ripple_sim.observe.metrics import BY_NAME, Metric, Money
from ripple_sim.wording import Phrase


@solara.component
def Underway(job_name: str, doing: str) -> None:
    """Draw how far a run is, with a way to cancel it, or in a sentence why there is no result."""
    visit, words = use_visit(), use_words()
    job = visit.jobs[job_name]
    with html.within("div", role="status"):
        if job is None:
            return
        if job.state == "running":
            with html.within("div", class_="r-row"):
                html.element(
                    "progress", max=str(job.total or 1), value=str(job.done) if job.total else None, aria_label=doing
                )
                html.element(
                    "span",
                    words.say("{done} of {total}", done=words.number(job.done), total=words.number(job.total))
                    if job.total
                    else doing,
                    class_="r-quiet",
                )
                html.button(words.say("Cancel"), job.cancel, small=True)
        elif job.problem is not None:
            Refusal(words, job.problem)
        elif job.state == "failed":
            Refusal(words, Phrase("The run failed; the server's log gives the reason."))
        elif job.state == "cancelled":
            html.element("p", words.say("Cancelled."), class_="r-quiet")


def Refusal(words: Words, why: Phrase) -> Any:
    """Draw a sentence that says why something isn't done."""
    return html.element("p", refusal(words, why), class_="r-notice is-bad")


@solara.component
def Sources(ids: Sequence[str]) -> None:
    """Draw published facts in plain words; the statistic as it was recorded stands in a detail."""
    words = use_words()
    with html.within("section", class_="r-card", aria_labelledby="sources"):
        html.element("h2", words.say("What this is based on"), id="sources")
        html.element("p", words.say("Published facts; their strength is that of the Evidence page."), class_="r-quiet")
        with html.within("dl", class_="r-reasons"):
            for known in map(fact, ids):
                with html.within("div"):
                    html.element(
                        "dt",
                        words.say(
                            "{about} ({fact}, {strength})",
                            about=words.say(known.about),
                            fact=known.id,
                            strength=words.say(known.strength),
                        ),
                    )
                    html.element(
                        "dd",
                        html.element("span", words.say(known.says)),
                        html.element("cite", known.citation, class_="r-quiet", lang="en"),
                        html.element(
                            "details",
                            html.element("summary", words.say("The statistic as it was recorded")),
                            html.element("p", known.statistic, class_="r-quiet", lang="en"),
                        ),
                    )


def told_unit(words: Words, stated: str, currency: str) -> str:
    """Return a unit as it stands behind a number."""
    if stated == "0 to 100":
        return words.say("of 100")
    return words.say(stated).replace(Money, currency)


def metric_unit(words: Words, metric: Metric, currency: str) -> str:
    """Return a metric's unit as a title: money by the week in the currency."""
    if metric.unit == f"{Money}/week":
        return words.say("{currency} a week", currency=currency)
    return unit(words, metric, currency)


def title_of(words: Words, name: str) -> str:
    """Return a metric's label."""
    return words.say(BY_NAME[name].label)


def back_to_list(words: Words, pressed: Callable[[], object]) -> Any:
    """Draw the way back to all lessons and challenges."""
    return html.button(words.say("All lessons and challenges"), pressed, icon_name="arrow-left", plain=True, small=True)


Go = Callable[[Progress], None]


def use_learning() -> Learning:
    """Return what this visitor learns with."""
    return use_visit().keep(Learning)


def use_progress() -> tuple[Progress, Go]:
    """Return what the address tells, held within what there is, and a way to go on from there."""
    router, way = solara.use_router(), use_way()
    progress = use_learning().checked(from_query(router.search))

    def go(other: Progress) -> None:
        query = other.query()
        way("/learn" + (f"?{query}" if query else ""))

    return progress, go
