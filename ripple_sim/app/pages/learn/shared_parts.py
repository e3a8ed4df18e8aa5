"""Parts that lessons and challenges share: where one stands, how far a run is, sources, titles."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import solara

from ripple_sim.app.components import html
from ripple_sim.app.components.progress import Bar, Refusal
from ripple_sim.app.session.learning import Learning
from ripple_sim.app.shell.visiting import use_visit, use_way, use_words
from ripple_sim.app.words import Words
from ripple_sim.app.words.catalogue import unit
from ripple_sim.evidence.facts import fact
from ripple_sim.learn.progress import Progress, from_query
from ripple_sim.observe.metrics import BY_NAME, Metric, Money
from ripple_sim.wording import Phrase

Go = Callable[[Progress], None]


def use_learning() -> Learning:
    """Return what this visitor learns with."""
    return use_visit().keep(Learning)


def use_progress() -> tuple[Progress, Go]:
    """Return where the address says that one stands, within what there is, and a way to go on from there."""
    router, way = solara.use_router(), use_way()
    progress = use_learning().checked(from_query(router.search))

    def go(other: Progress) -> None:
        query = other.query()
        way("/learn" + (f"?{query}" if query else ""))

    return progress, go


@solara.component
def Underway(job_name: str, doing: str) -> None:
    """Draw how far a run is, with a way to cancel it, or in a sentence why there is no result."""
    visit, words = use_visit(), use_words()
    job = visit.jobs[job_name]
    with html.within("div", role="status"):
        if job is None:
            return
        if job.state == "running":
            far = words.say("{done} of {total}", done=words.number(job.done), total=words.number(job.total))
            Bar(doing, job.done, job.total, far if job.total else doing, job.cancel)
        elif job.problem is not None or job.state == "failed":
            Refusal(words, job.problem or Phrase("The run failed; the server's log gives the reason."))
        elif job.state == "cancelled":
            html.quiet(words.say("Cancelled."))


@solara.component
def Sources(ids: Sequence[str]) -> None:
    """Draw published facts in plain words; the statistic as it was recorded stands in a detail."""
    words = use_words()
    with html.card("sources", words.say("What this is based on"), stack=False):
        html.quiet(words.say("Published facts; their strength is that of the Evidence page."))
        with html.within("dl", class_="r-reasons"):
            for known in map(fact, ids):
                about, strength = words.say(known.about), words.say(known.strength)
                recorded = html.element("p", known.statistic, class_="r-quiet", lang="en")
                with html.within("div"):
                    html.element(
                        "dt", words.say("{about} ({fact}, {strength})", about=about, fact=known.id, strength=strength)
                    )
                    html.element(
                        "dd",
                        html.element("span", words.say(known.says)),
                        html.element("cite", known.citation, class_="r-quiet", lang="en"),
                        html.folded(words.say("The statistic as it was recorded"), recorded),
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
