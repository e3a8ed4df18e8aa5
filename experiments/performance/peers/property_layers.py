"""The week on Mesa's property layers: NumPy columns that a Mesa grid holds."""

from __future__ import annotations

import market as m
import mesa
import numpy as np
from mesa.discrete_space import OrthogonalMooreGrid
from numpy.typing import NDArray
from numpy_columns import NumpyColumns


class PropertyLayers(NumpyColumns):
    """Everybody is a cell of a grid of one row; each quantity is one of its layers."""

    def __init__(self, market: m.Market, seed: int = 1) -> None:
        self.model = mesa.Model(seed=seed)
        self.grid = OrthogonalMooreGrid((1, market.standing.size), random=self.model.random)
        super().__init__(market, seed)
        self.rng = self.model.rng

    def keep(self, name: str, column: NDArray[np.generic]) -> NDArray[np.generic]:
        if column.ndim > 1:
            return column.copy()
        layer = self.grid.create_property_layer(name, default_value=column.dtype.type(0), dtype=column.dtype.type)
        layer.data[0, :] = column
        return layer.data[0]
