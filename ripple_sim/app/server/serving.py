"""Start the page's server, open the browser, and stop when asked to."""

from __future__ import annotations

import errno
import logging
import socket
import threading
import warnings
import webbrowser
from collections.abc import Callable

from ripple_sim.app.server.settings import Settings
from ripple_sim.scenario.problems import RippleError

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

    from ripple_sim.app.server.application import application
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
