"""Labelled data as a NetCDF file: the one way to write it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from ripple_sim.scenario.showing import visible

if TYPE_CHECKING:
    import xarray as xr


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
