"""Files that are never seen half written."""

from __future__ import annotations

import os
from pathlib import Path

from ripple_sim.scenario.under_way import file_under_way


def write_whole(path: Path, content: str | bytes, *, durable: bool = False) -> None:
    """Write a file beside its place and rename it; what was there stays until then.

    Parameters
    ----------
    path
        The file; its folder must be there.
    content
        Bytes, or a text that is written as UTF-8.
    durable
        Whether it is to be on the disk when this returns, whatever happens to the machine.

    Raises
    ------
    OSError
        When it can't be written; nothing is left behind.
    """
    with file_under_way(path) as file:
        file.write(content.encode() if isinstance(content, str) else content)
        if durable:
            file.flush()
            os.fsync(file.fileno())
