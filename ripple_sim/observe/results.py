"""A finished run: its series with units, the chain from start to end, and the model itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from ripple_sim.observe.metrics import METRICS, Metric, Money
from ripple_sim.observe.recorder import Recorder, chain_metrics
from ripple_sim.scenario.schema import Scenario

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
        Weeks lived before the first reported one.
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
        from ripple_sim.observe.mesa_collector import SeriesCollector

        model = RippleModel(self.scenario, self.seed, self.replication, engine=self.engine)
        model.datacollector = SeriesCollector(model, self.recorder)
        return model

    @property
    def weeks(self) -> int:
        """The number of weeks reported."""
        return self.recorder.weeks

    def unit_of(self, metric: Metric) -> str:
        """Return a metric's unit, with the scenario's currency in it."""
        return metric.unit.replace(Money, self.scenario.currency)

    @cached_property
    def data(self) -> xr.Dataset:
        """All metrics by week, and by week and unit (``..._by_unit``), with units and long names.

        ``week`` counts from 1. The centre, where there is one, is the last unit.
        """
        import xarray as xr

        names = list(self.scenario.unit_names())
        if self.scenario.company.structure.central_staff:
            names.append("centre")
        variables: dict[str, Any] = {}
        for metric in METRICS:
            attributes = {
                "long_name": metric.label,
                "units": self.unit_of(metric),
                "kind": metric.kind,
                "link": metric.link,
            }
            variables[metric.name] = ("week", self.recorder.company(metric), attributes)
            variables[f"{metric.name}_by_unit"] = (
                ("week", "unit"),
                self.recorder.by_unit(metric)[:, : len(names)],
                attributes,
            )
        return xr.Dataset(
            variables,
            coords={
                "week": ("week", np.arange(1, self.weeks + 1), {"long_name": "Week"}),
                "unit": ("unit", names, {"long_name": "Business unit"}),
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

        units = ["company", *self.data["unit"].to_numpy()]
        weeks = self.data["week"].to_numpy()
        values = np.empty((len(METRICS), len(weeks), len(units)))
        for number, metric in enumerate(METRICS):
            values[number, :, 0] = self.data[metric.name]
            values[number, :, 1:] = self.data[f"{metric.name}_by_unit"]
        metric_of, week_of, unit_of = np.nonzero(np.isfinite(values))

        def column(texts: list[str]) -> Any:
            return np.array(texts, dtype=object)[metric_of]

        return pd.DataFrame(
            {
                "week": weeks[week_of],
                "unit": np.array(units, dtype=object)[unit_of],
                "metric": column([metric.name for metric in METRICS]),
                "label": column([metric.label for metric in METRICS]),
                "value": values[metric_of, week_of, unit_of],
                "unit_of_measure": column([self.unit_of(metric) for metric in METRICS]),
            }
        )

    def chain(self) -> list[ChainRow]:
        """Return the chain as one table, drivers first and money last."""
        span = min(QUARTER, max(self.weeks // 2, 1))
        rows = []
        for metric in chain_metrics():
            rows.append(
                ChainRow(
                    name=metric.name,
                    link=metric.link,
                    label=metric.label,
                    unit=self.unit_of(metric),
                    start=self.recorder.company_over(metric, 0, span),
                    end=self.recorder.company_over(metric, self.weeks - span, self.weeks),
                    decimals=metric.decimals,
                )
            )
        return rows
