"""Headers of a request, none of which may break the server, whatever they say."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

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
    found = _HOST.fullmatch(text)
    return found is not None and int(found[1] or 0) <= LARGEST_PORT


def _by_name(headers: Headers) -> dict[bytes, str]:
    return {name.lower(): value.decode("latin-1") for name, value in headers}
