"""A run's series in the shape of Mesa's data collector, for Mesa's own plots and notebooks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ripple_sim.observe.metrics import METRICS
from ripple_sim.observe.recorder import Recorder

if TYPE_CHECKING:
    import pandas as pd

    from ripple_sim.model.model import RippleModel


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
