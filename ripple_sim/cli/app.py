"""The command that opens the page in a browser."""

from __future__ import annotations

from typing import Annotated

import typer

from ripple_sim.cli.application import command
from ripple_sim.scenario.problems import RippleError


@command
def app(
    port: Annotated[int, typer.Option(min=1, max=65535, help="Where to listen.")] = 8765,
    host: Annotated[
        str,
        typer.Option(
            metavar="NAME",
            help="The address to listen at; others than this machine's own open the page to the network.",
        ),
    ] = "127.0.0.1",
    names: Annotated[
        list[str] | None,
        typer.Option(
            "--name",
            metavar="NAME",
            help="A name visitors may ask for; can be repeated.",
            show_default="this machine's own",
        ),
    ] = None,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open the browser too.")] = True,
    root_path: Annotated[str, typer.Option(metavar="PATH", help="Below which a reverse proxy shows the page.")] = "",
    proxies: Annotated[
        list[str] | None,
        typer.Option(
            "--proxy",
            metavar="ADDRESS",
            help="A reverse proxy whose X-Forwarded-For tells visitors apart, such as 127.0.0.1; can be repeated.",
            show_default="none is believed",
        ),
    ] = None,
    most_pages: Annotated[int, typer.Option(min=1, max=1000, metavar="N", help="Pages open at once.")] = 60,
    most_pages_of_one: Annotated[
        int, typer.Option(min=1, max=1000, metavar="N", help="Of these, pages of one visitor's address.")
    ] = 30,
) -> None:
    """Open the page: move a lever, watch the ripple.

    Works without any network. Only this machine can see it unless told otherwise.
    """
    from ripple_sim.cli.doctor import page_trouble

    wrong = page_trouble()
    if wrong:
        raise RippleError(f"the page can't open: {wrong}")
    from ripple_sim.app.server.application import listen, serve
    from ripple_sim.app.server.settings import Settings
    from ripple_sim.cli.progress import COMPILING, Screen

    settings = Settings(
        host=host,
        port=port,
        root_path=root_path.rstrip("/"),
        names=tuple(names or ()),
        proxies=tuple(proxies or ()),
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
