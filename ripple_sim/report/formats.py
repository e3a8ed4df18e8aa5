"""The series of a run as files: csv, parquet, nc, xlsx."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from ripple_sim.report.csv_table import numbers_of, read_table, write_columns
from ripple_sim.scenario.problems import RippleError, nearest
from ripple_sim.scenario.showing import visible

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

    from ripple_sim.observe.results import Run

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
