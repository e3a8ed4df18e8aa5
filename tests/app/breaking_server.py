"""Serves the page with one more that breaks, for tests of what visitors then see."""

import argparse

from ripple_sim.app.server.application import listen, serve
from ripple_sim.app.server.settings import Settings, tell_solara

SECRET = "a secret of the server"


def add_broken_page() -> None:
    """Add a page that breaks when asked to: while it is drawn, or when a button is pressed."""
    import solara

    from ripple_sim.app.components import html
    from ripple_sim.app.pages import registry

    @solara.component
    def Broken() -> None:
        asked = solara.use_reactive(False)
        if asked.value:
            raise ValueError(SECRET)

        def fail() -> None:
            raise RuntimeError(SECRET)

        with html.within("div", class_="r-page"):
            html.element("h1", "A page that breaks")
            html.button("Break the drawing", lambda: asked.set(True))
            html.button("Break the button", fail)

    pages = (*registry.all_pages(), registry.Page("broken", "Broken", "flash", 90, Broken))
    registry.all_pages = lambda: pages


def count_visits() -> None:
    """Say whenever a visit begins, so that tests can count them."""
    import solara.lab

    solara.lab.on_kernel_start(lambda: print("a visit began", flush=True))


def main() -> None:
    """Serve, with a port, a path and limits of one's own."""
    usual = Settings()
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int)
    parser.add_argument("--root-path", default="")
    parser.add_argument("--most-pages", type=int, default=usual.most_pages)
    parser.add_argument("--most-pages-of-one", type=int, default=usual.most_pages_of_one)
    parser.add_argument("--place-seconds", type=float, default=usual.place_seconds)
    parser.add_argument("--proxy", action="append", dest="proxies", default=[])
    asked = vars(parser.parse_args())
    settings = Settings(**{**asked, "proxies": tuple(asked["proxies"])})
    tell_solara(settings)
    add_broken_page()
    count_visits()
    serve(settings, listen(settings), print, browser=False)


if __name__ == "__main__":
    main()
