"""How a page is declared, and where the shell finds all of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import ripple_sim.app.pages as here


@dataclass(frozen=True)
class Door:
    """How Home invites to a page: a title and a sentence, both marked for translators."""

    title: str
    says: str


@dataclass(frozen=True)
class Page:
    """One page.

    Attributes
    ----------
    path
        Its address below the root, such as ``watch``; "" for the first page.
    label
        Its name in the navigation, marked for translators.
    icon
        A name of the Material Design Icons without its prefix, such as ``play-circle-outline``.
    order
        Its place in the navigation; pages leave room between their numbers.
    component
        The Solara component that draws it; its first heading is an ``h1``.
    door
        How Home invites to it, if it does.
    """

    path: str
    label: str
    icon: str
    order: int
    component: Callable[[], Any]
    door: Door | None = None


@cache
def all_pages() -> tuple[Page, ...]:
    """Return the ``PAGE`` of every module and folder beside this one, in their order."""
    names = [module.name for module in iter_modules(here.__path__) if module.name != "registry"]
    pages = [import_module(f"{here.__name__}.{name}").PAGE for name in names]
    return tuple(sorted(pages, key=lambda page: page.order))
