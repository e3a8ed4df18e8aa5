"""Which plans are compared: those that come with the package, one's own, one from a file."""

from __future__ import annotations

from functools import partial

import solara

from ripple_sim.app.components import html
from ripple_sim.app.components.form import FilePick
from ripple_sim.app.session.examples import plan_fits
from ripple_sim.app.session.whatif import WhatIf
from ripple_sim.app.shell.visiting import use_visit, use_words
from ripple_sim.app.words import Words
from ripple_sim.scenario.plan_library import SYSTEMS
from ripple_sim.scenario.plans import Plan, load_plan, plan_names
from ripple_sim.scenario.schema import Scenario


@solara.component
def Plans(asking: WhatIf) -> None:
    """Draw the plans that are there, and the ways to add one."""
    visit, words = use_visit(), use_words()
    open_library = solara.use_reactive(False)
    full = len(asking.plans) >= visit.plans.most
    with html.card("plans", words.say("Plans")):
        with html.within("ul", class_="r-plan-tabs"):
            for plan in asking.plans:
                _tab(words, asking, plan).key(f"tab-{plan.name}")
        if not asking.plans:
            html.element("p", words.say("No plan yet. Take one, or write your own."))
        with html.within("div", class_="r-row"):
            html.button(
                words.say("Plans included with the tool"),
                lambda: open_library.set(not open_library.peek()),
                icon_name="book-open-outline",
                aria_expanded=str(open_library.value).lower(),
            )
            html.button(words.say("A plan of your own"), asking.begin_own, icon_name="pencil-outline", disabled=full)
            FilePick(words.say("Open a plan file"), asking.add_text, asking.refuse)
        if full:
            most = words.number(visit.plans.most)
            html.quiet(words.say("At most {most} plans can be compared; remove one to add another.", most=most))
        if open_library.value:
            Library(asking, full)


def _tab(words: Words, asking: WhatIf, plan: Plan) -> solara.Element:
    title = words.say(plan.title) if plan.title else plan.name
    remove = partial(asking.remove, plan.name)
    with html.within("li", class_="r-row r-nowrap") as drawn:
        pressed = str(plan.name == asking.chosen).lower()
        html.button(title, partial(asking.choose, plan.name), aria_pressed=pressed)
        html.button("", remove, icon_name="close", plain=True, aria_label=words.say("Remove {plan}", plan=title))
    return drawn


@solara.component
def Library(asking: WhatIf, full: bool) -> None:
    """Draw the plans that come with the package by subject, and one of them in full."""
    visit, words = use_visit(), use_words()
    base = visit.base
    plans = solara.use_memo(
        lambda: {name: load_plan(name) for name in plan_names() if plan_fits(base, name)}, [base.hash()]
    )
    systems = [one for one in SYSTEMS if any(plan.system == one for plan in plans.values())]
    subject = solara.use_reactive(systems[0] if systems else "")
    looked_at = solara.use_reactive(next(iter(plans), ""))
    if not systems:
        html.element("p", words.say("None of them fits this company."))
        return
    system = subject.value if subject.value in systems else systems[0]
    here = [name for name, plan in plans.items() if plan.system == system]
    name = looked_at.value if looked_at.value in here else here[0]
    with html.within("div", class_="r-library r-stack"):
        with html.within("div", class_="r-row"):
            html.select(words.say("Subject"), [(one, words.say(one)) for one in systems], system, subject.set)
            html.select(words.say("Plan"), [(one, words.say(plans[one].title)) for one in here], name, looked_at.set)
        _about_plan(words, plans[name], base)
        with html.within("div"):
            html.button(
                words.say("Add this plan"),
                partial(asking.add_bundled, name),
                main=True,
                icon_name="plus",
                disabled=full or name in visit.plans.held,
            )


def _about_plan(words: Words, plan: Plan, base: Scenario) -> None:
    html.element("h3", words.say(plan.title))
    if plan.base and plan.base != base.name:
        html.notice(words.say("Written for {company}; what to notice may differ in this company.", company=plan.base))
    with html.within("dl", class_="r-about-plan"):
        for head, text in (
            (words.say("The question"), words.say(plan.asks)),
            (words.say("How it works"), words.say(plan.works)),
            (words.say("What is done"), plan.say(base, words)),
        ):
            html.element("dt", head)
            html.element("dd", text)
        for head, texts in (
            (words.say("Things to notice"), plan.notice),
            (words.say("Things to try"), plan.things_to_try),
        ):
            html.element("dt", head)
            html.element("dd", html.listing([words.say(text) for text in texts], class_="r-done"))
