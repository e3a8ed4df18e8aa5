"""Keep each week's ledger, one row a week and unit, in memory laid out before the first week."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ripple_sim.model.records import LEDGER, Records
from ripple_sim.observe.metrics import METRICS, Metric
from ripple_sim.scenario.schema import WEEKS_PER_YEAR

if TYPE_CHECKING:
    import pandas as pd

    from ripple_sim.model.model import RippleModel


class Recorder:
    """The ledgers of a run, shape (weeks, units + 1); the centre is the last unit."""

    def __init__(self, weeks: int, units: int) -> None:
        self._ledgers = np.zeros((weeks, units), LEDGER)
        self.weeks = 0

    def keep(self, ledger: Records) -> None:
        """Keep a week."""
        # As bytes: field by field takes three times as long.
        self._ledgers[self.weeks].view(np.uint8)[...] = ledger.view(np.uint8)
        self.weeks += 1

    @property
    def ledgers(self) -> Records:
        """The weeks kept so far."""
        return self._ledgers[: self.weeks]

    def company(self, metric: Metric) -> NDArray[np.float64]:
        """Return a metric of the whole company, shape (weeks,)."""
        return worked_out(metric, self.ledgers, over_units=True)

    def company_over(self, metric: Metric, first: int, last: int) -> float:
        """Return a metric of the whole company over the weeks from ``first`` up to ``last``.

        The ratio of the sums over those weeks, so that a year counts as a business counts it; a
        metric that is a plain sum is averaged over the weeks.
        """
        return float(self._over(metric, first, last, over_units=True)[0])

    def by_unit_over(self, metric: Metric, first: int, last: int) -> NDArray[np.float64]:
        """Return a metric by unit over some weeks, as :meth:`company_over`; shape (units + 1,)."""
        return np.asarray(self._over(metric, first, last, over_units=False)[0])

    def _over(self, metric: Metric, first: int, last: int, *, over_units: bool) -> NDArray[np.float64]:
        weeks = self.ledgers[first:last]
        together = np.zeros((1, weeks.shape[1]), LEDGER)
        for name in {*metric.of, *metric.minus, *metric.per}:
            together[name] = weeks[name].sum(axis=0)
        value = worked_out(metric, together, over_units=over_units)
        return value if metric.per else value / len(weeks)

    def by_unit(self, metric: Metric) -> NDArray[np.float64]:
        """Return a metric by unit, shape (weeks, units + 1)."""
        return worked_out(metric, self.ledgers, over_units=False)


def worked_out(metric: Metric, ledgers: Records, *, over_units: bool) -> NDArray[np.float64]:
    """Work a metric out from ledgers of shape (weeks, units); NaN where there is nobody.

    Retention is the share kept of those there at the start of the week, raised to a year.
    """
    value = _sum(ledgers, metric.of, over_units) - _sum(ledgers, metric.minus, over_units)
    if metric.per:
        per = _sum(ledgers, metric.per, over_units)
        value = np.divide(value, per, out=np.full_like(value, np.nan), where=per != 0)
    if metric.name == "retention":
        value = value**WEEKS_PER_YEAR
    return metric.scale * value


def _sum(ledgers: Records, names: tuple[str, ...], over_units: bool) -> NDArray[np.float64]:
    total = np.zeros(ledgers.shape)
    for name in names:
        total += ledgers[name]
    return total.sum(axis=1) if over_units else total


def chain_metrics() -> list[Metric]:
    """Return the metrics of the one-page table, in the order of the chain."""
    return [metric for metric in METRICS if metric.headline]


class SeriesCollector:
    """Offers ``get_model_vars_dataframe`` and ``get_agent_vars_dataframe`` on the recorder."""

    def __init__(self, model: RippleModel, recorder: Recorder) -> None:
        self._model = model
        self._recorder = recorder

    @property
    def model_vars(self) -> dict[str, list[Any]]:
        """Every metric as a list, one value a week."""
        return {metric.name: self._recorder.company(metric).tolist() for metric in METRICS}

    def get_model_vars_dataframe(self) -> pd.DataFrame:
        """Return the company's metrics, one row a week, indexed by the week from 1."""
        import pandas as pd

        frame = pd.DataFrame(self.model_vars)
        frame.index = pd.RangeIndex(1, len(frame) + 1, name="week")
        return frame

    def get_agent_vars_dataframe(self) -> pd.DataFrame:
        """Return the state of every employee as it stands now, one row a seat.

        Agents' histories aren't kept: a panel of thousands of members would fill the memory.
        """
        import pandas as pd

        employees = self._model.world.employees
        frame = pd.DataFrame({name: employees[name] for name in employees.dtype.names or ()})
        frame.index.name = "seat"
        return frame
