"""How the page is served, and what Solara is told about it before it is imported."""

from __future__ import annotations

import ipaddress
import os
import re
from dataclasses import dataclass

from ripple_sim.compiled import cache_folder
from ripple_sim.scenario.problems import RippleError

LOOPBACK = ("127.0.0.1", "localhost", "::1")
ANY_ADDRESS = ("0.0.0.0", "::")
SHELL = "ripple_sim.app.shell.layout"
_SUB_PATH = re.compile(r"(/[A-Za-z0-9._~-]+)*")


@dataclass(frozen=True)
class Settings:
    """Where and to whom the page is served, and the limits it keeps.

    Attributes
    ----------
    host, port
        The address listened at; a name other than loopback's opens the page to the network.
    root_path
        The path below which a reverse proxy shows the page, "" for none.
    names
        Names by which visitors may ask for the server, beside ``host``.
    proxies
        Addresses (or networks, as in 10.0.0.0/8) of reverse proxies, whose word on where a visitor
        comes from is believed; nobody else's is.
    most_pages, most_pages_of_one
        Open pages at once, and those of one visitor's address among them; who asks for more is
        asked to come back later.
    place_seconds
        How long a page whose connection was lost holds its place.
    most_waiting
        Pages that lost their connection and their place, and are kept in case they come back.
    most_upload, most_message
        Bytes of a file, and of one message over the open connection.
    idle_minutes
        A page whose connection was lost ends after so long.
    header_seconds, body_seconds
        How long the headers of a request, and its body, may take to come.
    ping_seconds, pong_seconds
        How often an open page is asked for a sign of life, and how long it has to give it. With
        ``place_seconds`` they make less than a minute.
    """

    host: str = "127.0.0.1"
    port: int = 8765
    root_path: str = ""
    names: tuple[str, ...] = ()
    proxies: tuple[str, ...] = ()
    most_pages: int = 60
    most_pages_of_one: int = 30
    place_seconds: float = 25
    most_waiting: int = 20
    most_upload: int = 256 * 1024
    most_message: int = 1024 * 1024
    idle_minutes: int = 10
    header_seconds: float = 10
    body_seconds: float = 30
    ping_seconds: float = 10
    pong_seconds: float = 20

    def __post_init__(self) -> None:
        if not self.host.strip():  # to the system it means every address of this machine
            raise RippleError("the host is empty; it must be an address or a name of this machine, such as 127.0.0.1")
        if not _SUB_PATH.fullmatch(self.root_path):
            raise RippleError(
                f"the root path is '{self.root_path}'; it must begin with a slash and end without one, such as /ripple"
            )
        for proxy in self.proxies:
            if not _is_network(proxy):
                raise RippleError(
                    f"the proxy is '{proxy[:80]}'; it must be an address such as 127.0.0.1, or a "
                    "network such as 10.0.0.0/8"
                )

    @property
    def allowed_hosts(self) -> list[str]:
        """Names that may stand in a request's Host header."""
        return sorted({*LOOPBACK, "[::1]", *self.names, self.host} - set(ANY_ADDRESS))

    @property
    def open_to_others(self) -> bool:
        """Whether other machines can connect."""
        if self.host == "localhost":
            return False
        try:
            return not ipaddress.ip_address(self.host.partition("%")[0]).is_loopback
        except ValueError:  # a name, which may stand for any address
            return True

    @property
    def warning(self) -> str | None:
        """Who else can see the page, in a sentence or two; None where nobody can."""
        if not self.open_to_others:
            return None
        who = (
            f"warning: with --host {self.host}, everybody who can reach this machine over the "
            f"network at port {self.port} can open the page, and it asks for no password"
        )
        if self.host in ANY_ADDRESS and not self.names:
            return (
                f"{who}. It answers others only once you give the name or number by which they "
                "ask for this machine, as in --name 192.168.1.20"
            )
        return f"{who}. Put a reverse proxy with a login before it, or leave out --host"

    @property
    def address(self) -> str:
        """The page's address on this machine, with a slash at its end."""
        host = "127.0.0.1" if self.host in ANY_ADDRESS else self.host
        host = f"[{host}]" if ":" in host else host
        return f"http://{host}:{self.port}{self.root_path}/"


def _is_network(text: str) -> bool:
    try:
        ipaddress.ip_network(text)
    except ValueError:
        return False
    return True


def tell_solara(settings: Settings) -> None:
    """Set what Solara reads from the environment when it is imported.

    Nothing may be fetched from elsewhere, by the server or by the browser: no proxy for files of
    other sites, no telemetry, no web fonts.
    """
    told = {
        "SOLARA_APP": SHELL,
        "SOLARA_MODE": "production",
        "SOLARA_TELEMETRY_MIXPANEL_ENABLE": "false",
        "SOLARA_ASSETS_PROXY": "false",
        "SOLARA_ASSETS_CDN": f"{settings.root_path}/static/public/cdn",
        "SOLARA_ASSETS_FONTAWESOME_ENABLED": "false",
        "SOLARA_THEME_SHOW_BANNER": "false",
        "SOLARA_THEME_LOADER": "plain",
        "SOLARA_THEME_TITLE": "ripple_sim",
        "SOLARA_THEME_VARIANT": "light",
        "SOLARA_SESSION_HTTP_ONLY": "true",
        "SOLARA_KERNEL_CULL_TIMEOUT": f"{settings.idle_minutes}m",
        "SOLARA_KERNEL_MAX_PER_SESSION": "20",
        "SOLARA_ALLOW_GLOBAL_CONTEXT": "false",
        "SOLARA_ROOT_PATH": settings.root_path,
        "SOLARA_BASE_URL": settings.address,
    }
    folder = cache_folder()
    if folder is not None:
        told["SOLARA_HOME"] = str(folder / "page")
    os.environ.update(told)
