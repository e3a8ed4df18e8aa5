"""Tables as text for people and spreadsheets (CSV): the one way to write and to read them.

A file begins with a byte order mark, by which spreadsheets know that it is UTF-8. With a decimal
comma the fields are parted by semicolons, as spreadsheets expect where people write numbers so; a
reader knows by the first line which of the two it has before it.

Text never becomes a formula: where a cell of text could begin with one of ``= + - @``, tab or line
end, an apostrophe stands before it. Numbers stay numbers.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Mapping, Sequence
from numbers import Real
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ripple_sim.scenario.showing import visible

if TYPE_CHECKING:
    import pandas as pd

ENCODING = "utf-8-sig"
_LONGEST_HEADING = 1_000_000  # characters

# A cell begins with its text. A spreadsheet that expects the other sign between fields parts a
# text there too, and at line ends and quotation marks.
_START = r"(?:\A|(?<=[,;\t\r\n\"]))"
_TRIGGER = r"[=+\-@\t\r\n＝＋－＠]"
_LIVE = re.compile(rf"{_START}( *'*)(?={_TRIGGER})")
_QUIET = re.compile(rf"{_START}( *'*)'(?={_TRIGGER})")
_QUOTED = re.compile(r"[,;\t\r\n\"]")


def write_table(table: pd.DataFrame, path: Path, decimal_comma: bool = False) -> None:
    """Write a table without its index; see :func:`write_columns`."""
    columns = {str(name): table[name].to_numpy() for name in table.columns}
    write_columns(columns, path, decimal_comma)


def write_columns(columns: Mapping[str, NDArray[Any] | Sequence[Any]], path: Path, decimal_comma: bool = False) -> None:
    """Write columns of the same length, by their headings; numbers keep every digit they have.

    What has no value (None, not a number) is an empty field. With ``decimal_comma`` semicolons
    stand between the fields.

    Raises
    ------
    OSError
        When the file can't be written.
    """
    sign = ";" if decimal_comma else ","
    fields = [_fields(values, decimal_comma) for values in columns.values()]
    lines = [sign.join(map(_text, columns)), *map(sign.join, zip(*fields, strict=True)), ""]
    path.write_bytes("\n".join(lines).encode(ENCODING))


def read_table(path: Path, only: Collection[str] | None = None) -> pd.DataFrame:
    """Return a table as it was written, every field as text; an empty one is ``""``.

    Numbers are written with a point or a comma, see :func:`numbers_of`. ``only`` are the columns to
    read, all if None.
    """
    import pandas as pd

    comma = has_decimal_comma(path)
    table = pd.read_csv(
        path,
        sep=";" if comma else ",",
        usecols=None if only is None else lambda name: unguarded(name) in only,
        dtype=str,
        keep_default_na=False,
        encoding=ENCODING,
    )
    table.columns = pd.Index([unguarded(str(name)) for name in table.columns])
    table.attrs["decimal_comma"] = comma
    for name in table.columns:
        known = {text: unguarded(text) for text in table[name].unique()}
        if any(text != plain for text, plain in known.items()):
            table[name] = table[name].map(known)
    return table


def numbers_of(table: pd.DataFrame, name: str) -> NDArray[np.float64]:
    """Return a column of a table that was read as numbers, to the last bit; empty ones are NaN.

    Raises
    ------
    ValueError
        When a field is no number.
    """
    texts = table[name].tolist()
    if table.attrs.get("decimal_comma"):
        texts = [text.replace(",", ".") for text in texts]
    # Read as Python reads numbers; pandas' own reading differs by version.
    return np.array([float(text) if text else math.nan for text in texts], np.float64)


def has_decimal_comma(path: Path) -> bool:
    """Return whether a file was written with a decimal comma: whether semicolons part its fields.

    Headings that hold one of the two signs are quoted.
    """
    with path.open(encoding=ENCODING, newline="") as file:
        bare = re.sub(r'"(?:[^"]|"")*"', "", file.read(_LONGEST_HEADING)).partition("\n")[0]
    return ";" in bare and "," not in bare


def guarded(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula; :func:`unguarded` undoes it."""
    return _LIVE.sub(r"\1'", visible(text))


def unguarded(text: str) -> str:
    """Return a text as it was before :func:`guarded`, but for control characters."""
    return _QUIET.sub(r"\1", text)


def _fields(values: NDArray[Any] | Sequence[Any], decimal_comma: bool) -> list[str]:
    array = values if isinstance(values, np.ndarray) else np.array(values, dtype=object)
    if array.dtype.kind == "f":
        numbers = ["" if number != number else repr(number) for number in array.tolist()]
        return [number.replace(".", ",") for number in numbers] if decimal_comma else numbers
    if array.dtype.kind in "iub":
        return list(map(repr, array.tolist()))
    held = array.tolist()
    known = {text: _text(text) for text in {value for value in held if type(value) is str}}
    return [known[value] if type(value) is str else _field(value, decimal_comma) for value in held]


def _field(value: Any, decimal_comma: bool) -> str:
    """Return a value of a column that holds several kinds."""
    if value is None:
        return ""
    if isinstance(value, bool | np.bool_):
        return str(bool(value))
    if isinstance(value, Real):
        number = "" if value != value else repr(value.item() if hasattr(value, "item") else value)
        return number.replace(".", ",") if decimal_comma else number
    return _text(str(value))


def _text(text: str) -> str:
    text = guarded(text)
    return '"' + text.replace('"', '""') + '"' if _QUOTED.search(text) else text
