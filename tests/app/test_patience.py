"""Half-sent requests end in time; nothing needs a browser."""

import asyncio
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing, suppress

import pytest
import uvicorn

from ripple_sim.app.server.patience import PatientWebSockets, patient
from ripple_sim.app.server.settings import Settings

from .watching import Server, slack

HEADERS, BODY = 0.6, 1.2  # seconds
SPARE = 4.0  # for a busy machine


async def _app(scope, receive, send) -> None:
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.accept"})
        while (await receive())["type"] != "websocket.disconnect":
            pass
        return
    if scope["type"] == "http":
        large = scope["path"] == "/large"
        if scope["path"] != "/refused":
            while (await receive()).get("more_body"):
                pass
        await send({"type": "http.response.start", "status": 200, "headers": []})
        for _ in range(400 if large else 1):
            await send({"type": "http.response.body", "body": b"x" * 65536, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    protocol = patient(HEADERS, BODY)
    protocol.reading_seconds = BODY
    server = uvicorn.Server(
        uvicorn.Config(
            _app,
            port=0,
            http=protocol,
            ws=PatientWebSockets,
            loop="asyncio",
            lifespan="off",
            log_level="error",
            ws_ping_interval=0.3,
            ws_ping_timeout=0.5,
        )
    )
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        thread = threading.Thread(target=lambda: asyncio.run(server.serve([listening])))
        thread.start()
        yield listening.getsockname()[1]
        server.should_exit = True
        thread.join(20)


def until_closed(held: socket.socket, trickle: bytes = b"", most: float = 30.0) -> float:
    """Return after how many seconds the other side closes; sends a byte now and then."""
    began = time.monotonic()
    held.settimeout(0.1)
    while time.monotonic() - began < most * slack():
        try:
            if held.recv(65536) == b"":
                return time.monotonic() - began
        except TimeoutError:
            if trickle:
                try:
                    held.sendall(trickle)
                except OSError:
                    return time.monotonic() - began
        except OSError:
            return time.monotonic() - began
    pytest.fail("the connection stays open")


def connected(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=10)


@pytest.mark.parametrize(
    ("begun", "trickle", "limit"),
    [
        (b"", b"", HEADERS),
        (b"GET / HT", b"", HEADERS),
        (b"GET / HTTP/1.1\r\nHost: x\r\nX: ", b"y", HEADERS),
        (b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n", b"", BODY),
        (b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\nab", b"c", BODY),
        (b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\na\r\n", BODY),
        # Answered before its body came: what is still to come has the same limit.
        (b"POST /refused HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n", b"c", BODY),
        # The second request on one connection, begun and left.
        (b"GET / HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP/1.1\r\nX: ", b"y", HEADERS),
        (b"GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: up", b"", HEADERS),
    ],
)
def test_a_half_sent_request_ends_in_time(port: int, begun: bytes, trickle: bytes, limit: float) -> None:
    with closing(connected(port)) as held:
        held.sendall(begun)
        assert until_closed(held, trickle) < limit + SPARE * slack()


def test_who_is_late_is_told_so(port: int) -> None:
    with closing(connected(port)) as held:
        held.sendall(b"GET / HTTP/1.1\r\nHost: x")
        held.settimeout(20 * slack())
        assert held.recv(65536).startswith(b"HTTP/1.1 408 ")


def test_an_answer_that_nobody_reads_ends_in_time(port: int) -> None:
    with closing(connected(port)) as held:
        held.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2**16)
        held.sendall(b"GET /large HTTP/1.1\r\nHost: x\r\n\r\n")
        time.sleep(BODY + 1.5 * slack())
        read = 0
        held.settimeout(20 * slack())
        with suppress(ConnectionError):
            while part := held.recv(65536):
                read += len(part)
        assert read < 400 * 65536, "what waited in buffers can be read, but not the whole"


def test_who_takes_their_time_between_whole_requests_is_served(port: int) -> None:
    with closing(connected(port)) as held:
        for part in (b"GET / HTTP/1.1\r\n", b"Host: x\r\n", b"\r\n"):
            held.sendall(part)
            time.sleep(HEADERS / 6)
        held.settimeout(20 * slack())
        assert held.recv(15) == b"HTTP/1.1 200 OK"


def test_an_open_connection_without_a_sign_of_life_is_cut(port: int) -> None:
    key = b"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
    key += b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    with closing(connected(port)) as held:
        held.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n" + key)
        assert until_closed(held) < 0.8 + 5 + SPARE * slack()


@pytest.mark.slow
@pytest.mark.xdist_group("browser")
def test_the_page_s_own_server_has_these_limits(server: Server) -> None:
    host = server.address.split("/")[2]
    with closing(connected(int(host.split(":")[1]))) as held:
        held.sendall(b"GET / HTTP/1.1\r\nHost: " + host.encode())
        assert until_closed(held) < Settings().header_seconds + 2 * SPARE * slack()
