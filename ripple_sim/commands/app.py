"""Serving the page."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec

from ripple_sim.commands.running import COMPILING
from ripple_sim.commands.screen import Screen
from ripple_sim.scenario.problems import RippleError

NEEDED = ("solara", "starlette", "uvicorn", "babel")


def app(*, port: int, host: str, names: Sequence[str], browser: bool, root_path: str) -> None:
    """Serve the page until stopped; says where it is.

    Raises
    ------
    RippleError
        When something is missing or the port is taken.
    """
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        raise RippleError(
            f"the page needs packages that aren't installed ({', '.join(missing)}); "
            "pip install 'ripple_sim[app]' brings them"
        )
    from ripple_sim.app.browser_files import trouble

    wrong = trouble()
    if wrong:
        raise RippleError(
            f"the page's third-party files aren't in order: {wrong}; "
            "'python -m ripple_sim.app.vendoring' fetches them"
        )
    from ripple_sim.app.server.serving import listen, serve
    from ripple_sim.app.server.settings import Settings

    settings = Settings(host=host, port=port, root_path=root_path.rstrip("/"), names=tuple(names))
    listening = listen(settings)
    said = Screen(stderr=True)

    from ripple_sim.compiled import needs_compiling
    from ripple_sim.study.run import run

    if needs_compiling():
        said.print(COMPILING, soft_wrap=True)
        run("bakery", weeks=1)
    serve(settings, listening, lambda sentence: said.print(sentence, soft_wrap=True), browser)
