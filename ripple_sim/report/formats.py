"""The series of a run as files: csv, parquet, nc, xlsx."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ripple_sim.scenario.problems import RippleError, nearest

if TYPE_CHECKING:
    import pandas as pd

    from ripple_sim.observe.results import Run


def write_csv(run: Run, path: Path) -> None:
    """Write the tidy series as comma-separated text; numbers keep every digit they have."""
    # Pandas and Arrow take half a second to import, longer than this takes to write.
    columns = run.columns()
    fields = [_fields(values) for values in columns.values()]
    lines = [",".join(columns), *map(",".join, zip(*fields, strict=True)), ""]
    path.write_bytes("\n".join(lines).encode())


def _fields(values: NDArray[Any]) -> list[str]:
    """Return a column's values as fields of a comma-separated file."""
    if values.dtype != object:
        return list(map(repr, values.tolist()))
    known = {text: _field(text) for text in set(values)}
    return [known[text] for text in values]


def _field(text: str) -> str:
    if any(sign in text for sign in ',"\r\n'):
        return '"' + text.replace('"', '""') + '"'
    return text


def write_parquet(run: Run, path: Path) -> None:
    """Write the tidy series as a Parquet file."""
    run.frame().to_parquet(path, engine="pyarrow", index=False)


def write_excel(run: Run, path: Path) -> None:
    """Write the run as an Excel workbook, see :mod:`ripple_sim.report.workbook`."""
    from ripple_sim.report.workbook import write_workbook

    write_workbook(run, path)


def write_netcdf(run: Run, path: Path) -> None:
    """Write the data set, each variable with its units, as NetCDF 4."""
    run.data.to_netcdf(path, engine="h5netcdf")


def write_chain(run: Run, path: Path) -> None:
    """Write the chain, one measure a row, as comma-separated text."""
    columns = ["link", "label", "start", "end", "change", "unit"]
    rows = [[getattr(row, column) for column in columns] for row in run.chain()]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([columns, *rows])


SERIES: dict[str, Callable[[Run, Path], None]] = {
    "csv": write_csv,
    "parquet": write_parquet,
    "nc": write_netcdf,
    "xlsx": write_excel,
}


def check_formats(formats: tuple[str, ...]) -> None:
    """Refuse a format that nothing here can write.

    Raises
    ------
    RippleError
        Naming the unknown format and the known ones.
    """
    for name in formats:
        if name not in SERIES:
            known = ", ".join(SERIES)
            raise RippleError(f"'{name}' is not a format; known are {known}{nearest(name, SERIES)}")


def read_series(folder: Path) -> pd.DataFrame | None:
    """Return the tidy series kept in a results folder, or None without a csv or parquet file."""
    import pandas as pd

    if (path := folder / "series.parquet").is_file():
        return pd.read_parquet(path, engine="pyarrow")
    if (path := folder / "series.csv").is_file():
        kinds: dict[str, type] = {"week": int, "unit": str, "metric": str, "value": str}
        tidy = pd.read_csv(
            path, usecols=list(kinds), dtype=kinds, keep_default_na=False, encoding="utf-8"
        )
        # Read as Python reads numbers, to the last bit; pandas' own reading differs by version.
        tidy["value"] = tidy["value"].to_numpy(dtype=object).astype(np.float64)
        return tidy
    return None
