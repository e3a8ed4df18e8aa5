"""Whether the figures that a study asks for exist in its company: tried at a few points first."""

from __future__ import annotations

import math
from collections.abc import Iterator

from ripple_sim.observe.metrics import BY_NAME, METRICS, Metric
from ripple_sim.observe.results import Run
from ripple_sim.scenario.problems import RippleError, near
from ripple_sim.scenario.schema import Scenario
from ripple_sim.study.sweep.design import Arms
from ripple_sim.study.sweep.outcomes import Outcome
from ripple_sim.study.sweep.specification import Specification
from ripple_sim.wording import Phrase, mark

_HERE = mark(
    "'{measure}' doesn't exist in '{company}': {why} in weeks {first} to {last}; "
    "ask for another measure, such as '{other}'"
)


def refuse_missing_outcomes(spec: Specification) -> None:
    """Refuse a study of which an outcome is missing at the first, a middle and the last point.

    One run tells it where the figures exist, which is nearly always. A run that fails tells
    nothing: it will be a row with its reason.

    Raises
    ------
    RippleError
        Naming the measure, why it is missing, and the nearest one that exists.
    """
    wanted = [one for one in spec.outcomes if BY_NAME[one.metric].per]
    run: Run | None = None
    for scenario in _scenarios(spec) if wanted else ():
        found = _tried(scenario, spec)
        if found is None:
            return
        run = found
        wanted = [one for one in wanted if not math.isfinite(one.measure(found))]
        if not wanted:
            return
    if wanted and run is not None:
        raise _missing(wanted[0], run)


def _scenarios(spec: Specification) -> Iterator[Scenario]:
    arms = Arms(spec.base, spec.plans, spec.factors, spec.weeks)
    last = len(spec.points) - 1
    for place in sorted({0, last // 2, last}):
        worlds = [pair.world.scenario for pair in arms.at(spec.points[place]).values()]
        yield from [one for one in worlds[:1] if one is not None]


def _tried(scenario: Scenario, spec: Specification) -> Run | None:
    from ripple_sim.study.run import run

    try:
        found = run(scenario, spec.seed)
    except Exception:  # as in the study itself, where it is a row with its reason
        return None
    if found.interrupted:
        raise KeyboardInterrupt
    return found


def _missing(asked: Outcome, run: Run) -> RippleError:
    metric = BY_NAME[asked.metric]
    return RippleError(
        Phrase(
            _HERE,
            measure=metric.name,
            company=run.scenario.name,
            why=Phrase(metric.missing_where),
            first=asked.first,
            last=asked.last,
            other=_nearest(metric, asked, run),
        )
    )


def _nearest(missing: Metric, asked: Outcome, run: Run) -> str:
    """Return the measure with the nearest name that exists, of the same link if there is one."""
    there = [one for one in METRICS if math.isfinite(run.recorder.company_over(one, asked.first - 1, asked.last))]
    of_link = [one.name for one in there if one.link == missing.link]
    names = of_link or [one.name for one in there]
    hint = near(missing.name, names)
    return str(hint.fields["name"]) if hint else names[0]
