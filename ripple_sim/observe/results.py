"""A finished run: its series with units, the chain from start to end, and the model itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ripple_sim.observe.metrics import METRICS, Metric, Money
from ripple_sim.observe.recorder import Recorder, chain_metrics
from ripple_sim.scenario.arguments import takes
from ripple_sim.scenario.readers import OfKind
from ripple_sim.scenario.schema import Scenario
from ripple_sim.wording import mark

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

    from ripple_sim.model.engine import Engine
    from ripple_sim.model.model import RippleModel

QUARTER = 13


@dataclass(frozen=True)
class ChainRow:
    """One line of the chain: how a figure stood at the start and at the end.

    ``start`` and ``end`` are figures of the first and the last quarter as a whole (13 weeks; the
    whole run is halved if it is shorter than two quarters).
    """

    name: str
    link: str
    label: str
    unit: str
    start: float
    end: float
    decimals: int

    @property
    def change(self) -> float:
        """End less start, in the same unit."""
        return self.end - self.start


@dataclass
class Run:
    """What a run gives.

    Attributes
    ----------
    scenario, seed, replication
        What was run.
    engine
        The company, as it stands after the last week.
    settling_weeks
        Weeks simulated before the first reported one.
    wall_seconds
        Time it took.
    interrupted
        Whether it was stopped before its last week.
    """

    scenario: Scenario
    seed: int
    replication: int
    engine: Engine = field(repr=False)
    recorder: Recorder = field(repr=False)
    settling_weeks: int
    wall_seconds: float
    interrupted: bool = False

    @cached_property
    def model(self) -> RippleModel:
        """The company as a Mesa model, as it stands after the last week; made when asked for."""
        # Mesa takes a second to import, which a run on the command line needn't wait for.
        from ripple_sim.model.model import RippleModel
        from ripple_sim.observe.recorder import SeriesCollector

        model = RippleModel(self.scenario, self.seed, self.replication, engine=self.engine)
        model.datacollector = SeriesCollector(model, self.recorder)
        return model

    @property
    def weeks(self) -> int:
        """The number of weeks reported."""
        return self.recorder.weeks

    @takes(metric=OfKind(mark("a metric"), Metric))
    def unit_of(self, metric: Metric) -> str:
        """Return a metric's unit, with the scenario's currency in it."""
        return metric.unit.replace(Money, self.scenario.currency)

    @cached_property
    def units(self) -> tuple[str, ...]:
        """The names of the business units; the centre, where there is one, comes last."""
        centre = ("centre",) if self.scenario.company.structure.central_staff else ()
        return (*self.scenario.unit_names(), *centre)

    @cached_property
    def arrays(self) -> dict[str, NDArray[np.float64]]:
        """Every metric by week, and by week and unit (``..._by_unit``), as plain arrays.

        NaN where it doesn't exist, which :attr:`Metric.missing_where` tells.
        """
        arrays = {}
        for metric in METRICS:
            arrays[metric.name] = self.recorder.company(metric)
            arrays[f"{metric.name}_by_unit"] = self.recorder.by_unit(metric)[:, : len(self.units)]
        return arrays

    @cached_property
    def data(self) -> xr.Dataset:
        """All metrics by week, and by week and unit (``..._by_unit``), with units and long names.

        ``week`` counts from 1. The centre, where there is one, is the last unit. NaN where a figure
        doesn't exist, which its ``missing_where`` tells.
        """
        import xarray as xr

        variables: dict[str, Any] = {}
        for metric in METRICS:
            attributes = {"long_name": metric.label, "units": self.unit_of(metric)}
            attributes |= {"kind": metric.kind, "link": metric.link}
            if metric.missing_where:
                attributes["missing_where"] = metric.missing_where
            for name, dimensions in ((metric.name, ("week",)), (f"{metric.name}_by_unit", ("week", "unit"))):
                variables[name] = (dimensions, self.arrays[name], attributes)
        return xr.Dataset(
            variables,
            coords={
                "week": ("week", np.arange(1, self.weeks + 1), {"long_name": "Week"}),
                "unit": ("unit", list(self.units), {"long_name": "Business unit"}),
            },
            attrs={
                "title": self.scenario.title or self.scenario.name,
                "scenario": self.scenario.name,
                "scenario_hash": self.scenario.hash(),
                "seed": self.seed,
                "replication": self.replication,
                "currency": self.scenario.currency,
            },
        )

    def frame(self) -> pd.DataFrame:
        """Return a tidy table: week, unit, metric, label, value, unit_of_measure.

        ``unit`` is "company" for the whole. Weeks in which a figure doesn't exist are left out.
        """
        import pandas as pd

        return pd.DataFrame(self.columns())

    def columns(self) -> dict[str, NDArray[Any]]:
        """Return the columns of the tidy table, each of the same length."""
        units = ("company", *self.units)
        values = np.empty((len(METRICS), self.weeks, len(units)))
        for number, metric in enumerate(METRICS):
            values[number, :, 0] = self.arrays[metric.name]
            values[number, :, 1:] = self.arrays[f"{metric.name}_by_unit"]
        metric_of, week_of, unit_of = np.nonzero(np.isfinite(values))

        def texts(of_metric: list[str]) -> NDArray[Any]:
            return np.array(of_metric, dtype=object)[metric_of]

        return {
            "week": week_of + 1,
            "unit": np.array(units, dtype=object)[unit_of],
            "metric": texts([metric.name for metric in METRICS]),
            "label": texts([metric.label for metric in METRICS]),
            "value": values[metric_of, week_of, unit_of],
            "unit_of_measure": texts([self.unit_of(metric) for metric in METRICS]),
        }

    def chain(self) -> list[ChainRow]:
        """Return the chain as one table, drivers first and money last."""
        span = min(QUARTER, max(self.weeks // 2, 1))
        over, last = self.recorder.company_over, self.weeks
        return [
            ChainRow(m.name, m.link, m.label, self.unit_of(m), over(m, 0, span), over(m, last - span, last), m.decimals)
            for m in chain_metrics()
        ]
