"""Settled companies kept on the disk, so that the next study of the same company starts at once.

They lie beside the machine code that settled them, in a folder whose name changes with every rule,
tool and processor; so what is read is to the bit what settling again would give.  A file in which
one bit is another is dropped, and the company settles again.
"""

from __future__ import annotations

import contextlib
import os
import threading
from dataclasses import fields
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np

from ripple_sim.compiled import cache_folder
from ripple_sim.model import records
from ripple_sim.model.world import World
from ripple_sim.scenario.checked_files import DamagedError, from_checked_bytes, to_checked_bytes, write_whole

LARGEST_FILE = 16_000_000
MOST_BYTES = 400_000_000
_ENDING = ".settled"  # a checksum, then what NumPy's savez writes
# Records are kept as bytes, and read as the very type objects that the compiled loops have seen:
# equal ones would be compared field by field at every call.
_TYPES = {
    "employees": records.EMPLOYEE,
    "managers": records.MANAGER,
    "teams": records.TEAM,
    "units": records.UNIT,
    "company": records.COMPANY,
    "members": records.MEMBER,
    "p": records.PARAMETER,
    "prices": records.PRICES,
    "team_levers": records.LEVEL,
    "unit_levers": records.LEVEL,
    "common_lever": records.LEVEL,
    "ledger": records.LEDGER,
    "chunk_ledger": records.LEDGER,
}
_NUMBERS = ("seed", "replication", "week")

_pruning = threading.Lock()
_reading = threading.Lock()
# Bytes that this process has kept in a folder since it last made room there.
_kept_since: dict[Path, int] = {}


def folder() -> Path | None:
    """Return where settled companies are kept, or None where nothing can be kept."""
    beside = cache_folder()
    return None if beside is None else beside / "settled"


def read(name: str) -> World | None:
    """Return the company kept under a name, or None where none is kept or it can't be read."""
    where = folder()
    if where is None:
        return None
    path = where / f"{name}{_ENDING}"
    try:
        held = BytesIO(from_checked_bytes(path.read_bytes()))
        # One at a time: NumPy parses headers with ast, which fails in threads of Python 3.11.
        with _reading, np.load(held, allow_pickle=False) as kept:
            arrays: dict[str, Any] = {part: kept[part] for part in kept.files}
            arrays |= {part: arrays[part].view(kind) for part, kind in _TYPES.items() if part in arrays}
        os.utime(path)  # what is used is removed last
    except DamagedError:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
        return None
    except (OSError, ValueError, SystemError):
        return None
    numbers: dict[str, Any] = {part: int(arrays.pop(part)) for part in _NUMBERS if part in arrays}
    if {*numbers, *arrays} != {field.name for field in fields(World)}:
        return None
    return World(**numbers, **arrays)


def keep(name: str, world: World) -> None:
    """Keep a settled company; a full disk or a large company only means that it isn't kept."""
    where = folder()
    parts: dict[str, Any] = {name: np.asarray(value) for name, value in vars(world).items()}
    parts |= {name: parts[name].view(np.uint8) for name in _TYPES}
    size = sum(part.nbytes for part in parts.values())
    if where is None or size > LARGEST_FILE:
        return
    held = BytesIO()
    np.savez(held, **parts)
    with contextlib.suppress(OSError):
        where.mkdir(mode=0o700, exist_ok=True)
        _make_room(where, size)
        write_whole(where / f"{name}{_ENDING}", to_checked_bytes(held.getvalue()))


def _make_room(where: Path, size: int) -> None:
    """Remove the files unused longest, at first and whenever this process has kept much more."""
    with _pruning:
        kept = _kept_since.get(where, MOST_BYTES) + size
        _kept_since[where] = kept if kept < MOST_BYTES / 4 else 0
        if kept < MOST_BYTES / 4:
            return
    kept_files = []
    for path in where.iterdir():
        with contextlib.suppress(OSError):
            state = path.stat()
            kept_files.append((state.st_mtime, state.st_size, path))
    room = MOST_BYTES - sum(size for _, size, _ in kept_files)
    for _, size, path in sorted(kept_files):
        if room >= 0:
            break
        path.unlink(missing_ok=True)
        room += size
