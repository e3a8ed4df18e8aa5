"""Which third-party files the page needs, where they lie, and whether they are all there."""

from __future__ import annotations

import hashlib
import json
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
PINS = HERE / "browser_files.toml"
SHIPPED = HERE / "public" / "cdn"
FOR_TESTS = HERE.parents[1] / "tests" / "app" / "vendored"
LIST = "files.json"
NEVER_FETCHED = "they were never fetched"


@dataclass(frozen=True)
class Pin:
    """An npm package by exact version and hash; the fields are explained in the file of pins."""

    name: str
    version: str
    integrity: str
    licence: str
    keep: tuple[str, ...]
    tests: bool = False

    @property
    def folder(self) -> str:
        """The folder below the place of all packages, as the page's addresses name it."""
        return f"{self.name}@{self.version}"


@cache
def pins() -> tuple[Pin, ...]:
    """Return all pins, in the order of their file."""
    held = tomllib.loads(PINS.read_text(encoding="utf-8"))["package"]
    return tuple(Pin(**{**pin, "keep": tuple(pin["keep"])}) for pin in held)


def pin_of(name: str) -> Pin:
    """Return the pin of a package."""
    return next(pin for pin in pins() if pin.name == name)


def place_of(tests: bool) -> Path:
    """Return the folder of the page's packages, or of those that only the tests need."""
    return FOR_TESTS if tests else SHIPPED


def stamp(tests: bool) -> str:
    """Return what a finished folder is marked with: a hash of the pins it was made from."""
    wanted = [repr(pin) for pin in pins() if pin.tests == tests]
    return hashlib.sha256("\n".join(wanted).encode()).hexdigest()


def finished(tests: bool = False, place: Path | None = None) -> bool:
    """Tell whether the folder was made from these very pins."""
    return _list(place or place_of(tests)).get("stamp") == stamp(tests)


def trouble(place: Path = SHIPPED) -> str | None:
    """Return in a few words what is wrong with the page's files, or None if each is as fetched."""
    held = _list(place)
    if not held:
        return NEVER_FETCHED
    if held.get("stamp") != stamp(tests=False):
        return "they were fetched for other versions"
    for path, wanted in held["files"].items():
        try:
            result = hashlib.sha256((place / path).read_bytes()).hexdigest()
        except OSError:
            return f"{path} can't be read"
        if result != wanted:
            return f"{path} was changed"
    return None


def _list(place: Path) -> dict[str, Any]:
    try:
        held: dict[str, Any] = json.loads((place / LIST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return held
