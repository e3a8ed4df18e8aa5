"""What the visitor asks of the board: held in the address, chosen by filters."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import solara

from ripple_sim.app.components import html
from ripple_sim.app.components.searchbox import SearchBox
from ripple_sim.app.components.study_progress import Button
from ripple_sim.app.pages.registry import mark
from ripple_sim.app.session.evidence import LONGEST, Asked
from ripple_sim.app.shell.navigation import use_way
from ripple_sim.app.shell.visiting import use_words
from ripple_sim.evidence.figure import LINKS

Ask = Callable[[Asked], None]
VERDICTS = {
    "miss": mark("misses"),
    "hit": mark("hits"),
    "not measured": mark("not measured"),
    "not testable": mark("not testable"),
}
STRENGTHS = {"strong": mark("strong"), "fair": mark("fair"), "weak": mark("weak")}
USES = {"fitted": mark("fitted"), "not fitted": mark("checked, not fitted"), "reference": mark("for reference only")}
ORDERS = {"misses": mark("misses first"), "links": mark("by link of the chain")}


def use_asked() -> tuple[Asked, Ask]:
    """Return what the address asks for, and a function that asks for something else."""
    router, way = solara.use_router(), use_way()
    asked = Asked.from_search(router.search)

    def ask(other: Asked) -> None:
        query = other.search()
        way("/evidence" + (f"?{query}" if query else ""))

    return asked, ask


@solara.component
def Filters(asked: Asked, ask: Ask) -> None:
    """Draw the filters; every change stands in the address."""
    words = use_words()

    def choose(name: str, key: str) -> None:
        ask(asked.but(**{name: key}))

    def choice(name: str, label: str, names: dict[str, str], everything: str) -> None:
        options = [("", everything)] if everything else []
        options += [(key, words.say(text)) for key, text in names.items()]
        html.select(label, options, getattr(asked, name), partial(choose, name))

    with html.within("div", class_="r-row", role="search", aria_label=words.say("Filters")):
        choice("verdict", words.say("Verdict"), VERDICTS, words.say("all verdicts"))
        choice("strength", words.say("Evidence"), STRENGTHS, words.say("any strength"))
        choice("use", words.say("Use"), USES, words.say("fitted and checked"))
        choice("link", words.say("Link"), LINKS, words.say("the whole chain"))
        choice("order", words.say("Order"), ORDERS, "")
        SearchBox(words.say("Words"), asked.words, LONGEST, partial(choose, "words"))
        if asked.filtered:
            Button(words.say("Show everything"), lambda: ask(Asked(order=asked.order)), plain=True, small=True)
