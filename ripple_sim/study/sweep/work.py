"""Runs of a study, in the process that does them: scenarios in, figures or a reason out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from ripple_sim.scenario.schema import Scenario
from ripple_sim.study.sweep.outcomes import Outcome

RunId: TypeAlias = tuple[str, int]
"""The hash of a scenario, and the number of the replication."""


@dataclass(frozen=True)
class Finished:
    """A run that is over: its outcomes, or why there are none."""

    run: RunId
    values: tuple[float, ...] = ()
    reason: str = ""


@dataclass(frozen=True)
class Batch:
    """Runs that are done one after the other, so that a settled company serves several.

    Plain data, for it may travel to another process or machine.

    Attributes
    ----------
    scenarios
        By their hash, as plain data.
    runs
        What is run, in order.
    outcomes, seed
        What is asked of each run, and the address of all luck.
    model
        The hash of the model's sources: another machine may hold another version.
    """

    scenarios: dict[str, dict[str, Any]]
    runs: tuple[RunId, ...]
    outcomes: tuple[Outcome, ...]
    seed: int
    model: str


class StoppedError(Exception):
    """The study is being stopped; the run is not finished."""


def live(batch: Batch, stopping: Callable[[], bool] = lambda: False) -> list[Finished]:
    """Do the runs of a batch; what goes wrong with one is its row, and the others go on.

    ``stopping`` is asked every week; once it says so, only what is finished comes back.
    """
    from ripple_sim.compiled import source_hash
    from ripple_sim.model.settling import SettledCache

    if source_hash() != batch.model:
        reason = "the worker holds another version of ripple_sim"
        return [Finished(run, reason=reason) for run in batch.runs]
    settled = SettledCache(most=1)
    scenarios: dict[str, Scenario] = {}
    finished: list[Finished] = []

    def on_week(_: int, __: int) -> None:
        if stopping():
            raise StoppedError

    for run in batch.runs:
        name, replication = run
        try:
            if stopping():
                raise StoppedError
            if name not in scenarios:
                scenarios[name] = Scenario.model_validate(batch.scenarios[name])
            values = _figures(scenarios[name], batch.seed, replication, batch.outcomes, on_week, settled)
            finished.append(Finished(run, values))
        except StoppedError:
            break
        except Exception as problem:
            finished.append(Finished(run, reason=reason_of(problem)))
    return finished


def _figures(
    scenario: Scenario,
    seed: int,
    replication: int,
    outcomes: Sequence[Outcome],
    on_week: Callable[[int, int], None],
    settled: Any,
) -> tuple[float, ...]:
    from ripple_sim.study.run import run as simulate

    # One thread a run: the runs themselves share the processors.
    run = simulate(scenario, seed, threads=1, on_week=on_week, replication=replication, settled=settled)
    if run.interrupted:
        raise StoppedError
    return tuple(one.measure(run) for one in outcomes)


def reason_of(problem: BaseException) -> str:
    """Return why a run failed, on one line."""
    said = " ".join(str(problem).split())
    return f"{type(problem).__name__}: {said}" if said else type(problem).__name__
