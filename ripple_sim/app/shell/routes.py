"""The addresses of the pages, as Solara wants them; it imports this module by name."""

from __future__ import annotations

import solara

from ripple_sim.app.pages.registry import all_pages
from ripple_sim.app.shell.layout import Layout

routes = [
    solara.Route(page.path or "/", component=page.component, label=page.label, layout=None if page.path else Layout)
    for page in all_pages()
]
