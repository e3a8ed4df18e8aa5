"""Serving the page."""

from __future__ import annotations

from collections.abc import Sequence

from ripple_sim.commands.doctor import page_trouble
from ripple_sim.commands.screen import COMPILING, Screen
from ripple_sim.scenario.problems import RippleError


def app(
    *,
    port: int,
    host: str,
    names: Sequence[str],
    browser: bool,
    root_path: str,
    proxies: Sequence[str],
    most_pages: int,
    most_pages_of_one: int,
) -> None:
    """Serve the page until stopped; says where it is, and who else can see it.

    Raises
    ------
    RippleError
        When something is missing or the port is taken.
    """
    wrong = page_trouble()
    if wrong:
        raise RippleError(f"the page can't open: {wrong}")

    from ripple_sim.app.server.serving import listen, serve
    from ripple_sim.app.server.settings import Settings

    settings = Settings(
        host=host,
        port=port,
        root_path=root_path.rstrip("/"),
        names=tuple(names),
        proxies=tuple(proxies),
        most_pages=most_pages,
        most_pages_of_one=min(most_pages_of_one, most_pages),
    )
    listening = listen(settings)
    said = Screen(stderr=True)
    if settings.warning:
        said.print(f"ripple: {settings.warning}.", soft_wrap=True)

    from ripple_sim.compiled import needs_compiling
    from ripple_sim.study.run import run

    if needs_compiling():
        said.print(COMPILING, soft_wrap=True)
        run("bakery", weeks=1)
    serve(settings, listening, lambda sentence: said.print(sentence, soft_wrap=True), browser)
