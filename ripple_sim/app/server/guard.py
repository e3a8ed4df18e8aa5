"""Who may ask for what: origin, number of pages, and the headers every answer carries."""

from __future__ import annotations

import asyncio
import logging
import re
import time
import traceback
from collections.abc import Iterable
from secrets import token_hex
from types import SimpleNamespace, TracebackType
from typing import Any
from urllib.parse import parse_qs, urlsplit

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ripple_sim.app.server.places import Places
from ripple_sim.wording import mark

log = logging.getLogger("ripple_sim.app")

POLICY = "; ".join(
    (
        "default-src 'none'",
        # Vue's templates are compiled in the browser, which needs eval; nothing comes from elsewhere.
        "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self' blob:",
        "worker-src 'self' blob:",
        "frame-ancestors 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "object-src 'none'",
    )
)
HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
    (b"permissions-policy", b"geolocation=(), camera=(), microphone=()"),
    (b"cross-origin-opener-policy", b"same-origin"),
)
SAFE = ("GET", "HEAD", "OPTIONS")
POLICY_VIOLATION, TRY_LATER = 1008, 1013
SECONDS_BETWEEN_NOTES = 60.0


class Guard:
    """Refuse what another site asks for, and more pages than are allowed.

    Solara itself checks no origin, so any site could open a page through a visitor's browser.
    """

    def __init__(self, app: ASGIApp, places: Places, behind_proxy: bool) -> None:
        self._app = app
        self._places = places
        self._behind_proxy = behind_proxy
        self._ending: set[asyncio.Task[None]] = set()
        self._noted = -SECONDS_BETWEEN_NOTES

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] == "websocket":
            await self._connect(scope, receive, send)
            return
        if scope["type"] == "http":
            send = _adding_headers(send)
            if not well_formed(scope["headers"]):
                refused = PlainTextResponse("Invalid host header", 400)
            elif scope["method"] not in SAFE and not same_origin(scope["headers"]):
                refused = PlainTextResponse("Asked for by another site.", 403)
            else:
                refused = None
            if refused is not None:
                await refused(scope, receive, send)
                return
            scope = {**scope, "headers": safe(scope["headers"])}
        await self._app(scope, receive, send)

    async def _connect(self, scope: Scope, receive: Receive, send: Send) -> None:
        page = scope["path"].partition("/kernels/")[2].partition("/")[0]
        refused = 0
        if not same_origin(scope["headers"]) or not page or not _names_itself(scope):
            refused = POLICY_VIOLATION
        else:
            self._look_for_proxy(scope)
            address = (scope.get("client") or ("", 0))[0]
            answer = self._places.enter(page, address)
            if answer != "enter":
                self._note(answer, address)
                refused = TRY_LATER
        if refused:
            await receive()
            await send({"type": "websocket.close", "code": refused})
            return
        try:
            self._end_surplus()
            await self._app({**scope, "headers": safe(scope["headers"])}, receive, send)
        finally:
            self._places.leave(page)

    def _look_for_proxy(self, scope: Scope) -> None:
        """Write to the log, once, that a proxy seems to be there that isn't believed."""
        told = any(name.lower() == b"x-forwarded-for" for name, _ in scope["headers"])
        if told and not self._behind_proxy:
            self._behind_proxy = True
            log.warning(
                "X-Forwarded-For is not believed, so all visitors behind a reverse proxy share the "
                "pages of one address; start with --proxy and the proxy's address"
            )

    def _note(self, answer: str, address: str) -> None:
        """Write to the log, seldom, that somebody found no place: browsers ask again and again."""
        now = time.monotonic()
        if now - self._noted > SECONDS_BETWEEN_NOTES:
            self._noted = now
            log.warning("no place for a page asked for from %s: %s", address, answer)

    def _end_surplus(self) -> None:
        """End pages that wait without a place, where they are too many, in threads of their own."""
        from solara.server import kernel_context

        for page in self._places.surplus():
            context = kernel_context.contexts.get(page)
            if context is not None:
                task = asyncio.create_task(asyncio.to_thread(context.close, "cull"))
                self._ending.add(task)
                task.add_done_callback(self._ending.discard)


def has_ended(page: str) -> bool:
    """Tell whether a page that was open is no more."""
    from solara.server import kernel_context

    return page not in kernel_context.contexts


def _names_itself(scope: Scope) -> bool:
    """Tell whether a connection says which page of the browser it is, as Solara's own do."""
    return bool(parse_qs(scope["query_string"].decode("latin-1")).get("session_id"))


def _adding_headers(send: Send) -> Send:
    async def adding(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message.get("headers", []), *HEADERS]
        await send(message)

    return adding


Headers = Iterable[tuple[bytes, bytes]]
# Solara reads them to guess where it is shown, which it is told; a wrong one breaks its page.
GUESSES = (b"x-forwarded-host", b"script-name", b"x-script-name")
_HOST = re.compile(r"(?:[A-Za-z0-9_.-]{1,255}|\[[0-9A-Fa-f:.]{2,45}\])(?::([0-9]{1,5}))?")
LARGEST_PORT = 65535


def same_origin(headers: Headers) -> bool:
    """Tell whether a request names the very site it goes to as the one it comes from."""
    by_name = _by_name(headers)
    origin, host = by_name.get(b"origin"), by_name.get(b"host")
    if origin is None or host is None or not _is_host(host):
        return False
    try:
        return urlsplit(origin).netloc == host
    except ValueError:  # such as http://[
        return False


def well_formed(headers: Headers) -> bool:
    """Tell whether a request says in one way, which can be read, for which host it is."""
    hosts = [value for name, value in headers if name.lower() == b"host"]
    return len(hosts) == 1 and _is_host(hosts[0].decode("latin-1"))


def safe(headers: Headers) -> list[tuple[bytes, bytes]]:
    """Return the headers without those that the page needn't know, and can't rely upon."""
    return [
        (name, value)
        for name, value in headers
        if name.lower() not in GUESSES
        and (name.lower() != b"x-forwarded-proto" or value.strip().lower() in (b"http", b"https"))
    ]


def _is_host(text: str) -> bool:
    result = _HOST.fullmatch(text)
    return result is not None and int(result[1] or 0) <= LARGEST_PORT


def _by_name(headers: Headers) -> dict[bytes, str]:
    return {name.lower(): value.decode("latin-1") for name, value in headers}


SENTENCE = mark("Something went wrong (reference {reference}). Please reload the page.")


def noted(problem: BaseException) -> str:
    """Write a problem to the log and return its reference number."""
    reference = token_hex(4)
    log.error("reference %s", reference, exc_info=problem)
    return reference


def hide_tracebacks() -> None:
    """Let Solara and Reacton show a reference number where they would show a traceback.

    Both put the whole traceback on the page, in production too.
    """
    import reacton.core
    import solara.server.app

    def public(kind: Any, problem: BaseException, trace: TracebackType | None, *_: Any, **__: Any) -> list[str]:
        return [SENTENCE.format(reference=noted(problem))]

    public_only = SimpleNamespace(**{**vars(traceback), "format_exception": public})
    for module in (reacton.core, solara.server.app):
        vars(module)["traceback"] = public_only
