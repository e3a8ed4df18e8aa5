"""Handing the visitor a file; its content goes over the connection that the page has already."""

from __future__ import annotations

from typing import Any

import solara

KINDS = {
    "html": "text/html",
    "pdf": "application/pdf",
    "zip": "application/zip",
    "toml": "application/toml",
    "csv": "text/csv",
    "json": "application/json",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@solara.component_vue("download.vue")
def _Download(content: bytes, name: str, kind: str, number: int) -> None: ...


def Download(name: str, content: bytes, number: int) -> Any:
    """Let the browser save a file, once for every new ``number``; 0 saves nothing."""
    kind = KINDS.get(name.rpartition(".")[2], "application/octet-stream")
    return _Download(content=content, name=name, kind=kind, number=number)
