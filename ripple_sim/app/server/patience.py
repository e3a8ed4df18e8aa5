"""How long the server waits for somebody who has begun a request, or doesn't read an answer."""

from __future__ import annotations

import asyncio
from typing import Any, Literal

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

TOO_LATE = (
    b"HTTP/1.1 408 Request Timeout\r\nconnection: close\r\n"
    b"content-type: text/plain; charset=utf-8\r\ncontent-length: 34\r\n\r\n"
    b"The request took too long to come."
)
CLOSING_SECONDS = 5  # for an answer that is on its way, before the connection is cut


class PatientHTTP(H11Protocol):
    """HTTP in which headers, bodies and the reading of answers have a time limit each.

    The limits hold for the whole of the headers and the whole of a body: a client that sends a
    byte now and then gains nothing. uvicorn itself limits only how long a connection may rest
    between two requests.
    """

    header_seconds = 10.0
    body_seconds = 30.0
    reading_seconds = 60.0

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._awaited: Literal["headers", "body"] | None = None
        self._limit: asyncio.TimerHandle | None = None
        self._unread: asyncio.TimerHandle | None = None
        self._upgraded = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first request's headers."""
        super().connection_made(transport)
        self._look()

    def data_received(self, data: bytes) -> None:
        """Take what came, and wait for what is still to come."""
        super().data_received(data)
        self._look()

    def on_response_complete(self) -> None:
        """Go on to the next request, parts of which may be there."""
        super().on_response_complete()
        self._look()

    def handle_websocket_upgrade(self, event: h11.Request) -> None:
        """Hand over to the protocol of open connections, which has limits of its own."""
        self._upgraded = True
        self._cancel()
        super().handle_websocket_upgrade(event)

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing more."""
        self._cancel()
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        """Wait only so long until what was sent is read."""
        super().pause_writing()
        if self._unread is None:
            self._unread = self.loop.call_later(self.reading_seconds, self.transport.abort)

    def resume_writing(self) -> None:
        """Go on to send."""
        super().resume_writing()
        if self._unread is not None:
            self._unread.cancel()
            self._unread = None

    def _look(self) -> None:
        awaited = self._stage()
        if awaited == self._awaited:
            return
        if self._limit is not None:
            self._limit.cancel()
            self._limit = None
        self._awaited = awaited
        if awaited is not None:
            seconds = self.header_seconds if awaited == "headers" else self.body_seconds
            self._limit = self.loop.call_later(seconds, self._too_late)

    def _stage(self) -> Literal["headers", "body"] | None:
        if self._upgraded or self.transport.is_closing():
            return None
        if self.conn.their_state is h11.SEND_BODY:
            return "body"
        begun = self.cycle is None or bool(self.conn.trailing_data[0])
        return "headers" if self.conn.their_state is h11.IDLE and begun else None

    def _too_late(self) -> None:
        if self.transport.is_closing():
            return
        if self.cycle is None or not self.cycle.response_started:
            self.transport.write(TOO_LATE)
        self.transport.close()
        self.loop.call_later(CLOSING_SECONDS, self.transport.abort)

    def _cancel(self) -> None:
        for timer in (self._limit, self._unread):
            if timer is not None:
                timer.cancel()
        self._limit = self._unread = None


class PatientWebSockets(WebSocketsSansIOProtocol):
    """Open connections of which one whose other side no longer answers is cut, not only closed."""

    def keepalive_timeout(self) -> None:
        """Close a connection that gives no sign of life, whether or not it can be told so."""
        super().keepalive_timeout()
        self.loop.call_later(CLOSING_SECONDS, self.transport.abort)


def patient(header_seconds: float, body_seconds: float) -> type[PatientHTTP]:
    """Return the protocol with limits of its own."""
    return type("PatientHTTP", (PatientHTTP,), {"header_seconds": header_seconds, "body_seconds": body_seconds})
