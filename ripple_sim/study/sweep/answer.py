"""What answers share that rest on the runs of a sweep: question, runs, files, and how to ask again."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

import numpy as np
from numpy.typing import NDArray

from ripple_sim import __version__
from ripple_sim.report.manifest import Manifest
from ripple_sim.scenario.accepted import NAME
from ripple_sim.scenario.arguments import takes
from ripple_sim.study.core.answer import StudyAnswer
from ripple_sim.study.core.results_folder import SCENARIO, Results, plan_of, plans_by_file, settings_of
from ripple_sim.study.sweep.factors import Factor
from ripple_sim.study.sweep.question import MADE_OF, Question
from ripple_sim.study.sweep.result import Sweep
from ripple_sim.study.sweep.store import holds_runs
from ripple_sim.wording import ENGLISH, Wording

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Asked = TypeVar("Asked")


@dataclass(frozen=True, eq=False, repr=False)
class AskedAtPoints:
    """A question and the runs that answer it.

    Attributes
    ----------
    question
        What was asked.
    found
        The runs.
    wall_seconds
        Time it took.
    """

    question: Question
    found: Sweep = field(repr=False)
    wall_seconds: float = field(repr=False)

    @takes(path=NAME)
    def factor(self, path: str) -> Factor:
        """Return the factor at a path.

        Raises
        ------
        RippleError
            When nothing varies there.
        """
        return self.question.factor(path)

    @property
    def luck(self) -> float:
        """The share of the variance between points that is left to luck; NaN where unknown."""
        return self.question.luck(self.found)

    @property
    def address(self) -> str:
        """The program and the company that every number of it comes from."""
        return f"ripple_sim {__version__} · {self.found.about.base} {self.question.base.hash()}"

    def facts(self) -> dict[str, Any]:
        """Return what a labelled data set says of the study."""
        asked, about = self.question, self.found.about
        return {
            "window": asked.window,
            "base": asked.base.name,
            "plan": asked.plan,
            "weeks": asked.weeks,
            "replications": about.replications,
            "seed": about.seed,
        }


class AnswerAtPoints(AskedAtPoints, StudyAnswer):
    """An answer that a results folder keeps, beside its runs where it holds them."""

    made_of: ClassVar[tuple[type, ...]] = MADE_OF

    @abstractmethod
    def conditions(self, words: Wording = ENGLISH) -> tuple[str, ...]:
        """Return what holds for every number."""

    @abstractmethod
    def numbers(self) -> dict[str, NDArray[np.float64]]:
        """Return all numbers of the answer."""

    def _beside_runs(self, folder: Path) -> bool:
        return holds_runs(folder)

    def _kept(
        self, settings: Mapping[str, Any], figures: Mapping[str, Callable[[], Figure]], unkept: tuple[str, ...]
    ) -> Results:
        """Return what a results folder keeps of it, with the settings that only this study has."""
        asked, about = self.question, self.found.about
        shared = {"over": asked.over, "outcome": asked.asked, "replications": about.replications, "plan": asked.plan}
        return Results(
            kind=self.kind,
            answer=self,
            unkept=unkept,
            settings={**shared, **settings},
            base=asked.base,
            plans=plans_by_file(asked.plans),
            tables={self.kind: self.table()},
            data=self.data,
            figures=figures,
            said=(self.say(),),
            conditions=self.conditions(),
            numbers=self.numbers(),
            seed=about.seed,
            weeks=about.weeks,
            wall_seconds=self.wall_seconds,
        )


def ask_again(study: Callable[..., Asked], folder: Path, manifest: Manifest, names: tuple[str, ...]) -> Asked:
    """Ask again what a folder holds, with the named settings of its manifest.

    Raises
    ------
    RippleError
        When the manifest doesn't say how, or a file can't be read.
    """
    settings = settings_of(folder, manifest, names)
    return study(folder / SCENARIO, plan_of(folder), horizon=manifest.weeks, seed=manifest.seed, **settings)
