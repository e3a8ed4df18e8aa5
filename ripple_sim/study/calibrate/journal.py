"""The journal of a fit: every simulated world, on the disk before it is used.

A fit that is killed looks its worlds up when it is started again, and goes on where it was.  Each
line ends in a checksum of itself and of the fit it belongs to; a damaged one is left out, and its
world is simulated again.
"""

from __future__ import annotations

import json
import math
import os
import threading
import warnings
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import IO, Any, TypeAlias

from ripple_sim.scenario.checked_files import (
    DamagedError,
    SetAsideWarning,
    from_checked_json,
    to_checked_json,
    write_whole,
)
from ripple_sim.scenario.problems import RippleError
from ripple_sim.study.core.results_folder import locked

Key: TypeAlias = tuple[tuple[float, ...], int]
"""Parameter values in the problem's order, and the seed."""


class Journal:
    """All worlds simulated in one folder; open it with ``with``.

    Parameters
    ----------
    folder
        Where ``journal.jsonl`` and ``lock`` lie; made if missing.
    identity
        What the worlds belong to.  A journal with another one is refused.

    Raises
    ------
    RippleError
        Where another fit works in the folder, the journal belongs to another problem, or no line
        of it is whole.
    """

    def __init__(self, folder: Path, identity: str) -> None:
        self.folder = folder
        self._identity = identity
        self._known: dict[Key, dict[str, Any]] = {}
        self._writing = threading.Lock()
        self._lock = ExitStack()
        self._file: IO[bytes] | None = None

    def __enter__(self) -> Journal:
        try:
            self._lock.enter_context(locked(self.folder, "fit"))
            self._read()
        except OSError as problem:
            self._close()
            raise RippleError(f"the folder {self.folder} can't be used: {problem.strerror}") from None
        except BaseException:
            self._close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    def __contains__(self, key: Key) -> bool:
        return key in self._known

    def moments(self, key: Key) -> Mapping[str, float]:
        """Return a known world's moments; none where the world failed."""
        found = self._known[key].get("moments", {})
        return {name: math.nan if value is None else value for name, value in found.items()}

    def failure(self, key: Key) -> str | None:
        """Return why a known world failed, or None."""
        said = self._known[key].get("failure")
        return None if said is None else str(said)

    def add(self, key: Key, moments: Mapping[str, float] | None, failure: str | None) -> None:
        """Write a world down; it is on the disk when this returns."""
        values, seed = key
        line: dict[str, Any] = {"values": list(values), "seed": seed}
        if moments is None:
            line["failure"] = failure
        else:
            line["moments"] = {name: value if math.isfinite(value) else None for name, value in moments.items()}
        with self._writing:
            self._append(line)
            self._known[key] = line

    def _read(self) -> None:
        path = self.folder / "journal.jsonl"
        self._file = path.open("a+b")
        self._file.seek(0)
        text = self._file.read()
        # A line without its end was torn by a kill; its world is simulated again.
        whole = text.rfind(b"\n") + 1
        if whole < len(text):
            self._file.truncate(whole)
        lines = text[:whole].split(b"\n")[:-1]
        if not lines:
            self._append({"identity": self._identity})
            return
        held = [self._checked(line) for line in lines]
        if not any(held):
            self._refuse_another(lines[0])
            raise RippleError(f"the journal {path} is damaged; choose another folder")
        worlds = [one for one in held if one and "identity" not in one]
        self._known = {(tuple(one["values"]), one["seed"]): one for one in worlds}
        if not all(held):
            self._write_anew(path, worlds)
            warnings.warn(
                SetAsideWarning(
                    f"{path} is damaged in {held.count(None)} of {len(held)} lines; what they held is simulated again"
                ),
                stacklevel=3,
            )

    def _checked(self, line: bytes) -> dict[str, Any] | None:
        try:
            return from_checked_json(line, belongs_to=self._identity)
        except DamagedError:
            return None

    def _refuse_another(self, first: bytes) -> None:
        try:
            identity = json.loads(first)["identity"]
            from_checked_json(first, belongs_to=identity)
        except (ValueError, KeyError, TypeError, AttributeError):
            return
        raise RippleError(
            f"the journal in {self.folder} belongs to other parameters, targets or another model; choose another folder"
        )

    def _write_anew(self, path: Path, worlds: list[dict[str, Any]]) -> None:
        """Leave damaged lines out, so that what is appended follows whole ones."""
        lines = [self._line({"identity": self._identity}), *map(self._line, worlds)]
        write_whole(path, b"".join(lines), durable=True)
        if self._file is not None:
            self._file.close()
        self._file = path.open("a+b")

    def _line(self, said: Mapping[str, Any]) -> bytes:
        return to_checked_json(said, belongs_to=self._identity).encode() + b"\n"

    def _append(self, line: Mapping[str, Any]) -> None:
        assert self._file is not None
        self._file.write(self._line(line))
        self._file.flush()
        os.fsync(self._file.fileno())

    def _close(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None
        self._lock.close()
