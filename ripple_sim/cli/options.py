"""Arguments and choices that several commands share."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

LARGEST_SEED = 2**32 - 1

Name = Annotated[str, typer.Argument(metavar="SCENARIO", help="A preset's name or a file.")]

DecimalComma = Annotated[
    bool,
    typer.Option(
        "--decimal-comma",
        help="CSV files with 1,5 for one and a half, and semicolons between fields.",
    ),
]


class Format(StrEnum):
    """Formats of the weekly series."""

    csv = "csv"
    parquet = "parquet"
    xlsx = "xlsx"
    netcdf = "netcdf"


class Uncertainty(StrEnum):
    """What differs between the worlds of a board."""

    luck = "luck"
    all = "all"
