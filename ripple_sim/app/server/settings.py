"""How the page is served, and what Solara is told about it before it is imported."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass

from ripple_sim.compiled import cache_folder
from ripple_sim.scenario.problems import RippleError

LOOPBACK = ("127.0.0.1", "localhost", "::1")
SHELL = "ripple_sim.app.shell.routes"
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
    most_sessions
        Open pages at once; the next visitor is asked to come back later.
    most_upload, most_message
        Bytes of a file, and of one message over the open connection.
    idle_minutes
        A page whose connection was lost ends after so long.
    """

    host: str = "127.0.0.1"
    port: int = 8765
    root_path: str = ""
    names: tuple[str, ...] = ()
    most_sessions: int = 60
    most_upload: int = 256 * 1024
    most_message: int = 1024 * 1024
    idle_minutes: int = 10

    def __post_init__(self) -> None:
        if not _SUB_PATH.fullmatch(self.root_path):
            raise RippleError(
                f"the root path is '{self.root_path}'; it must begin with a slash and end without "
                "one, such as /ripple"
            )

    @property
    def allowed_hosts(self) -> list[str]:
        """Names that may stand in a request's Host header."""
        return sorted({*LOOPBACK, "[::1]", *self.names, self.host} - {"0.0.0.0", "::"})

    @property
    def address(self) -> str:
        """The page's address on this machine, with a slash at its end."""
        host = "127.0.0.1" if self.host in ("0.0.0.0", "::") else self.host
        host = f"[{host}]" if ":" in host else host
        return f"http://{host}:{self.port}{self.root_path}/"


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
