"""Who holds a place, and for how long; nothing needs a browser."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from websockets.exceptions import InvalidStatus
from websockets.sync.client import ClientConnection, connect

from ripple_sim.app.server.places import MOST_CONNECTIONS, Places, one_visitor
from ripple_sim.app.server.settings import Settings

from .watching import Server, serving, slack

HERE = Path(__file__).resolve().parent


class Made:
    """Places for tests, with a clock that is moved by hand and pages that end when told."""

    def __init__(self, most: int = 4, of_one: int = 2, seconds: float = 25, waiting: int = 2):
        self.clock = 0.0
        self.alive: set[str] = set()
        self.places = Places(most, of_one, seconds, waiting, lambda page: page not in self.alive, lambda: self.clock)

    def enter(self, page: str, address: str = "10.0.0.1") -> str:
        said = self.places.enter(page, address)
        if said == "enter":
            self.alive.add(page)
        return said


def test_one_address_holds_only_part_of_the_places() -> None:
    made = Made()
    assert [made.enter(page) for page in "abc"] == ["enter", "enter", "full for this address"]
    assert [made.enter(page, "10.0.0.2") for page in "def"][-1] == "full for this address"
    assert made.enter("g", "10.0.0.3") == "full"
    assert made.places.held == 4


def test_a_lost_page_frees_its_place_and_comes_back_while_there_is_room() -> None:
    made = Made(most=1, of_one=1)
    assert made.enter("a") == "enter"
    made.places.leave("a")
    made.clock = 24
    assert made.enter("b", "10.0.0.2") == "full", "it is held for a page that was lost just now"
    assert made.enter("a") == "enter"
    made.places.leave("a")
    made.clock = 50
    assert made.enter("b", "10.0.0.2") == "enter"
    assert made.enter("a") == "full"
    made.alive.discard("b")
    made.places.leave("b")
    assert made.enter("a") == "enter"
    assert made.places.surplus() == []


def test_a_page_closed_on_purpose_frees_its_place_at_once() -> None:
    made = Made(most=1, of_one=1)
    made.enter("a")
    made.places.leave("a")
    made.alive.clear()
    assert made.enter("b") == "enter"


def test_pages_that_wait_without_a_place_are_only_so_many() -> None:
    made = Made(most=9, of_one=9, waiting=2)
    for number, page in enumerate("abcd"):
        made.enter(page, "10.0.0.9" if page == "a" else "10.0.0.1")
        made.clock = number
        made.places.leave(page)
    made.clock = 100
    assert made.places.surplus() == ["b", "c"], "of whoever has the most, the longest lost"
    assert made.places.surplus() == []


def test_a_page_has_only_so_many_connections() -> None:
    made = Made()
    said = [made.enter("a") for _ in range(MOST_CONNECTIONS + 1)]
    assert said[-2:] == ["enter", "too many connections"]


def test_what_is_one_visitor() -> None:
    assert one_visitor("::ffff:10.0.0.1") == one_visitor("10.0.0.1") == "10.0.0.1"
    assert one_visitor("2001:db8::1") == one_visitor("2001:db8::ffff") == "2001:db8::/64"
    assert one_visitor("fe80::1%eth0") == "fe80::/64"
    assert one_visitor("not an address" * 9) == ("not an address" * 9)[:64]


def test_a_page_that_is_gone_frees_its_place_within_a_minute() -> None:
    by_default = Settings()
    assert by_default.ping_seconds + by_default.pong_seconds + by_default.place_seconds < 60
    assert by_default.most_pages_of_one <= by_default.most_pages // 2


DEEDS = st.lists(
    st.tuples(
        st.sampled_from(["enter", "leave", "end", "wait", "surplus"]),
        st.sampled_from("abcdefgh"),
        st.sampled_from(["10.0.0.1", "10.0.0.2", "2001:db8::1", ""]),
    ),
    max_size=60,
)


@settings(max_examples=100, deadline=None)
@given(DEEDS)
def test_no_order_of_events_gives_more_places_than_there_are(deeds) -> None:
    made = Made()
    for deed, page, address in deeds:
        if deed == "enter":
            made.enter(page, address)
        elif deed == "leave":
            made.places.leave(page)
        elif deed == "end":
            made.alive.discard(page)
        elif deed == "surplus":
            made.places.surplus()
        made.clock += 10 if deed == "wait" else 1
        assert 0 <= made.places.held <= 4


# ------------------------------------------------------------------------------ the server itself

browsers_worker = pytest.mark.xdist_group("browser")


@pytest.fixture(scope="module")
def small_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with three places, two for one address, held for a second."""
    log = tmp_path_factory.mktemp("small") / "log"
    command = [str(HERE / "breaking_server.py"), "--most-pages", "3", "--most-pages-of-one", "2"]
    command += ["--place-seconds", "1", "--proxy", "127.0.0.9"]
    with serving(command, "", log) as found:
        yield found


@contextmanager
def page_of(server: Server, name: str, address: str = "127.0.0.1", **more: str) -> Iterator[ClientConnection]:
    """Open a page's connection as a browser does, from one of this machine's addresses."""
    host = server.address.split("/")[2]
    with connect(
        f"ws://{host}/jupyter/api/kernels/{name}/channels?session_id=tab",
        origin=f"http://{host}",
        additional_headers={"Cookie": "solara-session-id=me", **more},
        source_address=(address, 0),
        open_timeout=60 * slack(),
    ) as connection:
        yield connection


def refused(server: Server, name: str, address: str = "127.0.0.1", **more: str) -> bool:
    try:
        with page_of(server, name, address, **more):
            pass
    except InvalidStatus:
        return True
    return False


@browsers_worker
def test_one_client_cannot_shut_all_others_out(small_server: Server) -> None:
    wait_for_room(small_server, "w")
    with page_of(small_server, "a"), page_of(small_server, "b"):
        assert refused(small_server, "c")
        with page_of(small_server, "d", "127.0.0.2"):
            assert refused(small_server, "e", "127.0.0.2"), "there are three places"


@browsers_worker
def test_clients_behind_a_proxy_are_told_apart_only_if_it_is_believed(small_server: Server) -> None:
    wait_for_room(small_server, "g")
    said = {"X-Forwarded-For": "203.0.113.7"}
    with page_of(small_server, "h", **said), page_of(small_server, "i"):
        assert refused(small_server, "j", "127.0.0.1", **{"X-Forwarded-For": "198.51.100.1"})
    wait_for_room(small_server, "k")
    one, other = ({"X-Forwarded-For": f"{number}, 127.0.0.9"} for number in ("1.2.3.4", "5.6.7.8"))
    proxy = "127.0.0.9"
    with page_of(small_server, "l", proxy, **one), page_of(small_server, "m", proxy, **one):
        assert refused(small_server, "n", proxy, **one)
        assert not refused(small_server, "o", proxy, **other)


def kernels_begun(server: Server) -> int:
    return server.log.read_text().count("a visit began")


@browsers_worker
def test_who_is_gone_frees_the_place_and_keeps_the_page(small_server: Server) -> None:
    wait_for_room(small_server, "p")
    before = kernels_begun(small_server)
    with page_of(small_server, "q"), page_of(small_server, "r"):
        assert refused(small_server, "s")
    wait_for_room(small_server, "t")
    with page_of(small_server, "q"):
        time.sleep(0.3)
    begun = kernels_begun(small_server)
    assert begun == before + 5, "the page that came back is the one that was there"


def wait_for_room(server: Server, name: str) -> None:
    """Wait until all places are free again; here a place is held for a second only."""
    began = time.monotonic()
    for number in range(3):
        while refused(server, f"{name}{number}", f"127.0.0.{10 + number}"):
            assert time.monotonic() - began < 30 * slack(), "the places are never free"
            time.sleep(0.3)
    time.sleep(1.5)
