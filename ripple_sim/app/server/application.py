"""The page as a Starlette application of our own around Solara's."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from ripple_sim import __version__
from ripple_sim.app.server.settings import Settings, tell_solara

if TYPE_CHECKING:
    from starlette.applications import Starlette

# Counts of sessions and memory, and the routes for tests, are nobody's business.
HIDDEN = ("/resourcez", "/_solara/api/evict/{kernel_id}")
CLOSE = "/_solara/api/close/{kernel_id}"


def application(settings: Settings) -> Starlette:
    """Return the application; Solara is imported only now, with its settings in place.

    Raises
    ------
    RuntimeError
        When Solara was imported before: it would fetch files from other places.
    """
    tell_solara(settings)

    import solara.settings
    from solara.server import kernel_context
    from solara.server import starlette as solara_server
    from starlette.applications import Starlette
    from starlette.middleware import Middleware
    from starlette.middleware.trustedhost import TrustedHostMiddleware
    from starlette.requests import Request
    from starlette.responses import JSONResponse, RedirectResponse, Response
    from starlette.routing import BaseRoute, Mount, Route

    from ripple_sim.app.server.errors import hide_tracebacks
    from ripple_sim.app.server.guard import Guard, has_ended
    from ripple_sim.app.server.places import Places
    from ripple_sim.app.session.workers import close_workers

    if solara.settings.assets.proxy:
        raise RuntimeError("solara was imported before its settings were in place")
    hide_tracebacks()

    def health(_: Request) -> Response:
        return JSONResponse({"status": "ok", "version": __version__})

    def to_the_page(_: Request) -> Response:
        return RedirectResponse(f"{settings.root_path}/")

    def close(request: Request) -> Response:
        """End a page whose tab was closed; one that isn't there is closed already."""
        page = kernel_context.contexts.get(request.path_params["kernel_id"])
        tab = request.query_params.get("session_id", "")
        if page is not None and tab in page.page_status:
            page.page_close(tab)
        return Response()

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        async with solara_server.lifespan(app):
            yield
        close_workers()

    shown: list[BaseRoute] = [
        Route(CLOSE, close, methods=["POST"]),
        *(route for route in solara_server.routes if getattr(route, "path", "") not in (*HIDDEN, CLOSE)),
    ]
    places = Places(
        settings.most_pages, settings.most_pages_of_one, settings.place_seconds, settings.most_waiting, has_ended
    )
    routes: list[BaseRoute] = [Route("/healthz", health)]
    if settings.root_path:
        routes += [Route("/", to_the_page), Mount(settings.root_path, routes=shown)]
    else:
        routes += shown
    return Starlette(
        routes=routes,
        lifespan=lifespan,
        middleware=[
            Middleware(Guard, places=places, behind_proxy=bool(settings.proxies)),
            Middleware(TrustedHostMiddleware, allowed_hosts=settings.allowed_hosts),
            *solara_server.middleware,
        ],
    )
