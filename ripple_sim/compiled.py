"""How rules and loops are compiled, and where their machine code is kept.

A *rule* is a small function that is copied into every loop that calls it; a *loop* runs over many
people.  Numba keeps machine code in files, but looks only at the file a loop stands in: it does not
notice a change in a rule of another file.  So the folder of the machine code is named after a hash
of all compiled sources, of the tools and of the processor.  What is read from it is checked first.

Environment: ``RIPPLE_CACHE_DIR`` (instead of the user's cache folder), ``RIPPLE_DISABLE_CACHE=1``
(keep nothing), ``NUMBA_DISABLE_JIT=1`` (plain Python functions, for debugging).
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import pickle
import platform
import re
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, TypeVar, cast

import llvmlite  # type: ignore[import-untyped, unused-ignore]
import llvmlite.binding  # type: ignore[import-untyped, unused-ignore]
import numba  # type: ignore[import-untyped, unused-ignore]
import numpy as np
from platformdirs import user_cache_path

from ripple_sim.scenario.checked_files import DamagedError, checksum, from_checked_bytes, to_checked_bytes, write_whole

# Numba has no public way in.  Where a version differs inside, nothing is kept.
_Cache: Any = object
_Parts: Any = object
_dumps: Any = None
with contextlib.suppress(ImportError, AttributeError):
    _Cache = import_module("numba.core.caching").FunctionCache
    _Parts = import_module("numba.core.caching").CompileResultCacheImpl
    _dumps = import_module("numba.core.serialize").dumps

_ASKED = {
    _Cache: ("_index_key", "cache_path", "load_overload", "save_overload", "flush"),
    _Parts: ("reduce", "rebuild", "check_cachable", "filename_base", "locator"),
}


class CheckedCache(_Cache):
    """What a compiled function asks for its machine code, instead of Numba's own cache.

    Everything that reads or writes is replaced; from Numba come the key of a compiled version and
    the way its parts are taken apart and put together.
    """

    def load_overload(self, sig: Any, target_context: Any) -> Any:
        """Return a compiled version, or None where none is kept, or none that is whole."""
        target_context.refresh()
        key = self._index_key(sig, target_context.codegen())
        reduced = self._read(key)
        return None if reduced is None else self._impl.rebuild(target_context, reduced)

    def save_overload(self, sig: Any, data: Any) -> None:
        """Keep a compiled version; a full disk only means that it isn't kept."""
        if not self._impl.check_cachable(data):
            return
        key = self._index_key(sig, data.codegen)
        path = self._path(key)
        content = to_checked_bytes(_dumps((key, self._stamp(), self._impl.reduce(data))))
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, content)

    def flush(self) -> None:
        """Remove what is kept of the function."""
        name = self._impl.filename_base
        with contextlib.suppress(OSError):
            for path in Path(self.cache_path).iterdir():
                if path.name.startswith(f"{name}.") and path.suffix == ".nbc":
                    path.unlink(missing_ok=True)

    def _read(self, key: Any) -> Any:
        path = self._path(key)
        try:
            # Unpickling runs what it reads, so it comes after the check.
            known, stamp, reduced = pickle.loads(from_checked_bytes(path.read_bytes()))
        except OSError:
            return None
        except DamagedError:
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)
            return None
        return reduced if known == key and stamp == self._stamp() else None

    def _path(self, key: Any) -> Path:
        # The name of a type tells its fields to the last offset; the key inside is compared too.
        name = f"{self._impl.filename_base}.{checksum(repr(key).encode())[:16]}.nbc"
        return Path(self.cache_path) / name

    def _stamp(self) -> Any:
        return self._impl.locator.get_source_stamp()


def can_check() -> bool:
    """Tell whether this version of Numba lets its files be checked."""
    return _dumps is not None and all(hasattr(asked, name) for asked, names in _ASKED.items() for name in names)


def keep(dispatcher: Any) -> None:
    """Let a compiled function keep its machine code, where :func:`can_check` allows it."""
    if can_check() and hasattr(dispatcher, "_cache"):
        dispatcher._cache = CheckedCache(dispatcher.py_func)


F = TypeVar("F", bound=Callable[..., Any])

_CONFIG: Any = numba.config
_PACKAGE = Path(__file__).resolve().parent
_MARKER = "compiled"
_KEPT_FOLDERS = 3


def rule(fn: F) -> F:
    """Compile a function that loops copy into themselves; it can be called from Python too."""
    return _compile(fn, inline="always")


def shared(fn: F) -> F:
    """Compile a function that many rules and loops share: once, then inlined by the optimiser.

    As fast as a rule for the generator and its distribution functions, and a third of the wait for
    the first compilation.
    """
    return _compile(fn, forceinline=True)


def loop(fn: F) -> F:
    """Compile a function that runs over many people; it releases Python's lock while it runs."""
    return _compile(fn, boundscheck=False)


def cache_folder() -> Path | None:
    """Return the folder of the machine code, or None where none can be kept."""
    return _FOLDER


def needs_compiling() -> bool:
    """Tell whether the coming run must first compile, which takes a while."""
    if _CONFIG.DISABLE_JIT:
        return False
    return _FOLDER is None or not (_FOLDER / _MARKER).exists()


def mark_compiled() -> None:
    """Note that a run has finished, so that everything it uses is compiled and kept."""
    if _FOLDER is not None:
        # The only loss is a needless sentence at the next start.
        with contextlib.suppress(OSError):
            (_FOLDER / _MARKER).touch()


def source_hash() -> str:
    """Return 16 hexadecimal digits that name the rules and loops as they are written."""
    digest = hashlib.sha256()
    for path in _SOURCES:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _compile(fn: F, **options: Any) -> F:
    # A function outside the hashed sources could be kept past a change in a rule it calls.
    worth_keeping = _FOLDER is not None and Path(fn.__code__.co_filename).resolve() in _SOURCES
    made = numba.njit(nogil=True, error_model="numpy", **options)(fn)
    if worth_keeping:
        keep(made)
    return cast(F, made)


def _compiled_sources() -> tuple[Path, ...]:
    # The rules of the drivers are written from the table of levers.
    result = [_PACKAGE / "compiled.py", *(_PACKAGE / "scenario").glob("levers.py")]
    for folder in ("rules", "model"):
        result += sorted((_PACKAGE / folder).rglob("*.py"))
    return tuple(result)


def _fingerprint(sources: tuple[Path, ...]) -> str:
    """Return 16 hexadecimal digits that change whenever kept machine code may be out of date."""
    digest = hashlib.sha256()
    facts = (
        str(_PACKAGE),  # Numba keeps code by path: another copy has to compile again
        numba.__version__,
        llvmlite.__version__,
        np.__version__,
        platform.python_implementation() + platform.python_version(),
        *_processor(),
        # Numba reads these from the environment, and its own files do not tell them apart.
        str(_CONFIG.BOUNDSCHECK),
        str(_CONFIG.OPT),
    )
    for fact in facts:
        digest.update(fact.encode() + b"\0")
    for path in sources:
        content = path.read_bytes()
        name = path.relative_to(_PACKAGE).as_posix()
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()[:16]


def _processor() -> tuple[str, str]:
    try:
        features = llvmlite.binding.get_host_cpu_features().flatten()
    except RuntimeError:  # LLVM cannot tell them on some processors
        features = ""
    name = _CONFIG.CPU_NAME or llvmlite.binding.get_host_cpu_name()
    return name, _CONFIG.CPU_FEATURES or features


def _candidate_roots() -> Iterator[Path]:
    chosen = os.environ.get("RIPPLE_CACHE_DIR")
    if chosen:
        yield Path(chosen).absolute() / "ripple_sim"
    else:
        user_cache = user_cache_path("ripple_sim", appauthor=False)
        if user_cache.is_absolute():  # not where nobody has a home
            yield user_cache
    try:
        temporary = Path(tempfile.gettempdir())
    except OSError:
        return
    shared = temporary / f"ripple_sim-{_user_id()}"
    if _is_private(shared):
        yield shared


def _user_id() -> str:
    return str(os.getuid()) if hasattr(os, "getuid") else os.environ.get("USERNAME", "user")


def _is_private(folder: Path) -> bool:
    """Make the folder; False when another user made it, whose machine code must not be run."""
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        result = folder.lstat()
    except OSError:
        return False
    if not hasattr(os, "getuid"):
        return True
    writable_by_others = result.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    return stat.S_ISDIR(result.st_mode) and result.st_uid == os.getuid() and not writable_by_others


def _writable(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
        os.utime(folder)  # a folder in use counts as new when old ones are removed
    except OSError:
        return False
    return True


def _prune(root: Path) -> None:
    """Remove all but the newest hash folders; another process may be doing the same."""
    ages = []
    for path in root.iterdir():
        if re.fullmatch("[0-9a-f]{16}", path.name):
            try:
                ages.append((path.stat().st_mtime, path))
            except OSError:
                continue
    for _, path in sorted(ages)[:-_KEPT_FOLDERS]:
        shutil.rmtree(path, ignore_errors=True)


def _choose_folder(sources: tuple[Path, ...]) -> Path | None:
    """Return the folder for this version's machine code, or None when none can be kept."""
    if _CONFIG.DISABLE_JIT or os.environ.get("RIPPLE_DISABLE_CACHE", "0") not in ("", "0"):
        return None
    if not can_check():
        return None
    name = _fingerprint(sources)
    for root in _candidate_roots():
        folder = root / name
        if _writable(folder):
            _prune(root)
            return folder
    return None


_SOURCES = _compiled_sources()
_FOLDER = _choose_folder(_SOURCES)
if _FOLDER is not None:
    _CONFIG.CACHE_DIR = str(_FOLDER)
