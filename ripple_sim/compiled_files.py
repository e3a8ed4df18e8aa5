"""Numba's machine code in files, of which no byte is used unchecked.

Numba itself runs whatever its files hold: one flipped bit in a constant gives other results without
a word.  Here each compiled version of a function is one file that begins with the checksum of the
rest; what doesn't match is removed and compiled again.
"""

from __future__ import annotations

import contextlib
import pickle
from importlib import import_module
from pathlib import Path
from typing import Any

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
