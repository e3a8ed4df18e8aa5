"""The page as a Starlette application of our own around Solara's."""

from __future__ import annotations

import errno
import logging
import socket
import threading
import warnings
import webbrowser
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from ripple_sim import __version__
from ripple_sim.app.server.settings import Settings, tell_solara
from ripple_sim.scenario.problems import RippleError

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

    from ripple_sim.app.server.guard import Guard, has_ended, hide_tracebacks
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


SECONDS_TO_FINISH = 5


def listen(settings: Settings) -> socket.socket:
    """Return a socket that listens at the address.

    Raises
    ------
    RippleError
        When another program listens there, or the address isn't one of this machine.
    """
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((settings.host, settings.port))
    except OSError as problem:
        listening.close()
        raise RippleError(_why_not(settings, problem)) from None
    except (TypeError, UnicodeError):
        listening.close()
        raise RippleError("'{host}' is no name or address of a machine", host=settings.host) from None
    listening.listen()
    return listening


def _why_not(settings: Settings, problem: OSError) -> str:
    if problem.errno == errno.EADDRINUSE:
        return (
            f"port {settings.port} is taken by another program; stop that one, or choose another "
            f"port, as in ripple app --port {settings.port + 1}"
        )
    if problem.errno == errno.EACCES:
        return f"port {settings.port} is reserved; choose one above 1023, as in --port 8765"
    return f"nothing can listen at {settings.host}: {problem.strerror or problem}"


def serve(settings: Settings, listening: socket.socket, say: Callable[[str], None], browser: bool = True) -> None:
    """Serve until stopped by Ctrl-C or a signal; open pages get a few seconds to finish."""
    import uvicorn

    from ripple_sim.app.server.patience import PatientWebSockets, patient

    # Solara warns about plain http and proxies at every start; the documents say what to do.
    warnings.filterwarnings("ignore", module=r"solara\.server\.")
    logging.basicConfig(format="%(asctime)s %(levelname)s %(message)s")

    class Server(uvicorn.Server):
        """Says where the page is once it is there."""

        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            if self.started:
                say(f"The page is at {settings.address} (stop with Ctrl-C)")
                if browser:
                    open_page = threading.Thread(target=webbrowser.open, args=(settings.address,), daemon=True)
                    open_page.start()

    Server(
        uvicorn.Config(
            application(settings),
            log_level="warning",
            access_log=False,
            server_header=False,
            loop="asyncio",
            http=patient(settings.header_seconds, settings.body_seconds),
            ws=PatientWebSockets,
            ws_max_size=settings.most_message,
            ws_ping_interval=settings.ping_seconds,
            ws_ping_timeout=settings.pong_seconds,
            h11_max_incomplete_event_size=64 * 1024,
            timeout_graceful_shutdown=SECONDS_TO_FINISH,
            proxy_headers=bool(settings.proxies),
            forwarded_allow_ips=list(settings.proxies),
        )
    ).run(sockets=[listening])
