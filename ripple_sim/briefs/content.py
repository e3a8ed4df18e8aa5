"""What a brief says, whatever the format: question, answer, numbers, and what they rest on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from ripple_sim.report.manifest import Manifest
from ripple_sim.scenario.accepted import NAME
from ripple_sim.scenario.arguments import takes
from ripple_sim.scenario.problems import RippleError, near_or_all
from ripple_sim.scenario.readers import Word
from ripple_sim.study.compare import Comparison
from ripple_sim.study.compare.figures import LEVELS
from ripple_sim.study.core.intervals import band
from ripple_sim.study.explain import Explanation
from ripple_sim.study.sensitivity import Sensitivity

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

    from ripple_sim.study.sensitivity import Sensitivity


@dataclass(frozen=True)
class Bar:
    """One thing that is not known, or can be chosen.

    Attributes
    ----------
    path, label, moved
        Where it stands in a scenario, the manager's words, and the range over which it was moved.
    value, half
        How much it moves the outcome, and half of the 95 % interval; in the sensitivity's unit.
    """

    path: str
    label: str
    moved: str
    value: float
    half: float


def bars_of(result: Sensitivity) -> tuple[Bar, ...]:
    """Return a bar for each factor, the strongest first."""
    return tuple(
        Bar(
            str(row["path"]),
            str(row["label"]),
            f"{_number(row['from'])} to {_number(row['to'])} {row['unit']}".strip(),
            result.value(str(row["path"]), result.by),
            result.value(str(row["path"]), f"{result.by}_half"),
        )
        for row in result.table().to_dict("records")
    )


def _number(value: Any) -> str:
    return f"{value:.3g}" if isinstance(value, int | float) else str(value)


FIELDS = (
    "mean",
    "low_80",
    "high_80",
    "low_95",
    "high_95",
    "single_low_80",
    "single_high_80",
    "single_low_95",
    "single_high_95",
)
CUMULATED = "profit_cumulated"


def months_of(one: xr.Dataset) -> pd.DataFrame:
    """Return a row for every measure and month: the mean over pairs, its intervals, futures.

    The measures are the profit difference cumulated to the month's end, and the levels in the
    month, plan less baseline.
    """
    import pandas as pd

    months = one["month"].to_numpy()
    frames = []
    for name in (CUMULATED, *(f"{metric.name}_monthly" for metric in LEVELS)):
        result = band(np.asarray(one[name].transpose("pair", "month").to_numpy(), np.float64))
        frames.append(
            pd.DataFrame(
                {
                    "month": months,
                    "measure": name.removesuffix("_monthly"),
                    "label": one[name].attrs["long_name"],
                    "unit_of_measure": one[name].attrs["units"],
                    **{field: getattr(result, field) for field in FIELDS},
                }
            )
        )
    return pd.concat(frames, ignore_index=True)


RANGES = (
    "value",
    "interval_80_low",
    "interval_80_high",
    "interval_95_low",
    "interval_95_high",
    "single_80_low",
    "single_80_high",
    "single_95_low",
    "single_95_high",
)


@dataclass(frozen=True, eq=False, repr=False)
class BriefContent:
    """The numbers of a brief: one page about a plan.

    Attributes
    ----------
    compared
        The comparison that it tells.
    plan
        The plan that it is about.
    why, tornado
        The profit difference by link of the chain, and what it depends on most; None where these
        aren't known.
    """

    compared: Comparison
    plan: str
    why: Explanation | None = None
    tornado: Sensitivity | None = None

    @property
    def currency(self) -> str:
        """The currency of all money."""
        return self.compared.currency

    @property
    def manifest(self) -> Manifest:
        """How the comparison came about."""
        return self.compared.provenance.manifest

    @cached_property
    def ranking(self) -> pd.DataFrame | None:
        """How several plans stand; None for one plan."""
        return self.compared.ranking() if len(self.compared.plans) > 1 else None

    @cached_property
    def bars(self) -> tuple[Bar, ...]:
        """What the profit difference depends on, the strongest first."""
        return bars_of(self.tornado) if self.tornado else ()

    @cached_property
    def _outcomes(self) -> pd.DataFrame:
        return self.compared.table()

    def table(self) -> pd.DataFrame:
        """Return the plan's outcomes with their ranges, one a row."""
        rows = self._outcomes
        return rows[rows["plan"] == self.plan].reset_index(drop=True)

    def by_unit(self) -> pd.DataFrame:
        """Return the plan's outcomes by business unit."""
        rows = self.compared.by_unit()
        return rows[rows["plan"] == self.plan].reset_index(drop=True)

    @cached_property
    def months(self) -> pd.DataFrame:
        """The profit difference cumulated to each month's end, and levels in it, with ranges."""
        return months_of(self.data)

    @property
    def cumulated(self) -> pd.DataFrame:
        """The rows of :attr:`months` with the profit difference, cumulated."""
        rows = self.months
        return rows[rows["measure"] == CUMULATED].reset_index(drop=True)

    @takes(outcome=NAME, what=Word(*RANGES))
    def number(self, outcome: str, what: str = "value") -> float:
        """Return one number of an outcome, such as its ``interval_80_low``.

        Raises
        ------
        RippleError
            When there is no such outcome.
        """
        rows = self._outcomes
        known = [str(name) for name in rows["outcome"].unique()]
        if outcome not in known:
            hint = near_or_all(outcome, known)
            raise RippleError("there is no outcome '{outcome}'", outcome=outcome, hint=hint)
        row = rows[(rows["plan"] == self.plan) & (rows["outcome"] == outcome)]
        return float(row[what].to_numpy()[0])

    @property
    def data(self) -> xr.Dataset:
        """The differences of every pair, of this plan."""
        return self.compared.data.sel(plan=self.plan)

    def numbers(self) -> dict[str, float]:
        """Return the numbers that every brief tells, by a name that says which it is."""
        return dict(self._numbers())

    def _numbers(self) -> Iterator[tuple[str, float]]:
        for row in self.table().to_dict("records"):
            for name in RANGES:
                yield f"{row['outcome']}, {name}", float(row[name])
        for row in self.cumulated.to_dict("records"):
            for name in FIELDS:
                yield f"{CUMULATED}, month {row['month']}, {name}", float(row[name])
        if self.ranking is not None:
            for row in self.ranking.to_dict("records"):
                for column, value in row.items():
                    if isinstance(value, float):
                        yield f"ranking, {row['plan']}, {column}", value
        if self.why:
            places = [(f"{part.layer}, {part.name}", part) for part in self.why.parts]
            for place, part in (*places, ("all links and costs", self.why.total)):
                for name in ("mean", "low_80", "high_80"):
                    yield f"{place}, {name}", float(getattr(part.band, name))
        if self.tornado:
            for bar in self.bars:
                for name in ("value", "half"):
                    yield f"tornado, {bar.path}, {name}", getattr(bar, name)
