"""A comparison as a brief needs it: its tables, data and sentences, read from its folder."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ripple_sim.briefs.study_folders import answer_of, read_kept, table_of, texts_of, write_texts
from ripple_sim.report.folder import started_at
from ripple_sim.report.manifest import Manifest
from ripple_sim.scenario.files import parse
from ripple_sim.scenario.problems import RippleError, nearest
from ripple_sim.scenario.schema import Scenario
from ripple_sim.scenario.showing import short
from ripple_sim.study.compare.folder import KIND, comparison_again, plan_file, write_data

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

    from ripple_sim.study.compare import Comparison

SCENARIO = "scenario.toml"


@dataclass(frozen=True, eq=False)
class Compared:
    """What a comparison's folder says.

    Attributes
    ----------
    manifest
        How it came about.
    texts
        The files with the companies, by name: the baseline's, then one for each plan.
    answer, sentences, conditions
        The whole answer; one sentence for each plan; what holds for every number.
    outcomes, units, ranking
        The tables of :class:`ripple_sim.study.compare.Comparison`; ranking is None for one plan.
    data
        The differences of every pair.
    numbers
        The hash of all its numbers.
    """

    manifest: Manifest
    texts: dict[str, str]
    answer: str
    sentences: tuple[str, ...]
    conditions: tuple[str, ...]
    outcomes: pd.DataFrame
    units: pd.DataFrame
    ranking: pd.DataFrame | None
    data: xr.Dataset
    numbers: str

    @property
    def plans(self) -> tuple[str, ...]:
        """The plans' names."""
        return tuple(str(name) for name in self.data["plan"].to_numpy())

    @property
    def pairs(self) -> int:
        """The number of pairs."""
        return int(self.data.sizes["pair"])

    @property
    def baseline(self) -> Scenario:
        """The company without any plan."""
        return parse(self.texts[SCENARIO], SCENARIO)

    def planned(self, plan: str) -> Scenario:
        """Return the company under a plan."""
        name = plan_file(self.plans.index(plan) + 1)
        return parse(self.texts[name], name)

    def title(self, plan: str) -> str:
        """Return what people call a plan; empty where it has no title, or the folder is older."""
        kept = self.manifest.study.settings.get("titles") if self.manifest.study else None
        titles = kept if isinstance(kept, list) else []
        found = dict(zip(self.plans, titles, strict=False)).get(plan)
        return found if isinstance(found, str) else ""

    def best(self) -> str:
        """Return the plan with the highest mean net present value."""
        present = self.outcomes[self.outcomes["outcome"] == "net_present_value"]
        return str(present["plan"].to_numpy()[present["value"].to_numpy().argmax()])

    def named(self, plan: str | None) -> str:
        """Return a plan's name after a check that it is there; the best one's for None.

        Raises
        ------
        RippleError
            When there is no such plan.
        """
        if plan is None:
            return self.best()
        if plan not in self.plans:
            hint = nearest(plan, self.plans) or f"; there are {', '.join(self.plans)}"
            raise RippleError(f"there is no plan '{short(plan)}' in this comparison{hint}")
        return plan


def read_comparison(folder: Path) -> Compared:
    """Return what the folder of a comparison says.

    Raises
    ------
    RippleError
        When it is no such folder, or its files have changed since they were written.
    """
    import xarray as xr

    manifest = read_kept(folder, KIND)
    answers, conditions = answer_of(folder)
    with xr.open_dataset(folder / "comparison.nc", engine="h5netcdf") as opened:
        data = opened.load()
    sentences = answers.splitlines()
    ranking = folder / "ranking.csv"
    return Compared(
        manifest=manifest,
        texts=texts_of(folder),
        answer=sentences[0],
        sentences=tuple(sentences[-data.sizes["plan"] :]),
        conditions=conditions,
        outcomes=table_of(folder / "outcomes.csv"),
        units=table_of(folder / "units.csv"),
        ranking=table_of(ranking) if ranking.is_file() else None,
        data=data,
        numbers=manifest.numbers,
    )


def taken_from(found: Comparison) -> Compared:
    """Return what the folder of a comparison would say."""
    with tempfile.TemporaryDirectory(prefix="ripple-") as place:
        write_data(found, Path(place), started_at(found.wall_seconds))
        return read_comparison(Path(place))


def compared_again(manifest: Manifest, texts: Mapping[str, str]) -> Compared:
    """Make a comparison again from its manifest and companies; these stay as they were.

    Raises
    ------
    RippleError
        When the manifest doesn't say how.
    """
    with tempfile.TemporaryDirectory(prefix="ripple-") as place:
        write_texts(texts, Path(place))
        again = taken_from(comparison_again(Path(place), manifest))
    return replace(again, manifest=manifest, texts=dict(texts))
