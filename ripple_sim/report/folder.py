"""A results folder: written as a whole, or not at all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ripple_sim.report.csv_table import numbers_of, read_table, write_columns
from ripple_sim.report.manifest import MANIFEST, describe, hash_file, read_manifest, write_manifest
from ripple_sim.report.painter import Painter, paint
from ripple_sim.scenario.files import to_toml
from ripple_sim.scenario.problems import RippleError, nearest
from ripple_sim.scenario.showing import visible
from ripple_sim.scenario.under_way import folder_under_way, put_back, take_place

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

    from ripple_sim.observe.results import Run


def write_results(
    run: Run,
    out: Path,
    formats: tuple[str, ...] = ("csv",),
    overwrite: bool = False,
    painter: Painter | None = None,
    decimal_comma: bool = False,
) -> list[Path]:
    """Write everything there is to keep of a run; the folder appears whole or not at all.

    The series come in every format asked for, of :data:`FORMATS`. A ``painter`` draws the pictures
    meanwhile; None draws them here. With ``decimal_comma`` semicolons stand between the fields of
    tables of text. Returned are the files written, the manifest last.

    Raises
    ------
    RippleError
        As :func:`prepare` does, and when writing fails; what was there before stays as it was.
    """
    check_formats(formats)
    started = started_at(run.wall_seconds)
    return write_folder(out, overwrite, lambda fresh: _fill(fresh, run, formats, started, painter, decimal_comma))


def write_folder(out: Path, overwrite: bool, fill: Callable[[Path], list[str]]) -> list[Path]:
    """Write a results folder, which appears whole or not at all; return the files written.

    ``fill`` writes everything into the empty folder it is given, and returns the files' names.

    Raises
    ------
    RippleError
        As :func:`prepare` does, and when writing fails; what was there before stays as it was.
    """
    prepare(out, overwrite)
    place = out.resolve()
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with folder_under_way(place) as fresh:
            names = fill(fresh)
            take_place(fresh, place)
    except OSError as problem:
        raise RippleError(f"{out} can't be written: {problem.strerror or problem}") from problem
    return [out / name for name in names]


def started_at(wall_seconds: float) -> str:
    """Return the ISO time at which something began that took so long and has just ended."""
    return (datetime.now(UTC) - timedelta(seconds=wall_seconds)).isoformat(timespec="seconds")


def _fill(
    folder: Path, run: Run, formats: tuple[str, ...], started: str, painter: Painter | None, decimal_comma: bool
) -> list[str]:
    if painter is not None:
        painter.begin(run, folder)
    for name in dict.fromkeys(formats):
        write_series(run, folder / f"series.{name}", decimal_comma)
    write_chain(run, folder / "chain.csv", decimal_comma)
    text = to_toml(run.scenario, full=True)
    (folder / "scenario.toml").write_text(text, encoding="utf-8", newline="\n")
    if painter is None or not painter.finish():
        paint(run, folder)
    files = {path.name: hash_file(path) for path in sorted(folder.iterdir())}
    address = {"seed": run.seed, "replication": run.replication, "weeks": run.weeks}
    known = {"settling_weeks": run.settling_weeks, "interrupted": run.interrupted, "started": started, "files": files}
    write_manifest(describe(run.scenario, run.arrays, run.wall_seconds, **address, **known), folder)
    return [*files, MANIFEST]


_LITTER = {".DS_Store", "Thumbs.db", "desktop.ini"}  # left by file browsers


def prepare(out: Path, overwrite: bool) -> None:
    """Check that results can be written to a folder; nothing is left behind or changed.

    What a killed process had moved out of the way there is put back. The folder and those above it
    need not exist; with ``overwrite``, results that this program wrote there may be replaced.

    Raises
    ------
    RippleError
        When the folder holds something that may not be replaced, or can't be written.
    """
    place = out.resolve()
    put_back(place)
    if place.exists() and not place.is_dir():
        raise RippleError(f"{out} is a file; name a folder for the results")
    if place == Path.cwd() or place in Path.cwd().parents:
        raise RippleError(f"{out} is the folder you work in; name a folder inside it")
    if place.is_dir() and any(place.iterdir()):
        _check_replaceable(out, place, overwrite)
    above = next(folder for folder in place.parents if folder.exists())
    if not above.is_dir():
        raise RippleError(f"{above} is a file, so {out} can't be made inside it")
    try:
        # Trying tells more than asking: some file systems refuse what the permissions allow.
        with folder_under_way(above / "ripple"):
            pass
    except OSError as problem:
        raise RippleError(f"{out} can't be written: {problem.strerror} in {above}") from None


def _check_replaceable(out: Path, place: Path, overwrite: bool) -> None:
    if not overwrite:
        raise RippleError(f"{out} is not empty; name another folder, or add --overwrite to replace its results")
    if not (place / MANIFEST).is_file():
        raise RippleError(
            f"{out} is not empty and no results folder of ripple_sim (it has no {MANIFEST}), so it is not overwritten"
        )
    files = read_manifest(place).files
    folders = {name.split("/")[0] for name in files if "/" in name}
    there = [*place.iterdir(), *(path for name in folders for path in (place / name).glob("*"))]
    ours = {*files, *folders, MANIFEST}
    others = sorted(
        path.relative_to(place).as_posix()
        for path in there
        if path.name not in _LITTER and path.relative_to(place).as_posix() not in ours
    )
    if others:
        raise RippleError(
            f"{out} also holds '{others[0]}', which ripple_sim did not write, "
            "so it is not overwritten; move that away first"
        )


FORMATS = ("csv", "parquet", "nc", "xlsx")


def write_series(run: Run, path: Path, decimal_comma: bool = False) -> None:
    """Write the series of a run in the format that a file's name ends with.

    Text and Parquet hold the tidy series, NetCDF 4 the data set with its units, Excel the chain,
    the company and its units (:mod:`ripple_sim.report.workbook`).

    Raises
    ------
    OSError
        When the file can't be written.
    """
    if path.suffix == ".csv":
        write_columns(run.columns(), path, decimal_comma)
    elif path.suffix == ".parquet":
        run.frame().to_parquet(path, engine="pyarrow", index=False)
    elif path.suffix == ".nc":
        write_labelled(run.data, path)
    else:
        from ripple_sim.report.workbook import write_workbook

        write_workbook(run, path)


def write_chain(run: Run, path: Path, decimal_comma: bool = False) -> None:
    """Write the chain, one measure a row, as a table of text."""
    rows = run.chain()
    columns = ("link", "label", "start", "end", "change", "unit")
    write_columns({column: [getattr(row, column) for row in rows] for column in columns}, path, decimal_comma)


def check_formats(formats: tuple[str, ...]) -> None:
    """Refuse a format that nothing here can write.

    Raises
    ------
    RippleError
        Naming the unknown format and the known ones.
    """
    for name in formats:
        if name not in FORMATS:
            known = ", ".join(FORMATS)
            raise RippleError(f"'{name}' is not a format; known are {known}{nearest(name, FORMATS)}")


def read_series(folder: Path) -> pd.DataFrame | None:
    """Return the tidy series kept in a results folder, or None without a csv or parquet file."""
    import pandas as pd

    if (path := folder / "series.parquet").is_file():
        return pd.read_parquet(path, engine="pyarrow")
    if (path := folder / "series.csv").is_file():
        tidy = read_table(path, only=("week", "unit", "metric", "value"))
        tidy["week"] = tidy["week"].astype(int)
        tidy["value"] = numbers_of(tidy, "value")
        return tidy
    return None


def write_labelled(data: xr.Dataset, path: Path) -> None:
    """Write a data set as NetCDF 4; its texts can't hold every control character, so none do.

    Raises
    ------
    OSError
        When the file can't be written.
    """
    kept = data.assign_attrs(_shown(data.attrs))
    for name, variable in data.variables.items():
        kept[name].attrs.update(_shown(variable.attrs))
        texts = variable.to_numpy() if variable.dtype.kind in "OUT" else None
        if texts is not None and any(_unwritable(text) for text in texts.flat):
            shown = [visible(text) if isinstance(text, str) else text for text in texts.flat]
            values = type(texts)((len(shown),), dtype=object)
            values[:] = shown
            kept = kept.assign({name: (variable.dims, values.reshape(texts.shape), variable.attrs)})
    kept.to_netcdf(path, engine="h5netcdf")


def _shown(attributes: dict[Any, Any]) -> dict[Any, Any]:
    return {name: visible(value) if isinstance(value, str) else value for name, value in attributes.items()}


def _unwritable(text: object) -> bool:
    return isinstance(text, str) and visible(text) != text
