"""Files and folders that are written beside their place, and what killed processes left of such.

Whoever writes one holds the kernel's lock on it, which is given back when the process dies, however
it dies.  So the next writer tells what is alive from what was left, even where process numbers come
round again.  Where there are no such locks (Windows, some network drives) nothing is removed.

The locks are those of filelock, taken on what is written itself: a lock file beside each would be
one more thing to leave behind, and it would stay when the folder is renamed.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import secrets
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from filelock import lock_descriptor

# What begins ``.NAME.new-`` or ``.NAME.part-`` isn't whole yet, ``.NAME.gone-`` no longer;
# ``.NAME.old-`` is whole and was moved out of the way of what replaces it.
_RANDOM = "[a-z0-9_]{8}"
PATIENCE_SECONDS = 10.0  # with a process that is replacing the same folder, which takes no time


@contextlib.contextmanager
def file_under_way(path: Path) -> Iterator[BinaryIO]:
    """Hold a new file that takes a place's name at the end; after an error it is gone.

    What killed processes left of earlier tries is removed first.

    Parameters
    ----------
    path
        The place; its folder must be there.

    Raises
    ------
    OSError
        When it can't be written; what was there before stays as it was.
    """
    _remove_left(path, "part")
    file, beside = _new_file(path)
    try:
        with file:
            yield file
            file.flush()
            if sys.platform == "win32":
                file.close()  # or it can't be renamed
            os.replace(beside, path)  # while it is owned
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


@contextlib.contextmanager
def folder_under_way(place: Path) -> Iterator[Path]:
    """Hold a new, empty folder beside a place; unless renamed by then, it is gone at the end.

    What killed processes left of earlier tries is removed first, and what they had moved out of
    the way is put back.

    Raises
    ------
    OSError
        When it can't be made.
    """
    put_back(place)
    _remove_left(place, "new", "gone", *(["old"] if place.exists() else []))
    fresh, descriptor = _new_folder(place)
    try:
        fresh.chmod(0o777 & ~_umask())
        yield fresh
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
        if descriptor is not None:
            os.close(descriptor)


def take_place(fresh: Path, place: Path) -> None:
    """Rename a whole folder to its place; what stood there goes once the new one stands.

    Wherever this is killed, :func:`put_back` finds either the old folder or the new one whole.

    Raises
    ------
    OSError
        When it can't be renamed, or another process is replacing the same folder; what was there
        before is there still.
    """
    if not place.exists():
        fresh.rename(place)
        return
    with _owned(place):
        old = _beside(place, "old")
        try:
            place.rename(old)
            fresh.rename(place)
        except BaseException:
            if not place.exists():
                old.rename(place)
            raise
        # Under a name that nobody puts back: from here on it is no longer whole.
        gone = _beside(place, "gone")
        old.rename(gone)
        shutil.rmtree(gone, ignore_errors=True)


def put_back(place: Path) -> None:
    """Where a process was killed between moving a folder away and replacing it, put it back."""
    if place.exists():
        return
    for old in _left(place, "old"):
        with _removable(old) as mine:
            if mine and not place.exists():
                with contextlib.suppress(OSError):
                    old.rename(place)


def _new_file(path: Path) -> tuple[BinaryIO, Path]:
    while True:
        beside = _beside(path, "part")
        file = beside.open("xb")
        if _lock(file.fileno(), beside) is not False:
            return file, beside
        file.close()  # somebody took it for left behind, in the moment before the lock


def _new_folder(place: Path) -> tuple[Path, int | None]:
    while True:
        fresh = Path(tempfile.mkdtemp(prefix=f".{place.name}.new-", dir=place.parent))
        if sys.platform == "win32":
            return fresh, None
        descriptor = os.open(fresh, os.O_RDONLY)
        if _lock(descriptor, fresh) is not False:
            return fresh, descriptor
        os.close(descriptor)  # as above


def _remove_left(place: Path, *kinds: str) -> None:
    for path in _left(place, *kinds):
        with _removable(path) as mine:
            if mine and path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            elif mine:
                with contextlib.suppress(OSError):
                    path.unlink()


def _left(place: Path, *kinds: str) -> list[Path]:
    """Return what lies beside a place under the names given here, alive or left behind."""
    pattern = re.compile(rf"\.{re.escape(place.name)}\.({'|'.join(kinds)})-{_RANDOM}")
    try:
        with os.scandir(place.parent) as found:
            return sorted(Path(one.path) for one in found if pattern.fullmatch(one.name))
    except OSError:
        return []


def _beside(place: Path, kind: str) -> Path:
    return place.with_name(f".{place.name}.{kind}-{secrets.token_hex(4)}")


@contextlib.contextmanager
def _removable(path: Path) -> Iterator[bool]:
    """Hold something that no living process owns; False where one does, or nobody can tell."""
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
    except OSError:
        yield False
        return
    try:
        yield _lock(descriptor, path) is True
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def _owned(folder: Path) -> Iterator[None]:
    """Own a folder, for which a process that is just replacing it is waited for.

    Raises
    ------
    BlockingIOError
        Where another process doesn't give it back.
    """
    if sys.platform == "win32":
        yield
        return
    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            if _lock(descriptor, folder) is not False:
                yield
                return
        finally:
            os.close(descriptor)
        if time.monotonic() > until:
            raise BlockingIOError(errno.EAGAIN, "another process is replacing it", str(folder))
        time.sleep(0.02)


def _lock(descriptor: int, path: Path) -> bool | None:
    """Lock what is open; False where another has it or it is gone, None without locks."""
    if sys.platform == "win32":
        return None
    try:
        if not lock_descriptor(descriptor, blocking=False):
            return False
    except OSError:
        return None
    try:
        return os.path.samestat(os.fstat(descriptor), os.stat(path))
    except FileNotFoundError:
        return False


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
