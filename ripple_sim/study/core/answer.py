"""What every study returns: a table, a figure, labelled data and what they say."""

from __future__ import annotations

from abc import ABC, abstractmethod
from inspect import signature
from pathlib import Path
from textwrap import fill, shorten
from typing import TYPE_CHECKING, Any, ClassVar, Self

from ripple_sim.report.manifest import hash_numbers
from ripple_sim.scenario.arguments import takes
from ripple_sim.scenario.problems import RippleError, near_or_all
from ripple_sim.scenario.readers import FLAG, PATH
from ripple_sim.study.core.answer_file import ANSWER, read_answer
from ripple_sim.study.core.results_folder import (
    Provenance,
    Results,
    provenance_of,
    read_texts,
    read_whole,
    write_beside_runs,
    write_whole_folder,
)
from ripple_sim.wording import ENGLISH, Wording

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd
    import xarray as xr
    from matplotlib.figure import Figure

_PROVENANCE = "_provenance"
_LETTERS, _ACROSS = 700, 100  # of an answer in a few lines
_ROWS = 12


class Answer(ABC):
    """A study's answer."""

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

    @abstractmethod
    def drawing(self) -> Callable[..., Figure]:
        """Return what draws the answer; its options are those of :meth:`figure`."""

    def figure(self, **options: Any) -> Figure:
        """Return the answer as a Matplotlib figure; the options are those of its drawing."""
        draw = self.drawing()
        known = list(signature(draw).parameters)[1:]
        for option in options:
            if option not in known:
                raise RippleError(
                    "this picture has no option '{option}'",
                    option=option,
                    hint=near_or_all(option, known) if known else None,
                )
        return draw(self, **options)

    def __repr__(self) -> str:
        said = shorten(self.say(), _LETTERS, placeholder=" …")
        return fill(f"<{type(self).__name__}: {said}>", _ACROSS)

    def _repr_html_(self) -> str:
        """Return the answer, its small figure and the head of its table, for a notebook."""
        from ripple_sim.report.style import html_of

        return html_of(self.say(), self._small_figure(), self.table().head(_ROWS))

    def _small_figure(self) -> Figure:
        known = signature(self.drawing()).parameters
        return self.figure(**({"compact": True} if "compact" in known else {}))


class StudyAnswer(Answer):
    """An answer that a results folder keeps.

    Attributes
    ----------
    kind
        What the manifest calls it.
    made_of
        The classes that it is made of.
    """

    kind: ClassVar[str]
    made_of: ClassVar[tuple[type, ...]] = ()

    @abstractmethod
    def results(self) -> Results:
        """Return what is kept of it."""

    def _beside_runs(self, folder: Path) -> bool:
        """Tell whether a folder holds the runs of this study, beside which results are written."""
        return False

    @takes(folder=PATH, overwrite=FLAG, decimal_comma=FLAG)
    def save(self, folder: str | Path, *, overwrite: bool = False, decimal_comma: bool = False) -> list[Path]:
        """Write everything there is to keep; the folder appears whole or not at all.

        Parameters
        ----------
        folder
            The folder; folders above it are made.
        overwrite
            Whether results that this program wrote there earlier may be replaced.
        decimal_comma
            Whether the tables of text have a decimal comma, and semicolons between their fields.

        Returns
        -------
        list[Path]
            The files written, the manifest last.

        Raises
        ------
        RippleError
            When the folder can't be written, or holds something else.
        """
        place = Path(folder)
        if self._beside_runs(place):
            return write_beside_runs(place, self.results(), decimal_comma)
        return write_whole_folder(place, self.results(), overwrite, decimal_comma)

    @classmethod
    @takes(folder=PATH)
    def load(cls, folder: str | Path) -> Self:
        """Return the answer that a folder keeps.

        Raises
        ------
        RippleError
            When it is no such folder, or its files have changed since they were written.
        """
        place = Path(folder)
        manifest = read_whole(place, cls.kind)
        answer = read_answer(place / ANSWER, (cls, *cls.made_of))
        if not isinstance(answer, cls) or hash_numbers(dict(answer.results().numbers)) != (manifest.numbers):
            raise RippleError(f"{place} has changed since it was written: its answer is another")
        return answer._known_from(Provenance(manifest, read_texts(place)))

    @property
    def provenance(self) -> Provenance:
        """How it came about: as its folder says, or worked out where it comes from none."""
        if _PROVENANCE not in vars(self):
            self._known_from(provenance_of(self.results()))
        known: Provenance = vars(self)[_PROVENANCE]
        return known

    def _known_from(self, provenance: Provenance) -> Self:
        """Set how it came about, and return it."""
        vars(self)[_PROVENANCE] = provenance
        return self
