"""Plain elements of HTML, as Solara components."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import ipyvuetify
import solara
from reacton.core import ComponentWidget
from solara.alias import rv

Event = Callable[[Any], None] | None
Rows = list[dict[str, Any]]
Texts = dict[str, str]


def element(tag: str, *children: Any, class_: str = "", **attributes: Any) -> Any:
    """Draw an element with texts or other elements in it.

    Attributes are named as in HTML, with underscores for dashes; one that is None is left out.
    """
    return _kind(tag)(
        tag=tag,
        children=list(children),
        class_=class_ or None,
        attributes={
            name.rstrip("_").replace("_", "-"): value for name, value in attributes.items() if value is not None
        },
    )


@cache
def _kind(tag: str) -> ComponentWidget:
    """Return a tag's own kind of widget: one that is drawn can't change its tag any more."""
    return ComponentWidget(type(f"Html_{tag}", (ipyvuetify.Html,), {}))


def within(tag: str, class_: str = "", **attributes: Any) -> Any:
    """Draw an element around what is drawn inside a ``with``."""
    return element(tag, class_=class_, **attributes)


def card(id: str, title: str, *, stack: bool = True, **attributes: Any) -> Any:
    """Draw a card that begins with its heading, around what is drawn inside a ``with``."""
    class_ = "r-card r-stack" if stack else "r-card"
    return element("section", element("h2", title, id=id), class_=class_, aria_labelledby=id, **attributes)


def quiet(text: str) -> Any:
    """Draw a paragraph that stands back."""
    return element("p", text, class_="r-quiet")


def notice(text: str, *, bad: bool = False, **attributes: Any) -> Any:
    """Draw a paragraph that stands out; a ``bad`` one says that something didn't go."""
    return element("p", text, class_="r-notice is-bad" if bad else "r-notice", **attributes)


def answer(text: str, **attributes: Any) -> Any:
    """Draw the sentence that a page is asked for."""
    return element("p", element("strong", text), class_="r-answer", **attributes)


def folded(summary: str, *inside: Any) -> Any:
    """Draw what is seen only once its summary is pressed."""
    return element("details", element("summary", summary), *inside)


def icon(name: str) -> Any:
    """Draw an icon, which says nothing by itself."""
    return element("span", class_=f"mdi mdi-{name}", aria_hidden="true")


def button(
    label: str,
    pressed: Callable[[], object],
    *,
    icon_name: str = "",
    main: bool = False,
    plain: bool = False,
    small: bool = False,
    disabled: bool = False,
    **attributes: Any,
) -> Any:
    """Draw a button; ``main`` is what the page is for, ``plain`` stands back, ``small`` takes little room."""
    face = ("is-main " if main else "is-plain " if plain else "") + ("is-small" if small else "")
    given = {**attributes, "type": "button", "disabled": "disabled" if disabled else None}
    return _Button(label, pressed, icon_name, f"r-button {face}".strip(), given)


@solara.component
def _Button(label: str, pressed: Callable[[], object], icon_name: str, class_: str, attributes: dict[str, Any]) -> Any:
    # A component of its own: what is drawn at times only may hold no hook of who draws it.
    drawn = element("button", *([icon(icon_name)] if icon_name else []), label, class_=class_, **attributes)
    rv.use_event(drawn, "click", lambda *_: pressed())
    return drawn


def select(label: str, options: Sequence[tuple[str, str]], chosen: str, choose: Callable[[str], None]) -> Any:
    """Draw a choice among a few words: pairs of a key and what is read; ``choose`` gets a key."""
    return _Choice(label, options, chosen, choose)


@solara.component
def _Choice(label: str, options: Sequence[tuple[str, str]], chosen: str, choose: Callable[[str], None]) -> None:
    answered, answer = solara.use_state(0)

    def take(told: dict[str, Any]) -> None:
        try:
            if told.get("key") in dict(options):
                choose(told["key"])
        finally:  # after what came of it, or the browser would show the old choice for a moment
            if isinstance(told.get("pick"), int):
                answer(told["pick"])

    _Select(
        label=label, options=[list(option) for option in options], chosen=chosen, answered=answered, event_choose=take
    )


@solara.component_vue("select.vue")
def _Select(label: str, options: list[list[str]], chosen: str, answered: int, event_choose: Event = None) -> None: ...


def head(title: str, lead: str) -> None:
    """Draw what a page begins with: its heading, and what it is about."""
    with within("div"):
        element("h1", title)
        element("p", lead, class_="r-lead")


def listing(items: Sequence[str], class_: str = "") -> Any:
    """Draw a list of sentences."""
    return element("ul", *[element("li", item) for item in items], class_=class_)


def on_click(drawn: Any, pressed: Callable[[], object]) -> None:
    """Call a function when an element that was drawn is clicked, in place of what it does else."""
    rv.use_event(drawn, "click.prevent", lambda *_: pressed())
