"""How many pages are open at once, and how many of them one visitor's address may hold."""

from __future__ import annotations

import ipaddress
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Answer = Literal["enter", "full", "full for this address", "too many connections"]
# A page that comes back opens its new connection before the old one is known to be lost.
MOST_CONNECTIONS = 4
NETWORK_OF_ONE_IPV6 = 64  # bits; a household or an office has at least so many addresses


@dataclass
class _Open:
    """A page: whose it is, how many connections it has, and since when it has none."""

    address: str
    connections: int = 0
    lost_at: float = 0.0


class Places:
    """Which pages hold a place.

    A page holds its place while it is connected and for some seconds after its connection was
    lost. From then on it waits: what it showed is kept, and it takes a place again when its
    browser comes back. Only so many wait; beyond that, the one whose address has the most of them
    goes, the longest lost first.

    Parameters
    ----------
    most, most_of_one
        Places, and those that one address may hold.
    seconds
        How long a place is held for a page whose connection was lost.
    most_waiting
        Pages without a place that are kept.
    ended
        Returns whether a page that has no connection has ended.
    now
        The clock, in seconds.
    """

    def __init__(
        self,
        most: int,
        most_of_one: int,
        seconds: float,
        most_waiting: int,
        ended: Callable[[str], bool],
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._most, self._most_of_one = most, most_of_one
        self._seconds, self._most_waiting = seconds, most_waiting
        self._ended, self._now = ended, now
        self._pages: dict[str, _Open] = {}
        self._lock = threading.Lock()

    def enter(self, page: str, address: str) -> Answer:
        """Let a connection of a page in, or say why not; one let in must :meth:`leave`."""
        address = one_visitor(address)
        with self._lock:
            self._forget_ended()
            known = self._pages.get(page)
            if known is not None and known.connections >= MOST_CONNECTIONS:
                return "too many connections"
            if known is None or not self._holds(known):
                holding = Counter(one.address for one in self._pages.values() if self._holds(one))
                if holding[address] >= self._most_of_one:
                    return "full for this address"
                if holding.total() >= self._most:
                    return "full"
            if known is None:
                known = self._pages[page] = _Open(address)
            known.address = address
            known.connections += 1
            return "enter"

    def leave(self, page: str) -> None:
        """Take note that a connection of a page has ended."""
        with self._lock:
            known = self._pages.get(page)
            if known is not None:
                known.connections = max(0, known.connections - 1)
                known.lost_at = self._now()

    def surplus(self) -> list[str]:
        """Return the pages without a place that are too many to be kept, and forget them."""
        with self._lock:
            self._forget_ended()
            waiting = {name: one for name, one in self._pages.items() if not self._holds(one)}
            result = []
            while len(waiting) > self._most_waiting:
                of_one = Counter(one.address for one in waiting.values())
                name = min(waiting, key=lambda name: (-of_one[waiting[name].address], waiting[name].lost_at))
                result.append(name)
                del waiting[name], self._pages[name]
            return result

    @property
    def held(self) -> int:
        """How many places are held now."""
        with self._lock:
            self._forget_ended()
            return sum(map(self._holds, self._pages.values()))

    def _holds(self, one: _Open) -> bool:
        return one.connections > 0 or self._now() - one.lost_at < self._seconds

    def _forget_ended(self) -> None:
        gone = [name for name, one in self._pages.items() if not one.connections and self._ended(name)]
        for name in gone:
            del self._pages[name]


def one_visitor(address: str) -> str:
    """Return what stands for one visitor: an IPv4 address, or the network of an IPv6 address."""
    try:
        result = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address[:64]
    if isinstance(result, ipaddress.IPv4Address):
        return str(result)
    if result.ipv4_mapped is not None:
        return str(result.ipv4_mapped)
    return str(ipaddress.ip_network((result, NETWORK_OF_ONE_IPV6), strict=False))
