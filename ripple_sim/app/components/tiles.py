"""Tiles: a few figures at a glance, with what has changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import solara


@dataclass(frozen=True)
class Tile:
    """One figure.

    Attributes
    ----------
    name
        A key by which tests and links find it.
    label, value, unit
        What it is, as it is read, and in what.
    change
        A sentence on how it has changed.
    effect
        A sentence on how it differs from the world without; empty where it doesn't.
    """

    name: str
    label: str
    value: str
    unit: str = ""
    change: str = ""
    effect: str = ""


@solara.component_vue("tiles.vue")
def _Tiles(tiles: list[dict[str, str]], label: str) -> None: ...


def Tiles(tiles: Sequence[Tile], label: str) -> Any:
    """Draw figures side by side; ``label`` says what they are together."""
    return _Tiles(tiles=[asdict(tile) for tile in tiles], label=label)
