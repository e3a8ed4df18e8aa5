"""A finished example: what a plan that comes with the package would bring the company."""

from __future__ import annotations

import solara

from ripple_sim.app.components import html
from ripple_sim.app.session.examples import example_of
from ripple_sim.app.shell.visiting import use_visit, use_words
from ripple_sim.scenario.plans import load_plan

PLAN = "coaching-everywhere"


@solara.component
def ExamplePlan() -> None:
    """Draw the plan's question and its answer in money and months, or how far it has come."""
    visit, words = use_visit(), use_words()
    example = example_of(visit.base, PLAN)
    if example is None:
        return
    example.when_changed(visit.tell)
    plan = load_plan(PLAN)
    with html.within("section", class_="r-card r-stack", aria_labelledby="example"):
        html.element(
            "h2", words.say("An example: {plan}", plan=words.say(plan.title)), id="example"
        )
        html.element("p", words.say(plan.asks))
        if example.comparison is not None:
            html.element(
                "p", html.element("strong", example.comparison.say()), data_example="known"
            )
        elif example.failed:
            html.element("p", words.say("It could not be worked out for this company."))
        else:
            with html.within("div", class_="r-row", role="status"):
                html.element(
                    "progress",
                    max=str(example.total or 1),
                    value=str(example.done) if example.total else None,
                    aria_label=words.say("Pairs of companies lived"),
                )
                html.element(
                    "span",
                    words.count(
                        "Living twin companies, with the plan and without: {number} pair so far.",
                        "Living twin companies, with the plan and without: {number} pairs so far.",
                        example.done,
                    ),
                    class_="r-quiet",
                )
