"""What every study returns: a table, a figure, labelled data and what they say."""

from __future__ import annotations

from abc import ABC, abstractmethod
from importlib import import_module
from inspect import signature
from typing import TYPE_CHECKING, Any, ClassVar

from ripple_sim.scenario.problems import RippleError, near_or_all
from ripple_sim.wording import ENGLISH, Wording

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr
    from matplotlib.figure import Figure


class Answer(ABC):
    """A study's answer.

    Attributes
    ----------
    drawing
        Where its picture is drawn, as ``module:function`` within ``ripple_sim``.
    """

    drawing: ClassVar[str]

    @abstractmethod
    def table(self) -> pd.DataFrame:
        """Return the figures with their units, one row a figure."""

    @property
    @abstractmethod
    def data(self) -> xr.Dataset:
        """All figures with units, labels and how they came about."""

    @abstractmethod
    def say(self, *, words: Wording = ENGLISH) -> str:
        """Return the answer in a sentence or two, in a language."""

    def figure(self, **options: Any) -> Figure:
        """Return the answer as a Matplotlib figure; the options are those of its drawing.

        Drawing stands above studies, so it is found by name when a figure is asked for.
        """
        module, _, name = self.drawing.partition(":")
        draw = getattr(import_module(f"ripple_sim.{module}"), name)
        known = list(signature(draw).parameters)[1:]
        for option in options:
            if option not in known:
                raise RippleError(
                    "this picture has no option '{option}'",
                    option=option, hint=near_or_all(option, known) if known else None,
                )  # fmt: skip
        drawn: Figure = draw(self, **options)
        return drawn
