"""What if: plans on a timeline, compared with going on as before, with ranges, and why."""

from __future__ import annotations

import solara

from ripple_sim.app.components import html
from ripple_sim.app.components.browser import Address
from ripple_sim.app.components.progress import Refusal
from ripple_sim.app.pages.registry import Door, Page
from ripple_sim.app.pages.whatif.downloads import TakeAway
from ripple_sim.app.pages.whatif.plan_choice import Plans
from ripple_sim.app.pages.whatif.plan_editor import Writing
from ripple_sim.app.pages.whatif.studies import Comparing, InFull, Studies
from ripple_sim.app.session.sharing import read_address
from ripple_sim.app.session.whatif import WhatIf
from ripple_sim.app.session.workers import shared_workers
from ripple_sim.app.shell.visiting import current_visit, use_visit, use_words
from ripple_sim.wording import mark


@solara.component_vue("style.vue")
def _Style() -> None: ...


@solara.component
def WhatIfPage() -> None:
    """Draw the plans, what they bring, and why."""
    router = solara.use_router()
    asking = current_visit().keep(WhatIf)

    def open_address() -> None:
        shared = read_address(router.search)
        if shared.company or shared.plans or shared.refused:
            same = getattr(asking.visit, "base", None) and asking.address == router.search
            if not same:
                asking.take(shared)

    solara.use_memo(open_address, [])
    solara.use_effect(shared_workers().warm, [])
    visit, words = use_visit(), use_words()
    asking.follow()
    lead = words.say(
        "{company}. Each plan is simulated beside its twin: the same company with the same luck, without the plan. "
        "Many such pairs show what the plan brings or loses, and how sure that is.",
        company=words.say(visit.base.title or visit.base.name),
    )
    with html.within("div", class_="r-page r-whatif"):
        html.head(words.say("What if"), lead)
        for notice in asking.notices:
            Refusal(words, notice, role="alert")
        with html.within("div", class_="r-asked"):
            with html.within("div", class_="r-stack"):
                Plans(asking)
                if asking.plan is not None:
                    Writing(asking, asking.plan)
            with html.within("div", class_="r-stack"):
                Comparing(asking)
        InFull(asking)
        Studies(asking)
        TakeAway(asking)
        Address(search=asking.address)
        _Style()


PAGE = Page(
    path="whatif",
    label=mark("What if"),
    icon="source-branch",
    order=20,
    component=WhatIfPage,
    door=Door(
        mark("Ask what if"), mark("Choose or write a plan, and see what it brings or loses, when, how surely, and why.")
    ),
)
