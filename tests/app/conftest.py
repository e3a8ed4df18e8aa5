"""The page's server and a browser, each started once, and pages that watch themselves."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from .watching import PageAt, Server, chromium, context_of, serving, watched_page

HERE = Path(__file__).resolve().parent


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The page as ``ripple app`` serves it."""
    log = tmp_path_factory.mktemp("server") / "log"
    with serving(["-m", "ripple_sim", "app", "--no-browser"], "", log) as found:
        yield found


@pytest.fixture(scope="session")
def other_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The page below a path, with a page that breaks."""
    log = tmp_path_factory.mktemp("other") / "log"
    with serving([str(HERE / "breaking_server.py"), "--root-path", "/sim"], "/sim", log) as found:
        yield found


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Debian's Chromium, or the one that CHROMIUM names."""
    with chromium() as found:
        yield found


@pytest.fixture(scope="session")
def context(browser: Any) -> Any:
    """One visitor's browser, for tests that need no other."""
    return context_of(browser)


@pytest.fixture
def page_at(context: Any, server: Server) -> Iterator[PageAt]:
    """Return a function that opens ``page_at("watch")``; each page is a session of its own."""
    with ExitStack() as stack:
        yield lambda path="": stack.enter_context(watched_page(context, server.address, path))
