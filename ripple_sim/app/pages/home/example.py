"""A finished example: what a plan that comes with the package would bring the company."""

from __future__ import annotations

from functools import partial
from urllib.parse import urlencode

import solara

from ripple_sim.app.components import html
from ripple_sim.app.session.examples import Example, example_of, known_answer
from ripple_sim.app.shell.visiting import address, use_visit, use_way, use_words
from ripple_sim.scenario.plans import load_plan

PLAN = "coaching-where-needed"


@solara.component
def ExamplePlan() -> None:
    """Draw the plan's question and its answer in money and months, or how far it has come."""
    visit, words = use_visit(), use_words()
    known = known_answer(visit.base, PLAN)
    example = None if known is not None else example_of(visit.base, PLAN)
    if known is None and example is None:
        return
    plan = load_plan(PLAN)
    with html.within("section", class_="r-card r-stack", aria_labelledby="example"):
        html.element("h2", words.say("An example: {plan}", plan=words.say(plan.title)), id="example")
        html.element("p", words.say(plan.asks))
        if known is not None:
            Answer(known.say(words), known.pairs)
        elif example is not None:
            example.when_changed(visit.tell)
            if example.comparison is not None:
                Answer(example.comparison.say(words=words), example.comparison.pairs)
            else:
                Progress(example)


@solara.component
def Answer(says: str, pairs: int) -> None:
    """Draw the answer, what it rests on, and the way to ask on."""
    words, go = use_words(), use_way()
    html.element("p", html.element("strong", says), class_="r-answer", data_example="known")
    html.element(
        "p",
        words.say(
            "{pairs} pairs of companies with the same luck, with the plan and without. The "
            "range is the 80 % interval of the average. Not discounted.",
            pairs=words.number(pairs),
        ),
        class_="r-quiet",
    )
    path = f"/whatif?{urlencode({'plan': PLAN})}"
    with html.within("div", class_="r-row"):
        link = html.element("a", words.say("Ask what if with this plan"), class_="r-button", href=address(path))
    html.on_click(link, partial(go, path))


@solara.component
def Progress(example: Example) -> None:
    """Draw how far the example has come."""
    words = use_words()
    if example.failed:
        html.element("p", words.say("It could not be worked out for this company."))
        return
    with html.within("div", class_="r-row", role="status"):
        html.element(
            "progress",
            max=str(example.total or 1),
            value=str(example.done) if example.total else None,
            aria_label=words.say("Pairs of companies simulated"),
        )
        html.element(
            "span",
            words.count(
                "Simulating the company with the plan and without: {number} pair so far.",
                "Simulating the company with the plan and without: {number} pairs so far.",
                example.done,
            ),
            class_="r-quiet",
        )
