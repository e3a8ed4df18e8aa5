"""The result of a calibration, and its file."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ripple_sim.scenario.checked_files import DamagedError, from_checked_json, to_checked_json, write_whole
from ripple_sim.scenario.problems import RippleError
from ripple_sim.study.calibrate.problem import Free, Target

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Fit:
    """Fitted parameters, how well they are known, and what they bring about.

    Parameters
    ----------
    free, targets
        The problem.
    fingerprint
        The model it was fitted with, as the caller named it.
    values, standard_errors, intervals
        By parameter, in its own unit; intervals are 90 % ones clipped to the range.
    weak
        Parameters whose interval is more than half as wide as before any evidence.
    moments, moment_errors
        By name, the mean over the fit's worlds at the fitted values and its standard error; all
        moments the simulation returned, targets or not (errors of targets only).
    inside
        By target, whether the mean lies inside its acceptance range.
    objective
        Sum of squared distances (half acceptance widths) and of the pull towards the start.
    information
        By target and parameter, the share of what is known of the parameter that the target
        brings; ``"(start)"`` is the share of the prior.
    growth
        By target and parameter, how many times the standard error grows without the target.
    singular_values
        Largest first; each below 1 is a direction known from the prior rather than from targets.
    ensemble, ensemble_moments
        Parameter sets that fit about equally well, and their mean moments.
    acceptance
        Share of the simulated draws that became members; NaN where none was drawn.
    spread
        Smallest share of the posterior's spread that the ensemble needed.
    notes
        What a reader should know, a sentence each.
    """

    free: tuple[Free, ...]
    targets: tuple[Target, ...]
    fingerprint: str
    values: dict[str, float]
    standard_errors: dict[str, float]
    intervals: dict[str, tuple[float, float]]
    weak: tuple[str, ...]
    moments: dict[str, float]
    moment_errors: dict[str, float]
    inside: dict[str, bool]
    objective: float
    information: dict[str, dict[str, float]]
    growth: dict[str, dict[str, float]]
    singular_values: tuple[float, ...]
    ensemble: list[dict[str, float]]
    ensemble_moments: list[dict[str, float]]
    acceptance: float
    spread: float
    notes: tuple[str, ...]

    def table(self) -> pd.DataFrame:
        """Return the parameters, a row each: value, error, interval, and who informs it most."""
        import pandas as pd

        rows = []
        for one in self.free:
            shares = {name: row[one.path] for name, row in self.information.items()}
            rows.append(
                {
                    "parameter": one.path,
                    "start": one.start,
                    "fitted": self.values[one.path],
                    "standard_error": self.standard_errors[one.path],
                    "low": self.intervals[one.path][0],
                    "high": self.intervals[one.path][1],
                    "weakly_identified": one.path in self.weak,
                    "informed_by": max(shares, key=shares.__getitem__),
                }
            )
        return pd.DataFrame(rows).set_index("parameter")

    def target_table(self) -> pd.DataFrame:
        """Return the targets, a row each: published value and range beside the simulated mean."""
        import pandas as pd

        rows = [
            {
                "target": one.name,
                "published": one.value,
                "low": one.low,
                "high": one.high,
                "simulated": self.moments.get(one.name, math.nan),
                "standard_error": self.moment_errors[one.name],
                "inside": self.inside[one.name],
            }
            for one in self.targets
        ]
        return pd.DataFrame(rows).set_index("target")

    def identification(self) -> pd.DataFrame:
        """Return which target informs which parameter, a row for each pair."""
        import pandas as pd

        rows = [
            {
                "target": name,
                "parameter": path,
                "information": share,
                "error_grows": self.growth.get(name, {}).get(path, math.nan),
            }
            for name, row in self.information.items()
            for path, share in row.items()
        ]
        return pd.DataFrame(rows).set_index(["target", "parameter"])

    def save(self, path: str | Path) -> None:
        """Write the fit to a JSON file; the file is never seen half written."""
        target = Path(path)
        text = to_checked_json(_plain(asdict(self)), indent=1)
        try:
            write_whole(target, text + "\n")
        except OSError as problem:
            raise RippleError(f"{target} can't be written: {problem.strerror}") from None

    @classmethod
    def load(cls, path: str | Path) -> Fit:
        """Read a fit that :meth:`save` wrote.

        Raises
        ------
        RippleError
            When it can't be read, or a byte of it is another.
        """
        try:
            data = from_checked_json(Path(path).read_bytes())
            data = {one.name: data[one.name] for one in fields(cls)}
            data["free"] = tuple(Free(**one) for one in data["free"])
            data["targets"] = tuple(Target(**one) for one in data["targets"])
            data["intervals"] = {name: tuple(ends) for name, ends in data["intervals"].items()}
            for name in ("weak", "singular_values", "notes"):
                data[name] = tuple(data[name])
            for name in ("moments", "moment_errors"):
                data[name] = _numbers(data[name])
            data["ensemble_moments"] = [_numbers(one) for one in data["ensemble_moments"]]
            data["acceptance"] = _number(data["acceptance"])
        except OSError as problem:
            raise RippleError(f"{path} can't be read: {problem.strerror}") from None
        except DamagedError:
            raise RippleError(f"{path} holds no calibration, or has changed since it was written") from None
        except (ValueError, KeyError, TypeError, AttributeError):
            raise RippleError(f"{path} holds no calibration") from None
        return cls(**data)


def _plain(value: Any) -> Any:
    # JSON has no NaN.
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value


def _number(value: float | None) -> float:
    return math.nan if value is None else value


def _numbers(values: dict[str, float | None]) -> dict[str, float]:
    return {name: _number(value) for name, value in values.items()}
