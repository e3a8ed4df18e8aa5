"""Who may ask for what: origin, number of sessions, and the headers every answer carries."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = "; ".join((
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
))  # fmt: skip
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


class Guard:
    """Refuse what another site asks for, and more sessions than are allowed.

    Solara itself checks no origin, so any site could open a session through a visitor's browser.
    """

    def __init__(self, app: ASGIApp, most_sessions: int) -> None:
        self._app = app
        self._most = most_sessions

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] == "websocket":
            refused = self._refused(scope)
            if refused:
                await receive()
                await send({"type": "websocket.close", "code": refused})
                return
        elif (
            scope["type"] == "http"
            and scope["method"] not in SAFE
            and not same_origin(scope["headers"])
        ):
            await PlainTextResponse("Asked for by another site.", 403)(
                scope, receive, _adding_headers(send)
            )
            return
        await self._app(scope, receive, _adding_headers(send))

    def _refused(self, scope: Scope) -> int:
        if not same_origin(scope["headers"]):
            return POLICY_VIOLATION
        from solara.server import kernel_context

        asked = scope["path"].partition("/kernels/")[2].partition("/")[0]
        known = asked in kernel_context.contexts
        return 0 if known or len(kernel_context.contexts) < self._most else TRY_LATER


def same_origin(headers: Iterable[tuple[bytes, bytes]]) -> bool:
    """Tell whether a request names the very site it goes to as the one it comes from."""
    held = {name.lower(): value.decode("latin-1") for name, value in headers}
    origin = held.get(b"origin")
    return origin is not None and urlsplit(origin).netloc == held.get(b"host")


def _adding_headers(send: Send) -> Send:
    async def adding(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message.get("headers", []), *HEADERS]
        await send(message)

    return adding
