"""What stands around every page, and what is shown when one breaks."""

from __future__ import annotations

from typing import Any

import solara

from ripple_sim.app.components import html
from ripple_sim.app.components.browser import Masthead
from ripple_sim.app.pages.registry import all_pages
from ripple_sim.app.server.guard import noted
from ripple_sim.app.shell.visiting import address, language_asked, speak, use_way, use_words


@solara.component
def Layout(children: list[Any]) -> None:
    """Draw the masthead and the page below it."""
    router = solara.use_router()
    asked = language_asked(router.search) or "en"
    solara.use_memo(lambda: speak(asked), [asked])
    words = use_words()
    here = router.path.strip("/")
    pages = all_pages()
    title = next((words.say(page.label) for page in pages if page.path == here), "")
    html.element("a", words.say("Skip to content"), class_="r-skip", href="#main")
    Masthead(
        pages=[
            {"path": f"/{page.path}", "label": words.say(page.label), "icon": page.icon, "current": page.path == here}
            for page in pages
        ],
        root=address(""),
        language=words.language,
        direction=words.direction,
        title=words.say("{page} – ripple_sim", page=title) if title else "ripple_sim",
        texts={
            "brand": "ripple_sim",
            "pages": words.say("Pages"),
            "dark": words.say("Dark colours"),
            "lost": words.say("The connection is lost. Trying again…"),
            "ended": words.say("This session has ended on the server."),
            "reload": words.say("Reload"),
        },
        event_go=use_way(),
    )
    with html.within("main", class_="r-main", id="main", tabindex="-1"):
        _Guarded(children).key(here)  # a page of its own, with problems of its own


@solara.component
def _Guarded(children: list[Any]) -> None:
    """Draw a page, or what is shown in its place once it broke."""
    problem, forget = solara.use_exception()
    with html.within("div"):
        if problem is None:
            solara.Column(children=children, gap="0px")
        else:
            _Broken(problem, forget)


@solara.component
def _Broken(problem: BaseException, forget: Any) -> None:
    words = use_words()
    reference = solara.use_memo(lambda: noted(problem), [id(problem)])
    with html.within("div", class_="r-page"):
        html.element("h1", words.say("Something went wrong"))
        with html.within("div", class_="r-notice is-bad r-stack", role="alert"):
            html.element(
                "p",
                words.say(
                    "This page could not be drawn. Whoever runs the server finds the reason in "
                    "its log under the reference {reference}.",
                    reference=reference,
                ),
            )
            html.button(words.say("Try again"), forget)


routes = [
    solara.Route(page.path or "/", component=page.component, label=page.label, layout=None if page.path else Layout)
    for page in all_pages()
]
