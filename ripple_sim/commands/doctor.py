"""What this installation rests on, for questions and reports of errors."""

from __future__ import annotations

import os
import platform
from importlib.metadata import PackageNotFoundError, version

from rich.table import Table

from ripple_sim import compiled
from ripple_sim.commands.screen import Screen
from ripple_sim.scenario.files import preset_names

_PACKAGES = (
    "ripple_sim",
    "numpy",
    "numba",
    "llvmlite",
    "mesa",
    "pandas",
    "xarray",
    "scipy",
    "pydantic",
    "matplotlib",
    "typer",
    "rich",
    "tomlkit",
    "pyarrow",
    "h5netcdf",
    "XlsxWriter",
)


def doctor() -> None:
    """Print versions, the folder of the machine code, and whether the model is compiled."""
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    table.add_row("Python", platform.python_version())
    table.add_row("system", f"{platform.system()} {platform.machine()}")
    table.add_row("processors", str(os.cpu_count()))
    for name in _PACKAGES:
        table.add_row(name, _version(name))
    table.add_row("presets", str(len(preset_names())))
    folder = compiled.cache_folder()
    place = "none: nothing is kept between runs" if folder is None else f"{folder} (writable)"
    table.add_row("machine code", place)
    needed = compiled.needs_compiling()
    table.add_row("compiled", "no: the next run compiles first" if needed else "yes")
    Screen().print(table)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"
